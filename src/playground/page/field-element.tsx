import type { Element, FieldValue } from '../../standins/slack/index.js'
import { choicesOf, wordsOf } from './block-parts.js'
import { ChoiceBoxes } from './choice-boxes.js'
import { toLocal, toSeconds } from './times.js'

export interface FieldElementProps {
  element: Element
  id: string
  label: string
  value: FieldValue
  onChange: (value: FieldValue) => void
  describedBy?: string
  invalid?: boolean
  optional?: boolean
}

/** Kinds that are several controls: they stand in a fieldset with a legend, not beside a label. */
const GROUPS = new Set(['radio_buttons', 'checkboxes', 'multi_static_select'])

export function isGroup({ type }: Element): boolean {
  return GROUPS.has(type)
}

/** One field, drawn by its element type. */
export function FieldElement(props: FieldElementProps) {
  const { element, id, label, value, onChange, describedBy, invalid } = props
  const text = value === null ? '' : String(value)
  const common = {
    id,
    'aria-describedby': describedBy,
    'aria-invalid': invalid || undefined,
  }
  const placeholder = wordsOf(element.placeholder)
  switch (element.type) {
    case 'plain_text_input':
      return element.multiline === true ? (
        <textarea
          {...common}
          rows={4}
          value={text}
          placeholder={placeholder}
          onChange={(event) => onChange(event.target.value || null)}
        />
      ) : (
        <TextInput {...common} value={text} placeholder={placeholder} onText={onChange} />
      )
    case 'number_input': {
      const mode = element.is_decimal_allowed === true ? 'decimal' : 'numeric'
      return (
        <TextInput {...common} value={text} placeholder={placeholder} inputMode={mode} onText={onChange} />
      )
    }
    case 'email_text_input':
    case 'url_text_input':
      return <TextInput {...common} value={text} placeholder={placeholder} onText={onChange} />
    case 'datepicker':
      return <TextInput {...common} type="date" value={text} onText={onChange} />
    case 'timepicker':
      return <TextInput {...common} type="time" value={text} onText={onChange} />
    case 'datetimepicker':
      return (
        <TextInput
          {...common}
          type="datetime-local"
          value={typeof value === 'number' ? toLocal(value) : ''}
          onText={(local) => onChange(local === null ? null : toSeconds(local))}
        />
      )
    case 'static_select':
    case 'overflow':
      return (
        <select
          {...common}
          aria-label={describedBy === undefined ? label : undefined}
          value={text}
          onChange={(event) => onChange(event.target.value || null)}
        >
          <option value="">{placeholder || 'Choose'}</option>
          {choicesOf(element).map((group) =>
            group.label ? (
              <optgroup key={group.label} label={group.label}>
                {group.choices.map(option)}
              </optgroup>
            ) : (
              group.choices.map(option)
            ),
          )}
        </select>
      )
    case 'radio_buttons':
    case 'checkboxes':
    case 'multi_static_select':
      return <ChoiceBoxes {...props} />
    default:
      return <p className="soft">This kind of field cannot be shown here.</p>
  }
}

interface TextInputProps {
  id: string
  value: string
  onText: (text: string | null) => void
  type?: string
  inputMode?: 'numeric' | 'decimal'
  placeholder?: string
  'aria-describedby'?: string | undefined
  'aria-invalid'?: boolean | undefined
}

function TextInput({ onText, type = 'text', ...rest }: TextInputProps) {
  return (
    <input
      {...rest}
      type={type}
      autoComplete="off"
      onChange={(event) => onText(event.target.value || null)}
    />
  )
}

function option({ value, label }: { value: string; label: string }) {
  return (
    <option key={value} value={value}>
      {label}
    </option>
  )
}
