import { useEffect, useId, useRef, useState } from 'react'
import type { Dialog } from '../../../standins/botframework/index.js'
import { server } from '../server.js'
import type { Playground } from '../use-playground.js'
import { Card } from './card.js'
import type { PressCard } from './draw-card.js'

const SIZES = new Set(['small', 'medium', 'large'])

interface TeamsDialogProps {
  dialog: Dialog
  /** What went wrong last; the page behind cannot be seen. */
  trouble: string | undefined
  act: Playground['act']
}

/** A dialog (task module): a card laid over everything. Teams keeps nothing typed when it is closed. */
export function TeamsDialog({ dialog, trouble, act }: TeamsDialogProps) {
  const box = useRef<HTMLDialogElement>(null)
  const id = useId()
  const [busy, setBusy] = useState(false)
  const [unable, setUnable] = useState<string | null>(null)
  useEffect(() => {
    box.current?.showModal()
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new card starts at its top.
  useEffect(() => {
    box.current?.querySelector('.modal-body')?.scrollTo(0, 0)
  }, [dialog.turns])
  const press: PressCard = async (action, values) => {
    setBusy(true)
    setUnable(null)
    await act(async (person) => {
      const outcome = await server.teams.submit({ person, dialog: dialog.id, action, values })
      setUnable(outcome.trouble)
      return outcome.said
    })
    setBusy(false)
  }
  const close = () => act((person) => server.teams.close({ person }))
  const wrong = [...new Set([trouble, unable].filter(Boolean))]
  return (
    <dialog
      ref={box}
      className={`modal teams ${SIZES.has(String(dialog.height)) ? dialog.height : 'medium'}`}
      aria-labelledby={id}
      aria-busy={busy}
      onCancel={(event) => {
        event.preventDefault()
        void close()
      }}
    >
      <header className="modal-head">
        <span className="avatar app" aria-hidden="true">
          R
        </span>
        <h2 id={id}>{dialog.title}</h2>
        <button type="button" className="cross" aria-label="Close" onClick={() => void close()}>
          ×
        </button>
      </header>
      <div className="modal-body">
        {wrong.map((sentence) => (
          <p key={sentence} className="faults" role="alert">
            {sentence}
          </p>
        ))}
        <Card card={dialog.card} turn={String(dialog.turns)} busy={busy} press={press} />
        {busy && (
          <p className="soft moment" role="status">
            One moment …
          </p>
        )}
      </div>
    </dialog>
  )
}
