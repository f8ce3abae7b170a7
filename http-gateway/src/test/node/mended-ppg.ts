// @prisma/adapter-ppg 7.10.0 with what it gets wrong itself, on its way to any server, put right around it.
import { DriverAdapterError, type SqlDriverAdapterFactory, type SqlQuery } from '@prisma/driver-adapter-utils'

type Argument = SqlQuery['argTypes'][number]

/** It makes `a,b` of an array, and binds the base64 that Prisma Client gives it for bytes as if it were the bytes. */
function mendedArgument(value: any, type: Argument): unknown {
  if (Array.isArray(value)) return `{${value.map(item => quoted(mendedArgument(item, type))).join(',')}}`
  return typeof value === 'string' && type.scalarType === 'bytes' ? `\\x${Buffer.from(value, 'base64').toString('hex')}` : value
}

function quoted(item: unknown) {
  return item === null ? 'NULL' : `"${String(item).replace(/["\\]/g, '\\$&')}"`
}

/** It throws what should be the cause of a DriverAdapterError, so that Prisma Client finds no code in it. */
function mendedError(e: any): never {
  throw e.kind ? new DriverAdapterError(e) : e
}

function mended<T extends object>(adapter: T): T {
  return new Proxy(adapter, {
    get(target: any, name) {
      const member = target[name]
      if (typeof member !== 'function') return member
      if (name === 'queryRaw' || name === 'executeRaw') return (query: SqlQuery) => target[name]({ ...query, args: query.args.map((value, i) => mendedArgument(value, query.argTypes[i])) }).catch(mendedError)
      if (name === 'startTransaction') return async (isolation: any) => mended(await target.startTransaction(isolation))
      return member.bind(target)
    },
  })
}

export function mendedPpg(factory: SqlDriverAdapterFactory): SqlDriverAdapterFactory {
  return { adapterName: factory.adapterName, provider: factory.provider, connect: async () => mended(await factory.connect()) }
}
