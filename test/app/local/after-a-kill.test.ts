import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { expect, onTestFinished, test, vi } from 'vitest'
import { databaseUser } from '../../../src/app/local/database-user.js'
import { bringUpLocal } from '../../../src/app/local/index.js'
import { freePort } from '../../../src/app/local/ports.js'
import { postgresBinaries } from '../../../src/app/local/postgres-binaries.js'
import { cacheFolder, projectRoot } from '../../../src/app/paths.js'
import { isRunning, newFolder } from './folder.js'

const log = () => undefined
const patience = { timeout: 10_000, interval: 50 }

for (const [how, tools] of [
  ['the kernel tells the servers', undefined],
  ['a watchdog tells the servers, where the kernel cannot', ['sh', 'true', 'unshare', 'redis-server']],
] as const) {
  test(`a killed program leaves nothing running (${how}), and the next start is as usual`, async () => {
    const folder = newFolder()
    const dataDir = join(folder, 'data')
    const program = await startProgram(folder, dataDir, tools && pathWith(folder, tools))
    program.child.kill('SIGKILL')
    await vi.waitFor(() => expect(program.servers.filter(isRunningServer)).toEqual([]), patience)
    const local = await bringUpLocal({ dataDir, log })
    await local.stop()
  })
}

test('a program killed a moment ago, its servers still closing, does not keep the next from starting', async () => {
  const folder = newFolder()
  const dataDir = join(folder, 'data')
  const program = await startProgram(folder, dataDir)
  program.child.kill('SIGKILL')
  await vi.waitFor(() => expect(isRunning(program.child.pid ?? 0)).toBe(false), patience)
  const local = await bringUpLocal({ dataDir, log })
  await local.stop()
})

test('a database of an earlier run that is still alive is ended before the next start', async () => {
  const dataDir = newFolder()
  const first = await bringUpLocal({ dataDir, log })
  await first.stop()
  const data = join(dataDir, 'postgres', 'data')
  const { postgres } = await postgresBinaries(cacheFolder)
  const [program = '', ...args] = [
    ...(await databaseUser(join(dataDir, 'postgres'), postgres)),
    ...[postgres, '-D', data, '-c', `port=${await freePort()}`, '-c', 'unix_socket_directories='],
  ]
  const orphan = spawn(program, args, { stdio: 'ignore' })
  onTestFinished(() => void orphan.kill('SIGKILL'))
  await vi.waitFor(
    () => expect(readFileSync(join(data, 'postmaster.pid'), 'utf8')).toContain('ready'),
    patience,
  )
  const second = await bringUpLocal({ dataDir, log })
  expect(orphan.exitCode ?? orphan.signalCode).not.toBeNull()
  await second.stop()
})

test('a number left behind that belongs to a stranger by now stops nobody, the stranger included', async () => {
  const dataDir = newFolder()
  const first = await bringUpLocal({ dataDir, log })
  await first.stop()
  const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  onTestFinished(() => void stranger.kill('SIGKILL'))
  for (const file of ['postgres/data/postmaster.pid', 'redis/redis.pid']) {
    writeFileSync(join(dataDir, file), `${stranger.pid}\n`)
  }
  const second = await bringUpLocal({ dataDir, log })
  await second.stop()
  expect(stranger.exitCode ?? stranger.signalCode).toBeNull()
})

type Program = { readonly child: ChildProcess; readonly servers: number[] }

/** A process of its own that brings the servers up and then waits. */
async function startProgram(folder: string, dataDir: string, PATH = process.env.PATH): Promise<Program> {
  const outfile = join(folder, 'program.mjs')
  const index = join(projectRoot, 'src/app/local/index.ts')
  const contents = `import { bringUpLocal } from ${JSON.stringify(index)}
    await bringUpLocal({ dataDir: ${JSON.stringify(dataDir)}, log: () => undefined })
    console.log('up')
    setInterval(() => undefined, 1000)`
  const stdin = { contents, resolveDir: folder, loader: 'ts' as const }
  await build({ stdin, outfile, bundle: true, format: 'esm', platform: 'node', packages: 'external' })
  const child = spawn(process.execPath, [outfile], { stdio: ['ignore', 'pipe', 'inherit'], env: { PATH } })
  onTestFinished(() => void child.kill('SIGKILL'))
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve())
    child.once('exit', () => reject(new Error('The program did not come up')))
  })
  const files = ['postgres/data/postmaster.pid', 'redis/redis.pid']
  const servers = files.map((file) => Number.parseInt(readFileSync(join(dataDir, file), 'utf8'), 10))
  expect(servers.every(isRunningServer)).toBe(true)
  return { child, servers }
}

/** Orphans that have ended stay in the list of processes where nobody collects them. */
function isRunningServer(pid: number): boolean {
  if (process.platform !== 'linux') return isRunning(pid)
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

function pathWith(folder: string, tools: readonly string[]): string {
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  for (const tool of tools) {
    const found = (process.env.PATH ?? '').split(':').map((path) => join(path, tool))
    for (const path of found) {
      try {
        readFileSync(path)
        symlinkSync(path, join(bin, tool))
      } catch {
        // Not in this folder, or found already.
      }
    }
  }
  return bin
}
