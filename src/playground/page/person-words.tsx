import type { PersonRow, Platform } from '../page-types.js'

const COLOURS = ['#2f6f9f', '#8a4f7d', '#3f7d58', '#a05a2c', '#5a5fa8', '#7d6b1f', '#a1434a', '#2d7a86']

/** Initials on a colour that stays with the person. */
export function Avatar({ name, size = 'small' }: { name: string; size?: 'small' | 'large' }) {
  const initials = name
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .slice(0, 2)
    .join('')
  return (
    <span className={`avatar ${size}`} style={{ background: colourOf(name) }} aria-hidden="true">
      {initials}
    </span>
  )
}

const PLATFORMS: Record<Platform, string> = { slack: 'Slack', teams: 'Teams' }

/** Where somebody reads and writes. */
export function PlatformTag({ platform }: { platform: Platform }) {
  return <span className={`platform ${platform}`}>{PLATFORMS[platform]}</span>
}

export function rolesOf({ roles }: PersonRow): string {
  return roles.map(({ words }) => words).join('; ')
}

function colourOf(name: string): string {
  let sum = 0
  for (const character of name) sum += character.codePointAt(0) ?? 0
  return COLOURS[sum % COLOURS.length] ?? '#555'
}
