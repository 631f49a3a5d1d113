import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { schemesFolder } from '../../src/app/paths.js'
import { StartError } from '../../src/app/start-error.js'
import { buildProgram } from '../../src/cli/program.js'
import { newFolder } from '../app/local/folder.js'

const london = join(schemesFolder, 'london.yaml')

test('a sound scheme file is summed up in one line', async () => {
  expect(await check(london)).toEqual([
    `${london}: all well. London Housing Reciprocal, version 1: 33 areas, 11 kinds of risk.`,
  ])
})

test('every error of a scheme file is named at once, each with its line and field', async () => {
  const lines = readFileSync(london, 'utf8').split('\n')
  const version = lines.findIndex((line) => line.startsWith('version:'))
  const need = lines.findIndex((line) => line.includes('id: highest_floor'))
  lines[version] = 'version: nonsense'
  lines[need] = '  - id: Highest floor'
  const file = join(newFolder(), 'broken.yaml')
  writeFileSync(file, lines.join('\n'))
  const checked = check(file)
  await expect(checked).rejects.toThrow(StartError)
  const said = await checked.catch((error: Error) => error.message.split('\n'))
  expect(said).toEqual([
    expect.stringMatching(new RegExp(`broken.yaml:${version + 1}:\\d+ version: `)),
    expect.stringMatching(new RegExp(`broken.yaml:${need + 1}:\\d+ propertyNeeds\\[0\\].id: `)),
  ])
})

test('what is no file, or no YAML, is said in one sentence', async () => {
  const folder = newFolder()
  const file = join(folder, 'no-yaml.yaml')
  writeFileSync(file, 'areas: [1\nb: 2\n')
  await expect(check(folder)).rejects.toThrow(`There is no file ${folder}.`)
  await expect(check(join(folder, 'nothing.yaml'))).rejects.toThrow('There is no file')
  await expect(check(file)).rejects.toThrow(`${file}:2:1 `)
})

async function check(file: string): Promise<string[]> {
  const lines: string[] = []
  await buildProgram((line) => lines.push(line)).parseAsync(['scheme', 'check', file], { from: 'user' })
  return lines
}
