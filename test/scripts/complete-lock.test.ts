import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../../src/app/paths.js'

type Lock = { packages: Record<string, Record<string, unknown>> }
type Completed = { lock: Lock; added: string[]; stripped: number }

const script = join(projectRoot, 'scripts', 'complete-lock.mjs')
const { completeLock } = (await import(script)) as { completeLock(lock: Lock): Completed }

test('packages of other platforms that npm left out are written in, with what tells npm to pass them over', () => {
  const optionalDependencies = {
    '@tool/darwin-arm64': '1.2.3',
    '@tool/linux-x64-musl': '^1.2.3',
    '@tool/here': '1.2.3',
  }
  const { lock, added } = completeLock({
    packages: {
      '': {},
      'node_modules/@tool/here': { version: '1.2.3', optional: true },
      'node_modules/tool': { version: '1.2.3', dev: true, optionalDependencies },
    },
  })
  expect(added).toEqual(['@tool/darwin-arm64', '@tool/linux-x64-musl'])
  expect(lock.packages['node_modules/@tool/darwin-arm64']).toEqual({
    ...{ version: '1.2.3', cpu: ['arm64'], os: ['darwin'], dev: true, optional: true },
  })
  expect(lock.packages['node_modules/@tool/linux-x64-musl']).toMatchObject({
    version: '1.2.3',
    libc: ['musl'],
  })
})

test('a package that stands in a folder further up or beside its dependent is not written twice', () => {
  const optionalDependencies = { 'a-linux-x64': '1.0.0' }
  const packages = {
    '': {},
    'node_modules/a-linux-x64': { version: '1.0.0' },
    'node_modules/b/node_modules/a': { version: '1.0.0', optionalDependencies },
  }
  expect(completeLock({ packages }).added).toEqual([])
})

test('the checked-in lock file is complete and names no download address', () => {
  const lock = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')) as Lock
  const { added, stripped } = completeLock(lock)
  expect({ added, stripped }).toEqual({ added: [], stripped: 0 })
})
