'use strict'

const fs = require('node:fs')
const path = require('node:path')
const tty = require('node:tty')

/**
 * The command in the package of this platform: a program, and arguments that go before its own.
 *
 * @returns {[string, string[]]}
 * @throws {Error} with what to do, if there is no such package
 */
exports.executable = function executable() {
  const name = `@jprisma/${process.platform}-${process.arch}`
  let description
  try {
    description = require.resolve(`${name}/package.json`)
  } catch {
    throw new Error(reason(name))
  }
  const folder = path.dirname(description)
  dateJars(folder, require(description).jprisma.jarsOf)
  return process.platform === 'win32' ? java(path.join(folder, 'lib', 'jprisma')) : [path.join(folder, 'bin', 'jprisma'), []]
}

/**
 * What jprisma.cmd does: Node starts no script of Windows' without a shell, which would read the arguments anew, and ask
 * after each Ctrl-C whether to end it.
 */
function java(product) {
  const jars = path.join(product, 'cli')
  const classPath = fs.readdirSync(jars).sort().map((jar) => path.join(jars, jar)).join(path.delimiter)
  const options = fs.readFileSync(path.join(product, 'java-options'), 'utf8').trim().split(/\s+/)
  const archives = path.join(product, 'archives')
  const terminals = [0, 1, 2].filter((descriptor) => tty.isatty(descriptor)).join('')
  return [
    path.join(product, 'runtime', 'bin', 'java.exe'),
    [
      `-XX:SharedArchiveFile=${path.join(archives, 'cli.jsa')}`,
      `-Djprisma.daemon.archive=-XX:SharedArchiveFile=${path.join(archives, 'daemon.jsa')}`,
      ...options,
      `-Djprisma.distribution=${product}`,
      `-Djprisma.terminals=${terminals}`,
      '-cp',
      classPath,
      'dev.jprisma.cli.Main',
    ],
  ]
}

function reason(name) {
  if (!(name in require('../package.json').optionalDependencies)) {
    return (
      `jprisma has no package for ${process.platform} on ${process.arch} yet. There it runs from its repository, with` +
      ' a JDK 17 and Maven: scripts/jprisma dev'
    )
  }
  if (process.platform === 'linux' && !process.report.getReport().header.glibcVersionRuntime) {
    return (
      'jprisma has no package for a Linux without glibc, such as Alpine. Use an image of Debian, Ubuntu or Fedora, such' +
      ' as node:slim'
    )
  }
  return (
    `jprisma's package for this platform, ${name}, is not installed: either its optional dependencies were left out, or` +
    ' node_modules comes from another platform. Run: npm install --include=optional'
  )
}

/**
 * Package managers date files as they unpack them, but Java uses its class-data archive only with jars of the times that it
 * was made with. Where nothing may be written, commands start slower.
 */
function dateJars(folder, instant) {
  const date = new Date(instant)
  try {
    for (const part of ['cli', 'daemon']) {
      const jars = path.join(folder, 'lib', 'jprisma', part)
      for (const jar of fs.readdirSync(jars)) {
        const file = path.join(jars, jar)
        if (fs.statSync(file).mtimeMs !== date.getTime()) {
          fs.utimesSync(file, date, date)
        }
      }
    }
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) {
      throw error
    }
  }
}
