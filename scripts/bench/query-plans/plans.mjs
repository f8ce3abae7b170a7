// usage: node plans.mjs DIRECTORY; writes there the requests of the benchmark as scripts for wrk.
import fs from 'node:fs'

const field = (dbName, type, arity = 'required') => ({ type: 'field', dbName, fieldType: { arity, type } })
const object = (serializedName, fields) => ({ type: 'object', serializedName, fields, skipNulls: false })
const text = chunk => ({ type: 'stringChunk', chunk })
const parameter = { type: 'parameter' }
const scalar = scalarType => ({ arity: 'scalar', scalarType, dbType: null })
const name = (name, type) => ({ prisma__type: 'param', prisma__value: { name, type } })
const query = (fragments, args, argTypes) => ({
  type: 'query',
  args: { type: 'templateSql', fragments, args, argTypes, placeholderFormat: { prefix: '$', hasNumbering: true }, chunkable: true },
})
const dataMap = (expr, structure) => ({ type: 'dataMap', args: { expr, structure, enums: {} } })
const author = { id: field('id', 'int'), email: field('email', 'string'), name: field('name', 'string', 'optional'), born: field('born', 'datetime') }
const columns = 'select id, email, name, born from bench_author'

const findFirst = dataMap(
  { type: 'unique', args: query([text(`${columns} where id = `), parameter, text(' limit '), parameter], [name('%1', 'Int'), '1'], [scalar('int'), scalar('bigint')]) },
  object(null, author),
)
const get = { type: 'get', args: { name: '@parent' } }
const books = query(
  [text('select id, title, sold, author_id from bench_book where author_id in '), { type: 'parameterTuple', itemPrefix: '', itemSeparator: ',', itemSuffix: '' }],
  [name('@ids', 'Int')], [scalar('int')],
)
const findMany = dataMap(
  {
    type: 'let',
    args: {
      bindings: [
        { name: '@parent', expr: query([text(`${columns} where id >= `), parameter, text(' order by id limit '), parameter], [name('%1', 'Int'), '10'], [scalar('int'), scalar('bigint')]) },
        { name: '@ids', expr: { type: 'mapField', args: { field: 'id', records: get } } },
      ],
      expr: { type: 'join', args: { parent: get, canAssumeStrictEquality: true, children: [{ child: books, on: [['id', 'author_id']], parentField: 'books', isRelationUnique: false }] } },
    },
  },
  object(null, { ...author, books: object('books', { id: field('id', 'int'), title: field('title', 'string'), sold: field('sold', 'int') }) }),
)

for (const [operation, plan] of Object.entries({ findFirst, findMany })) {
  const body = JSON.stringify({ model: 'Author', operation, plan, params: { '%1': 500 } })
  fs.writeFileSync(`${process.argv[2]}/${operation}.json`, body)
  fs.writeFileSync(`${process.argv[2]}/${operation}.lua`, `wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer " .. (os.getenv("API_KEY") or "")
wrk.headers["Prisma-Engine-Hash"] = "7.10.0"
wrk.body = [==[${body}]==]
`)
}
