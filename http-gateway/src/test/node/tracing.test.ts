// OpenTelemetry's spans over HTTP are those of TCP; what the gateway does is named after Accelerate, as Prisma's own does it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { context, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { BasicTracerProvider, InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaInstrumentation } from '@prisma/instrumentation'
import { tcp } from './gateway.ts'
import { PrismaClient } from './generated/client.ts'
import { makeTables } from './tables.ts'

const exporter = new InMemorySpanExporter()
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }))
new PrismaInstrumentation().enable()

const overTcp = new PrismaClient({ adapter: new PrismaPg({ connectionString: tcp }) })
const overHttp = new PrismaClient({ accelerateUrl: process.env.PRISMA_DATABASE_URL! })

test.before(() => makeTables('schema.sql'))
test.after(() => Promise.all([overTcp.$disconnect(), overHttp.$disconnect()]))

type Tree = { name: string, kind: number, attributes: object, children: Tree[] }

/** The spans that have this parent, with those below them. */
function trees(spans: ReadableSpan[], parent?: string): Tree[] {
  return spans.filter(span => span.parentSpanContext?.spanId === parent).map(span => ({
    name: span.name.replace('accelerate', 'client'), kind: span.kind, attributes: span.attributes, children: trees(spans, span.spanContext().spanId),
  }))
}

async function traced(db: PrismaClient, run: (db: PrismaClient) => Promise<unknown>) {
  exporter.reset()
  await run(db).catch(() => {})
  const spans = exporter.getFinishedSpans()
  for (const span of spans) {
    assert.equal(span.spanContext().traceId, spans[0].spanContext().traceId)
    assert.ok(span.endTime[0] > span.startTime[0] || span.endTime[0] === span.startTime[0] && span.endTime[1] >= span.startTime[1], `${span.name} ends after it starts`)
  }
  return trees(spans)
}

// None that fails on the server: Prisma Client leaves out the spans of an answer that is an error.
const runs: Record<string, (db: PrismaClient) => Promise<unknown>> = {
  'a query of several statements': db => db.author.findMany({ relationLoadStrategy: 'query', include: { books: { include: { notes: true } } } }),
  'a nested write': db => db.author.create({ data: { name: 'ann', books: { create: [{ shelf: 1, place: 1, title: 't', price: 1 }] } } }),
  'a query in parts': db => db.book.findMany({ where: { place: { in: Array.from({ length: 40_000 }, (_, i) => i) } } }),
  'a raw query': db => db.$queryRaw`select 1`,
  'a raw command': db => db.$executeRaw`select 1`,
  'a batch': db => db.$transaction([db.author.count(), db.$queryRaw`select 1`]),
  'a transaction': db => db.$transaction(async tx => [await tx.author.count(), await tx.$queryRaw`select 1`]),
  'a transaction that is rolled back': db => db.$transaction(async () => { throw new Error() }),
  'an error of the client': db => db.author.count({ where: { nothing: 1 } } as any),
}

for (const [name, run] of Object.entries(runs)) {
  test(name, async () => {
    const expected = await traced(overTcp, run)
    await overTcp.$executeRaw`delete from "Book"`
    await overTcp.$executeRaw`delete from "Author"`
    assert.deepEqual(await traced(overHttp, run), expected)
    assert.ok(expected.length > 0)
  })
}
