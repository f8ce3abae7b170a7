#!/usr/bin/env node
'use strict'

const { spawn } = require('node:child_process')
const { constants } = require('node:os')
const { executable } = require('../lib/executable.cjs')

function run(file, commandLine) {
  const child = spawn(file, commandLine, { stdio: 'inherit' })
  // A terminal's Ctrl-C reaches the command itself, whose end is waited for here; the others are handed on.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  process.on('SIGHUP', () => child.kill('SIGHUP'))
  child.on('error', (error) => fail(`jprisma: ${file} does not run: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
}

function fail(sentence) {
  console.error(sentence)
  process.exitCode = 1
}

let command
try {
  command = executable()
} catch (error) {
  fail(error.message)
}
if (command) {
  const [file, before] = command
  run(file, [...before, ...process.argv.slice(2)])
}
