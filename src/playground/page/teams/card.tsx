import { useLayoutEffect, useRef } from 'react'
import type { Dict } from '../../../standins/botframework/index.js'
import { drawCard, type PressCard } from './draw-card.js'

interface CardProps {
  card: Dict
  /** Another one draws the same card anew, with nothing typed in it. */
  turn?: string
  busy?: boolean
  press: PressCard
}

/** A card as Teams shows it. What was unfolded or typed stays for as long as the card is the same. */
export function Card({ card, turn = '', busy = false, press }: CardProps) {
  const host = useRef<HTMLDivElement>(null)
  const latest = useRef(press)
  latest.current = press
  const text = JSON.stringify(card)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn draws the card anew.
  useLayoutEffect(() => {
    const drawn = drawCard(JSON.parse(text) as Dict, (action, values) => latest.current(action, values))
    host.current?.replaceChildren(...(drawn ? [drawn] : []))
  }, [text, turn])
  return <div ref={host} className={busy ? 'teams-card busy' : 'teams-card'} inert={busy} />
}
