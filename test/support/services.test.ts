import { Redis } from 'ioredis'
import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { freshDatabase, freshRedis, ownPostgres, ownRedis } from './services.js'

const cleanUp: (() => Promise<void>)[] = []

afterAll(async () => {
  for (const step of cleanUp) await step()
})

describe('services for tests', () => {
  test('two databases of one run do not see each other, and the program owns nothing in them', async () => {
    const initSql = 'create table note (id int); grant select, insert on note to reciprocal_app'
    const [one, two] = await Promise.all([freshDatabase({ initSql }), freshDatabase({ initSql })])
    cleanUp.push(one.drop, two.drop)
    await query(one.databaseUrl, 'insert into note values (1)')
    expect(await query(one.databaseUrl, 'select id from note')).toEqual([{ id: 1 }])
    expect(await query(two.databaseUrl, 'select id from note')).toEqual([])
    await expect(query(one.databaseUrl, 'drop table note')).rejects.toThrow('must be owner')
    await expect(query(one.databaseUrl, 'create table mine (id int)')).rejects.toThrow('permission denied')
  })

  test('two Redis databases of one run do not see each other', async () => {
    const [one, two] = await Promise.all([freshRedis(), freshRedis()])
    const [first, second] = [new Redis(one.url), new Redis(two.url)]
    cleanUp.push(
      async () => first.disconnect(),
      async () => second.disconnect(),
    )
    await first.set('key', 'one')
    expect(await second.get('key')).toBeNull()
    await two.flush()
    expect(await first.get('key')).toBe('one')
    expect(await first.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction'])
  })

  test('servers of a test come back after a stop at the same address with their data', async () => {
    const [redis, postgres] = await Promise.all([ownRedis(), ownPostgres()])
    cleanUp.push(redis.remove, postgres.remove)
    const client = new Redis(redis.url)
    await client.set('key', 'kept')
    client.disconnect()
    await query(postgres.ownerDatabaseUrl, 'create table kept (id int)')
    await Promise.all([redis.stop(), postgres.stop()])
    await Promise.all([redis.start(), postgres.start()])
    const again = new Redis(redis.url)
    cleanUp.unshift(async () => again.disconnect())
    expect(await again.get('key')).toBe('kept')
    expect(await query(postgres.ownerDatabaseUrl, 'select id from kept')).toEqual([])
  })
})

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
