// The real create-db, as a command and as a library, with the environment that `jprisma create-db env` prints.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { create, isDatabaseSuccess, regions } from 'create-db'
import pg from 'pg'

const worker = process.env.CREATE_DB_WORKER_URL
const program = path.join(path.dirname(fileURLToPath(import.meta.resolve('create-db'))), 'cli.mjs')
const region = 'us-east-1'

function run(args, { cwd, env } = {}) {
  return new Promise(resolve => execFile(process.execPath, [program, ...args], { cwd, env: { ...process.env, NO_COLOR: '1', ...env }, timeout: 60_000 },
    (error, out, err) => resolve({ code: error ? (error.code ?? 1) : 0, out, err })))
}
async function ask(url, text) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try { return Object.values((await client.query(text)).rows[0])[0] } finally { await client.end() }
}

test('the regions of the cloud are there, and this machine', async () => {
  const { code, out, err } = await run(['regions', '--json'])
  assert.equal(code, 0, err)
  assert.deepEqual(JSON.parse(out).map(r => r.id).sort(), ['ap-northeast-1', 'ap-southeast-1', 'eu-central-1', 'eu-west-3', 'local', 'us-east-1', 'us-west-1'])
  assert.equal((await regions()).length, 7)
})

test('a database is made whose URL works', async () => {
  const { code, out, err } = await run(['--json', '-r', 'eu-west-3', '--ttl', '30m'])
  assert.equal(code, 0, out + err)
  const made = JSON.parse(out)
  assert.equal(made.success, true)
  assert.equal(await ask(made.connectionString, 'select 6 * 7'), 42)
  assert.equal(made.region, 'local')
  assert(made.claimUrl.startsWith(`${worker}/claim?projectID=${made.projectId}&`), made.claimUrl)
  const page = await fetch(made.claimUrl)
  assert.match(await page.text(), /<form method="post">/)
  console.log(`made ${JSON.stringify(made)}`)
})

test('it is printed alone, or written into a file', async () => {
  const cwd = await mkdtemp(path.join(tmpdir(), 'control-'))
  const quiet = await run(['-q', '-r', region], { cwd })
  assert.match(quiet.out, /^postgres:\/\/\S+\n$/)
  const written = await run(['--env', '.env', '-r', region], { cwd })
  assert.equal(written.code, 0, written.err)
  const [, url] = /^DATABASE_URL="(.+)"\nCLAIM_URL="(.+)"\n$/.exec(await readFile(path.join(cwd, '.env'), 'utf8'))
  assert.equal(await ask(url, 'select 1'), 1)
})

test('the library makes one too, and says what is wrong', async () => {
  const made = await create({ region, userAgent: 'jprisma/tests' })
  assert(isDatabaseSuccess(made), JSON.stringify(made))
  assert.equal(await ask(made.connectionString, 'select 1'), 1)
  const refused = await create({ region: 'mars-1' })
  assert.equal(refused.success, false)
  assert.equal(refused.error, 'api_error')
  assert.match(refused.message, /region/)
  assert(refused.status >= 400 && refused.status < 500)
})

test('with another key nothing is made', async () => {
  const { code, out } = await run(['--json', '-r', region], { env: { CREATE_DB_WORKER_URL: `${worker}x` } })
  assert.notEqual(code, 0)
  assert.doesNotMatch(out, /"success": true/)
})

test('pages of other sites make nothing and claim nothing', async () => {
  const body = JSON.stringify({ region, name: 'attack' })
  const json = { 'content-type': 'application/json' }
  for (const headers of [{ ...json, origin: 'http://evil.example' }, { ...json, 'sec-fetch-site': 'cross-site' }, { 'content-type': 'text/plain' }]) {
    const answer = await fetch(`${worker}/create`, { method: 'POST', headers, body })
    assert([403, 415].includes(answer.status), `${JSON.stringify(headers)}: ${answer.status}`)
  }
  const claim = await fetch(`${worker}/claim?projectID=proj_local`, { method: 'POST', headers: { origin: 'http://evil.example' } })
  assert.equal(claim.status, 403)
  assert.equal((await fetch(`${worker}/claim?projectID=proj_local`)).status, 404)
})
