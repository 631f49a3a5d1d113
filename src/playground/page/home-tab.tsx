import type { View } from '../../standins/slack/index.js'
import { Blocks } from './blocks.js'
import { server } from './server.js'
import type { Playground } from './use-playground.js'

/** The app's Home as this person has it. */
export function HomeTab(props: { home: View | undefined; act: Playground['act']; onMessages: () => void }) {
  const { home, act, onMessages } = props
  return (
    <section className="home" aria-labelledby="place">
      <header className="place-head">
        <h1 id="place">Home</h1>
        <p>
          What waits for you, and what you wait for. Commands are typed in{' '}
          <button type="button" className="inline" onClick={onMessages}>
            Messages
          </button>
          .
        </p>
      </header>
      <div className="scroll">
        {home ? (
          <div className="sheet">
            <Blocks
              blocks={home.blocks}
              use={(block, element, value) =>
                act((person) =>
                  server.press({
                    person,
                    target: { view: home.id },
                    actionId: String(element.action_id),
                    blockId: String(block.block_id),
                    ...(value !== undefined && { value }),
                  }),
                )
              }
            />
          </div>
        ) : (
          <p className="empty">Opening Home …</p>
        )}
      </div>
    </section>
  )
}
