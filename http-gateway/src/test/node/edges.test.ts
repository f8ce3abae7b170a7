// Where the HTTP URL answers better than TCP, or cannot answer the same.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { tcp } from './gateway.ts'
import { Prisma, PrismaClient } from './generated/client.ts'

const accelerateUrl = process.env.PRISMA_DATABASE_URL!
const db = new PrismaClient({ accelerateUrl })
const server = new pg.Client(tcp)

test.before(async () => {
  await server.connect()
  await server.query(`drop schema if exists side cascade; drop schema public cascade; create schema public; create schema side;
    create table "Author" (id serial primary key, name text, born timestamptz);
    create table side."Note" (id uuid default gen_random_uuid(), text text, stars float8);
    insert into "Author" (name) values ('ann')`)
})
test.after(() => Promise.all([db.$disconnect(), server.end()]))

const select = { born: true } as const
const stored = async () => (await server.query(`select (born at time zone 'UTC')::text as born from "Author"`)).rows[0].born

for (const [date, text] of [
  ['+010000-01-01T04:59:59.000Z', '10000-01-01 04:59:59'], ['-000043-03-15T12:00:00.500Z', '0044-03-15 12:00:00.5 BC'],
  ['0000-06-01T00:00:00.000Z', '0001-06-01 00:00:00 BC'], ['+275760-09-13T00:00:00.000Z', '275760-09-13 00:00:00'],
]) {
  test(`${date} goes there and back`, async () => {
    const { born } = await db.author.update({ where: { id: 1 }, data: { born: new Date(date) }, select })
    assert.equal(born.toISOString(), date)
    assert.equal(await stored(), text)
    assert.deepEqual(await db.author.findFirst({ where: { born }, select }), { born })
    assert.deepEqual(await db.$queryRaw`select born, ${born}::timestamptz as sent from "Author"`, [{ born, sent: born }])
  })
}

test('an offset takes a year over its end', async () => {
  await db.author.update({ where: { id: 1 }, data: { born: '9999-12-31T23:59:59-05:00' }, select })
  assert.equal(await stored(), '10000-01-01 04:59:59')
})

test('the time zone of a session does not shift a parameter', async () => {
  const born = new Date('2026-01-02T03:04:05.678Z')
  await db.$transaction(async tx => {
    await tx.$executeRaw`set local time zone 'America/New_York'`
    assert.deepEqual(await tx.author.update({ where: { id: 1 }, data: { born }, select }), { born })
    assert.equal(await tx.author.count({ where: { born } }), 1)
  })
  assert.equal(await stored(), '2026-01-02 03:04:05.678')
})

test('a float that is not a number stays one', async () => {
  await server.query(`insert into side."Note" (text, stars) values ('nan', 'NaN')`)
  const note = await db.note.findFirst({ where: { text: 'nan' }, select: { stars: true } })
  assert.ok((note!.stars as unknown as Prisma.Decimal).isNaN())
  const [{ a, b }] = await db.$queryRaw<any>`select 'NaN'::float8 as a, array['NaN']::float4[] as b`
  assert.deepEqual([a, a * 2, b], ['NaN', NaN, ['NaN']])
})

test('a batch over its timeout does not wait for the statement that it is in', async t => {
  const hasty = new PrismaClient({ accelerateUrl, transactionOptions: { timeout: 300 } })
  t.after(() => hasty.$disconnect())
  await assert.rejects(hasty.$transaction([hasty.$queryRaw`select 1`, hasty.$executeRaw`select pg_sleep(600)`]), { code: 'P2028' })
})
