import { useEffect, useRef } from 'react'
import type { Screen, ScreenChannel, ScreenMessage } from '../../standins/slack/index.js'
import { Blocks } from './blocks.js'
import { Composer } from './composer.js'
import { Avatar } from './person-words.js'
import { server } from './server.js'
import { timeWords } from './times.js'
import type { Playground } from './use-playground.js'

interface ConversationProps {
  channel: ScreenChannel
  screen: Screen
  act: Playground['act']
}

/** A channel, or the direct messages with the app. */
export function Conversation({ channel, screen, act }: ConversationProps) {
  const direct = channel.kind === 'im'
  const end = useRef<HTMLDivElement>(null)
  const newest = channel.messages.at(-1)?.ts
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new message is what scrolls.
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'end' })
  }, [newest])
  return (
    <section className="conversation" aria-labelledby="place">
      <header className="place-head">
        <h1 id="place">{direct ? 'Messages with Reciprocal' : `# ${channel.name}`}</h1>
        <p>{direct ? 'Only you see these.' : `Private channel of ${screen.user.teamName}`}</p>
      </header>
      <div className="scroll">
        {channel.messages.length === 0 && (
          <p className="empty">
            {direct
              ? 'Nothing here yet. Type a command below: “/reciprocal help” lists them all.'
              : 'Nothing here yet. Notices of homes that are needed appear here.'}
          </p>
        )}
        <ol className="messages">
          {channel.messages.map((message) => (
            <MessageItem key={message.ts} message={message} act={act} />
          ))}
        </ol>
        <div ref={end} />
      </div>
      <Composer channel={channel} act={act} />
    </section>
  )
}

export function MessageItem({ message, act }: { message: ScreenMessage; act: Playground['act'] }) {
  const { channel, ts, fromApp, authorName, ephemeral, edited, text, blocks } = message
  const author = fromApp ? 'Reciprocal' : authorName
  return (
    <li className={ephemeral ? 'message whisper' : 'message'}>
      {fromApp ? (
        <span className="avatar app" aria-hidden="true">
          R
        </span>
      ) : (
        <Avatar name={author} />
      )}
      <article aria-label={`${author}, ${timeWords(ts)}`}>
        <p className="message-head">
          <strong>{author}</strong>
          {fromApp && <span className="tag">app</span>}
          <time>{timeWords(ts)}</time>
          {edited && <span className="soft">edited</span>}
          {ephemeral && <span className="soft">Only you can see this</span>}
        </p>
        {blocks.length === 0 ? (
          <p className="plain">{text}</p>
        ) : (
          <Blocks
            blocks={blocks}
            use={(block, element, value) =>
              act((person) =>
                server.press({
                  person,
                  target: { channel, ts },
                  actionId: String(element.action_id),
                  blockId: String(block.block_id),
                  ...(value !== undefined && { value }),
                }),
              )
            }
          />
        )}
      </article>
    </li>
  )
}
