// What is over a limit of production is, to Prisma Client, the error that Prisma documents for it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withAccelerate } from '@prisma/extension-accelerate'
import { Prisma, PrismaClient } from './generated/client.ts'
import { makeTables } from './tables.ts'

const db = new PrismaClient({ accelerateUrl: process.env.PRISMA_DATABASE_URL! })
const accelerated = db.$extends(withAccelerate())

test.before(() => makeTables('schema.sql'))
test.after(() => db.$disconnect())

async function assertKnown(call: PromiseLike<unknown>, code: string, message: RegExp) {
  const error: any = await call.then(() => assert.fail('It succeeds.'), e => e)
  assert.ok(error instanceof Prisma.PrismaClientKnownRequestError, String(error))
  assert.equal(error.code, code)
  assert.match(error.message, message)
}

test('what is within the limits is answered as without them', async () => {
  const [{ text }] = await db.$queryRaw<{ text: string }[]>`select repeat('x', 4900000) as text`
  assert.equal(text.length, 4_900_000)
  assert.equal(await accelerated.author.count({ cacheStrategy: { ttl: 60, tags: ['a', 'b_2', 'C', 'd', 'e'.repeat(64)] } }), 0)
  await accelerated.$accelerate.invalidate({ tags: ['a', 'b_2', 'C', 'd', 'e'] })
  assert.equal(await db.$transaction(async tx => tx.author.count(), { timeout: 60_000 }), 0)
})

test('an answer over 5 MB is P6009, in one value or in many rows, in a transaction and when it is to be cached', async () => {
  await assertKnown(db.$queryRaw`select repeat('x', 5000001) as text`, 'P6009', /maximum of 5 MB/)
  await assertKnown(db.$queryRaw`select repeat('x', 1000) as text from generate_series(1, 100000)`, 'P6009', /maximum of 5 MB/)
  await assertKnown(db.$transaction(async tx => tx.$queryRaw`select repeat('x', 5000001) as text`), 'P6009', /maximum of 5 MB/)
  await db.$executeRaw`insert into "Author" (name, secret) select i::text, repeat('y', 1000000) from generate_series(1, 6) i`
  await assertKnown(accelerated.author.findMany({ cacheStrategy: { ttl: 60 } }), 'P6009', /maximum of 5 MB/)
  await db.author.deleteMany()
})

test('a query over its time is P6004, whatever statement it is in', async () => {
  await assertKnown(db.$queryRaw`select pg_sleep(600)::text`, 'P6004', /took longer than 2 s/)
  await assertKnown(db.$executeRaw`select pg_sleep(600)`, 'P6004', /took longer than/)
  await assertKnown(db.$transaction(async tx => tx.$queryRaw`select pg_sleep(600)::text`), 'P6004', /took longer than/)
  assert.deepEqual(await db.$queryRaw`select count(*)::int as n from pg_stat_activity where query like '%pg_sleep(600)%' and state = 'active' and pid <> pg_backend_pid()`, [{ n: 0 }])
})

test('a query over its time changes nothing', async () => {
  await db.$executeRaw`create function slow() returns trigger language plpgsql as 'begin perform pg_sleep(600); return new; end'`
  await db.$executeRaw`create trigger slow before insert on "Book" for each row execute function slow()`
  const books = { create: { shelf: 1, place: 1, title: 't', price: 1 } }
  await assertKnown(db.author.create({ data: { name: 'ann', books } }), 'P6004', /took longer than/)
  await db.$executeRaw`drop function slow cascade`
  assert.equal(await db.author.count(), 0)
})

test('a transaction ends at its limit, whatever was asked for', async () => {
  const sleep = () => new Promise(resolve => setTimeout(resolve, 50))
  await assertKnown(
    db.$transaction(async tx => { for (;;) { await tx.author.count(); await sleep() } }, { timeout: 60_000 }),
    'P2028', /The timeout for this transaction was 3000 ms/)
})

test('cache tags that production does not take are P6005', async () => {
  const counted = (tags: string[]) => accelerated.author.count({ cacheStrategy: { ttl: 60, tags } })
  await assertKnown(counted(['a', 'b', 'c', 'd', 'e', 'f']), 'P6005', /can have 5 cache tags, not 6/)
  await assertKnown(counted(['x'.repeat(65)]), 'P6005', /letters, digits and underscores/)
  await assertKnown(counted(['a-b']), 'P6005', /'a-b'/)
  await assert.rejects(accelerated.$accelerate.invalidate({ tags: ['a', 'b', 'c', 'd', 'e', 'f'] }), /P6005/)
  await assert.rejects(accelerated.$accelerate.invalidate({ tags: ['a b'] }), /P6005/)
  await accelerated.$accelerate.invalidateAll()
})

test('a server that is away is P6008', async t => {
  const away = new PrismaClient({ accelerateUrl: process.env.AWAY_DATABASE_URL! })
  t.after(() => away.$disconnect())
  await assertKnown(away.author.count(), 'P6008', /Can't reach database server/)
  await assertKnown(away.$queryRaw`select 1`, 'P6008', /Can't reach database server/)
  await assertKnown(away.$transaction(async tx => tx.author.count()), 'P6008', /Can't reach database server/)
})

test('more requests than there may be are P5011', async () => {
  const refused = []
  for (let i = 0; i < 20 && refused.length === 0; i++) {
    const asked = await Promise.allSettled(Array.from({ length: 100 }, () => db.$queryRaw`select 1`))
    refused.push(...asked.filter(one => one.status === 'rejected').map(one => one.reason))
  }
  await assertKnown(Promise.reject(refused[0]), 'P5011', /Too many requests/)
})
