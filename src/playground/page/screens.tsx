import { createRoot } from 'react-dom/client'
import 'slack-blocks-to-jsx/dist/style.css'
import './styles/base.css'
import './styles/layout.css'
import './styles/messages.css'
import './styles/forms.css'
import './styles/teams.css'
import './styles/screens.css'
import type { Dialog, Dict, SeenMessage } from '../../standins/botframework/index.js'
import { startingState } from '../../standins/slack/fields.js'
import type { Block, ScreenMessage, View } from '../../standins/slack/index.js'
import { isRecord, wordsOf } from './block-parts.js'
import { MessageItem } from './conversation.js'
import { HomeTab } from './home-tab.js'
import { Modal } from './modal.js'
import { TeamsDialog } from './teams/dialog.js'
import { MessageItem as TeamsMessageItem } from './teams/message.js'

/** Draws one golden file alone, as the page would: for the pictures under docs. */
export type Golden = Readonly<Record<string, unknown>>

const POSTED_AT = 1_795_528_800
const nothing = async () => undefined

declare global {
  interface Window {
    showGolden(golden: Golden): void
  }
}

window.showGolden = (golden) => {
  const root = document.getElementById('page')
  if (root) createRoot(root).render(<Screen golden={golden} />)
}

function Screen({ golden }: { golden: Golden }) {
  if (golden.type === 'AdaptiveCard') return <CardMessage card={golden} />
  if (golden.type === 'modal')
    return <Modal view={viewOf(golden)} depth={1} trouble={undefined} act={nothing} />
  if (golden.type === 'home')
    return <HomeTab home={viewOf(golden)} act={nothing} onMessages={() => undefined} />
  if (Array.isArray(golden.blocks)) return <BlockMessage blocks={golden.blocks} />
  return <TeamsDialog dialog={dialogOf(golden)} trouble={undefined} act={nothing} />
}

function CardMessage({ card }: { card: Dict }) {
  const message: SeenMessage = {
    conversationId: 'a:1',
    id: '1',
    threadId: '1',
    fromApp: true,
    from: undefined,
    fromName: '',
    text: '',
    attachments: [],
    card,
    own: false,
    edited: false,
    postedAt: POSTED_AT * 1_000,
  }
  return (
    <div className="desk in-teams">
      <section className="conversation teams">
        <ol className="messages">
          <TeamsMessageItem message={message} mine={false} reply={false} act={nothing} />
        </ol>
      </section>
    </div>
  )
}

function BlockMessage({ blocks }: { blocks: readonly Block[] }) {
  const message: ScreenMessage = {
    channel: 'D1',
    ts: String(POSTED_AT),
    author: '',
    authorName: '',
    fromApp: true,
    text: '',
    blocks: withIds(blocks),
    edited: false,
    ephemeral: false,
    files: [],
  }
  return (
    <section className="conversation">
      <ol className="messages">
        <MessageItem message={message} act={nothing} />
      </ol>
    </section>
  )
}

function viewOf({ type, title, submit, close, blocks }: Golden): View {
  const drawn = withIds(Array.isArray(blocks) ? blocks : [])
  return {
    id: 'V1',
    teamId: '',
    userId: '',
    type: type === 'home' ? 'home' : 'modal',
    callbackId: '',
    title: wordsOf(title),
    submit: submit ? wordsOf(submit) : undefined,
    close: close ? wordsOf(close) : undefined,
    blocks: drawn,
    privateMetadata: '',
    externalId: '',
    hash: '1',
    rootViewId: 'V1',
    previousViewId: undefined,
    notifyOnClose: false,
    clearOnClose: false,
    state: startingState(drawn, [], {}),
    errors: {},
    trouble: undefined,
    open: true,
    openedAt: POSTED_AT,
    updates: 0,
  }
}

/** As Slack gives them. */
function withIds(blocks: readonly Block[]): Block[] {
  return blocks.map((block, index) => ({ block_id: `block-${index}`, ...block }))
}

function dialogOf({ title, height, width, card }: Golden): Dialog {
  return {
    id: 'D1',
    userId: '',
    tenantId: '',
    conversationId: 'a:1',
    messageId: '1',
    title: String(title),
    height,
    width,
    card: isRecord(card) ? card : {},
    values: {},
    errors: {},
    trouble: undefined,
    openedAt: POSTED_AT,
    turns: 0,
  }
}
