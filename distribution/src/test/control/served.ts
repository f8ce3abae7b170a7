// What a home serves of Prisma's Management API, held against the types of Prisma's SDK for it. Checked, and not run.
import type { paths as Cloud } from '@prisma/management-api-sdk'
import type { paths as Home } from './home-api.js'

type Method = 'get' | 'post' | 'patch' | 'delete'
type Good = 200 | 201 | 204
type Json<T> = T extends { content: { 'application/json': infer Value } } ? Value : undefined
type Answers<O> = O extends { responses: infer R } ? { [S in Good & keyof R]: Json<R[S]> } : never
type Body<O> = O extends { requestBody?: infer B } ? Json<Exclude<B, undefined>> : undefined
type Query<O> = O extends { parameters: { query?: infer Q } } ? Exclude<Q, undefined> : never

/** The operations of which something is not so. */
type Shared = keyof Home & keyof Cloud
type Where<Test extends 'answer' | 'body' | 'query'> = {
  [P in Shared]: {
    [M in Method & keyof Home[P] & keyof Cloud[P]]: Cloud[P][M] extends undefined ? never
      : Home[P][M] extends undefined ? never // answered by 501
      : Holds<Test, Home[P][M], Cloud[P][M]> extends true ? never : `${M} ${P}`
  }[Method & keyof Home[P] & keyof Cloud[P]]
}[Shared]
type Holds<Test, H, C> =
  Test extends 'answer' ? (Answers<H> extends Answers<C> ? true : false)
  : Test extends 'body' ? (Body<C> extends Body<H> ? true : [Body<C>] extends [undefined] ? true : false)
  : (keyof Query<C> extends keyof Query<H> ? true : [Query<C>] extends [never] ? true : false)

type None<Wrong> = [Wrong] extends [never] ? true : Wrong

/** What the SDK is answered is what its types say. */
export const answers: None<Where<'answer'>> = true
/** What the SDK may send is taken. */
export const bodies: None<Where<'body'>> = true
/** What it may ask for is known. */
export const queries: None<Where<'query'>> = true
/** All else is our own. */
export const ours: None<Exclude<keyof Home, keyof Cloud | '/v1/openapi.json' | '/v1/databases/{databaseId}/backups/{backupId}'>> = true
