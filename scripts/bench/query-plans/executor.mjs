// usage: node executor.mjs DATABASE_URL PORT; prints "ready" when Prisma's own executor serves.
import { serve } from '@hono/node-server'
import { context, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base'
import { Server, parseDuration, parseSize } from '@prisma/query-plan-executor'

const [databaseUrl, port] = process.argv.slice(2)
context.setGlobalContextManager(new AsyncLocalStorageContextManager())
trace.setGlobalTracerProvider(new BasicTracerProvider())
const executor = await Server.create({
  databaseUrl,
  queryTimeout: parseDuration('PT1M'),
  maxTransactionTimeout: parseDuration('PT1M'),
  maxTransactionWaitTime: parseDuration('PT1M'),
  maxResponseSize: parseSize('64 MiB'),
  perRequestLogContext: { logFormat: 'text', logLevel: 'error' },
})
serve({ fetch: executor.fetch, port: Number(port), hostname: '127.0.0.1' }, () => console.log('ready'))
