// The home under test, as the Java test that runs these programs gives it.
import { execFile } from 'node:child_process'
import http from 'node:http'
import pg from 'pg'

const { JPRISMA_PROGRAM: program, CONTROL_BASE: base, CONTROL_TOKEN: token } = process.env
export { base, program, token }

/** What a command prints; an error has its words. */
export function jprisma(...args) {
  return new Promise((resolve, reject) =>
    execFile(program, args, (error, out, err) => (error ? reject(new Error(`${args}: ${err}`)) : resolve(out.trim()))))
}

/** Rows of any number of statements, by the superuser. */
export async function sql(url, text) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try { return (await client.query(text)).rows } finally { await client.end() }
}

/** A request as no client sends it. */
export function raw(method, path, { body, headers = {} } = {}) {
  return new Promise((resolve, reject) => {
    const request = http.request(base + path, { method, headers, agent: false }, response => {
      let text = ''
      response.setEncoding('utf8').on('data', d => { text += d }).on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }))
    })
    request.on('error', reject)
    request.end(body === undefined || typeof body === 'string' ? body : JSON.stringify(body))
  })
}

/** Looks until it is so. */
export async function until(condition, what) {
  for (const end = Date.now() + 30_000; Date.now() < end; await new Promise(again => setTimeout(again, 50))) {
    if (await condition()) return
  }
  throw new Error(`it never came true: ${what}`)
}
