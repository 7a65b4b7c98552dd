import { spawnSync } from 'node:child_process'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { look } from '../../src/cli/doctor.ts'
import { TastebudError } from '../../src/errors.ts'

interface Line {
  readonly name: string
  readonly state: string
  readonly says: string
}

const doctor = (options: string[], env: Record<string, string> = {}) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', 'doctor', '--json', ...options], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  })

test('a check that throws has found something broken, with what to do', async () => {
  const broken = await look({
    name: 'x',
    look: () => Promise.reject(new TastebudError('STORE_FULL', 'Full.', 'Free some.')),
  })
  expect(broken).toEqual({ state: 'broken', says: 'STORE_FULL: Full.\n  Free some.' })
})

test('a sound installation is found sound, a damaged store is found damaged', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tastebud-doctor-'))
  const sound = doctor(['--store', join(folder, 'store.sqlite')])
  const states = Object.fromEntries((JSON.parse(sound.stdout) as Line[]).map(({ name, state }) => [name, state]))
  expect(states).toMatchObject({ node: 'fine', store: 'fine', catalogue: 'fine', bot: 'fine', training: 'fine' })
  expect(sound.status).toBe(0)

  await writeFile(join(folder, 'bad.sqlite'), 'this is no database at all, and long enough to be looked at')
  const damaged = doctor(['--store', join(folder, 'bad.sqlite')])
  const store = (JSON.parse(damaged.stdout) as Line[]).find(({ name }) => name === 'store')
  expect(store).toMatchObject({ state: 'broken', says: expect.stringContaining('STORE_CORRUPT') })
  expect(damaged.status).toBe(1)
}, 60_000)

test('limits that the catalogue cannot keep are found', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tastebud-doctor-'))
  const { stdout, status } = doctor(['--store', join(folder, 's.sqlite')], { TASTEBUD_BLOCKED: 'genre:horrer' })
  const bot = (JSON.parse(stdout) as Line[]).find(({ name }) => name === 'bot')
  expect(bot).toMatchObject({ state: 'broken', says: expect.stringContaining('the nearest: horror') })
  expect(status).toBe(1)
}, 60_000)
