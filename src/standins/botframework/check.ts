import { isDict, isList } from './cards.js'
import { ACTIONS, ADAPTIVE_CARD, ATTACHMENTS, ELEMENTS, LIMITS } from './limits.js'
import type { Dict } from './types.js'

/** Reads an Adaptive Card as strictly as Teams would; gives a sentence with a path for each fault, or an empty list. */
export function checkCard(card: unknown): string[] {
  const found: string[] = []
  if (!isDict(card)) return ['card: must be an object']
  if (card.type !== 'AdaptiveCard') found.push(`card: type must be AdaptiveCard, not ${String(card.type)}`)
  checkVersion(card.version, found)
  const ids = new Set<string>()
  readCard(card, 'card', found, ids)
  if (card.refresh !== undefined) checkRefresh(card.refresh, found)
  return found
}

/** Reads what a message carries; gives sentences, or an empty list. */
export function checkAttachments(attachments: unknown): string[] {
  if (attachments === undefined) return []
  if (!isList(attachments)) return ['attachments: must be a list']
  return attachments.flatMap((attachment, i) => {
    const at = `attachments/${i}`
    if (!isDict(attachment) || typeof attachment.contentType !== 'string') return [`${at}: no contentType`]
    const { contentType } = attachment
    if (contentType.startsWith('image/')) {
      return typeof attachment.contentUrl === 'string' ? [] : [`${at}: a picture needs contentUrl`]
    }
    if (!ATTACHMENTS.has(contentType)) return [`${at}: unknown contentType ${contentType}`]
    if (!isDict(attachment.content)) return [`${at}: no content`]
    return contentType === ADAPTIVE_CARD ? checkCard(attachment.content).map((s) => `${at}/${s}`) : []
  })
}

function checkVersion(version: unknown, found: string[]): void {
  const match = typeof version === 'string' ? /^(\d+)\.(\d+)$/.exec(version) : null
  if (!match) {
    found.push('card/version: must be there, as in 1.5')
    return
  }
  const [major, minor] = LIMITS.cardVersion
  const [first, second] = [Number(match[1]), Number(match[2])]
  if (first > major || (first === major && second > minor)) {
    found.push(`card/version: ${String(version)} is newer than ${major}.${minor}`)
  }
}

function checkRefresh(refresh: unknown, found: string[]): void {
  if (!isDict(refresh) || !isDict(refresh.action)) {
    found.push('card/refresh: needs an action')
    return
  }
  if (refresh.action.type !== 'Action.Execute') found.push('card/refresh/action: must be Action.Execute')
  else readAction(refresh.action, 'card/refresh/action', found, new Set())
  const { userIds } = refresh
  if (userIds === undefined) return
  if (!isList(userIds)) found.push('card/refresh/userIds: must be a list')
  else if (userIds.length > LIMITS.refreshUsers)
    found.push(`card/refresh/userIds: no more than ${LIMITS.refreshUsers}`)
}

function readCard(card: Dict, at: string, found: string[], ids: Set<string>): void {
  readElements(card.body, `${at}/body`, found, ids)
  readActions(card.actions, `${at}/actions`, found, ids)
  if (card.selectAction !== undefined) readAction(card.selectAction, `${at}/selectAction`, found, ids)
}

function readElements(elements: unknown, at: string, found: string[], ids: Set<string>): void {
  if (elements === undefined) return
  if (!isList(elements)) {
    found.push(`${at}: must be a list`)
    return
  }
  for (const [i, element] of elements.entries()) readElement(element, `${at}/${i}`, found, ids)
}

function readElement(element: unknown, at: string, found: string[], ids: Set<string>): void {
  if (!isDict(element)) {
    found.push(`${at}: must be an object`)
    return
  }
  const type = String(element.type)
  if (!ELEMENTS.has(type)) {
    if (element.fallback === undefined) found.push(`${at}: unknown element ${type}`)
    else if (isDict(element.fallback)) readElement(element.fallback, `${at}/fallback`, found, ids)
    return
  }
  if (type.startsWith('Input.')) readInput(element, at, found, ids)
  if (type === 'TextBlock' && typeof element.text !== 'string') found.push(`${at}: a TextBlock needs text`)
  readElements(element.items, `${at}/items`, found, ids)
  if (type === 'ActionSet') readActions(element.actions ?? [], `${at}/actions`, found, ids)
  if (element.selectAction !== undefined) readAction(element.selectAction, `${at}/selectAction`, found, ids)
  for (const [i, column] of dicts(element.columns).entries()) {
    readElements(column.items, `${at}/columns/${i}/items`, found, ids)
    if (column.selectAction !== undefined) {
      readAction(column.selectAction, `${at}/columns/${i}/selectAction`, found, ids)
    }
  }
  for (const [i, row] of dicts(element.rows).entries()) {
    for (const [j, cell] of dicts(row.cells).entries()) {
      readElements(cell.items, `${at}/rows/${i}/cells/${j}/items`, found, ids)
    }
  }
}

function readInput(input: Dict, at: string, found: string[], ids: Set<string>): void {
  if (typeof input.id !== 'string' || input.id === '') found.push(`${at}: an input needs an id`)
  else if (ids.has(input.id)) found.push(`${at}: the id ${input.id} is there twice`)
  else ids.add(input.id)
  if (input.inlineAction !== undefined) readAction(input.inlineAction, `${at}/inlineAction`, found, ids)
  if (input.type === 'Input.Toggle' && typeof input.title !== 'string') found.push(`${at}: needs a title`)
  if (input.type !== 'Input.ChoiceSet') return
  const good = dicts(input.choices).every((c) => typeof c.title === 'string' && typeof c.value === 'string')
  if (!good || (input.choices !== undefined && !isList(input.choices)))
    found.push(`${at}/choices: each needs a title and a value`)
}

function readActions(actions: unknown, at: string, found: string[], ids: Set<string>): void {
  if (actions === undefined) return
  if (!isList(actions)) {
    found.push(`${at}: must be a list`)
    return
  }
  const primary = dicts(actions).filter((a) => a.mode !== 'secondary')
  if (primary.length > LIMITS.primaryActions)
    found.push(`${at}: no more than ${LIMITS.primaryActions} primary actions are shown`)
  for (const [i, action] of actions.entries()) readAction(action, `${at}/${i}`, found, ids)
}

function readAction(action: unknown, at: string, found: string[], ids: Set<string>): void {
  if (!isDict(action)) {
    found.push(`${at}: must be an object`)
    return
  }
  const type = String(action.type)
  if (!ACTIONS.has(type)) {
    if (action.fallback === undefined) found.push(`${at}: unknown action ${type}`)
    return
  }
  if (type === 'Action.Execute' && (typeof action.verb !== 'string' || action.verb === ''))
    found.push(`${at}: Action.Execute without verb fails silently`)
  if (type === 'Action.OpenUrl' && !/^(https?:|mailto:|tel:)/.test(String(action.url)))
    found.push(`${at}: Action.OpenUrl needs a url`)
  if (type === 'Action.ShowCard') {
    if (isDict(action.card)) readCard(action.card, `${at}/card`, found, ids)
    else found.push(`${at}: Action.ShowCard needs a card`)
  }
  if (isDict(action.fallback)) readAction(action.fallback, `${at}/fallback`, found, new Set())
}

function dicts(value: unknown): Dict[] {
  return isList(value) ? value.filter(isDict) : []
}
