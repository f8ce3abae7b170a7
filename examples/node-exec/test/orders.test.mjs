import assert from 'node:assert/strict'
import { test } from 'node:test'

const url = new URL(process.env.PRISMA_DATABASE_URL)

async function sql(query, ...params) {
  const response = await fetch(`http://localhost:${url.port}/sql`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${url.searchParams.get('api_key')}` },
    body: JSON.stringify({ query, params }),
  })
  const answer = await response.json()
  if (!response.ok) throw Object.assign(new Error(answer.message), answer)
  return answer.rows
}

test('an order is kept', async () => {
  await sql('INSERT INTO orders (customer, total) VALUES ($1, $2)', 'Ada', '12.50')
  assert.deepEqual(await sql('SELECT customer, total FROM orders'), [{ customer: 'Ada', total: '12.50' }])
})

test('a negative total is refused', async () => {
  await assert.rejects(sql('INSERT INTO orders (customer, total) VALUES ($1, $2)', 'Bob', '-1'), { code: '23514' })
})
