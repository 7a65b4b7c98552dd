import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Bot, createBot } from '../../src/bot.ts'
import { importHome } from '../../src/cli/import.ts'
import { trainHome } from '../../src/cli/train.ts'
import type { ItemId } from '../../src/datasets/vocabulary.ts'

/** A MovieLens folder knows genres alone: no levels, no age ratings. Titles are invented. */
const films = [
  'Granite Fist (1999)|Action|Crime|Thriller',
  'Harbour of Knives (2001)|Action|War',
  'Kettle Street (1998)|Drama',
  'The Marzipan Swindle (2002)|Comedy|Crime',
  'Umbrella Waltz (1997)|Comedy|Romance',
  'Lettuce and Lace (2003)|Comedy|Romance',
  'The Quiet Ferry (2000)|Drama|Romance',
  'Badger Parade (2004)|Animation|Children|Comedy',
  'Otter Parade (2006)|Animation|Children|Comedy',
  'Cellar Nine (1996)|Horror|Thriller',
  'Rust Patrol (2005)|Action|War',
  'A Ledger of Rain (1995)|Crime|Drama',
]
const rows = films.map((film, i) => {
  const [title, ...genres] = film.split('|')
  return `${i + 1},${title},${genres.join('|')}`
})
const ratings = Array.from({ length: 24 }, (_, user) =>
  films.flatMap((_, i) => ((user * 5 + i * 7) % 3 === 0 ? [`${user + 1},${i + 1},5.0,${100 + i}`] : [])),
).flat()

const root = mkdtempSync(join(tmpdir(), 'tastebud-axes-'))
const home = join(root, 'home')
let bot: Bot
beforeAll(async () => {
  writeFileSync(join(root, 'movies.csv'), ['movieId,title,genres', ...rows].join('\n'))
  writeFileSync(join(root, 'ratings.csv'), ['userId,movieId,rating,timestamp', ...ratings].join('\n'))
  await importHome(root, { home, skipBadRows: 0, force: false })
  await trainHome(home, { seed: 1, now: () => 0, loss: false })
  bot = await createBot({ home, store: ':memory:', inline: true })
}, 120_000)
afterAll(async () => {
  await bot?.close()
  rmSync(root, { recursive: true })
})

const level = (id: ItemId, axis: string) => bot.catalogue.level(bot.catalogue.get(id), axis) ?? Number.NaN
const say = async (person: string, text: string) =>
  (await bot.respond({ channel: 'test', conversation: 'c', person, text, at: 0 })).trace

describe('a home of genres alone', () => {
  test('has no level and no age of its own, but levels by proxy', () => {
    for (const item of bot.catalogue.items) expect(item.numbers).toEqual({})
    const levels = bot.catalogue.items.map(({ id }) => level(id, 'violence'))
    expect(new Set(levels).size).toBeGreaterThan(2)
    expect(levels.every((one) => one >= 0 && one <= 3)).toBe(true)
  })

  test.each([
    ['less violent', 'Granite Fist', 'violence', -1],
    ['funnier', 'Kettle Street', 'humour', 1],
    ['less funny', 'Umbrella Waltz', 'humour', -1],
    ['more violent', 'Kettle Street', 'violence', 1],
  ] as const)('"%s" after "something like %s"', async (critique, title, axis, direction) => {
    const from = bot.catalogue.items.find((item) => item.title === title)
    if (!from) throw new Error(`no ${title}`)
    expect((await say(critique, `something like ${title}`)).items.length).toBeGreaterThan(0)
    const { items, acts, changes } = await say(critique, critique)
    expect(acts).toContain('recommend')
    expect(changes.join(' ')).toContain(axis)
    expect(items.length).toBeGreaterThan(0)
    for (const { id, title: offered } of items) {
      expect((level(id, axis) - level(from.id, axis)) * direction, `${offered} is not ${critique}`).toBeGreaterThan(0)
    }
  })

  test('a highest age is refused there, as no film has a rating', async () => {
    const opening = createBot({ home, store: ':memory:', inline: true, maxAge: 12 })
    await expect(opening).rejects.toMatchObject({
      code: 'BAD_CONFIG',
      message: expect.stringContaining('no film of this catalogue has an age rating'),
    })
  })
})
