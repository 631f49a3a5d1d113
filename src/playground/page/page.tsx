import { Conversation } from './conversation.js'
import { HomeTab } from './home-tab.js'
import { Modal } from './modal.js'
import { Picker } from './picker.js'
import { Sidebar } from './sidebar.js'
import { Strip } from './strip.js'
import { TeamsConversation } from './teams/conversation.js'
import { TeamsDialog } from './teams/dialog.js'
import { LastWord } from './teams/last-word.js'
import { TryThis } from './try-this.js'
import { type Playground, usePlayground } from './use-playground.js'

/** The whole page: choose a person, then see and do what they can. */
export function Page() {
  const playground = usePlayground()
  return (
    <div className="page">
      <TopBar />
      {playground.me ? <Desk playground={playground} /> : <Picker playground={playground} />}
      <Notices playground={playground} />
    </div>
  )
}

function TopBar() {
  return (
    <header className="top-bar">
      <span className="brand">
        <span className="mark" aria-hidden="true">
          R
        </span>
        Reciprocal
      </span>
      <p className="promise">
        <strong>Local trial.</strong> Every person here is invented, and nothing leaves this machine.
      </p>
    </header>
  )
}

function Desk({ playground }: { playground: Playground }) {
  const { me, place } = playground
  return (
    <>
      <Strip playground={playground} />
      <div className={`desk in-${me?.platform}`}>
        <Sidebar playground={playground} />
        <main className="main" key={`${me?.id} ${place}`}>
          {me?.platform === 'teams' ? (
            <InTeams playground={playground} />
          ) : (
            <InSlack playground={playground} />
          )}
        </main>
        <TryThis playground={playground} />
      </div>
    </>
  )
}

function InSlack({ playground }: { playground: Playground }) {
  const { place, trouble, act, go } = playground
  const screen = playground.screen?.platform === 'slack' ? playground.screen : undefined
  const channel = screen?.channels.find(({ id }) => id === place)
  const direct = screen?.channels.find(({ kind }) => kind === 'im')
  const modal = screen?.modals.at(-1)
  return (
    <>
      {channel && screen ? (
        <Conversation channel={channel} screen={screen} act={act} />
      ) : (
        <HomeTab home={screen?.home} act={act} onMessages={() => go(direct?.id ?? 'home')} />
      )}
      {modal && (
        <Modal key={modal.id} view={modal} depth={screen?.modals.length ?? 1} trouble={trouble} act={act} />
      )}
    </>
  )
}

function InTeams({ playground }: { playground: Playground }) {
  const { place, trouble, said, act, dismissSaid } = playground
  const screen = playground.screen?.platform === 'teams' ? playground.screen : undefined
  if (!screen) return <p className="empty">Opening Teams …</p>
  const { dialog } = screen
  return (
    <>
      <TeamsConversation screen={screen} place={place} act={act} />
      {dialog && <TeamsDialog key={dialog.id} dialog={dialog} trouble={trouble} act={act} />}
      {said?.kind === 'dialog' && <LastWord words={said.words} onClose={dismissSaid} />}
    </>
  )
}

function Notices({ playground }: { playground: Playground }) {
  const { connected, trouble, said, dismissTrouble, dismissSaid } = playground
  return (
    <div className="toasts" role="status" aria-live="polite">
      {!connected && <p className="toast">The program is not answering. Trying again …</p>}
      {trouble && (
        <p className="toast wrong">
          {trouble}
          <button type="button" className="quiet" onClick={dismissTrouble}>
            Dismiss
          </button>
        </p>
      )}
      {said?.kind === 'message' && (
        <p className="toast said">
          {said.words}
          <button type="button" className="quiet" onClick={dismissSaid}>
            Dismiss
          </button>
        </p>
      )}
    </div>
  )
}
