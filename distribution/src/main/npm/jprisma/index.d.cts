/** What the server is to be like; without any of it, one that is deleted afterwards. */
export interface StartOptions {
  /**
   * A server with a name is kept: it is made if it is new, and has its data, ports and secrets again the next time. It
   * is the one that `jprisma dev -n NAME` starts.
   *
   * Without a name it is new, not durable, in memory if that has room, and deleted afterwards.
   */
  name?: string
  /** The major version of PostgreSQL of a new server, 14 to 18; others than 18 are fetched once, by Maven. */
  postgresVersion?: number
  /** Settings of PostgreSQL's, such as `{ max_connections: 300 }`. */
  settings?: Record<string, string | number | boolean>
  /** A folder of migrations, of whichever tool, that are run first. Not with a name: see `jprisma dev migrate`. */
  migrate?: string
  /** The folder in which jprisma keeps everything; that of `JPRISMA_HOME`, or `~/.jprisma`. */
  home?: string
  /** Show on stderr what happens inside. */
  debug?: boolean
}

/** A server that runs until {@link Server.stop}, or until this process ends, however it ends. */
export interface Server {
  readonly name: string
  /** `postgres://...`, for every driver. */
  readonly databaseUrl: string
  /** `postgres://...` of a database that migration tools may wipe. */
  readonly shadowDatabaseUrl: string
  /** `prisma+postgres://...`, over HTTP, with a secret in it. */
  readonly prismaPostgresUrl: string
  /** The same as in `@prisma/dev`. */
  readonly database: { readonly connectionString: string }
  /** The same as in `@prisma/dev`. */
  readonly shadowDatabase: { readonly connectionString: string }
  /** The same as in `@prisma/dev`: `http://localhost:PORT`. */
  readonly http: { readonly url: string }
  /** The same as in `@prisma/dev`: {@link Server.prismaPostgresUrl}. */
  readonly ppg: { readonly url: string }
  /** Ends it; a server without a name is deleted when this resolves. The second call does nothing. */
  stop(): Promise<void>
  /** {@link Server.stop}, by its name in `@prisma/dev`. */
  close(): Promise<void>
}

/**
 * Starts a server. It does not keep this process from ending.
 *
 * @throws {Error} with what jprisma says, and what to do
 */
export function start(options?: StartOptions): Promise<Server>
