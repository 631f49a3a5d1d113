import type { Command } from 'commander'
import type { Ports } from '../core/ports.js'
import { sha256Hasher } from '../store/hasher.js'
import { systemIds } from '../store/ids.js'
import type { OpenedStore } from '../store/index.js'
import { type ExportOptions, exportToFile } from './export.js'
import { retentionErase, retentionRun } from './retention.js'
import { withStore } from './with-store.js'

const clock = { now: () => new Date() }

/** What an operator does about how long things are kept, and for somebody who asks what is held on them. */
export function addRetention(program: Command, say: (line: string) => void): void {
  const retention = program.command('retention').description('what is erased when its time is over')
  retention
    .command('run')
    .description('erases now what the program erases once a day, and drops audit streams past their years')
    .option('--dry-run', 'only say what would be erased')
    .action(({ dryRun = false }: { dryRun?: boolean }) =>
      withStore(say, (opened) => retentionRun(portsOf(opened), opened.directory, { dryRun }, say)),
    )
  retention
    .command('erase <ref>')
    .description('erases the content of one closed, moved or declined request for good')
    .option('--confirm <ref>', 'the same code again')
    .option('--scheme <id>', 'scheme', 'london')
    .action((ref: string, { confirm, scheme }: { confirm?: string; scheme: string }) =>
      withStore(say, (opened) => retentionErase(portsOf(opened), { ref, confirm, schemeId: scheme }, say)),
    )

  program
    .command('export <ref>')
    .description('writes everything held on one request to a file, for an access request of the applicant')
    .requiredOption('--requested-by <officer>', 'id of the nominating officer of this request who asks')
    .requiredOption('--verified <words>', 'how and when somebody verified them by phone')
    .requiredOption('--out <file>', 'file to make, readable by you alone')
    .option('--format <format>', 'json or html', 'html')
    .option('--scheme <id>', 'scheme', 'london')
    .action((ref: string, options: Omit<ExportOptions, 'ref' | 'schemeId'> & { scheme: string }) =>
      withStore(say, (opened) =>
        exportToFile(opened, clock, { ...options, ref, schemeId: options.scheme }, say),
      ),
    )
}

/** Nobody is rung: the program that runs finds what there is to do within a minute. */
function portsOf({ store, cipher }: OpenedStore): Ports {
  return { store, clock, ids: systemIds, hasher: sha256Hasher, cipher, doorbell: { ring: () => undefined } }
}
