// @prisma/ppg: statements over HTTP, sessions over WebSockets.
import './gateway.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BINARY, DatabaseError, byteArrayParameter, client, defaultClientConfig, prismaPostgres } from '@prisma/ppg'
import { host, tcp } from './gateway.ts'

const { username, password } = new URL(tcp)
const transportConfig = { endpoint: `http://${host}`, username, password }
const config = { ...defaultClientConfig(tcp), transportConfig }
const db = prismaPostgres(config)
const division = 'select 1 / (g - 3) as x from generate_series(1, 5) g'

test.before(async () => {
  await db.exec('drop table if exists ppg_item')
  await db.exec('create table ppg_item (id serial primary key, name text not null unique, data jsonb)')
})

async function names() {
  return (await db.sql`select name from ppg_item order by id`.collect()).map((row: any) => row.name)
}

test('queries and counts', async () => {
  assert.equal(await db.exec('insert into ppg_item (name, data) values ($1, $2), ($3, null)', 'a', '{"k": [1]}', 'é🐘'), 2)
  assert.deepEqual(await db.sql`select name, data from ppg_item where id < ${3} order by id`.collect(), [{ name: 'a', data: { k: [1] } }, { name: 'é🐘', data: null }])
  assert.deepEqual(await db.query(`select $2::text || $1 || $2 as s, '{"a": 1}'::jsonb ? 'a' as has, 9007199254740993 as big`, 'x', 'y').collect(), [{ s: 'yxy', has: true, big: 9007199254740993n }])
  assert.equal(await db.exec('drop table if exists nothing_there'), 0)
})

test('takes values of any length', async () => {
  for (const length of [0, 1, 1023, 1024, 1025, 70_000, 5_000_000]) {
    assert.deepEqual(await db.query('select length($1::text) as l', 'x'.repeat(length)).collect(), [{ l: length }])
  }
})

test('passes bytes on exactly', async () => {
  const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => i * 31)
  // As it is published, the driver turns bytes into text first.
  const serializers = [{ supports: (value: unknown) => value instanceof Uint8Array, serialize: (value: any) => value }, ...config.serializers]
  const result = await client({ ...config, serializers }).query('select $1::bytea', byteArrayParameter(bytes, BINARY))
  const [{ values: [base64] }] = await result.rows.collect()
  assert.deepEqual(Buffer.from(base64 as string, 'base64'), Buffer.from(bytes))
})

test('streams rows', async () => {
  let count = 0
  for await (const row of db.sql<{ i: number }>`select i, repeat('x', 500) as pad from generate_series(1, 100000) i`) assert.equal(row.i, ++count)
  assert.equal(count, 100_000)
})

test('rejects with the error of Postgres, before rows and after', async () => {
  const e: any = await db.exec(`insert into ppg_item (name) values ('a')`).catch(e => e)
  assert(e instanceof DatabaseError)
  assert.deepEqual([e.code, e.details.constraint, e.details.table, e.details.detail], ['23505', 'ppg_item_name_key', 'ppg_item', 'Key (name)=(a) already exists.'])
  await assert.rejects(db.query(division).collect(), { code: '22012' })
  await assert.rejects(db.query(division.replace('as x', `as x, repeat('x', 100000)`)).collect(), { code: '22012' })
})

test('has transactions and batches', async () => {
  const add = 'insert into ppg_item (name) values ($1)'
  await db.transaction(async tx => { await tx.exec(add, 'kept') })
  await assert.rejects(db.transaction(async tx => { await tx.exec(add, 'gone'); throw new Error('undo') }), /undo/)
  assert.deepEqual(await db.batch({ exec: add, parameters: ['batch'] }, { query: 'select count(*)::int as n from ppg_item' }), [1, [{ n: 4 }]])
  await assert.rejects(db.batch({ exec: add, parameters: ['half'] }, { exec: add, parameters: ['batch'] }), { code: '23505' })
  assert.deepEqual(await names(), ['a', 'é🐘', 'kept', 'batch'])
})

test('answers the statements of a session in order, and goes on after an error', async () => {
  const session = await client(config).newSession()
  const value = async (sql: string) => (await (await session.query(sql)).rows.collect())[0].values[0]
  await session.exec('create temp table own as select 7 as a')
  const results = await Promise.allSettled([value('select a from own'), value(division), value('select 8')])
  assert.deepEqual(results.map(r => r.status === 'fulfilled' ? r.value : r.reason.code), [7, '22012', 8])
  session.close()
  await assert.rejects(db.query('select * from own').collect(), { code: '42P01' })
})

test('is refused with a wrong password', async () => {
  const intruder = client({ ...config, transportConfig: { ...transportConfig, password: 'wrong' } })
  await assert.rejects(intruder.query('select 1'), { status: 401 })
  const session = await intruder.newSession()
  await assert.rejects(session.query('select 1'), /1008/)
})

test('reaches another database of the server', async () => {
  const other = client({ ...config, transportConfig: { ...transportConfig, database: 'template1' } })
  assert.deepEqual((await (await other.query('select current_database()')).rows.collect())[0].values, ['template1'])
})
