// Makes the tables of a schema anew: `tsx tables.ts schema.sql`.
import fs from 'node:fs'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

export async function makeTables(file: string) {
  const server = new pg.Client(process.env.DATABASE_URL)
  await server.connect()
  await server.query(fs.readFileSync(new URL(file, import.meta.url), 'utf8'))
  await server.end()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await makeTables(process.argv[2])
