import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { importHome } from '../../src/cli/import.ts'
import { type SimulateFlags, simulateHome } from '../../src/cli/simulate.ts'
import { folder } from '../datasets/folder.ts'

const games = resolve(import.meta.dirname, '../../examples/boardgames')
const flags: Omit<SimulateFlags, 'home'> = {
  people: 6,
  turns: 5,
  seed: 3,
  models: 'popularity,item-knn,content',
  set: { slips: 0 },
  json: false,
}

const homeOf = async (path: string, domain?: string) => {
  const home = join(folder({}), 'home')
  await importHome(path, { home, skipBadRows: 0, force: false, ...(domain !== undefined && { domain }) })
  return home
}

describe('simulate', () => {
  test('people of a home talk to a bot that never saw their ratings, the same by the same seed', async () => {
    const home = await homeOf(games)
    const before = readdirSync(home).sort()
    const { talks, report } = await simulateHome({ ...flags, home })
    expect(report.talks).toBe(6)
    expect(talks.every(({ turns }) => turns.length === 5)).toBe(true)
    expect(talks.some(({ turns }) => turns.some(({ reply }) => reply.cards.length > 0))).toBe(true)
    // the home is as it was: no models, no conversations
    expect(readdirSync(home).sort()).toEqual(before)
    const again = await simulateHome({ ...flags, home })
    expect(again.report).toEqual(report)
  }, 60_000)

  test('refuses rates that are none, and a home without people', async () => {
    const home = await homeOf(games)
    for (const set of [{ slips: 2 }, { patience: 0.5 }]) {
      await expect(simulateHome({ ...flags, home, set })).rejects.toMatchObject({ code: 'BAD_OPTION' })
    }
    const bare = await homeOf(join(games, 'catalogue.csv'), join(games, 'domain.yml'))
    await expect(simulateHome({ ...flags, home: bare })).rejects.toMatchObject({ code: 'NOBODY_TO_SIMULATE' })
  })
})
