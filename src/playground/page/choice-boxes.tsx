import { useState } from 'react'
import { type Choice, choicesOf } from './block-parts.js'
import type { FieldElementProps } from './field-element.js'

/** A list this long gets a box to search it. */
const LONG = 10

/** Radio buttons, checkboxes and menus of several, all as boxes to tick. */
export function ChoiceBoxes({ element, id, label, value, onChange, optional }: FieldElementProps) {
  const [words, setWords] = useState('')
  const single = element.type === 'radio_buttons'
  const all = choicesOf(element).flatMap(({ choices }) => choices)
  const chosen = Array.isArray(value) ? value.map(String) : value === null ? [] : [String(value)]
  const long = all.length > LONG
  const wanted = words.trim().toLocaleLowerCase('en-GB')
  const shown = all.filter(({ label: text }) => text.toLocaleLowerCase('en-GB').includes(wanted))
  const toggle = (choice: Choice, on: boolean) => {
    if (single) return onChange(choice.value)
    // In the order of the list, so that the same choice is the same value.
    onChange(all.map((one) => one.value).filter((one) => (one === choice.value ? on : chosen.includes(one))))
  }
  return (
    <div className={long ? 'boxes long' : 'boxes'}>
      {long && (
        <div className="boxes-head">
          <input
            type="search"
            value={words}
            aria-label={`Search: ${label}`}
            placeholder="Search this list"
            onChange={(event) => setWords(event.target.value)}
            // Enter here would send the whole form.
            onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
          />
          <span className="soft chosen" role="status">
            {chosen.length} of {all.length} chosen
          </span>
        </div>
      )}
      {long && chosen.length > 0 && (
        <p className="chosen-words">
          {all
            .filter(({ value: one }) => chosen.includes(one))
            .map(labelOf)
            .join(', ')}
        </p>
      )}
      <ul>
        {shown.map((choice, index) => (
          <li key={choice.value}>
            <label>
              <input
                type={single ? 'radio' : 'checkbox'}
                name={id}
                id={index === 0 ? id : undefined}
                checked={chosen.includes(choice.value)}
                onChange={(event) => toggle(choice, event.target.checked)}
              />
              <span>
                {choice.label}
                {choice.description && <span className="soft">{choice.description}</span>}
              </span>
            </label>
          </li>
        ))}
        {shown.length === 0 && <li className="soft">Nothing in this list is called that.</li>}
      </ul>
      {single && optional && chosen.length > 0 && (
        <button type="button" className="quiet" onClick={() => onChange(null)}>
          Clear
        </button>
      )}
    </div>
  )
}

function labelOf({ label }: Choice): string {
  return label
}
