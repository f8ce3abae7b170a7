'use strict'

const { spawn } = require('node:child_process')
const { executable } = require('./lib/executable.cjs')

/** How much of what jprisma says is kept for an error. */
const LONGEST_MESSAGE = 10_000

// Both live as long as their standard input, which the kernel ends with this process. Each is a process group of its own,
// so a Ctrl-C of the terminal is for this process alone, to end its server when it has done with it.

/** The command of an ephemeral server: prints its URLs. */
const HOLD_EPHEMERAL = 'printf "%s\\n" "$DATABASE_URL" "$SHADOW_DATABASE_URL" "$PRISMA_DATABASE_URL"; exec cat >/dev/null'

/** Becomes the foreground command of a named server, which reads no input unless from a terminal. */
const HOLD_NAMED = 'exec 3<&0 </dev/null; (cat <&3 >/dev/null; kill -TERM 0) & exec "$0" "$@" 3<&-'

/** Both once more where there is no shell: by Node, which costs 40 ms. */
const NODE_HOLDS_EPHEMERAL =
  'for (const name of ["DATABASE_URL", "SHADOW_DATABASE_URL", "PRISMA_DATABASE_URL"]) console.log(process.env[name]);' +
  'process.stdin.resume()'
const NODE_HOLDS_NAMED =
  'const [file, ...line] = process.argv.slice(1);' +
  'const command = require("node:child_process").spawn(file, line, { stdio: ["ignore", "inherit", "inherit"] });' +
  'command.on("exit", (code) => process.exit(code ?? 1));' +
  'process.stdin.on("end", () => command.kill()).resume()'

async function start(options = {}) {
  const child = spawn(...commandLine(executable(), options), {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: options.home === undefined ? process.env : { ...process.env, JPRISMA_HOME: options.home },
  })
  const ended = new Promise((resolve) => child.on('close', resolve))
  const urls = await answer(child, options)
  for (const handle of [child, child.stdin, child.stdout, child.stderr]) {
    handle.unref()
  }
  const stop = async () => {
    child.ref()
    child.stdin.end()
    await ended
  }
  return { ...described(urls), stop, close: stop }
}

function commandLine([jprisma, before], options) {
  const windows = process.platform === 'win32'
  const choices = Object.entries(options.settings ?? {}).map(([setting, value]) => `--set=${setting}=${value}`)
  if (options.postgresVersion !== undefined) {
    choices.push(`--postgres-version=${options.postgresVersion}`)
  }
  if (options.debug) {
    choices.push('--debug')
  }
  if (options.name === undefined) {
    if (options.migrate !== undefined) {
      choices.push(`--migrate=${options.migrate}`)
    }
    const holder = windows ? [process.execPath, '-e', NODE_HOLDS_EPHEMERAL] : ['/bin/sh', '-c', HOLD_EPHEMERAL]
    return [jprisma, [...before, 'dev', 'exec', '--ephemeral', ...choices, '--', ...holder]]
  }
  if (options.migrate !== undefined) {
    throw new Error('jprisma: migrate goes with servers without a name; for others: jprisma dev migrate NAME DIR')
  }
  const command = [jprisma, ...before, 'dev', `--name=${options.name}`, '--json', ...choices]
  return windows ? [process.execPath, ['-e', NODE_HOLDS_NAMED, '--', ...command]] : ['/bin/sh', ['-c', HOLD_NAMED, ...command]]
}

/** The three URLs, when they are there. */
function answer(child, options) {
  let out = ''
  let said = ''
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (bytes) => {
      out += bytes
      const urls = options.name === undefined ? urlsOfLines(out) : urlsOfJson(out)
      if (urls) {
        resolve(urls)
      }
    })
    child.stderr.on('data', (bytes) => {
      said = (said + bytes).slice(-LONGEST_MESSAGE)
      if (options.debug) {
        process.stderr.write(bytes)
      }
    })
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      // Lets go of what else reads our pipe.
      child.stdin.destroy()
      child.on('close', () => reject(new Error(`jprisma: the server did not start (${signal ?? code}): ${said.trim()}`)))
    })
    // A command that has ended cannot be asked to.
    child.stdin.on('error', () => {})
  })
}

function urlsOfLines(out) {
  const lines = out.split('\n')
  return lines.length > 3 ? lines.slice(0, 3) : undefined
}

function urlsOfJson(out) {
  if (!out.endsWith('}\n')) {
    return undefined
  }
  const { database, shadowDatabase, ppg } = JSON.parse(out).exports
  return [database.connectionString, shadowDatabase.connectionString, ppg.url]
}

function described([databaseUrl, shadowDatabaseUrl, prismaPostgresUrl]) {
  const { host, searchParams } = new URL(prismaPostgresUrl)
  const { name } = JSON.parse(Buffer.from(searchParams.get('api_key'), 'base64url').toString())
  return {
    name,
    databaseUrl,
    shadowDatabaseUrl,
    prismaPostgresUrl,
    database: { connectionString: databaseUrl },
    shadowDatabase: { connectionString: shadowDatabaseUrl },
    http: { url: `http://${host}` },
    ppg: { url: prismaPostgresUrl },
  }
}

exports.start = start
