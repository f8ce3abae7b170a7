// Neon's own Client over the tunnel: what needs a session, both ways it can log in.
import './gateway.ts'
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { Client, Pool, neon } from '@neondatabase/serverless'
import { errorOf, tcp } from './gateway.ts'

async function connected(pipelineConnect: 'password' | false) {
  const client = new Client(tcp)
  client.neonConfig.pipelineConnect = pipelineConnect
  await client.connect()
  return client
}

/** COPY, which the driver has the messages for, but no call. */
function copy(client: any, sql: string, input: string[] = []) {
  return new Promise<string>((resolve, reject) => {
    const output: Buffer[] = []
    let failure: Error | undefined
    client.query({
      submit: (connection: any) => { connection.query(sql) },
      handleCopyInResponse: (connection: any) => {
        for (const part of input) connection.sendCopyFromChunk(Buffer.from(part))
        connection.endCopyFrom()
      },
      handleCopyData: (message: any) => { output.push(Buffer.from(message.chunk)) },
      handleCommandComplete: () => {},
      handleError: (e: Error) => { failure = e; reject(e) },
      handleReadyForQuery: () => { if (!failure) resolve(Buffer.concat(output).toString()) },
    })
  })
}

for (const pipelineConnect of ['password', false] as const) {
  test(`the tunnel with pipelineConnect ${pipelineConnect}`, async t => {
    const client = await connected(pipelineConnect)
    const other = await connected(pipelineConnect)
    t.after(() => Promise.all([client.end(), other.end()]))

    await t.test('listens', async () => {
      await client.query('listen news')
      const heard = once(client, 'notification')
      await other.query(`select pg_notify('news', $1)`, ['é🐘'])
      const [{ channel, payload }] = await heard as any
      assert.deepEqual([channel, payload], ['news', 'é🐘'])
    })

    await t.test('copies in and out', async () => {
      await client.query('create temp table copied (a int, b text)')
      const lines = Array.from({ length: 20_000 }, (_, i) => `${i}\trow ${i}\n`)
      await copy(client, 'copy copied from stdin', lines)
      assert.equal(await copy(client, 'copy copied to stdout'), lines.join(''))
      assert.equal((await copy(client, 'copy copied from stdin', ['x\ty\n']).catch(e => e)).code, '22P02')
      assert.deepEqual((await client.query('select count(*)::int as n from copied')).rows, [{ n: 20_000 }])
    })

    await t.test('cancels', async () => {
      const sleep = errorOf(client.query('select pg_sleep(60)'))
      const sleeping = `select 1 from pg_stat_activity where query = 'select pg_sleep(60)' and state = 'active'`
      while ((await other.query(sleeping)).rowCount === 0);
      (new Client(tcp) as any).cancel(client, (client as any).activeQuery)
      assert.equal((await sleep).code, '57014')
      assert.deepEqual((await client.query('select 1 as one')).rows, [{ one: 1 }])
    })

    await t.test('keeps a transaction and its settings to itself', async () => {
      await client.query('begin')
      await client.query(`set local application_name = 'mine'`)
      await client.query('create table neon_unseen (a int)')
      assert.deepEqual((await other.query(`select to_regclass('neon_unseen') as t`)).rows, [{ t: null }])
      await client.query('rollback')
      assert.equal((await errorOf(client.query('select * from neon_unseen'))).code, '42P01')
    })

    await t.test('passes large values both ways', async () => {
      const text = 'é'.repeat(3_000_000)
      assert.equal((await client.query('select $1::text as t', [text])).rows[0].t, text)
    })

    await t.test('refuses in the words of Postgres', async () => {
      const wrong = new URL(tcp)
      wrong.password = 'wrong'
      for (const [url, code] of [[wrong.href, '28P01'], [tcp.replace(/\/postgres(?=\?|$)/, '/nix'), '3D000']]) {
        const refused = new Client(url)
        refused.neonConfig.pipelineConnect = pipelineConnect
        refused.on('error', () => {}) // that the connection ends, which it says as well
        assert.equal((await errorOf(refused.connect().then(() => refused.query('select 1')))).code, code)
      }
    })
  })
}

test('a pool has ten sessions at once', async () => {
  const pool = new Pool({ connectionString: tcp, max: 10 })
  const pids = await Promise.all(Array.from({ length: 10 }, () => pool.query('select pg_backend_pid() as pid, pg_sleep(0.2)')))
  assert.equal(new Set(pids.map(result => result.rows[0].pid)).size, 10)
  await pool.end()
})

test('a role of the user works as over TCP', async t => {
  const owner = new Client(tcp)
  await owner.connect()
  await owner.query(`create role neon_app login password 'app'`)
  t.after(async () => {
    await owner.query('drop role neon_app')
    await owner.end()
  })
  const url = new URL(tcp)
  url.username = 'neon_app'
  url.password = 'app'
  const app = new Client(url.href)
  await app.connect()
  assert.deepEqual((await app.query('select session_user as who')).rows, [{ who: 'neon_app' }])
  await app.end()
  const sql = neon(url.href)
  assert.deepEqual(await sql`select session_user as who`, [{ who: 'neon_app' }])
  assert.equal((await errorOf(sql`select * from pg_authid`)).code, '42501')
  url.password = 'wrong'
  assert.equal((await errorOf(neon(url.href)`select 1`)).code, '28P01')
})
