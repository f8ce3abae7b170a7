// Runs every case over TCP, with the HTTP URL and with the serverless driver; the answers must be those of TCP.
import fs from 'node:fs'
import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaPostgresAdapter } from '@prisma/adapter-ppg'
import pg from 'pg'
import { cases } from './cases.ts'
import { mendedPpg } from './mended-ppg.ts'
import { host, tcp } from './gateway.ts'
import { PrismaClient } from './generated/client.ts'

const http = process.env.PRISMA_DATABASE_URL!
const ddl = fs.readFileSync(new URL('./schema.sql', import.meta.url), 'utf8')
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

async function results(db: PrismaClient) {
  const client = new pg.Client(tcp)
  await client.connect()
  await client.query(ddl)
  await client.end()
  const out: string[] = []
  for (const [, run] of cases) out.push(JSON.stringify(await run(db).then(plain, failure)))
  await db.$disconnect()
  return out
}

const { username, password } = new URL(tcp)
const ppg = { connectionString: tcp, transportConfig: { endpoint: `http://${host}`, username, password } }

// What @prisma/adapter-ppg itself answers otherwise than adapter-pg, whatever the server does.
const enumArrays = 'it does not read arrays of enums'
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
}

const log = [{ emit: 'event', level: 'query' }] as const

const expected = await results(new PrismaClient({ adapter: new PrismaPg({ connectionString: tcp }), log }))
let failed = 0
async function compare(kind: string, db: PrismaClient, excepted: Record<string, string> = {}) {
  const actual = await results(db)
  const wrong = cases.map(([name], i) => ({ name, i })).filter(({ name, i }) => (expected[i] === actual[i]) === (name in excepted))
  for (const { name, i } of wrong) console.log(`FAIL  ${name}\n  over TCP:  ${expected[i].slice(0, 1500)}\n  ${kind}: ${actual[i].slice(0, 1500)}`)
  const own = Object.keys(excepted).length
  console.log(`${kind}: ${cases.length - wrong.length - own} passed, ${wrong.length} failed, ${own} have an answer of the adapter's own`)
  failed += wrong.length
}
await compare('HTTP URL', new PrismaClient({ accelerateUrl: http, log }))
await compare('adapter-ppg', new PrismaClient({ adapter: mendedPpg(new PrismaPostgresAdapter(ppg)), log }), ownWays)
process.exit(failed ? 1 : 0)
