import { useEffect, useRef } from 'react'

/** The sentence with which a dialog ends, in a box of its own. */
export function LastWord({ words, onClose }: { words: string; onClose: () => void }) {
  const box = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    box.current?.showModal()
  }, [])
  return (
    <dialog
      ref={box}
      className="confirm teams"
      aria-label="Reciprocal"
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <p className="plain">{words}</p>
      <div className="buttons">
        <button type="button" className="primary" onClick={onClose}>
          Close
        </button>
      </div>
    </dialog>
  )
}
