import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { bringUpLocal } from '../../../src/app/local/index.js'
import { StartError } from '../../../src/app/start-error.js'
import { isRunning, newFolder } from './folder.js'

const log = () => undefined

test('a second start finds the data of the first at the same addresses, and nothing runs after a stop', async () => {
  const dataDir = newFolder()
  const first = await bringUpLocal({ dataDir, log })
  await query(first.ownerDatabaseUrl, 'create table kept (id int)')
  await onRedis(first.redisUrl, (redis) => redis.set('key', 'kept'))
  const pids = serverPids(dataDir)
  await first.stop()
  expect(pids.filter(isRunning)).toEqual([])
  expect(existsSync(join(dataDir, 'lock'))).toBe(false)

  const second = await bringUpLocal({ dataDir, log })
  onTestFinished(() => second.stop())
  expect(second).toMatchObject({ databaseUrl: first.databaseUrl, redisUrl: first.redisUrl })
  expect(await query(second.ownerDatabaseUrl, 'select * from kept')).toEqual([])
  expect(await onRedis(second.redisUrl, (redis) => redis.get('key'))).toBe('kept')
})

test('the servers listen on loopback alone, want a password, and Redis never evicts or forgets', async () => {
  const local = await bringUpLocal({ dataDir: newFolder(), log })
  onTestFinished(() => local.stop())
  const settings = await onRedis(local.redisUrl, (redis) => redis.config('GET', '*'))
  const of = (name: string) => (settings as string[])[(settings as string[]).indexOf(name) + 1]
  expect([of('bind'), of('appendonly'), of('maxmemory-policy')]).toEqual(['127.0.0.1', 'yes', 'noeviction'])
  const withoutPassword = new URL(local.redisUrl)
  withoutPassword.password = ''
  await expect(onRedis(withoutPassword.href, (redis) => redis.get('key'))).rejects.toThrow('NOAUTH')
  expect(await query(local.databaseUrl, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }])
  const guess = new URL(local.databaseUrl)
  guess.password = 'guess'
  await expect(query(guess.href, 'select 1')).rejects.toThrow('password authentication failed')
})

test('a second program in the same folder is told who is there, and the first goes on', async () => {
  const dataDir = newFolder()
  const first = await bringUpLocal({ dataDir, log })
  onTestFinished(() => first.stop())
  const second = bringUpLocal({ dataDir, log })
  await expect(second).rejects.toThrow(StartError)
  await expect(second).rejects.toThrow(`already running in ${dataDir} (process ${process.pid})`)
  expect(await query(first.databaseUrl, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('the command line may use the servers of a program that is running, and leaves them running', async () => {
  const dataDir = newFolder()
  const program = await bringUpLocal({ dataDir, log })
  onTestFinished(() => program.stop())
  const commandLine = await bringUpLocal({ dataDir, log, join: true })
  expect(await query(commandLine.databaseUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  expect(await onRedis(commandLine.redisUrl, (redis) => redis.ping())).toBe('PONG')
  await commandLine.stop()
  expect(await query(program.databaseUrl, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a lock whose process number belongs to somebody else by now is taken over', async () => {
  const dataDir = newFolder()
  writeFileSync(join(dataDir, 'lock'), JSON.stringify({ pid: process.pid, started: 'another time' }))
  const local = await bringUpLocal({ dataDir, log })
  await local.stop()
})

test('a database and a Redis that the operator named are used as they are', async () => {
  const dataDir = join(newFolder(), 'untouched')
  const named = { databaseUrl: 'postgresql://db.invalid/reciprocal', redisUrl: 'redis://redis.invalid' }
  const local = await bringUpLocal({ dataDir, log, ...named })
  await local.stop()
  expect(local).toMatchObject({ ...named, ownerDatabaseUrl: named.databaseUrl })
  expect(existsSync(dataDir)).toBe(false)
})

test('where no data can be kept, one sentence says which folder and why', async () => {
  const file = join(newFolder(), 'file')
  writeFileSync(file, '')
  const places = process.platform === 'linux' ? [file, '/sys/reciprocal'] : [file]
  for (const dataDir of places) {
    const started = bringUpLocal({ dataDir, log })
    await expect(started).rejects.toThrow(StartError)
    await expect(started).rejects.toThrow(`Reciprocal cannot keep its data: ${dataDir} `)
  }
})

test('a database that cannot start takes the Redis beside it down again, and says where its log is', async () => {
  const dataDir = newFolder()
  const first = await bringUpLocal({ dataDir, log })
  await first.stop()
  writeFileSync(join(dataDir, 'postgres', 'data', 'PG_VERSION'), '9\n')
  const lines: number[] = []
  const second = bringUpLocal({ dataDir, log }).finally(() => lines.push(...redisPid(dataDir)))
  await expect(second).rejects.toThrow(StartError)
  await expect(second).rejects.toThrow(/^PostgreSQL did not start \(.*FATAL.*postgres\.log\.$/)
  expect(lines.filter(isRunning)).toEqual([])
  expect(existsSync(join(dataDir, 'lock'))).toBe(false)
})

test('without the file of passwords the database is not opened, and the sentence says what to do', async () => {
  const dataDir = newFolder()
  const first = await bringUpLocal({ dataDir, log })
  await first.stop()
  writeFileSync(join(dataDir, 'postgres', 'settings.json'), '{}')
  await expect(bringUpLocal({ dataDir, log })).rejects.toThrow('do not fit the database beside it')
})

function serverPids(dataDir: string): number[] {
  const postgres = readFileSync(join(dataDir, 'postgres', 'data', 'postmaster.pid'), 'utf8')
  return [Number.parseInt(postgres, 10), ...redisPid(dataDir)]
}

function redisPid(dataDir: string): number[] {
  const file = join(dataDir, 'redis', 'redis.pid')
  return existsSync(file) ? [Number.parseInt(readFileSync(file, 'utf8'), 10)] : []
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

async function onRedis<T>(url: string, question: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url, { retryStrategy: () => null })
  redis.on('error', () => undefined)
  try {
    return await question(redis)
  } finally {
    redis.disconnect()
  }
}
