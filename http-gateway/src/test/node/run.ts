// Runs every case over TCP, with the HTTP URL and with the serverless driver; the answers must be those of TCP.
import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaPostgresAdapter } from '@prisma/adapter-ppg'
import { cases } from './cases.ts'
import { mendedPpg } from './mended-ppg.ts'
import { host, tcp } from './gateway.ts'
import { PrismaClient } from './generated/client.ts'
import { PrismaClient as RelationModeClient } from './generated-relation-mode/client.ts'
import { relationModeCases } from './relation-mode-cases.ts'
import { makeTables } from './tables.ts'
import { typedSqlCases } from './typed-sql-cases.ts'

const http = process.env.PRISMA_DATABASE_URL!

/** Cases that run one after the other on the tables of one schema, with the client that was generated for it. */
const suites: { tables: string, Client: any, cases: [name: string, run: (db: any, open: (options: object) => any) => Promise<unknown>][] }[] = [
  { tables: 'schema.sql', Client: PrismaClient, cases: [...cases, ...typedSqlCases] },
  { tables: 'relation-mode.sql', Client: RelationModeClient, cases: relationModeCases },
]
const names = suites.flatMap(suite => suite.cases.map(([name]) => name))
const generated: [RegExp, string][] = [
  [/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, '<uuid7>'],
  [/^[a-z][a-z0-9]{23}$/, '<cuid2>'],
]

function plain(value: any): any {
  if (value === undefined || value === null) return null
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : Number.isFinite(value) ? value : `${value}`
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'invalid date' : value.toISOString()
  if (value instanceof Uint8Array) return `bytes ${Buffer.from(value).toString('hex')}`
  if (typeof value === 'object' && typeof value.toFixed === 'function') return `decimal ${value}`
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value === 'object') return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined).map(([k, v]) => [k, plain(v)]))
  return generated.find(([form]) => form.test(value))?.[1] ?? value
}

function failure(e: any) {
  return { name: e.name, code: e.code ?? null, message: String(e.message).trim().split('\n').at(-1), meta: plain(e.meta) }
}

/** What each case answers with clients of one kind, which the options choose. */
async function results(kind: () => object) {
  const out: string[] = []
  for (const { tables, Client, cases } of suites) {
    await makeTables(tables)
    const open = (options: object) => new Client({ ...kind(), ...options })
    const db = open({ log: [{ emit: 'event', level: 'query' }] })
    for (const [, run] of cases) out.push(JSON.stringify(await run(db, open).then(plain, failure)))
    await db.$disconnect()
  }
  return out
}

const { username, password } = new URL(tcp)
const ppg = { connectionString: tcp, transportConfig: { endpoint: `http://${host}`, username, password } }

// What @prisma/adapter-ppg itself answers otherwise than adapter-pg, whatever the server does.
const enumArrays = 'it does not read arrays of enums'
const floats = 'it leaves floats as text'
const ownWays: Record<string, string> = {
  'create with enum arrays': enumArrays,
  'join: include of everything': enumArrays,
  'query: include of everything': enumArrays,
  'enum filters': enumArrays,
  'enum set and push': enumArrays,
  'raw arrays of every kind': 'it does not know timestamptz[]',
  'raw null, boolean, date, bytes and bigint parameters': 'it leaves text[] as text',
  'raw types that have no name': 'it has an error of its own for them',
  'raw several statements': 'it counts the rows of the last one, adapter-pg none',
  'raw errors': 'its unique violation does not name the table',
  'composite unique violation': 'its unique violation does not name the table',
  'query events of a transaction of its own': 'it gives the keys that it reads as text',
  'omit of the whole client': enumArrays,
  'typed SQL with parameters of every kind': 'it leaves int[] as text',
  'typed SQL that changes a row': floats,
  'typed SQL in a transaction': floats,
}

const expected = await results(() => ({ adapter: new PrismaPg({ connectionString: tcp }) }))
let failed = 0
async function compare(name: string, kind: () => object, excepted: Record<string, string> = {}) {
  const actual = await results(kind)
  const wrong = names.map((name, i) => ({ name, i })).filter(({ name, i }) => (expected[i] === actual[i]) === (name in excepted))
  for (const { name, i } of wrong) console.log(`FAIL  ${name}\n  over TCP:  ${expected[i].slice(0, 1500)}\n  otherwise: ${actual[i].slice(0, 1500)}`)
  const own = Object.keys(excepted).length
  console.log(`${name}: ${names.length - wrong.length - own} passed, ${wrong.length} failed, ${own} have an answer of the adapter's own`)
  failed += wrong.length
}
await compare('HTTP URL', () => ({ accelerateUrl: http }))
await compare('adapter-ppg', () => ({ adapter: mendedPpg(new PrismaPostgresAdapter(ppg)) }), ownWays)
process.exit(failed ? 1 : 0)
