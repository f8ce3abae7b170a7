'use strict'

const fs = require('node:fs')
const path = require('node:path')

/**
 * The command in the package of this platform.
 *
 * @returns {string} its path
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
  return path.join(folder, 'bin', 'jprisma')
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
