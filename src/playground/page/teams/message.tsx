import { useState } from 'react'
import type { SeenMessage } from '../../../standins/botframework/index.js'
import { Avatar } from '../person-words.js'
import { server } from '../server.js'
import { timeWords } from '../times.js'
import type { Playground } from '../use-playground.js'
import { Card } from './card.js'
import type { PressCard } from './draw-card.js'

interface MessageItemProps {
  message: SeenMessage
  /** The person who looks wrote it. */
  mine: boolean
  /** It stands below the post of a channel that it answers. */
  reply: boolean
  act: Playground['act']
}

/** One message, with what Teams says below its card when the app was not reached. */
export function MessageItem({ message, mine, reply, act }: MessageItemProps) {
  const { conversationId, id, fromApp, fromName, text, card, own, edited, postedAt } = message
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)
  const author = fromApp ? 'Reciprocal' : fromName
  const time = timeWords(String(postedAt / 1_000))
  const press: PressCard = async (action, values) => {
    setBusy(true)
    setTrouble(null)
    await act(async (person) => {
      const outcome = await server.teams.press({ person, message: { conversationId, id }, action, values })
      setTrouble(outcome.trouble)
      return outcome.said
    })
    setBusy(false)
  }
  const looks = ['message', mine && 'mine', reply && 'reply'].filter(Boolean).join(' ')
  return (
    <li className={looks}>
      {fromApp ? (
        <span className="avatar app" aria-hidden="true">
          R
        </span>
      ) : (
        !mine && <Avatar name={author} />
      )}
      <article aria-label={`${author}, ${time}`} aria-busy={busy}>
        <p className="message-head">
          {!mine && <strong>{author}</strong>}
          <time>{time}</time>
          {edited && <span className="soft">Edited</span>}
          {own && <span className="soft">Only you see this card</span>}
        </p>
        {text && <p className="plain bubble">{mentions(text)}</p>}
        {card && (
          <div className={isFull(card) ? 'card-frame full' : 'card-frame'}>
            <Card card={card} busy={busy} press={press} />
            {trouble && (
              <p className="unable" role="alert">
                {trouble}
              </p>
            )}
          </div>
        )}
      </article>
    </li>
  )
}

function isFull({ msteams }: { msteams?: unknown }): boolean {
  return typeof msteams === 'object' && msteams !== null && 'width' in msteams && msteams.width === 'Full'
}

/** A mention as a word that stands out; everything else as it was typed. */
function mentions(text: string) {
  return text.split(/(<at>.*?<\/at>)/).map((piece, index) => {
    const name = /^<at>(.*)<\/at>$/.exec(piece)?.[1]
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text never change places.
    return name === undefined ? piece : <strong key={index}>{name}</strong>
  })
}
