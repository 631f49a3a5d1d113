import { useState } from 'react'
import type { Element, FieldValue } from '../../standins/slack/index.js'
import { wordsOf } from './block-parts.js'
import { Confirm } from './confirm.js'
import { FieldElement } from './field-element.js'

interface ActionElementProps {
  element: Element
  use: (value?: FieldValue) => Promise<void>
}

/** Something outside a form that acts at once: mostly a button. */
export function ActionElement({ element, use }: ActionElementProps) {
  if (element.type === 'button') return <ActionButton element={element} use={use} />
  if (element.type === 'image') return null
  return (
    <FieldElement
      element={element}
      id={String(element.action_id)}
      label={wordsOf(element.placeholder) || 'Choose'}
      value={null}
      onChange={(value) => void use(value)}
    />
  )
}

function ActionButton({ element, use }: ActionElementProps) {
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const style = element.style === 'primary' || element.style === 'danger' ? element.style : ''
  const press = async () => {
    setAsking(false)
    setBusy(true)
    await use()
    setBusy(false)
  }
  return (
    <>
      <button
        type="button"
        className={`action ${style}`}
        disabled={busy}
        aria-busy={busy}
        onClick={() => (element.confirm ? setAsking(true) : void press())}
      >
        {wordsOf(element.text)}
      </button>
      {asking && (
        <Confirm confirm={element.confirm} onYes={() => void press()} onNo={() => setAsking(false)} />
      )}
    </>
  )
}
