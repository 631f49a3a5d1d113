import { useEffect, useId, useRef, useState } from 'react'
import type { Block, Element, FieldValue, View } from '../../standins/slack/index.js'
import type { Values } from '../page-types.js'
import { elementsOf, heldValue } from './block-parts.js'
import { Blocks } from './blocks.js'
import { FormField } from './form-field.js'
import { server } from './server.js'
import type { Playground, Work } from './use-playground.js'

interface ModalProps {
  view: View
  /** How many stand on each other; this one is on top. */
  depth: number
  /** What went wrong last; the page behind cannot be seen. */
  trouble: string | undefined
  act: Playground['act']
}

/** A form or a page that Slack lays over everything. What is typed stays until it is sent. */
export function Modal({ view, depth, trouble, act }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  const [busy, setBusy] = useState(false)
  const [typed, setTyped] = useTyped(view)
  const faults = Object.keys(view.errors).length
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new page of the form starts at its top.
  useEffect(() => {
    dialog.current?.querySelector('.modal-body')?.scrollTo(0, 0)
  }, [view.hash])
  useEffect(() => {
    if (faults > 0 && !busy)
      dialog.current?.querySelector<HTMLElement>('.field.wrong :is(input, select, textarea)')?.focus()
  }, [faults, busy])

  const valueAt = (block: Block, element: Element): FieldValue => {
    const key = keyOf(block, element)
    return typed.has(key) ? (typed.get(key) ?? null) : heldValue(view, block, element)
  }
  const values = (): Values =>
    Object.fromEntries(
      inputsOf(view.blocks).map(([block, element]) => [String(block.block_id), valueAt(block, element)]),
    )
  const run = async (work: Work) => {
    setBusy(true)
    await act(work)
    setBusy(false)
  }
  const close = (all: boolean) => run((person) => server.close({ person, view: view.id, all }))
  const use = (block: Block, element: Element, value?: FieldValue) =>
    run((person) =>
      server.press({
        person,
        target: { view: view.id },
        actionId: String(element.action_id),
        blockId: String(block.block_id),
        values: values(),
        ...(value !== undefined && { value }),
      }),
    )
  return (
    <dialog
      ref={dialog}
      className="modal"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        void close(false)
      }}
    >
      <form
        noValidate
        aria-busy={busy}
        onSubmit={(event) => {
          event.preventDefault()
          if (!busy) void run((person) => server.submit({ person, view: view.id, values: values() }))
        }}
      >
        <header className="modal-head">
          <h2 id={id}>{view.title}</h2>
          <button type="button" className="cross" aria-label="Close" onClick={() => void close(true)}>
            ×
          </button>
        </header>
        <div className="modal-body">
          {trouble && (
            <p className="faults" role="alert">
              {trouble}
            </p>
          )}
          {faults > 0 && (
            <p className="faults" role="alert">
              {faults === 1 ? 'One field needs' : `${faults} fields need`} another look.
            </p>
          )}
          <Blocks
            blocks={view.blocks}
            use={use}
            field={(block) => {
              const [element] = elementsOf(block)
              return element ? (
                <FormField
                  block={block}
                  element={element}
                  value={valueAt(block, element)}
                  error={view.errors[String(block.block_id)]}
                  onChange={(value) => {
                    setTyped(keyOf(block, element), value)
                    if (block.dispatch_action === true) void use(block, element, value)
                  }}
                />
              ) : null
            }}
          />
        </div>
        <footer className="modal-foot">
          {busy && <span className="soft">One moment …</span>}
          <button type="button" onClick={() => void close(false)}>
            {view.close ?? (depth > 1 ? 'Back' : 'Cancel')}
          </button>
          {view.submit !== undefined && (
            <button type="submit" className="primary" disabled={busy}>
              {view.submit}
            </button>
          )}
        </footer>
      </form>
    </dialog>
  )
}

type Typed = ReadonlyMap<string, FieldValue>

/** What was typed here and not sent yet; a field that the app takes away is forgotten, as in Slack. */
function useTyped(view: View): [Typed, (key: string, value: FieldValue) => void] {
  const [state, setState] = useState<{ hash: string; typed: Typed }>({ hash: view.hash, typed: new Map() })
  if (state.hash !== view.hash) {
    const there = new Set(inputsOf(view.blocks).map(([block, element]) => keyOf(block, element)))
    setState({ hash: view.hash, typed: new Map([...state.typed].filter(([key]) => there.has(key))) })
  }
  return [
    state.typed,
    (key, value) => setState(({ hash, typed }) => ({ hash, typed: new Map([...typed, [key, value]]) })),
  ]
}

function inputsOf(blocks: Block[]): [Block, Element][] {
  return blocks.flatMap((block): [Block, Element][] => {
    const [element] = block.type === 'input' ? elementsOf(block) : []
    return element ? [[block, element]] : []
  })
}

/** What is typed is kept where block, action and kind are the same. */
function keyOf(block: Block, element: Element): string {
  return [block.block_id, element.action_id, element.type].join(' ')
}
