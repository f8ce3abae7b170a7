// Points Neon's driver at the gateway under test, as an application would that has the output of `jprisma dev env`.
import { neonConfig } from '@neondatabase/serverless'
import './websocket.ts'

export const tcp = process.env.DATABASE_URL!
export const { host } = new URL(process.env.PRISMA_DATABASE_URL!)

neonConfig.fetchEndpoint = () => `http://${host}/sql`
neonConfig.wsProxy = () => `${host}/v2`
neonConfig.useSecureWebSocket = false

/** What a failed call is compared by. */
export async function errorOf(call: PromiseLike<unknown>) {
  const thrown: any = await call.then(() => new Error('It succeeds.'), e => e)
  const e = thrown.cause ?? thrown
  return { message: e.message, code: e.code, detail: e.detail, constraint: e.constraint, table: e.table, schema: e.schema }
}
