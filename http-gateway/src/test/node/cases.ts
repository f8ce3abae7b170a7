// What an application does, one case a function; each runs on what the cases before it left behind.
import { Prisma, type PrismaClient } from './generated/client.ts'

/** `open` makes another client of the same kind, for what is an option of a whole client. */
export type Case = [name: string, run: (db: PrismaClient, open: (options: object) => PrismaClient) => Promise<unknown>]

const day = new Date('2026-02-03T00:00:00.000Z')
const strategies = ['join', 'query'] as const

const reads = (relationLoadStrategy: 'join' | 'query'): Case[] => [
  [`${relationLoadStrategy}: include of everything`, db => db.author.findMany({ relationLoadStrategy, include: { books: { include: { notes: { orderBy: { text: 'asc' } } }, orderBy: { title: 'asc' } }, friends: { orderBy: { id: 'asc' } } }, omit: { born: true }, orderBy: { id: 'asc' } })],
  [`${relationLoadStrategy}: select with filters and pages`, db => db.author.findMany({ relationLoadStrategy, select: { name: true, books: { where: { sold: { gte: 2n } }, orderBy: { place: 'desc' }, take: 2, skip: 1, select: { title: true, sold: true, price: true, extra: true, cover: true, published: true } } }, orderBy: { name: 'desc' } })],
  [`${relationLoadStrategy}: child to parent to child`, db => db.note.findMany({ relationLoadStrategy, include: { book: { include: { author: { include: { _count: { select: { books: true, friends: true } } } } } } }, orderBy: { text: 'asc' }, omit: { id: true, short: true } })],
  [`${relationLoadStrategy}: nested cursor`, db => db.author.findFirst({ relationLoadStrategy, where: { name: 'ann' }, select: { books: { cursor: { shelf_place: { shelf: 1, place: 2 } }, take: 2, orderBy: [{ shelf: 'asc' }, { place: 'asc' }], select: { title: true } } } })],
  [`${relationLoadStrategy}: nested distinct`, db => db.author.findMany({ relationLoadStrategy, select: { name: true, books: { distinct: ['shelf'], orderBy: { place: 'asc' }, select: { shelf: true } } }, orderBy: { id: 'asc' } })],
  [`${relationLoadStrategy}: nothing there`, db => db.author.findUnique({ relationLoadStrategy, where: { name: 'nobody' }, include: { books: true } })],
]

export const cases: Case[] = [
  ['create with enum arrays', db => db.author.create({ data: { name: 'ann', mood: 'SAD', moods: ['SAD', 'HAPPY'], wealth: '12345678901234.000001', born: day } })],
  ['nested create three levels deep', db => db.author.create({ data: { name: 'bob', born: day, books: { create: [{ shelf: 2, place: 1, title: 'b1', price: '9.99', published: day, notes: { create: [{ text: 'n1', stars: 0.1 }, { text: 'n2' }] } }] } }, include: { books: { include: { notes: { omit: { id: true, short: true }, orderBy: { text: 'asc' } } } } } })],
  ['createMany', db => db.book.createMany({ data: [1, 2, 3, 4, 5].map(place => ({ shelf: 1, place, title: `t${place}`, price: place, sold: BigInt(place) * 9007199254740993n, authorId: 1, extra: { place, list: [null, 1.5, 'x'] }, cover: Uint8Array.from([place, 255]) })) })],
  ['friends both ways', db => db.author.update({ where: { name: 'ann' }, data: { friends: { connect: { name: 'bob' } }, friend: { connect: { name: 'bob' } } }, select: { friends: { select: { name: true } }, friend: { select: { name: true } } } })],
  ...strategies.flatMap(reads),
  ['unsupported columns stay out', db => db.book.findFirst({ orderBy: [{ shelf: 'asc' }, { place: 'asc' }] })],
  ['omit', db => db.author.findMany({ omit: { secret: true, moods: true, born: true }, orderBy: { id: 'asc' } })],
  ['composite cursor', db => db.book.findMany({ cursor: { shelf_place: { shelf: 1, place: 3 } }, take: 2, orderBy: [{ shelf: 'asc' }, { place: 'asc' }], select: { title: true } })],
  ['composite cursor backwards', db => db.book.findMany({ cursor: { shelf_place: { shelf: 1, place: 3 } }, take: -2, orderBy: [{ shelf: 'asc' }, { place: 'asc' }], select: { title: true } })],
  ['cursor with a filter that hides it', db => db.book.findMany({ cursor: { shelf_place: { shelf: 1, place: 3 } }, where: { place: { gt: 3 } }, orderBy: { place: 'asc' }, select: { title: true } })],
  ['views', db => db.shelf.findMany({ orderBy: { shelf: 'asc' } })],
  ['another schema', db => db.note.count({ where: { stars: { gt: 0 } } })],
  ['enum filters', db => db.author.findMany({ where: { mood: { in: ['SAD'] }, moods: { has: 'HAPPY' } }, select: { name: true, mood: true, moods: true } })],
  ['enum set and push', db => db.author.update({ where: { name: 'bob' }, data: { moods: { push: ['SAD', 'SAD'] }, mood: { set: 'SAD' } }, select: { mood: true, moods: true } })],
  ['update by number operations', db => db.book.update({ where: { shelf_place: { shelf: 1, place: 1 } }, data: { sold: { multiply: 2 }, price: { divide: 3 } }, select: { sold: true, price: true } })],
  ['updateMany by relation', db => db.book.updateMany({ where: { author: { is: { name: 'ann' } }, place: { lt: 3 } }, data: { sold: { increment: 1n } } })],
  ['updateManyAndReturn', db => db.book.updateManyAndReturn({ where: { shelf: 1 }, data: { published: day }, select: { place: true, published: true } })],
  ['upsert makes', db => db.note.upsert({ where: { id: '018f0000-0000-7000-8000-000000000001' }, create: { id: '018f0000-0000-7000-8000-000000000001', text: 'new' }, update: { text: 'old' }, omit: { short: true } })],
  ['upsert changes', db => db.note.upsert({ where: { id: '018f0000-0000-7000-8000-000000000001' }, create: { text: 'new' }, update: { text: 'old', book: { connect: { shelf_place: { shelf: 1, place: 1 } } } }, omit: { short: true } })],
  ['nested upsert and connectOrCreate', db => db.book.update({ where: { shelf_place: { shelf: 1, place: 2 } }, data: { author: { upsert: { create: { name: 'x' }, update: { secret: 'told' } } }, notes: { connectOrCreate: { where: { id: '018f0000-0000-7000-8000-000000000001' }, create: { text: 'y' } } } }, select: { author: { select: { secret: true } }, notes: { select: { text: true } } } })],
  ['nested disconnect', db => db.book.update({ where: { shelf_place: { shelf: 1, place: 5 } }, data: { author: { disconnect: true } }, select: { authorId: true } })],
  ['nested set', db => db.author.update({ where: { name: 'ann' }, data: { friends: { set: [] } }, select: { friends: true } })],
  ['groupBy', db => db.book.groupBy({ by: ['shelf', 'authorId'], _sum: { sold: true, price: true }, _avg: { price: true }, _min: { published: true }, _max: { title: true }, _count: true, orderBy: [{ shelf: 'asc' }, { authorId: 'asc' }] })],
  ['aggregate of nothing', db => db.book.aggregate({ where: { shelf: 99 }, _sum: { sold: true, price: true }, _avg: { price: true }, _count: { _all: true } })],
  ['json filters', db => db.book.findMany({ where: { extra: { path: ['place'], gte: 3 } }, select: { extra: true }, orderBy: { place: 'asc' } })],
  ['json null', db => db.book.update({ where: { shelf_place: { shelf: 1, place: 4 } }, data: { extra: Prisma.JsonNull, cover: null }, select: { extra: true, cover: true } })],
  ['json of JavaScript corners', async db => {
    const extra = { '': 1e21, b: -0, 'a"b\\': '\u2028 😀', deep: [[[[]]]], n: 1e-7 }
    return (await db.book.update({ where: { shelf_place: { shelf: 1, place: 4 } }, data: { extra } })).extra
  }],
  ['decimal corners', async db => {
    const out = []
    for (const wealth of ['0', '-0.000001', '99999999999999.999999', '1e3', '0.0000004']) out.push((await db.author.update({ where: { name: 'ann' }, data: { wealth }, select: { wealth: true } })).wealth)
    return out
  }],
  ['date corners', async db => {
    const out = []
    for (const born of ['0001-01-01T00:00:00.000Z', '1969-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z', '2024-02-29T12:00:00.100+05:30']) out.push((await db.author.update({ where: { name: 'ann' }, data: { born }, select: { born: true } })).born)
    return out
  }],
  ['text corners', async db => {
    const out = []
    for (const secret of ['', '\\', '"', "'", '\u0001\u001f\u007f', '\t\r\n', '🐘'.repeat(100), '{"$type":"Json"}', '$1 %s ?']) out.push((await db.author.update({ where: { name: 'ann' }, data: { secret }, select: { secret: true } })).secret)
    return out
  }],
  ['halves of surrogate pairs', async db => {
    const out = []
    for (const half of ['a\ud800b', '\udc00', '?\ud83d', '😀\udc00\ud800']) out.push(
      await db.author.update({ where: { name: 'ann' }, data: { secret: half }, select: { secret: true } }),
      await db.author.count({ where: { secret: half } }),
      await db.$queryRaw`select ${half}::text as t, encode(convert_to(${half}, 'UTF8'), 'hex') as h, ${JSON.stringify({ half })}::json as j`,
      await db.$queryRawUnsafe(`select '${half}'::text as t`),
      await db.book.updateMany({ data: { extra: { half } } }).catch(e => e.code))
    return out
  }],
  ['dates without end', async db => {
    const out: unknown[] = [await db.$queryRaw`select 'infinity'::timestamptz as a, '-infinity'::timestamp as b, 'infinity'::date as c`]
    await db.$executeRaw`update "Author" set born = 'infinity' where name = 'ann'`
    await db.$executeRaw`update "Book" set published = '-infinity' where shelf = 1`
    for (const relationLoadStrategy of strategies) out.push(await db.author.findFirst({ relationLoadStrategy, where: { name: 'ann' }, select: { born: true, name: true, books: { select: { published: true, title: true }, orderBy: { place: 'asc' } } } }))
    await db.author.update({ where: { name: 'ann' }, data: { born: day }, select: { id: true } })
    await db.book.updateMany({ where: { shelf: 1 }, data: { published: day } })
    return out
  }],
  ['infinite floats', async db => {
    await db.$executeRaw`insert into side."Note" (id, short, text, stars) values (gen_random_uuid(), '', 'endless', 'infinity'), (gen_random_uuid(), '', 'endless', '-infinity')`
    return [await db.note.findMany({ where: { text: 'endless' }, select: { stars: true }, orderBy: { stars: 'asc' } }), await db.note.deleteMany({ where: { text: 'endless' } }), await db.$queryRaw`select 'infinity'::float8 as a, '-infinity'::float4 as b`]
  }],
  ['NUL is refused', db => db.author.update({ where: { name: 'ann' }, data: { secret: 'a\u0000b' } })],
  ['a blob of 8 MB', async db => {
    const cover = new Uint8Array(8 << 20).map((_, i) => i * 31)
    const book = await db.book.update({ where: { shelf_place: { shelf: 1, place: 1 } }, data: { cover }, select: { cover: true } })
    return [book.cover!.length, book.cover!.every((byte, i) => byte === cover[i])]
  }],
  ['search by text', db => db.book.findMany({ where: { title: { search: 't1 | b1' } }, select: { title: true }, orderBy: { title: 'asc' } })],
  ['raw arrays of every kind', db => db.$queryRaw`select array[1.5,null]::numeric[] as n, array[true,null] as b, array['{"a": [1]}'::jsonb] as j, array['\\x00ff'::bytea] as y, array[1::int8] as i8, array[1.5::float4] as f4, array['2026-01-02'::date] as d, array['2026-01-02 03:04:05'::timestamptz] as tz, array['03:04'::time] as t, array['a'::char(3)] as c, array[1::int2] as i2, '{}'::text[] as none, array[gen_random_uuid()] is not null as u, array['10.0.0.1'::inet] as inet`],
  ['raw scalars of every kind', db => db.$queryRaw`select 1::int2 as i2, 1.5::float4 as f4, 'NaN'::numeric as nan, '12.50'::money::numeric as m, '03:04:05+02'::timetz as ttz, 'x'::name as name, 'a'::char(3) as c, B'101' as bits, '10.0.0.1/8'::cidr as cidr, '<a/>'::xml as xml, 'null'::jsonb as jn, '[1, {"b": null}]'::json as js, 'happy'::side.mood as e, ''::text as empty`],
  ['raw types that have no name', async db => {
    const out = []
    for (const sql of ["'pg_class'::regclass", "int4range(1,2)", "point(1,2)", "interval '1 day'", "pg_sleep(0)", "'\"a\"'::\"char\""]) out.push(await db.$queryRawUnsafe(`select ${sql} as x`).catch(e => [e.code, e.meta?.driverAdapterError?.cause]))
    return out
  }],
  ['raw columns of one name', db => db.$queryRaw`select 1 as a, 2 as a`],
  ['raw parameters repeated and out of order', db => db.$queryRawUnsafe('select $2::text as b, $1::int as a, $2::text || $1::text as c', 1, 'x')],
  ['raw null, boolean, date, bytes and bigint parameters', db => db.$queryRaw`select ${null}::text as n, ${true}::bool as b, ${day}::date as d, ${Buffer.from('hé')}::bytea as y, ${12345678901234567890n}::numeric as big, ${new Prisma.Decimal('1.10')}::numeric as dec, ${['a"', null, '{}']}::text[] as arr`],
  ['raw several statements', db => db.$executeRawUnsafe('create temporary table if not exists z(i int); insert into z values (1)')],
  ['raw DDL and its count', async db => [await db.$executeRaw`create table if not exists tmp(i int)`, await db.$executeRaw`insert into tmp select generate_series(1, 7)`, await db.$executeRaw`delete from tmp where i > 5`, await db.$executeRaw`select * from tmp`]],
  ['a table that changes under a prepared statement', async db => {
    const out = [await db.$queryRaw`select * from tmp order by i limit 1`]
    await db.$executeRaw`alter table tmp add column j text default 'new'`
    out.push(await db.$queryRaw`select * from tmp order by i limit 1`)
    await db.$executeRaw`drop table tmp`
    return out
  }],
  ['raw errors', async db => {
    const out = []
    for (const sql of ['selec', 'select 1/0', "select 'x'::int", 'select * from nowhere', 'select nothing', "do $$ begin raise exception 'own' using hint = 'h', detail = 'd'; end $$", 'insert into "Author"(name) values (null)', 'insert into "Author"(name) values (\'ann\')'])
      out.push(await db.$queryRawUnsafe(sql).catch(e => [e.code, e.meta]))
    return out
  }],
  ['strict undefined checks', async db => {
    const out: unknown[] = []
    for (const where of [undefined, { name: undefined }, { name: Prisma.skip }, Prisma.skip]) out.push(await db.author.count({ where } as any).catch(e => [e.name, e.message.trim().split('\n').at(-1)]))
    out.push(await db.author.update({ where: { name: 'ann' }, data: { secret: Prisma.skip }, select: { name: true, secret: Prisma.skip } }))
    return out
  }],
  ['query validation', async db => {
    const books: any = db.book
    const where = { shelf_place: { shelf: 1, place: 1 } }
    const out = []
    for (const wrong of [
      () => books.findMany({ where: { nothing: 1 } }), () => books.findMany({ where: { shelf: 'one' } }), () => books.findMany({ take: 'all' }), () => books.findMany({ select: {} }),
      () => books.findMany({ select: { title: true }, include: { author: true } }), () => books.findMany({ select: { title: true }, omit: { title: true } }), () => books.findUnique({ where: { shelf: 1 } }),
      () => books.create({ data: { title: 'x' } }), () => books.update({ where, data: { sold: 1.5 } }), () => books.update({ where, data: { sold: { increment: 1, multiply: 2 } } }),
      () => books.update({ where, data: { price: 'dear' } }), () => books.update({ where, data: { published: 'soon' } }), () => books.update({ where, data: { published: new Date('soon') } }),
      () => books.update({ where, data: { extra: null } }), () => books.update({ where, data: { shelf: 2 ** 31 } }), () => books.update({ where, data: { authorId: 1, author: { connect: { id: 1 } } } }),
      () => books.groupBy({ by: ['shelf'], orderBy: { title: 'asc' } }), () => books.groupBy({ by: [] }), () => books.aggregate({ _sum: { title: true } }), () => books.findMany({ cursor: { shelf: 1 } }),
      () => (db.author as any).create({ data: { name: 'x', mood: 'ANGRY' } }), () => (db.author as any).findMany({ orderBy: { name: 'up' } }), () => (db.note as any).findUnique({ where: { id: 'no uuid' } }),
    ]) out.push(await wrong().then((found: any) => found, (e: any) => [e.name, e.code, e.message.trim().split('\n').at(-1)]))
    return out
  }],
  ['omit of the whole client', async (_, open) => {
    const db = open({ omit: { author: { secret: true, born: true }, note: { id: true, short: true } } })
    const created = await db.author.create({ data: { name: 'omitting' } })
    const out = [
      created, await db.author.delete({ where: { name: 'omitting' } }), await db.author.findFirst({ where: { name: 'ann' } }), await db.author.findFirst({ where: { name: 'ann' }, omit: { secret: false } }), await db.author.findFirst({ where: { name: 'ann' }, select: { secret: true } }),
      await db.book.findFirst({ where: { authorId: { not: null } }, include: { author: true, notes: true }, orderBy: [{ shelf: 'asc' }, { place: 'asc' }] }),
      await db.author.update({ where: { name: 'ann' }, data: { secret: 'hidden' } }), await db.author.updateManyAndReturn({ where: { name: 'ann' }, data: { mood: 'SAD' } }),
      await db.author.upsert({ where: { name: 'ann' }, create: { name: 'ann' }, update: {}, omit: { id: true } }), await db.note.create({ data: { text: 'omitted' } }), await db.note.deleteMany({ where: { text: 'omitted' } }),
    ]
    await db.$disconnect()
    return out
  }],
  ['schemas side by side', async db => {
    const { id } = await db.note.create({ data: { text: 'across', book: { connect: { shelf_place: { shelf: 1, place: 1 } } } } })
    const out = [
      await db.author.findMany({ where: { books: { some: { notes: { some: { text: 'across', book: { author: { mood: 'SAD' } } } } } } }, select: { mood: true, books: { where: { notes: { some: { id } } }, select: { title: true, _count: { select: { notes: true } } } } } }),
      await db.note.groupBy({ by: ['shelf'], where: { id }, _count: true }),
      await db.$queryRaw`select text, mood::text from side."Note" join "Book" using (shelf, place) join "Author" a on a.id = "authorId" where text = 'across'`,
    ]
    return [out, await db.book.update({ where: { shelf_place: { shelf: 1, place: 1 } }, data: { notes: { delete: { id } } }, select: { notes: { where: { id } } } })]
  }],
  ['missing record', db => db.book.delete({ where: { shelf_place: { shelf: 77, place: 1 } } })],
  ['composite unique violation', db => db.book.create({ data: { shelf: 1, place: 1, title: 'x', price: 1 } })],
  ['foreign key violation', db => db.book.create({ data: { shelf: 8, place: 1, title: 'x', price: 1, authorId: 999 } })],
  ['restricted deletes and updates', async db => {
    const out = []
    await db.$executeRaw`alter table "Book" drop constraint "Book_authorId_fkey", add constraint "Book_kept" foreign key ("authorId") references "Author" on delete restrict on update restrict`
    for (const change of [db.author.delete({ where: { name: 'ann' } }), db.author.deleteMany(), db.author.update({ where: { name: 'ann' }, data: { id: 77 } }), db.$executeRaw`delete from "Author" where name = 'ann'`]) out.push(await change.catch(e => [e.code, e.meta]))
    await db.$executeRaw`alter table "Book" drop constraint "Book_kept", add constraint "Book_authorId_fkey" foreign key ("authorId") references "Author" on delete set null`
    return out
  }],
  ['number out of range', db => db.book.create({ data: { shelf: 9, place: 1, title: 'x', price: '123456789.5' } })],
  ['connect of nothing', db => db.author.update({ where: { name: 'ann' }, data: { books: { connect: { shelf_place: { shelf: 66, place: 6 } } } } })],
  ['nested transaction by savepoint', db => db.$transaction(async tx => {
    await tx.author.create({ data: { name: 'outer', born: day } })
    await (tx as any).$transaction(async (inner: PrismaClient) => { await inner.author.create({ data: { name: 'inner', born: day } }); throw new Error('undo') }).catch(() => {})
    return tx.author.count({ where: { name: { in: ['outer', 'inner'] } } })
  }).catch(e => [e.code ?? null])],
  ['batch of mixed operations', db => db.$transaction([db.author.create({ data: { name: 'batch', born: day }, omit: { id: true } }), db.author.updateMany({ where: { name: 'batch' }, data: { secret: 's' } }), db.$queryRaw`select count(*)::int as n from "Author" where name = 'batch'`, db.author.delete({ where: { name: 'batch' }, select: { secret: true } })])],
  ['read only by isolation', db => db.$transaction(async tx => [await tx.$queryRaw`show transaction_isolation`, await tx.author.count()], { isolationLevel: 'RepeatableRead', timeout: 10_000 })],
  ['unknown isolation', db => db.$transaction(async tx => tx.author.count(), { isolationLevel: 'Snapshot' as any }).catch(e => e.name)],
  ['parallel reads and writes', async db => {
    await Promise.all(Array.from({ length: 50 }, (_, i) => db.note.create({ data: { text: `p${i}` } })))
    return [await Promise.all(Array.from({ length: 20 }, () => db.note.count({ where: { text: { startsWith: 'p' } } }))), await db.note.deleteMany({ where: { text: { startsWith: 'p' } } })]
  }],
  ['batch isolation levels', async db => {
    const out = []
    for (const isolationLevel of ['ReadUncommitted', 'ReadCommitted', 'RepeatableRead', 'Serializable'] as const) out.push(await db.$transaction([db.$queryRaw`show transaction_isolation`, db.author.count()], { isolationLevel }))
    return out
  }],
  ['field references', async db => [
    await db.book.findMany({ where: { place: { gt: db.book.fields.shelf } }, select: { shelf: true, place: true }, orderBy: [{ shelf: 'asc' }, { place: 'asc' }] }),
    await db.book.count({ where: { NOT: { place: { equals: db.book.fields.shelf } } } }),
    await db.author.findMany({ where: { mood: { equals: 'SAD' }, name: { not: { equals: db.author.fields.secret } } }, select: { name: true }, orderBy: { id: 'asc' } }),
  ]],
  ['large floats', async db => {
    const found = []
    for (const stars of [1.7976931348623157e308, -1.7976931348623157e308, 5e-324, 2.2250738585072014e-308, 123456789012345680000, 1e21, 0.1 + 0.2]) {
      const made = await db.note.create({ data: { text: 'float', stars }, select: { stars: true } }).catch(e => e.code)
      found.push([made, await db.note.count({ where: { text: 'float', stars } }).catch(e => e.code)])
    }
    return [found, await db.note.findMany({ where: { text: 'float' }, select: { stars: true }, orderBy: { stars: 'asc' } }), await db.note.deleteMany({ where: { text: 'float' } })]
  }],
  ['kinds of null in JSON', async db => {
    const where = { shelf_place: { shelf: 1, place: 4 } }
    const out = []
    for (const extra of [Prisma.DbNull, Prisma.JsonNull, { deep: null }, [null]]) {
      await db.book.update({ where, data: { extra }, select: { place: true } })
      out.push(await db.$queryRaw`select extra is null as none, extra::text as text from "Book" where shelf = 1 and place = 4`)
      for (const equals of [Prisma.DbNull, Prisma.JsonNull, Prisma.AnyNull]) out.push(await db.book.count({ where: { shelf: 1, place: 4, extra: { equals } } }))
      out.push(await db.book.count({ where: { shelf: 1, place: 4, extra: { path: ['deep'], equals: Prisma.JsonNull } } }))
    }
    return out
  }],
  ['65 536 parameters', async db => [
    await db.book.count({ where: { place: { in: Array.from({ length: 65_536 }, (_, i) => i) } } }).catch(e => [e.code, e.meta]),
    (await db.book.findMany({ where: { place: { in: Array.from({ length: 65_536 }, (_, i) => i) } }, select: { place: true } })).length,
  ]],
  ['34 001 parents', async db => {
    await db.author.createMany({ data: Array.from({ length: 34_001 }, (_, i) => ({ name: `parent ${i}`, born: day })) })
    const parents = await db.author.findMany({ relationLoadStrategy: 'query', where: { name: { startsWith: 'parent ' } }, select: { id: true, books: { select: { title: true } } } })
    return [parents.length, await db.author.deleteMany({ where: { name: { startsWith: 'parent ' } } })]
  }],
  ['many groups of tuples', async db => (await db.book.findMany({ where: { OR: Array.from({ length: 3000 }, (_, i) => ({ shelf: 1, place: i })) }, select: { place: true } })).length],
  ['a large createMany of two columns', async db => (await db.note.createMany({ data: Array.from({ length: 20_000 }, (_, i) => ({ text: `bulk${i}`, stars: i })) })).count],
  ['a large delete', db => db.note.deleteMany({ where: { text: { startsWith: 'bulk' } } })],
  ['200 000 rows', async db => { const rows = await db.$queryRaw<{ i: number }[]>`select i, 'row ' || i as t from generate_series(1, 200000) i`; return [rows.length, rows.at(-1)] }],
  ['query events', async db => {
    const events: { query: string, params: string }[] = [] // and a target, by which the client names its own way
    ;(db as any).$on('query', ({ query, params }: typeof events[0]) => events.push({ query, params }))
    await db.book.findMany({ where: { title: { in: ['t1', 't"2'] }, published: { lte: day }, price: { gt: '0.5' }, sold: { gte: 1n } }, select: { title: true, author: { select: { name: true } } }, relationLoadStrategy: 'query' })
    await db.$transaction([db.author.count(), db.$queryRaw`select ${1} as one`])
    await db.$executeRaw`select ${day}::timestamptz, ${true}, ${null}::text`
    return events
  }],
  ['query events of a transaction of its own', async db => {
    const events: string[] = []
    ;(db as any).$on('query', ({ query, params }: any) => events.push(query, params))
    await db.author.update({ where: { name: 'ann' }, data: { friends: { connect: { name: 'bob' } } }, select: { name: true } })
    return events
  }],
  ['extension: computed fields and methods of a model', db => db.$extends({
    result: { book: { worth: { needs: { sold: true, price: true }, compute: book => `${book.price.mul(book.sold.toString())}` } } },
    model: { book: { async titled(title: string) { return (await Prisma.getExtensionContext(this) as any).findMany({ where: { title }, select: { worth: true, title: true } }) } } },
  }).book.titled('t2')],
  ['extension: queries', async db => {
    const seen: string[] = []
    const extended = db.$extends({
      query: {
        book: { findMany: ({ args, query }) => query({ ...args, where: { ...args.where, shelf: 1 }, take: 2 }) },
        $allOperations: ({ model, operation, args, query }) => (seen.push(`${model}.${operation}`), query(args)),
      },
    })
    const books = await extended.book.findMany({ orderBy: { place: 'desc' }, select: { place: true } })
    await extended.$transaction([extended.author.count(), extended.$queryRaw`select 1 as one`])
    await extended.$transaction(tx => tx.note.count())
    return { books, seen }
  }],
  ['extension: every query in a transaction with a setting', db => {
    const extended = db.$extends({
      query: { $allOperations: async ({ args, query }) => (await db.$transaction([db.$queryRaw`select set_config('app.user', 'ann', true)`, query(args) as any]))[1] },
    })
    return extended.$queryRaw`select current_setting('app.user', true) as user`
  }],
  ['delete cascades', async db => [await db.book.delete({ where: { shelf_place: { shelf: 2, place: 1 } }, select: { title: true } }), await db.note.count({ where: { shelf: 2 } })]],
]
