import { connect, type Socket } from 'node:net'

const LINE = /^\+\S+ \[(\d+) [^\]]*\] (.*)$/

/**
 * Every command that a database of a Redis gets, as the server writes it down. A client of its own: one that expects
 * answers to what it asked takes lines that come before it is ready for a broken connection.
 */
export async function monitorRedis(url: string, database: number): Promise<RedisMonitor> {
  const { hostname, port, username, password } = new URL(url)
  const socket = connect(Number(port), hostname)
  const monitor = new RedisMonitor(socket, database)
  if (password) socket.write(`AUTH ${username || 'default'} ${decodeURIComponent(password)}\r\n`)
  socket.write('MONITOR\r\n')
  await monitor.begun
  return monitor
}

export class RedisMonitor {
  readonly begun: Promise<void>
  #commands: string[] = []
  #rest = ''

  constructor(
    readonly socket: Socket,
    readonly database: number,
  ) {
    this.begun = new Promise((resolve, reject) => {
      socket.once('error', reject)
      socket.on('data', (bytes) => {
        const lines = (this.#rest + bytes.toString('utf8')).split('\r\n')
        this.#rest = lines.pop() ?? ''
        for (const line of lines) {
          if (line === '+OK') resolve()
          if (line.startsWith('-')) reject(new Error(line))
          this.#take(line)
        }
      })
    })
  }

  /** Commands since the last time. */
  taken(): string {
    return this.#commands.splice(0).join('\n')
  }

  end(): void {
    this.socket.destroy()
  }

  #take(line: string): void {
    const [, of, command = ''] = LINE.exec(line) ?? []
    if (of !== undefined && Number(of) === this.database) this.#commands.push(command)
  }
}
