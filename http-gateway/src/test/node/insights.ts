// An application with one of each fault that the insights find: `tsx insights.ts tcp`, or `http`; `sound` has none.
import { PrismaPg } from '@prisma/adapter-pg'
import { prismaQueryInsights } from '@prisma/sqlcommenter-query-insights'
import { tcp } from './gateway.ts'
import { PrismaClient } from './generated/client.ts'

const [over, kind] = process.argv.slice(2)
const url = over === 'tcp' ? { adapter: new PrismaPg({ connectionString: tcp }) } : { accelerateUrl: process.env.PRISMA_DATABASE_URL! }
const db = new PrismaClient({ ...url, comments: [prismaQueryInsights()] } as any)

if (kind === 'faulty') {
  const books = await db.book.findMany({ where: { shelf: 0 }, take: 25 })
  for (const book of books) await db.author.findUnique({ where: { id: book.authorId! } })

  await db.book.findMany({ where: { authorId: 7 } })
  await db.book.findMany({ skip: 20_000, take: 10, orderBy: [{ shelf: 'asc' }, { place: 'asc' }], select: { title: true } })
  for (let i = 0; i < 30; i++) await db.author.findFirst({ where: { name: 'author 3' }, select: { mood: true } })

  // Somebody else holds this row.
  await db.author.updateMany({ where: { id: 1 }, data: { secret: 'waited' } })
} else {
  await db.book.findMany({ where: { shelf: 0 }, include: { author: true } })
  await db.book.findMany({ where: { shelf: 1, place: { gt: 10 } }, take: 10, orderBy: { place: 'asc' } })
  for (let i = 1; i < 6; i++) await db.author.findUnique({ where: { id: i } })
  await db.author.count()
  await db.book.aggregate({ _sum: { sold: true } })
  for (let i = 0; i < 40; i++) await db.note.create({ data: { text: `note ${i}` } })
}
await db.$disconnect()
