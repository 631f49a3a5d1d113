import { type ReactNode, useMemo } from 'react'
import { Message } from 'slack-blocks-to-jsx'
import type { Block, Element, FieldValue } from '../../standins/slack/index.js'
import { ActionElement } from './action-element.js'
import { elementsOf } from './block-parts.js'
import { forLibrary } from './for-library.js'

/** What happens when somebody uses an element. */
export type Use = (block: Block, element: Element, value?: FieldValue) => Promise<void>

interface BlocksProps {
  blocks: Block[]
  use: Use
  /** Draws the input blocks of a form. */
  field?: (block: Block) => ReactNode
}

/** Blocks as Slack shows them: a library draws what is only looked at, everything that can be used is ours. */
export function Blocks({ blocks, use, field }: BlocksProps) {
  return (
    <div className="blocks">
      {grouped(blocks).map((group) => (
        <Group key={String(group[0]?.block_id)} group={group} use={use} field={field} />
      ))}
    </div>
  )
}

function Group({ group, use, field }: { group: Block[] } & Omit<BlocksProps, 'blocks'>) {
  const [block] = group
  if (!block) return null
  if (block.type === 'input') return field?.(block) ?? null
  const elements = elementsOf(block)
  const controls = elements.map((element) => (
    <ActionElement
      key={String(element.action_id)}
      element={element}
      use={(value) => use(block, element, value)}
    />
  ))
  if (block.type === 'actions') return <div className="actions">{controls}</div>
  if (elements.length === 0) return <Drawn blocks={group} />
  const { accessory: _, ...words } = block
  return (
    <div className="with-accessory">
      <Drawn blocks={[words]} />
      <div className="accessory">{controls}</div>
    </div>
  )
}

function Drawn({ blocks }: { blocks: Block[] }) {
  return useMemo(
    () => <Message withoutWrapper theme="light" name="" logo="" blocks={forLibrary(blocks)} />,
    [blocks],
  )
}

/** Runs of blocks that are only looked at stand together; each other block alone. */
function grouped(blocks: Block[]): Block[][] {
  const groups: Block[][] = []
  let run: Block[] | undefined
  for (const block of blocks) {
    const used = block.type === 'input' || elementsOf(block).length > 0
    if (!used && run) run.push(block)
    else groups.push([block])
    run = used ? undefined : groups.at(-1)
  }
  return groups
}
