import { Conversation } from './conversation.js'
import { HomeTab } from './home-tab.js'
import { Modal } from './modal.js'
import { Picker } from './picker.js'
import { Sidebar } from './sidebar.js'
import { Strip } from './strip.js'
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
  const { me, screen, place, trouble, act, go } = playground
  const channel = screen?.channels.find(({ id }) => id === place)
  const modal = screen?.modals.at(-1)
  return (
    <>
      <Strip playground={playground} />
      <div className="desk">
        <Sidebar playground={playground} />
        <main className="main" key={`${me?.id} ${place}`}>
          {channel && screen ? (
            <Conversation channel={channel} screen={screen} act={act} />
          ) : (
            <HomeTab
              home={screen?.home}
              act={act}
              onMessages={() => go(directMessages(playground) ?? 'home')}
            />
          )}
        </main>
        <TryThis playground={playground} />
      </div>
      {modal && (
        <Modal key={modal.id} view={modal} depth={screen?.modals.length ?? 1} trouble={trouble} act={act} />
      )}
    </>
  )
}

function directMessages({ screen }: Playground): string | undefined {
  return screen?.channels.find(({ kind }) => kind === 'im')?.id
}

function Notices({ playground: { connected, trouble, dismissTrouble } }: { playground: Playground }) {
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
    </div>
  )
}
