import { useRef, useState } from 'react'
import { server } from '../server.js'
import type { Playground } from '../use-playground.js'

const QUICK = ['home', 'help', 'refer', 'mine', 'waiting'] as const

interface TeamsComposerProps {
  conversation: string
  inChannel: boolean
  act: Playground['act']
}

/** The box to type in. Teams has no commands with a stroke: the words themselves are sent. */
export function TeamsComposer({ conversation, inChannel, act }: TeamsComposerProps) {
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const box = useRef<HTMLInputElement>(null)
  const send = async () => {
    const words = text.trim()
    if (words === '' || busy) return
    setBusy(true)
    setText('')
    await act(async (person) => {
      const { trouble, said } = await server.teams.say({ person, conversation, text: words })
      if (trouble !== null) throw new Error(trouble)
      return said
    })
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
      {!inChannel && (
        <ul className="quick" aria-label="Words to try">
          {QUICK.map((word) => (
            <li key={word}>
              <button
                type="button"
                onClick={() => {
                  setText(word)
                  box.current?.focus()
                }}
              >
                {word}
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="line">
        <label className="unseen" htmlFor="composer">
          Message
        </label>
        <input
          id="composer"
          ref={box}
          value={text}
          autoComplete="off"
          placeholder={inChannel ? 'Post to the channel, mentioning Reciprocal' : 'Type a word, such as home'}
          onChange={(event) => setText(event.target.value)}
        />
        <button type="submit" className="primary" disabled={text.trim() === '' || busy}>
          Send
        </button>
      </div>
    </form>
  )
}
