// Typed SQL: functions that `prisma generate --sql` makes of the files in sql/. They run on what cases.ts left behind.
import type { Case } from './cases.ts'
import { Prisma } from './generated/client.ts'
import { authorsInMood, booksOfShelf, dividedBy, everyKind, rateNote } from './generated/sql.ts'

const day = new Date('2026-02-03T00:00:00.000Z')
const id = '018f0000-0000-7000-8000-00000000000a'

export const typedSqlCases: Case[] = [
  ['typed SQL with columns of many kinds', db => db.$queryRawTyped(booksOfShelf(1, 0n, null))],
  ['typed SQL with a parameter that may be null', db => db.$queryRawTyped(booksOfShelf(1, 1n, day))],
  ['typed SQL with an enum and a decimal', db => db.$queryRawTyped(authorsInMood('sad' as any, new Prisma.Decimal('1.10')))],
  ['typed SQL with parameters of every kind', db => db.$queryRawTyped(everyKind('é"\\', -7, 2n ** 62n, '1.50', 0.1, true, day, day, { a: [null] }, Uint8Array.of(0, 255), id, ['a,b', '"'], [1, 2]))],
  ['typed SQL with parameters that are all null', db => db.$queryRawTyped((everyKind as any)(...Array(13).fill(null)))],
  ['typed SQL that changes a row', async db => {
    await db.note.create({ data: { id, text: 'rated' } })
    return [await db.$queryRawTyped(rateNote(id, 4.5)), await db.note.delete({ where: { id }, select: { stars: true } })]
  }],
  ['typed SQL that fails', db => db.$queryRawTyped(dividedBy(0))],
  ['typed SQL with a value of another type', db => db.$queryRawTyped((dividedBy as any)('one'))],
  ['typed SQL in a batch', db => db.$transaction([db.$queryRawTyped(dividedBy(1)), db.author.count({ where: { name: 'ann' } })])],
  ['typed SQL in a transaction', db => db.$transaction(async tx => {
    await tx.note.create({ data: { id, text: 'rated' } })
    return [await tx.$queryRawTyped(rateNote(id, 1)), await tx.$queryRawTyped(dividedBy(0)).catch(e => e.code)]
  })],
  ['typed SQL through an extension', db => db.$extends({ query: { $queryRawTyped: async ({ args, query }) => [args.values, await query(args)] } }).$queryRawTyped(dividedBy(1))],
]
