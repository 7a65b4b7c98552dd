import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sqlite3 from 'sqlite3'
import { afterAll, expect, test } from 'vitest'
import { Random } from '../../src/random.ts'
import { openStore } from '../../src/store/open.ts'
import { ann } from './turn-of.ts'

const folder = mkdtempSync(join(tmpdir(), 'tastebud-kill-'))
afterAll(() => rmSync(folder, { recursive: true }))
const child = fileURLToPath(new URL('./turning-child.ts', import.meta.url))

function integrity(file: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const db = new sqlite3.Database(file, sqlite3.OPEN_READONLY)
    db.get('PRAGMA integrity_check', (error, row) => db.close(() => (error ? reject(error) : resolve(row))))
  })
}

test('SIGKILL at random times during 200 turns loses no acknowledged turn and doubles none', async () => {
  const file = join(folder, 'store.sqlite')
  const log = join(folder, 'acknowledged')
  const acknowledged = () => (existsSync(log) ? readFileSync(log, 'utf8').split('\n').filter(Boolean).map(Number) : [])
  const random = new Random(7)
  let kills = 0
  while (acknowledged().length < 200) {
    const before = acknowledged().length
    const running = spawn(process.execPath, ['--import', 'tsx', child, file, log], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let complaint = ''
    running.stderr.on('data', (data: Buffer) => {
      complaint += data.toString()
    })
    const ended = new Promise<NodeJS.Signals | null>((resolve) => {
      running.on('exit', (_code, signal) => resolve(signal))
    })
    // The first turn of each life, then up to 120 ms on: kills fall into every phase of a turn, a few at start.
    const patience = Date.now() + 20_000
    while (kills % 5 !== 4 && acknowledged().length === before && running.exitCode === null && Date.now() < patience) {
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    await new Promise((resolve) => setTimeout(resolve, random.next() * (kills % 5 === 4 ? 400 : 120)))
    running.kill('SIGKILL')
    expect(await ended, complaint).toBe('SIGKILL')
    kills++
    expect(await integrity(file)).toEqual({ integrity_check: 'ok' })
  }
  const store = await openStore({ file })
  const turns = (await store.turns(ann, 'c', { limit: 100_000 })).map((turn) => turn.text)
  // What is stored is turn 1, 2, 3 ...: none missing, none twice; and it reaches at least as far as was acknowledged.
  expect(turns).toEqual(turns.map((_, i) => `turn ${i + 1}`))
  expect(turns.length).toBeGreaterThanOrEqual(Math.max(...acknowledged()))
  expect(new Set(acknowledged()).size).toBe(acknowledged().length)
  const { events } = await store.recall(ann)
  expect(events.map((event) => event.data.n)).toEqual(turns.flatMap((_, i) => [i + 1, i + 1]))
  expect(await store.count(ann)).toMatchObject({ turns: turns.length, idempotency_keys: turns.length })
  expect(kills).toBeGreaterThan(5)
  await store.close()
}, 120_000)
