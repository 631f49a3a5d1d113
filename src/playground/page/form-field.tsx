import { useId } from 'react'
import type { Block, Element, FieldValue } from '../../standins/slack/index.js'
import { wordsOf } from './block-parts.js'
import { FieldElement, isGroup } from './field-element.js'

interface FormFieldProps {
  block: Block
  element: Element
  value: FieldValue
  error: string | undefined
  onChange: (value: FieldValue) => void
}

/** One field of a form with its label, hint and the sentence about what is wrong with it. */
export function FormField({ block, element, value, error, onChange }: FormFieldProps) {
  const id = useId()
  const label = wordsOf(block.label)
  const hint = wordsOf(block.hint)
  const about = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ')
  const inner = (
    <>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="error" id={`${id}-error`}>
          {error}
        </p>
      )}
      <FieldElement
        element={element}
        id={id}
        label={label}
        value={value}
        onChange={onChange}
        invalid={error !== undefined}
        describedBy={about}
        optional={block.optional === true}
      />
    </>
  )
  const words = (
    <>
      {label}
      {block.optional === true && <span className="soft"> (optional)</span>}
    </>
  )
  const looks = error ? 'field wrong' : 'field'
  return isGroup(element) ? (
    <fieldset className={looks} aria-describedby={about || undefined}>
      <legend>{words}</legend>
      {inner}
    </fieldset>
  ) : (
    <div className={looks}>
      <label htmlFor={id}>{words}</label>
      {inner}
    </div>
  )
}
