import { useEffect, useId, useRef } from 'react'
import { isRecord, wordsOf } from './block-parts.js'

/** "Are you sure?", in the words of the button that asks it. */
export function Confirm(props: { confirm: unknown; onYes: () => void; onNo: () => void }) {
  const { onYes, onNo } = props
  const confirm = isRecord(props.confirm) ? props.confirm : {}
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog
      ref={dialog}
      className="confirm"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        event.stopPropagation()
        onNo()
      }}
    >
      <h2 id={id}>{wordsOf(confirm.title)}</h2>
      <p>{wordsOf(confirm.text)}</p>
      <div className="buttons">
        <button type="button" onClick={onNo}>
          {wordsOf(confirm.deny) || 'Cancel'}
        </button>
        <button type="button" className={confirm.style === 'danger' ? 'danger' : 'primary'} onClick={onYes}>
          {wordsOf(confirm.confirm) || 'Yes'}
        </button>
      </div>
    </dialog>
  )
}
