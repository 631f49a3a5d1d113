import { type ChildProcess, execFile, execFileSync, spawn, spawnSync } from 'node:child_process'
import { openSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'

type Signal = 'INT' | 'TERM'

export type Server = {
  readonly pid: number
  /** Fulfilled when the process has ended. */
  readonly ended: Promise<void>
  readonly running: boolean
  stop(): Promise<void>
}

/**
 * Starts a server that gets `signal` when this process ends, by whatever means, and that a Ctrl-C in the
 * terminal does not reach: we stop it ourselves after our own work is finished.
 */
export function startServer(
  command: readonly string[],
  options: {
    signal: Signal
    cwd: string
    env: NodeJS.ProcessEnv
    logFile: string
    runAs?: readonly string[]
  },
): Server {
  const log = openSync(options.logFile, 'w', 0o600)
  const [program = '', ...args] = [...(options.runAs ?? []), ...tiedToUs(options.signal), ...command]
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: options.env,
    stdio: ['pipe', log, log],
    detached: true,
  })
  const ended = whenEnded(child)
  return {
    pid: child.pid ?? 0,
    ended,
    get running() {
      return child.pid !== undefined && child.exitCode === null && child.signalCode === null
    },
    stop: () => end(child, ended, options.signal),
  }
}

/**
 * Ends a server that an earlier, killed run of ours left behind; `folder` is its working directory.
 * Returns true when the process number has gone to a stranger since, who is left alone.
 */
export async function endLeftover(pid: number, folder: string, signal: Signal): Promise<boolean> {
  const ours = () => isAlive(pid) && worksIn(pid, folder)
  const steps = ['wait', signal, 'KILL'] as const
  for (const step of steps) {
    if (step !== 'wait' && ours()) process.kill(pid, `SIG${step}`)
    for (let i = 0; i < 40 && ours(); i += 1) await wait(50)
  }
  return isAlive(pid)
}

/** Runs a helper command to its end; it gets TERM when this process ends first. */
export async function run(
  command: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; runAs?: readonly string[] } = {},
): Promise<string> {
  const [program = '', ...args] = [...(options.runAs ?? []), ...parentDeathSignal('TERM'), ...command]
  const { stdout } = await promisify(execFile)(program, args, {
    cwd: options.cwd,
    env: options.env,
    maxBuffer: 16 * 1024 * 1024,
  })
  return stdout
}

/** What a failed command said on its error output, for a log. */
export function saidOf(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message?: string }
  return (stderr?.trim() || message || String(error)).trim()
}

export function isOnPath(program: string): boolean {
  return spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program], { stdio: 'ignore' }).status === 0
}

/** Used where the kernel cannot do it: `read` ends when the pipe from our process closes. */
const watchdog =
  'exec 3<&0; (read -r _ <&3; kill -"$0" $$) </dev/null >/dev/null 2>&1 & exec "$@" 3<&- </dev/null'

function tiedToUs(signal: Signal): readonly string[] {
  const prefix = parentDeathSignal(signal)
  return prefix.length > 0 ? prefix : ['sh', '-c', watchdog, signal]
}

/** By PATH, on which it depends. */
const kernelTells = new Map<string | undefined, boolean>()

function parentDeathSignal(signal: Signal): readonly string[] {
  const { PATH } = process.env
  const tells =
    kernelTells.get(PATH) ??
    (process.platform === 'linux' &&
      spawnSync('setpriv', ['--pdeathsig', 'TERM', 'true'], { stdio: 'ignore' }).status === 0)
  kernelTells.set(PATH, tells)
  return tells ? ['setpriv', '--pdeathsig', signal] : []
}

function whenEnded(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => {
      child.stdin?.destroy()
      resolve()
    })
    child.once('error', () => resolve())
  })
}

async function end(child: ChildProcess, ended: Promise<void>, signal: Signal): Promise<void> {
  for (const [name, patience] of [
    [`SIG${signal}`, 5000],
    ['SIGQUIT', 1500],
    ['SIGKILL', 1000],
  ] as const) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
    child.kill(name)
    const timer = new AbortController()
    await Promise.race([ended, wait(patience, undefined, { signal: timer.signal }).catch(() => undefined)])
    timer.abort()
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function worksIn(pid: number, folder: string): boolean {
  try {
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder)
    const answer = execFileSync('lsof', ['-a', '-p', String(pid), '-d', 'cwd', '-Fn'], { encoding: 'utf8' })
    return answer.split('\n').includes(`n${realpathSync(folder)}`)
  } catch {
    return false
  }
}
