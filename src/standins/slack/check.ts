import {
  BLOCKS,
  ELEMENTS,
  HOME,
  LIMITS,
  MESSAGE_ONLY,
  MODAL,
  type Rule,
  type Shape,
  type Surface,
} from './limits.js'
import type { Dict } from './types.js'

/** Reads blocks against the limits table; gives Slack's sentences, with a JSON pointer each, or an empty list. */
export function checkBlocks(blocks: unknown, surface: Surface, at = '/blocks'): string[] {
  const found: string[] = []
  readBlocks(blocks, surface, at, found)
  return found
}

/** Reads a modal or Home view against the limits table. */
export function checkView(view: unknown): string[] {
  if (!isDict(view)) return ['must be an object [json-pointer:/view]']
  const found: string[] = []
  const surface = view.type === 'home' ? 'home' : 'modal'
  readShape(view, surface === 'home' ? HOME : MODAL, '/view', found, true)
  if (view.blocks !== undefined) readBlocks(view.blocks, surface, '/view/blocks', found)
  const hasInput = Array.isArray(view.blocks) && view.blocks.some((b) => isDict(b) && b.type === 'input')
  if (surface === 'modal' && hasInput && view.submit === undefined) {
    report(found, 'missing required field: submit', '/view')
  }
  return found
}

export function isDict(value: unknown): value is Dict {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function readBlocks(blocks: unknown, surface: Surface, at: string, found: string[]): void {
  if (!Array.isArray(blocks)) {
    report(found, 'must be an array', at)
    return
  }
  const most = surface === 'message' ? LIMITS.blocksPerMessage : LIMITS.blocksPerView
  if (blocks.length > most) report(found, `no more than ${most} items allowed`, at)
  const ids = new Set<string>()
  let focused = 0
  for (const [i, block] of (blocks as unknown[]).entries()) {
    const here = `${at}/${i}`
    if (!isDict(block)) {
      report(found, 'must be an object', here)
      continue
    }
    const type = String(block.type)
    const known = Object.hasOwn(BLOCKS, type) ? BLOCKS[type] : undefined
    if (!known || (surface !== 'message' && MESSAGE_ONLY.has(type))) {
      report(found, `unsupported type: ${type}`, `${here}/type`)
      continue
    }
    readShape(block, known, here, found, true)
    if (type === 'context') readContext(block.elements, here, found)
    if (typeof block.block_id === 'string' && block.block_id !== '') {
      if (ids.has(block.block_id)) report(found, `\`${block.block_id}\` already exists`, `${here}/block_id`)
      ids.add(block.block_id)
    }
    focused += readActionIds(block, here, found)
  }
  if (focused > 1) report(found, 'only one element may have focus_on_load', at)
}

function readContext(elements: unknown, at: string, found: string[]): void {
  if (!Array.isArray(elements)) return
  elements.forEach((element: unknown, i) => {
    const here = `${at}/elements/${i}`
    if (isDict(element) && element.type === 'image')
      readRule(element, { is: 'element', types: ['image'] }, here, found)
    else readRule(element, { is: 'text', max: 3_000 }, here, found)
  })
}

function readActionIds(block: Dict, at: string, found: string[]): number {
  const elements = Array.isArray(block.elements) ? block.elements : [block.element, block.accessory]
  const ids = new Set<string>()
  let focused = 0
  for (const element of elements) {
    if (!isDict(element)) continue
    if (element.focus_on_load === true) focused += 1
    if (typeof element.action_id !== 'string') continue
    if (ids.has(element.action_id)) report(found, `\`action_id\` ${element.action_id} already exists`, at)
    ids.add(element.action_id)
  }
  return focused
}

function readShape(value: Dict, shape: Shape, at: string, found: string[], typed: boolean): void {
  for (const name of shape.required ?? []) {
    if (value[name] === undefined) report(found, `missing required field: ${name}`, at)
  }
  const one = shape.oneOf?.filter((name) => value[name] !== undefined)
  if (one && one.length !== 1) report(found, `exactly one of ${shape.oneOf?.join(', ')} is required`, at)
  if (shape.anyOf && !shape.anyOf.some((name) => value[name] !== undefined)) {
    report(found, `missing required field: ${shape.anyOf.join(' or ')}`, at)
  }
  for (const name in value) {
    if (typed && name === 'type') continue
    const rule = Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined
    if (!rule) report(found, `invalid additional property: ${name}`, at)
    else if (value[name] !== undefined) readRule(value[name], rule, `${at}/${name}`, found)
  }
}

function readRule(value: unknown, rule: Rule, at: string, found: string[]): void {
  switch (rule.is) {
    case 'any':
      return
    case 'boolean':
      if (typeof value !== 'boolean') report(found, 'must be a boolean', at)
      return
    case 'integer':
      if (!Number.isInteger(value)) {
        report(found, 'must be an integer', at)
        return
      }
      if (rule.min !== undefined && Number(value) < rule.min)
        report(found, `must be at least ${rule.min}`, at)
      if (rule.max !== undefined && Number(value) > rule.max) report(found, `must be at most ${rule.max}`, at)
      return
    case 'string':
      readString(value, rule, at, found)
      return
    case 'text':
      readText(value, rule.max, rule.plain === true, at, found)
      return
    case 'list':
      if (!Array.isArray(value)) {
        report(found, 'must be an array', at)
        return
      }
      if (value.length < (rule.min ?? 0)) report(found, `no fewer than ${rule.min} items allowed`, at)
      if (value.length > rule.max) report(found, `no more than ${rule.max} items allowed`, at)
      value.forEach((item, i) => {
        readRule(item, rule.of, `${at}/${i}`, found)
      })
      return
    case 'shape':
      if (!isDict(value)) {
        report(found, 'must be an object', at)
        return
      }
      readShape(value, rule.shape, at, found, false)
      return
    case 'element':
      readElement(value, rule.types, at, found)
      return
  }
}

function readElement(value: unknown, types: readonly string[], at: string, found: string[]): void {
  if (!isDict(value)) {
    report(found, 'must be an object', at)
    return
  }
  const type = String(value.type)
  const known = Object.hasOwn(ELEMENTS, type) ? ELEMENTS[type] : undefined
  if (!known || !types.includes(type)) {
    report(found, `unsupported type: ${type}`, `${at}/type`)
    return
  }
  readShape(value, known, at, found, true)
  const options = offered(value)
  if (options.length === 0) return
  const initial = Array.isArray(value.initial_options) ? value.initial_options : [value.initial_option]
  for (const chosen of initial) {
    if (chosen === undefined) continue
    if (!isDict(chosen) || !options.some((o) => o.value === chosen.value && wording(o) === wording(chosen)))
      report(found, 'initial option must match one of the options exactly', at)
  }
}

/** The options of a menu, radio group or checkbox group, groups flattened. */
export function offered(element: Dict): Dict[] {
  const lists: unknown[] = []
  if (Array.isArray(element.options)) lists.push(element.options)
  if (Array.isArray(element.option_groups)) {
    for (const g of element.option_groups) if (isDict(g)) lists.push(g.options)
  }
  return lists.flatMap((l) => (Array.isArray(l) ? l.filter(isDict) : []))
}

function wording(option: Dict): unknown {
  return isDict(option.text) ? option.text.text : undefined
}

function readString(
  value: unknown,
  rule: Extract<Rule, { is: 'string' }>,
  at: string,
  found: string[],
): void {
  if (typeof value !== 'string') {
    report(found, 'must be a string', at)
    return
  }
  if (rule.min !== undefined && value.length < rule.min)
    report(found, `must be more than ${rule.min - 1} characters`, at)
  if (rule.max !== undefined && value.length > rule.max)
    report(found, `must be less than ${rule.max + 1} characters`, at)
  if (rule.pattern && !rule.pattern.test(value)) report(found, 'has an invalid format', at)
  if (rule.oneOf && !rule.oneOf.includes(value)) report(found, `must be one of ${rule.oneOf.join(', ')}`, at)
}

function readText(value: unknown, max: number, plain: boolean, at: string, found: string[]): void {
  if (!isDict(value)) {
    report(found, 'must be an object', at)
    return
  }
  if (value.type !== 'plain_text' && (plain || value.type !== 'mrkdwn')) {
    report(found, `unsupported type: ${String(value.type)}`, `${at}/type`)
    return
  }
  for (const name in value) {
    const allowed =
      name === 'type' || name === 'text' || name === (value.type === 'mrkdwn' ? 'verbatim' : 'emoji')
    if (!allowed) report(found, `invalid additional property: ${name}`, at)
  }
  readString(value.text, { is: 'string', min: 1, max }, `${at}/text`, found)
}

function report(found: string[], sentence: string, at: string): void {
  found.push(`${sentence} [json-pointer:${at}]`)
}
