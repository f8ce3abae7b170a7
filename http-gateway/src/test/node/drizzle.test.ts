// Drizzle with both of its Neon drivers answers what it answers over TCP.
import './gateway.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Pool, neon } from '@neondatabase/serverless'
import { and, eq, gt, inArray, sql } from 'drizzle-orm'
import { drizzle as overHttp } from 'drizzle-orm/neon-http'
import { drizzle as overWebSocket } from 'drizzle-orm/neon-serverless'
import { drizzle as overTcp } from 'drizzle-orm/node-postgres'
import { bigint, boolean, customType, date, integer, jsonb, numeric, pgTable, serial, text, timestamp } from 'drizzle-orm/pg-core'
import pg from 'pg'
import { errorOf, tcp } from './gateway.ts'

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' })
const shops = pgTable('drizzle_shop', { id: serial().primaryKey(), name: text().notNull().unique() })
const items = pgTable('drizzle_item', {
  id: serial().primaryKey(), shop: integer().references(() => shops.id), name: text(), price: numeric({ precision: 10, scale: 2 }), big: bigint({ mode: 'bigint' }),
  data: jsonb(), tags: text().array(), raw: bytes(), ok: boolean(), day: date(), at: timestamp({ withTimezone: true }),
})
const at = new Date('2026-02-03T04:05:06.789Z')

async function answers(db: any) {
  const out: unknown[] = []
  await db.execute(sql`drop table if exists drizzle_item, drizzle_shop`)
  await db.execute(sql`create table drizzle_shop (id serial primary key, name text not null unique)`)
  await db.execute(sql`create table drizzle_item (id serial primary key, shop int references drizzle_shop, name text, price numeric(10, 2), big bigint, data jsonb, tags text[], raw bytea, ok boolean, day date, at timestamptz)`)
  out.push(await db.insert(shops).values([{ name: 'tea' }, { name: 'é🐘 "\\' }]).returning())
  out.push(await db.insert(items).values([
    { shop: 1, name: 'a', price: '1.50', big: 9007199254740993n, data: { list: [1, null, 'x'] }, tags: ['a"', '{}', ''], raw: Buffer.from([0, 255]), ok: true, day: '2026-02-03', at },
    { shop: 1, name: 'b', tags: [] },
    { name: 'c', ok: false, data: 'text' },
  ]).returning())
  out.push(await db.select().from(items).where(and(eq(items.shop, 1), gt(items.id, 1))))
  out.push(await db.select({ shop: shops.name, item: items.name }).from(items).leftJoin(shops, eq(items.shop, shops.id)).orderBy(items.id))
  out.push(await db.update(items).set({ name: sql`upper(${items.name})` }).where(inArray(items.name, ['a', 'c'])).returning({ name: items.name }))
  out.push(await db.insert(shops).values({ id: 1, name: 'x' }).onConflictDoUpdate({ target: shops.id, set: { name: 'coffee' } }).returning())
  out.push(await db.select({ n: sql`count(*)::int`, sum: sql`sum(price)` }).from(items))
  out.push(await errorOf(db.insert(shops).values({ name: 'coffee' })))
  out.push(await errorOf(db.execute(sql`select * from nowhere`)))
  out.push((await db.delete(items).where(eq(items.name, 'b'))).rowCount)
  return out
}

async function transactionAnswers(db: any) {
  const add = (tx: any, name: string) => tx.insert(shops).values({ name })
  await db.transaction((tx: any) => add(tx, 'kept'), { isolationLevel: 'serializable' })
  await assert.rejects(db.transaction(async (tx: any) => { await add(tx, 'gone'); tx.rollback() }))
  await db.transaction(async (tx: any) => {
    await add(tx, 'outer')
    await tx.transaction(async (inner: any) => { await add(inner, 'inner'); inner.rollback() }).catch(() => {})
  })
  assert.equal((await errorOf(db.transaction((tx: any) => add(tx, 'x'), { accessMode: 'read only' }))).code, '25006')
  return db.select({ name: shops.name }).from(shops).where(inArray(shops.name, ['kept', 'gone', 'outer', 'inner'])).orderBy(shops.id)
}

const direct = new pg.Pool({ connectionString: tcp })
const pool = new Pool({ connectionString: tcp })
test.after(() => Promise.all([direct.end(), pool.end()]))

test('neon-http answers as TCP does', async () => {
  assert.deepEqual(await answers(overHttp({ client: neon(tcp) })), await answers(overTcp({ client: direct })))
})

test('neon-serverless answers as TCP does', async () => {
  assert.deepEqual(await answers(overWebSocket({ client: pool })), await answers(overTcp({ client: direct })))
})

test('neon-serverless has transactions', async () => {
  assert.deepEqual(await transactionAnswers(overWebSocket({ client: pool })), [{ name: 'kept' }, { name: 'outer' }])
})

test('neon-http has batches, which are one transaction', async () => {
  const db = overHttp({ client: neon(tcp) })
  const [made, found] = await db.batch([db.insert(shops).values({ name: 'batch' }).returning(), db.select().from(shops).where(eq(shops.name, 'batch'))])
  assert.deepEqual(made, found)
  assert.equal((await errorOf(db.batch([db.insert(shops).values({ name: 'half' }), db.insert(shops).values({ name: 'batch' })]))).code, '23505')
  assert.deepEqual(await db.select().from(shops).where(eq(shops.name, 'half')), [])
})
