import type { Directory } from '../../src/core/people/directory-schema.js'
import type { Scheme } from '../../src/core/scheme/scheme-file.js'
import { openStore } from '../../src/store/index.js'
import { keysFromText } from '../../src/store/key-provider.js'
import { migrate } from '../../src/store/migrate.js'
import { answerQuestions } from './answer.js'

/** The statement at which a process is killed: before it is sent, or once it is sent and before there is an answer. */
export interface KillAt {
  statement: number
  sent: boolean
}

export interface Migration {
  ownerUrl: string
  killAt: KillAt | null
}

export interface Import {
  databaseUrl: string
  dataKeys: string
  scheme: Scheme
  directory: Directory
  killAt: KillAt | null
}

/** What an operator does before or beside the program, killed at a statement. Gives the number of statements. */
answerQuestions({
  async migrate({ ownerUrl, killAt }: Migration): Promise<number> {
    const count = counting(killAt)
    await migrate(ownerUrl, { onStatement: count.onStatement })
    return count.sent()
  },

  /** As `reciprocal directory import` does. */
  async import({ databaseUrl, dataKeys, scheme, directory, killAt }: Import): Promise<number> {
    const { onStatement, sent } = counting(killAt)
    const opened = openStore({ databaseUrl, keys: keysFromText(dataKeys), onStatement })
    await opened.directory.loadScheme(scheme)
    await opened.directory.importDirectory(directory)
    await opened.close()
    return sent()
  },
})

function counting(killAt: KillAt | null): { onStatement: () => void; sent: () => number } {
  let sent = 0
  const kill = () => process.kill(process.pid, 'SIGKILL')
  return {
    onStatement: () => {
      sent += 1
      if (sent !== killAt?.statement) return
      if (killAt.sent) setImmediate(kill)
      else kill()
    },
    sent: () => sent,
  }
}
