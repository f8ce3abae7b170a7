// relationMode = "prisma": what the database would do for foreign keys, Prisma Client does in statements of its own.
import type { PrismaClient } from './generated-relation-mode/client.ts'

export type RelationModeCase = [name: string, run: (db: PrismaClient) => Promise<unknown>]

const left = async (db: PrismaClient) => Promise.all([
  db.owner.findMany({ orderBy: { code: 'asc' }, select: { code: true } }), db.pet.findMany({ orderBy: { id: 'asc' } }), db.toy.findMany({ orderBy: { id: 'asc' } }),
  db.house.findMany({ orderBy: { id: 'asc' } }), db.$queryRaw`select "A" as club, code from "_ClubToOwner" left join "Owner" on id = "B" order by 1, 2`,
])

export const relationModeCases: RelationModeCase[] = [
  ['children at all depths', async db => {
    for (const [i, code] of ['ann', 'bob', 'cid', 'dot'].entries()) await db.owner.create({
      data: {
        code,
        pets: { create: [{ id: 10 * i, toys: { create: [{ id: 100 * i }, { id: 100 * i + 1 }] } }, { id: 10 * i + 1 }] },
        houses: { create: { id: i } },
        clubs: { connectOrCreate: { where: { id: 1 }, create: { id: 1 } } },
      },
    })
    return left(db)
  }],
  ['a row that refers to nothing', async db => [await db.house.create({ data: { id: 50, ownerCode: 'nobody' } }), await db.house.findUnique({ where: { id: 50 }, include: { owner: true } })]],
  ['a required relation that is not there', async db => {
    await db.pet.create({ data: { id: 50, ownerCode: 'nobody' } })
    const out = [await db.pet.findUnique({ where: { id: 50 }, include: { owner: true } }).catch(e => [e.name, e.code, e.meta])]
    return [out, await db.pet.delete({ where: { id: 50 } })]
  }],
  ['connect of nothing', db => db.pet.update({ where: { id: 0 }, data: { owner: { connect: { code: 'nobody' } } } })],
  ['an update of a key that is referred to', async db => [await db.owner.update({ where: { code: 'ann' }, data: { code: 'anna' }, include: { pets: true, houses: true } }), await left(db)]],
  ['an update of many keys', async db => [await db.owner.updateMany({ where: { code: 'bob' }, data: { code: 'bobby' } }), await left(db)]],
  ['a delete over two levels', async db => [await db.owner.delete({ where: { code: 'cid' }, select: { code: true, pets: { include: { toys: true } } } }), await left(db)]],
  ['a restricted delete', async db => {
    const { id } = await db.owner.update({ where: { code: 'dot' }, data: { cars: { create: { id: 1 } } } })
    const changes = [db.owner.delete({ where: { id } }), db.owner.deleteMany({ where: { id } }), db.owner.update({ where: { id }, data: { id: 99 } }), db.owner.upsert({ where: { id }, create: { code: 'x' }, update: { id: 99 } })]
    const out = []
    for (const change of changes) out.push(await change.catch(e => [e.code, e.meta]))
    return [out, await db.car.deleteMany(), await left(db)]
  }],
  ['nested delete and set', async db => [
    await db.owner.update({ where: { code: 'dot' }, data: { pets: { delete: { id: 30 } }, houses: { set: [{ id: 50 }] }, clubs: { disconnect: { id: 1 } } }, include: { pets: { include: { toys: true } }, houses: true, clubs: true } }),
    await left(db),
  ]],
  ['a delete that fails takes its actions back', async db => {
    const failed = await db.$transaction([db.owner.delete({ where: { code: 'dot' } }), db.$executeRaw`select 1 / 0`]).catch(e => e.code)
    return [failed, await left(db)]
  }],
  ['a delete in a transaction that is rolled back', async db => {
    const failed = await db.$transaction(async tx => { await tx.owner.deleteMany(); throw new Error(`${await tx.pet.count()} left`) }).catch(e => e.message)
    return [failed, await left(db)]
  }],
  ['deleteMany of all', async db => [await db.owner.deleteMany(), await left(db)]],
]
