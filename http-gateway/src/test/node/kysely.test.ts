// Kysely over Neon's HTTP and over Neon's Pool answers what it answers over TCP.
import './gateway.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Pool, neon } from '@neondatabase/serverless'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { NeonDialect } from 'kysely-neon'
import pg from 'pg'
import { errorOf, tcp } from './gateway.ts'

async function answers(db: Kysely<any>) {
  const out: unknown[] = []
  await db.schema.dropTable('kysely_item').ifExists().execute()
  await db.schema.createTable('kysely_item')
    .addColumn('id', 'serial', column => column.primaryKey()).addColumn('name', 'text', column => column.unique().notNull())
    .addColumn('price', 'numeric').addColumn('big', 'bigint').addColumn('data', 'jsonb').addColumn('tags', sql`text[]`).addColumn('raw', 'bytea').addColumn('at', 'timestamptz')
    .execute()
  out.push(await db.insertInto('kysely_item').values([
    { name: 'a', price: '1.50', big: 9007199254740993n, data: { list: [1, null, 'x'] }, tags: ['a"', '{}', null], raw: Buffer.from([0, 255]), at: new Date('2026-02-03T04:05:06.789Z') },
    { name: 'é🐘 "\\', tags: [] },
  ]).returningAll().execute())
  out.push(await db.selectFrom('kysely_item').selectAll().where('id', 'in', [1, 2]).where('name', 'like', 'a%').execute())
  out.push(await db.selectFrom('kysely_item as a').innerJoin('kysely_item as b', 'a.id', 'b.id').select(['a.name', 'b.price']).orderBy('a.id').execute())
  out.push(await db.selectFrom('kysely_item').select(({ fn }) => [fn.countAll().as('n'), fn.sum('price').as('sum')]).executeTakeFirst())
  out.push(Number((await db.updateTable('kysely_item').set({ price: 3 }).where('name', '=', 'a').executeTakeFirst()).numUpdatedRows))
  out.push(await db.insertInto('kysely_item').values({ name: 'a' }).onConflict(on => on.column('name').doUpdateSet({ price: 4 })).returning('price').execute())
  out.push((await sql`select ${1}::int + ${2}::int as three, ${null}::text as nothing`.execute(db)).rows)
  out.push(await errorOf(db.insertInto('kysely_item').values({ name: 'a' }).execute()))
  out.push(await errorOf(db.selectFrom('nowhere').selectAll().execute()))
  out.push(Number((await db.deleteFrom('kysely_item').executeTakeFirst()).numDeletedRows))
  return out
}

const overTcp = new Kysely<any>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: tcp }) }) })
const overHttp = new Kysely<any>({ dialect: new NeonDialect({ neon: neon(tcp) }) })
const overWebSocket = new Kysely<any>({ dialect: new PostgresDialect({ pool: new Pool({ connectionString: tcp }) as any }) })
test.after(() => Promise.all([overTcp.destroy(), overHttp.destroy(), overWebSocket.destroy()]))

test('the HTTP dialect answers as TCP does', async () => {
  assert.deepEqual(await answers(overHttp), await answers(overTcp))
})

test("Neon's Pool answers as TCP does", async () => {
  assert.deepEqual(await answers(overWebSocket), await answers(overTcp))
})

test("Neon's Pool has transactions", async () => {
  const insert = (db: Kysely<any>, name: string) => db.insertInto('kysely_item').values({ name }).execute()
  await overWebSocket.transaction().setIsolationLevel('serializable').execute(tx => insert(tx, 'kept'))
  await assert.rejects(overWebSocket.transaction().execute(async tx => { await insert(tx, 'gone'); throw new Error('undo') }))
  assert.deepEqual(await overTcp.selectFrom('kysely_item').select('name').execute(), [{ name: 'kept' }])
})
