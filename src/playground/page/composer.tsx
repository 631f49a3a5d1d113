import { useRef, useState } from 'react'
import type { ScreenChannel } from '../../standins/slack/index.js'
import { server } from './server.js'
import type { Playground } from './use-playground.js'

const QUICK = ['help', 'refer', 'mine', 'waiting'] as const

/** The box to type in: commands and ordinary words. */
export function Composer({ channel, act }: { channel: ScreenChannel; act: Playground['act'] }) {
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const box = useRef<HTMLInputElement>(null)
  const send = async () => {
    const words = text.trim()
    if (words === '' || busy) return
    setBusy(true)
    setText('')
    await act((person) => server.say({ person, channel: channel.id, text: words }))
    setBusy(false)
  }
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <ul className="quick" aria-label="Commands to try">
        {QUICK.map((word) => (
          <li key={word}>
            <button
              type="button"
              onClick={() => {
                setText(`/reciprocal ${word}`)
                box.current?.focus()
              }}
            >
              /reciprocal {word}
            </button>
          </li>
        ))}
      </ul>
      <div className="line">
        <label className="unseen" htmlFor="composer">
          Message or command
        </label>
        <input
          id="composer"
          ref={box}
          value={text}
          autoComplete="off"
          placeholder="Type a command, such as /reciprocal help"
          onChange={(event) => setText(event.target.value)}
        />
        <button type="submit" className="primary" disabled={text.trim() === '' || busy}>
          Send
        </button>
      </div>
    </form>
  )
}
