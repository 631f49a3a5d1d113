import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { databaseUser } from '../../../src/app/local/database-user.js'
import { redisBinary } from '../../../src/app/local/redis-binary.js'
import { StartError } from '../../../src/app/start-error.js'
import { newFolder } from './folder.js'

test('a machine without Redis and without apt is told exactly what to install', async () => {
  usePath(tools({ sh: '/bin/sh' }))
  const found = redisBinary(newFolder(), () => undefined)
  await expect(found).rejects.toThrow(StartError)
  await expect(found).rejects.toThrow(
    /^There is no Redis on this machine; install redis-server or .*REDIS_URL\.$/,
  )
})

test('what apt says when it cannot fetch Redis is passed on, and nothing half-made stays in the cache', async () => {
  const fails = '#!/bin/sh\necho "E: no such source" >&2\nexit 100\n'
  usePath(tools({ sh: '/bin/sh' }, { 'apt-get': fails, 'dpkg-deb': fails }))
  const cache = newFolder()
  const said: string[] = []
  const found = redisBinary(cache, (line) => said.push(line))
  await expect(found).rejects.toThrow(
    /^Redis could not be fetched .*\(E: no such source; .*apt-get install redis/,
  )
  expect(said).toEqual([expect.stringContaining('fetching one into')])
  expect(execFileSync('/bin/ls', ['-A', cache], { encoding: 'utf8' })).toBe('')
})

test('what an ended fetch left behind is cleared away by the next; one that is under way is left alone', async () => {
  const fails = '#!/bin/sh\nexit 100\n'
  usePath(tools({ sh: '/bin/sh' }, { 'apt-get': fails, 'dpkg-deb': fails }))
  const cache = newFolder()
  const nobody = 2 ** 22 + 1
  for (const pid of [nobody, process.ppid])
    mkdirSync(join(cache, `redis.${pid}`, 'lists'), { recursive: true })
  await expect(redisBinary(cache, () => undefined)).rejects.toThrow(StartError)
  expect(readdirSync(cache)).toEqual([`redis.${process.ppid}`])
})

test('a cache that cannot be written is not blamed on the network', async () => {
  const fails = '#!/bin/sh\nexit 100\n'
  usePath(tools({ sh: '/bin/sh' }, { 'apt-get': fails, 'dpkg-deb': fails }))
  const file = join(newFolder(), 'file')
  writeFileSync(file, '')
  await expect(redisBinary(file, () => undefined)).rejects.toMatchObject({ code: 'ENOTDIR' })
})

test('a folder that the database user may not enter is named in the sentence', async () => {
  const folder = join(newFolder(), 'not-there')
  const user = databaseUser(folder, '/bin/sh')
  await expect(user).rejects.toThrow(StartError)
  await expect(user).rejects.toThrow(`The database user cannot enter ${folder}`)
})

// An ordinary user's database needs no namespace.
if (process.getuid?.() === 0) {
  test('as root without user namespaces the sentence says what to do instead', async () => {
    usePath(
      tools({ sh: '/bin/sh' }, { unshare: '#!/bin/sh\necho "unshare failed: not permitted" >&2\nexit 1\n' }),
    )
    const user = databaseUser(newFolder(), '/bin/sh')
    await expect(user).rejects.toThrow(StartError)
    await expect(user).rejects.toThrow(
      /no user namespaces \(unshare failed: not permitted\); start as an ordinary user/,
    )
  })
}

function usePath(folder: string): void {
  const before = process.env.PATH
  process.env.PATH = folder
  onTestFinished(() => {
    process.env.PATH = before
  })
}

/** A folder of programs: `real` ones by their path, `scripts` by their text. */
function tools(real: Record<string, string>, scripts: Record<string, string> = {}): string {
  const folder = join(newFolder(), 'bin')
  mkdirSync(folder)
  const passOn = Object.entries(real).map(([name, path]) => [name, `#!/bin/sh\nexec ${path} "$@"\n`] as const)
  for (const [name, text] of [...passOn, ...Object.entries(scripts)]) {
    writeFileSync(join(folder, name), text)
    chmodSync(join(folder, name), 0o755)
  }
  return folder
}
