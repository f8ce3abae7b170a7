// usage: tsx run.ts TCP_URL HTTP_URL
// Runs every case over TCP and over HTTP with the same client; over HTTP all must be as over TCP.
import fs from 'node:fs'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { cases } from './cases.ts'
import { PrismaClient } from './generated/client.ts'

const [tcp, http] = process.argv.slice(2)
const ddl = fs.readFileSync(new URL('./schema.sql', import.meta.url), 'utf8')
const generated: [RegExp, string][] = [
  [/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, '<uuid7>'],
  [/^[a-z][a-z0-9]{23}$/, '<cuid2>'],
]

function plain(value: any): any {
  if (value === undefined || value === null) return null
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : value
  if (value instanceof Date) return value.toISOString()
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

const expected = await results(new PrismaClient({ adapter: new PrismaPg({ connectionString: tcp }) }))
const actual = await results(new PrismaClient({ accelerateUrl: http! }))
let failed = 0
cases.forEach(([name], i) => {
  if (expected[i] === actual[i]) return
  failed++
  console.log(`FAIL  ${name}\n  over TCP:  ${expected[i].slice(0, 1500)}\n  over HTTP: ${actual[i].slice(0, 1500)}`)
})
console.log(`${cases.length - failed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
