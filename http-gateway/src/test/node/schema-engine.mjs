#!/usr/bin/env node
// Stands in for Prisma's native schema engine, which it would fetch, where `prisma generate --sql` asks it for the types of a
// statement: PostgreSQL knows them. (Prisma's WebAssembly build of that engine overflows its stack at this question.)
import readline from 'node:readline'
import pg from 'pg'

const names = {
  boolean: 'bool', bytea: 'bytes', 'character varying': 'string', date: 'date', 'double precision': 'double', integer: 'int', smallint: 'int',
  bigint: 'bigint', json: 'json', jsonb: 'json', numeric: 'decimal', text: 'string', 'timestamp with time zone': 'datetime', uuid: 'uuid',
}

/** What Prisma calls a type of PostgreSQL's; an enum goes by its own name. */
function name(type) {
  const element = type.replace(/\[\]$/, '')
  return (names[element] ?? element.replace(/^.*\./, '')) + (element === type ? '' : '-array')
}

/** `-- @param {Int} $1:least?` gives a parameter its name, and says that it may be null. */
function declared(source, number) {
  const [, type, alias, optional] = source.match(new RegExp(`^-- @param \\{(\\w+)\\} \\$${number}:(\\w+)(\\?)?`, 'm')) ?? []
  return { alias: alias ?? `_${number}`, nullable: optional === '?', type: type?.toLowerCase() }
}

async function described(client, { name: query, source }) {
  await client.query(`begin; prepare "${query}" as ${source}`)
  const { rows: [{ parameters, columns }] } = await client.query(
    `select parameter_types::text[] as parameters, result_types::text[] as columns from pg_prepared_statements where name = '${query}'`)
  const { fields } = await client.query(`execute "${query}"${parameters.length ? `(${parameters.map(() => 'null')})` : ''}`)
  await client.query('rollback')
  return {
    name: query, source, documentation: null,
    parameters: parameters.map((type, i) => {
      const { alias, nullable } = declared(source, i + 1)
      return { name: alias, typ: name(type), nullable, documentation: null }
    }),
    resultColumns: (columns ?? []).map((type, i) => ({ name: fields[i].name, typ: name(type), nullable: true })),
  }
}

async function introspectSql({ url, queries }) {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const answers = []
    for (const query of queries) answers.push(await described(client, query))
    return { queries: answers }
  } finally {
    await client.end()
  }
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  const { id, method, params } = JSON.parse(line)
  const answer = await Promise.resolve().then(() => ({ introspectSql })[method](params)).then(
    result => ({ result }),
    ({ message }) => ({ error: { code: 4466, message, data: { is_panic: false, message, meta: null } } }))
  console.log(JSON.stringify({ jsonrpc: '2.0', id, ...answer }))
}
