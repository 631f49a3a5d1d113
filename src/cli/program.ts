import { Command } from 'commander'
import { redisProblem } from '../jobs/connection.js'
import { addRetention } from './add-retention.js'
import { auditAnchor } from './audit-anchor.js'
import { auditVerify } from './audit-verify.js'
import { anchorProblem, keysProblem } from './checks.js'
import { directoryImport } from './directory-import.js'
import { doctor } from './doctor.js'
import { keysRotate } from './keys-rotate.js'
import { listUnconfirmed, makeCodeFor } from './people-code.js'
import { requeueStuck } from './requeue.js'
import { schemeCheck } from './scheme-check.js'
import { status } from './status.js'
import { withStore } from './with-store.js'

/** The command line of an operator. `say` prints one line. */
export function buildProgram(say: (line: string) => void): Command {
  const program = new Command('reciprocal').description('Runs and looks after a housing reciprocal.')

  const scheme = program.command('scheme').description('scheme files')
  scheme
    .command('check <file>')
    .description('names line and field of every error in a scheme file')
    .action((file: string) => schemeCheck(file, say))

  const directory = program.command('directory').description('partners, people, workspaces and channels')
  directory
    .command('import <file>')
    .description('loads a directory file; a bad file changes nothing, the same file twice changes nothing')
    .action((file: string) => withStore(say, (opened) => directoryImport(opened, file, say)))

  const people = program.command('people').description('accounts of people who decide something')
  people
    .command('unconfirmed')
    .description('who has no confirmed account yet: named leads, deputies, coordinators, scheme admins')
    .option('--scheme <id>', 'scheme', 'london')
    .action((options: { scheme: string }) =>
      withStore(say, (opened) => listUnconfirmed(opened, options.scheme, say)),
    )
  people
    .command('code <person>')
    .description('makes a one-time code that confirms an account, to be read out on the telephone')
    .option('--scheme <id>', 'scheme', 'london')
    .action((personId: string, options: { scheme: string }) =>
      withStore(say, (opened) =>
        makeCodeFor(opened, { now: () => new Date() }, { personId, schemeId: options.scheme }, say),
      ),
    )

  program
    .command('status <ref>')
    .description('state, dates and whom a request waits for, by working code or reference; no content')
    .option('--scheme <id>', 'scheme', 'london')
    .action((ref: string, options: { scheme: string }) =>
      withStore(say, (opened) => status(opened, options.scheme, ref, say)),
    )

  const audit = program.command('audit').description('audit chains')
  audit
    .command('verify')
    .description('checks both chains of every scheme and names the first entry that is not as it was written')
    .option('--anchor <file>', 'finds histories that were rewritten after this file was written')
    .action(({ anchor }: { anchor?: string }) =>
      withStore(say, (opened) => auditVerify(opened, say, anchor), { anyKeys: true }),
    )
  audit
    .command('anchor')
    .description('adds the heads of all chains, as they are now, to a file outside the database')
    .requiredOption('--file <file>', 'file to add a line to')
    .action(({ file }: { file: string }) =>
      withStore(say, (opened) => auditAnchor(opened, file, say), { anyKeys: true }),
    )

  program
    .command('keys')
    .description('keys of sensitive fields')
    .command('rotate')
    .description(
      'seals everything anew under the first key of DATA_KEYS, while the programs run; may be repeated',
    )
    .action(() => withStore(say, (opened) => keysRotate(opened, say)))

  program
    .command('doctor')
    .description(
      'whether everything answers, what waits, what is stuck and what to do; exit code 1 when something is',
    )
    .action(() =>
      withStore(
        say,
        async (opened, { redisUrl }, config) => {
          const checks = {
            database: async () => ((await opened.healthy()) ? null : 'does not answer.'),
            'job queue': () => redisProblem(redisUrl),
            'data keys': () => keysProblem(opened, config),
            'audit anchor': () => anchorProblem(opened, config, new Date()),
          }
          if (!(await doctor(opened, checks, new Date(), say))) process.exitCode = 1
        },
        { redis: true, anyKeys: true },
      ),
    )

  program
    .command('requeue [ref]')
    .description('tries again what failed or could not be delivered: of one request, or all')
    .option('--scheme <id>', 'scheme', 'london')
    .action((ref: string | undefined, options: { scheme: string }) =>
      withStore(say, (opened) =>
        requeueStuck(opened, { now: () => new Date() }, { ref, schemeId: options.scheme }, say),
      ),
    )

  addRetention(program, say)
  return program
}
