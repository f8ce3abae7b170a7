// The Management API of a home, through Prisma's unmodified SDK: every call once, and every refusal.
import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { execFile } from 'node:child_process'
import http from 'node:http'
import { test } from 'node:test'
import { createManagementApiClient } from '@prisma/management-api-sdk'
import pg from 'pg'

const { PRISMA_MANAGEMENT_API_URL: base, PRISMA_SERVICE_TOKEN: token, OTHER_TOKEN: otherToken, JPRISMA_PROGRAM: program } = process.env
const api = createManagementApiClient({ token, baseUrl: base })

const at = path => ({ params: { path } })
function good({ data, error, response }, status = 200) {
  assert.equal(response.status, status, JSON.stringify(error ?? data))
  return data?.data ?? data
}
function refused({ error, json, status, response }, expected, code) {
  assert.equal(status ?? response.status, expected, JSON.stringify(error ?? json))
  assert.equal((error ?? json).error.code, code)
  assert((error ?? json).error.message.length > 0)
  return (error ?? json).error.message
}
/** A request as no client sends it. */
function raw(method, path, { body, headers = {}, bearer = token } = {}) {
  return new Promise((resolve, reject) => {
    const request = http.request(base + path, { method, agent: false, headers: { ...(bearer ? { authorization: `Bearer ${bearer}` } : {}), ...headers } }, response => {
      let text = ''
      response.setEncoding('utf8').on('data', d => { text += d }).on('end', () => {
        let json
        try { json = JSON.parse(text) } catch {}
        resolve({ status: response.statusCode, headers: response.headers, text, json })
      })
    })
    request.on('error', reject)
    request.end(body)
  })
}
async function rows(url, text) {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try { return (await client.query(text)).rows } finally { await client.end() }
}
const value = async (url, text) => Object.values((await rows(url, text))[0])[0]
const isDead = url => assert.rejects(rows(url, 'select 1'))
const run = (command, ...args) => new Promise((resolve, reject) => execFile(command, args, (error, out, err) => (error ? reject(new Error(out + err)) : resolve(out))))

const project = good(await api.POST('/v1/projects', { body: { name: 'shop', region: 'us-east-1', logicalId: 'the-shop' } }), 201)
const main = project.database
const databaseId = main.id

test('what is described is what the types of the SDK say', async () => {
  await writeFile('openapi.json', (await raw('GET', '/v1/openapi.json')).text)
  await run('node', 'node_modules/openapi-typescript/bin/cli.js', 'openapi.json', '-o', 'home-api.d.ts')
  await run('node', 'node_modules/typescript/bin/tsc', '--strict', '--noEmit', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2022', 'served.ts')
})

test('the workspace is the home, whoever asks', async () => {
  const [workspace] = good(await api.GET('/v1/workspaces'))
  assert.deepEqual(good(await api.GET('/v1/workspaces/{id}', at({ id: workspace.id }))), workspace)
  assert.equal(good(await api.GET('/v1/me')).workspace.id, workspace.id)
  for (const path of ['/v1/regions', '/v1/regions/postgres']) assert(good(await api.GET(path)).some(region => region.id === 'local'))
  assert.deepEqual(good(await api.GET('/v1/regions/accelerate')), [])
})

test('a project and its databases are made, found, renamed and deleted', async () => {
  assert.equal(await value(main.connectionString, 'select 42'), 42)
  assert.deepEqual(good(await api.GET('/v1/projects', { params: { query: { logicalId: 'the-shop' } } })).map(p => p.id), [project.id])
  refused(await api.POST('/v1/projects', { body: { name: 'shop', logicalId: 'the-shop' } }), 409, 'conflict')
  assert.equal(good(await api.PATCH('/v1/projects/{id}', { ...at({ id: project.id }), body: { name: 'Laden' } })).name, 'Laden')
  assert.equal(good(await api.GET('/v1/projects/{id}', at({ id: project.id }))).name, 'Laden')

  const name = 'Größe "1/2"'
  const second = good(await api.POST('/v1/projects/{projectId}/databases', { ...at({ projectId: project.id }), body: { name } }), 201)
  const third = good(await api.POST('/v1/databases', { body: { projectId: project.id, name, logicalId: 'third' } }), 201)
  const ids = good(await api.GET('/v1/projects/{projectId}/databases', at({ projectId: project.id }))).map(d => d.id)
  assert.deepEqual(ids, [databaseId, second.id, third.id])
  assert.deepEqual(good(await api.GET('/v1/databases', { params: { query: { logicalId: 'third' } } })).map(d => d.id), [third.id])
  refused(await api.PATCH('/v1/databases/{databaseId}', { ...at({ databaseId: second.id }), body: { logicalId: 'third' } }), 409, 'conflict')
  assert.equal(good(await api.PATCH('/v1/databases/{databaseId}', { ...at({ databaseId: second.id }), body: { name: 'two' } })).name, 'two')

  refused(await api.DELETE('/v1/databases/{databaseId}', at({ databaseId })), 403, 'permission-denied')
  good(await api.DELETE('/v1/databases/{databaseId}', at({ databaseId: second.id })), 204)
  await isDead(second.connectionString)
  refused(await api.GET('/v1/databases/{databaseId}', at({ databaseId: second.id })), 404, 'resource-not-found')

  const doomed = good(await api.POST('/v1/projects'), 201)
  good(await api.DELETE('/v1/projects/{id}', at({ id: doomed.id })), 204)
  await isDead(doomed.database.connectionString)
  refused(await api.DELETE('/v1/projects/{id}', at({ id: doomed.id })), 404, 'resource-not-found')
  refused(await api.DELETE('/v1/projects/{id}', at({ id: 'proj_local' })), 400, 'client-error')
})

test('what dev made is in the project of this home', async () => {
  const [mine] = good(await api.GET('/v1/projects/{projectId}/databases', at({ projectId: 'proj_local' })))
  assert.equal(mine.name, 'by-dev')
  assert.equal(mine.isDefault, false)
})

test('secrets are told once, to whoever makes something', async () => {
  const connection = good(await api.POST('/v1/connections', { body: { databaseId, name: 'once' } }), 201)
  const lists = await Promise.all([api.GET('/v1/projects'), api.GET('/v1/databases'), api.GET('/v1/databases/{databaseId}', at({ databaseId })), api.GET('/v1/connections'),
    api.GET('/v1/databases/{databaseId}/connections', at({ databaseId })), api.GET('/v1/connections/{id}', at({ id: connection.id }))])
  const told = JSON.stringify(lists.map(list => list.data))
  for (const secret of [connection.pass, main.directConnection.pass, main.connections[0].endpoints.accelerate.connectionString]) assert(!told.includes(secret))
})

test('a connection is a login of its own, and ends for good', async () => {
  const made = good(await api.POST('/v1/databases/{databaseId}/connections', { ...at({ databaseId }), body: { name: 'app' } }))
  await rows(made.connectionString, 'create table made_by_app (n int)')
  const turned = good(await api.POST('/v1/connections/{id}/rotate', at({ id: made.id })))
  await isDead(made.connectionString)
  assert.equal(await value(turned.connectionString, 'select count(*)::int from made_by_app'), 0)
  good(await api.DELETE('/v1/connections/{id}', at({ id: made.id })), 204)
  await isDead(turned.connectionString)
  await rows(main.connectionString, 'drop table made_by_app')
  refused(await api.DELETE('/v1/connections/{id}', at({ id: main.defaultConnectionId })), 409, 'conflict')
})

test('a backup is put back, and made a database of, as is one', async () => {
  await rows(main.connectionString, 'create table n as select generate_series(1, 3) as i')
  const backup = good(await api.POST('/v1/databases/{databaseId}/backups', { ...at({ databaseId }), body: {} }), 201)
  await rows(main.connectionString, 'insert into n values (4)')
  const count = made => value(made.connectionString, 'select count(*)::int from n')
  const source = { type: 'backup', databaseId, backupId: backup.id }
  const make = body => api.POST('/v1/projects/{projectId}/databases', { ...at({ projectId: project.id }), body })
  const old = good(await make({ name: 'old', source }), 201), copy = good(await make({ name: 'copy', source: { type: 'database', databaseId } }), 201)
  assert.deepEqual([await count(old), await count(copy), await count(main)], [3, 4, 4])
  assert.deepEqual(old.source, source)
  refused(await make({ source: { ...source, backupId: 'bkp_nope' } }), 404, 'resource-not-found')

  const restored = good(await api.POST('/v1/databases/{targetDatabaseId}/restore', { ...at({ targetDatabaseId: databaseId }), body: { source } }))
  assert.equal(restored.status, 'ready')
  assert.equal(await count(main), 3)
  const listed = good(await api.GET('/v1/databases/{databaseId}/backups', { params: { path: { databaseId }, query: { limit: 1 } } }))
  assert.equal(listed.length, 1)
  good(await api.DELETE('/v1/databases/{databaseId}/backups/{backupId}', at({ databaseId, backupId: backup.id })), 204)
  refused(await api.DELETE('/v1/databases/{databaseId}/backups/{backupId}', at({ databaseId, backupId: backup.id })), 404, 'resource-not-found')
})

test('a stopped database is ready, and starts for what needs it', async () => {
  const usage = async () => (await api.GET('/v1/databases/{databaseId}/usage', at({ databaseId }))).data.metrics
  assert((await usage()).operations.used > 0)
  await run(program, 'dev', 'stop', 'shop')
  assert.equal(good(await api.GET('/v1/databases/{databaseId}', at({ databaseId }))).status, 'ready')
  assert((await usage()).storage.used > 0)
  const connection = good(await api.POST('/v1/connections', { body: { databaseId, name: 'late' } }), 201)
  assert.equal(await value(connection.connectionString, 'select 1'), 1)
})

test('lists come in parts, each item once, while others are made and deleted', async () => {
  const seen = []
  for (let cursor; ;) {
    const { data, pagination } = (await api.GET('/v1/connections', { params: { query: { limit: 2, cursor } } })).data
    seen.push(...data.map(c => c.id))
    if (!pagination.hasMore) break
    cursor = pagination.nextCursor
  }
  assert.deepEqual(seen, good(await api.GET('/v1/connections')).map(c => c.id))
  assert.equal(new Set(seen).size, seen.length)
  for (const query of ['limit=0', 'limit=1001', 'limit=x', 'cursor=nonsense', 'cursor=bm8']) refused(await raw('GET', `/v1/projects?${query}`), 422, 'validation-error')
})

test('nobody is let in without the token of this home', async () => {
  for (const bearer of [null, '', 'x', `${token}x`, otherToken]) {
    for (const [method, path] of [['GET', '/v1/projects'], ['POST', '/v1/projects'], ['GET', '/v1/openapi.json'], ['GET', '/v1/nope'], ['GET', '/v1'], ['GET', '/v1/../v1/projects']]) {
      const answer = await raw(method, path, { bearer })
      refused(answer, 401, 'authentication-failed')
      assert.equal(answer.headers['www-authenticate'], 'Bearer')
    }
  }
  for (const path of ['/%761/projects', '/v1%2Fprojects', '//v1/projects', '/./v1/projects', '/x/../v1/projects', '/v1;x/projects', '/V1/projects']) {
    const answer = await raw('GET', path, { bearer: null })
    assert(answer.status >= 400 && !answer.text.includes(project.id), `${path}: ${answer.status}`)
  }
  refused(await raw('GET', `/v1/projects?token=${token}`, { bearer: null }), 401, 'authentication-failed')
  refused(await raw('GET', '/v1/projects', { bearer: null, headers: { authorization: `Basic ${Buffer.from(`x:${token}`).toString('base64')}` } }), 401, 'authentication-failed')
  refused(await raw('GET', '/v1/projects', { bearer: null, headers: { authorization: [`Bearer ${token}`, 'Bearer x'] } }), 401, 'authentication-failed')
})

test('no web page and no other name of this machine is let in, even with the token', async () => {
  for (const headers of [{ origin: 'http://attacker.example' }, { origin: 'null' }, { host: 'attacker.example' }, { 'sec-fetch-site': 'cross-site' }]) {
    const answer = await raw('GET', '/v1/projects', { headers })
    refused(answer, 403, 'permission-denied')
    assert.equal(answer.headers['access-control-allow-origin'], undefined)
  }
  const preflight = await raw('OPTIONS', '/v1/projects', { bearer: null, headers: { origin: 'http://attacker.example', 'access-control-request-method': 'POST' } })
  refused(preflight, 403, 'permission-denied')
})

test('an id is an id, whatever stands in it', async () => {
  for (const id of ['../../etc/passwd', 'db_a/../b', 'by-dev', 'shop', 'ü', '..', 'a;b']) {
    for (const answer of [await api.GET('/v1/databases/{databaseId}', at({ databaseId: id })), await api.DELETE('/v1/projects/{id}', at({ id })), await api.GET('/v1/connections/{id}', at({ id }))]) {
      assert([400, 404].includes(answer.response.status), `${id}: ${answer.response.status}`)
      assert(answer.error, `${id}: no body`)
    }
  }
})

test('what is wrong with a request is said, and changes nothing', async () => {
  const before = good(await api.GET('/v1/databases')).length
  const post = (path, body) => raw('POST', path, { body: typeof body === 'string' ? body : JSON.stringify(body), headers: { 'content-type': 'application/json' } })
  for (const body of ['{', '[]', '"x"', '7']) refused(await post('/v1/projects', body), 400, 'client-error')
  for (const body of [{ name: 7 }, { name: '' }, { name: null }, { name: 'x'.repeat(201) }, { region: 'mars-1' }, { createDatabase: 'no' }]) refused(await post('/v1/projects', body), 422, 'validation-error')
  assert.equal(refused(await post('/v1/databases', { name: 'x' }), 422, 'validation-error'), 'projectId is missing')
  refused(await post('/v1/databases', { projectId: project.id, branchGitName: 'main' }), 501, 'not-implemented')
  refused(await post(`/v1/projects/${project.id}/databases`, { source: { type: 'tape' } }), 422, 'validation-error')
  refused(await post(`/v1/databases/${databaseId}/restore`, { source: { type: 'database', databaseId } }), 422, 'validation-error')
  refused(await post('/v1/projects', `{"name":"${'x'.repeat(1 << 20)}"}`), 413, 'client-error')
  const put = await raw('PUT', `/v1/projects/${project.id}`)
  refused(put, 405, 'client-error')
  assert.equal(put.headers.allow, 'GET, PATCH, DELETE')
  assert.equal(good(await api.GET('/v1/databases')).length, before)
})

test('what the cloud alone has says so', async () => {
  for (const path of ['/v1/services', '/v1/buckets/x/keys', '/v1/environment-variables', `/v1/projects/${project.id}/branches`, '/v1/auth/github-actions/token']) refused(await raw('GET', path), 501, 'not-implemented')
  for (const path of ['/v1/workspaces', `/v1/projects/${project.id}/transfer`]) refused(await raw('POST', path), 501, 'not-implemented')
  refused(await raw('GET', '/v1/nope'), 404, 'resource-not-found')
})
