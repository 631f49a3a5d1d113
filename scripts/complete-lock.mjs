// Run after each `npm install`: where a registry does not offer the optional packages of other platforms, npm
// leaves them out of package-lock.json, and `npm ci` then refuses the file. Also drops download addresses:
// everybody fetches from the registry of their own configuration.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * @param {{ packages: Record<string, any> }} lock
 * @returns {{ lock: object, added: string[], stripped: number }}
 */
export function completeLock(lock) {
  const packages = { ...lock.packages }
  const added = []
  let stripped = 0
  for (const [place, entry] of Object.entries(lock.packages)) {
    if (/^https?:/.test(entry.resolved ?? '')) {
      const { resolved: _, ...rest } = entry
      packages[place] = rest
      stripped += 1
    }
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      if (findPackage(packages, place, name) !== undefined) continue
      packages[`node_modules/${name}`] = {
        version: range.replace(/^[\^~]/, ''),
        ...platformOf(name),
        ...(entry.dev || entry.devOptional ? { dev: true } : {}),
        optional: true,
      }
      added.push(name)
    }
  }
  const sorted = Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return { lock: { ...lock, packages: Object.fromEntries(sorted) }, added, stripped }
}

/** Node's own way up: beside the dependent first, then in each folder above it. */
function findPackage(packages, place, name) {
  const folders =
    place === ''
      ? ['']
      : [
          '',
          ...place
            .split('/node_modules/')
            .map((_, i, all) => `${all.slice(0, i + 1).join('/node_modules/')}/`),
        ]
  return folders
    .map((folder) => `${folder}node_modules/${name}`)
    .findLast((path) => packages[path] !== undefined)
}

const systems = 'aix android darwin freebsd linux netbsd openbsd openharmony sunos win32 windows'.split(' ')
const processors = 'arm arm64 ia32 loong64 mips64el ppc64 riscv64 s390x x64'.split(' ')

/** Packages of one platform carry it in their name: `…-linux-arm64-musl`, `…/darwin-x64`. */
function platformOf(name) {
  const parts = name.split(/[-/]/)
  const os = parts.find((part) => systems.includes(part))
  const cpu = parts.find((part) => processors.includes(part))
  if (os === undefined)
    throw new Error(`${name} is missing from the lock file, and its name tells no platform`)
  const last = parts.at(-1)
  const libc = os !== 'linux' ? undefined : last === 'musl' ? 'musl' : last === 'gnu' ? 'glibc' : undefined
  return {
    ...(cpu === undefined ? {} : { cpu: [cpu] }),
    ...(libc === undefined ? {} : { libc: [libc] }),
    os: [os === 'windows' ? 'win32' : os],
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = process.argv[2] ?? fileURLToPath(new URL('../package-lock.json', import.meta.url))
  const { lock, added, stripped } = completeLock(JSON.parse(readFileSync(file, 'utf8')))
  if (added.length > 0 || stripped > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
  console.log(`package-lock.json: ${added.length} optional packages added, ${stripped} addresses dropped`)
}
