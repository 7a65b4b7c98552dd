import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { command, importHome } from '../../src/cli/import.ts'
import { openHome, readHome } from '../../src/home.ts'
import { usualModels } from '../../src/recommenders/usual.ts'
import { folder } from '../datasets/folder.ts'

const movieLens = {
  'ratings.csv': 'userId,movieId,rating,timestamp\n1,1,4.0,100\n1,2,3.5,90\n2,1,5.0,80\n2,9,5.0,81\n',
  'movies.csv': 'movieId,title,genres\n1,"Long Night, The (2001)",Sci-Fi|Drama\n2,Day (1990),Children\n',
}
const plain = { skipBadRows: 0, force: false }

test('a MovieLens folder with texts becomes a home', async () => {
  const texts = folder({
    'a.json': JSON.stringify([
      { title: 'The Long Night', year: 2002, cast: ['Ann Other', '(voice)'], genres: ['Noir'], extract: 'Dark.' },
    ]),
  })
  const home = join(folder({}), 'home')
  const report = await importHome(folder(movieLens), { ...plain, home, texts })
  expect(report).toEqual([
    expect.stringMatching(/^2 films from /),
    '1 of them joined with a text by title and year',
    '3 events of 2 people or sessions (MovieLens CSV)',
    '1 events of items that the catalogue lacks were left out',
    'ratings of 4 and more count as likes',
    `home made: ${home}`,
  ])
  const opened = await openHome(home)
  expect(opened.config.like).toBe(4)
  expect(opened.config.models).toEqual(usualModels)
  const { catalogue, interactions } = await readHome(opened)
  expect(catalogue.items[0]).toMatchObject({
    title: 'The Long Night',
    year: 2001,
    text: 'Dark.',
    tags: { genre: ['science fiction', 'drama', 'film noir'], cast: ['Ann Other'] },
  })
  expect(catalogue.items[1]?.tags.genre).toEqual(['family'])
  expect(interactions?.times[0]).toBe(90)
})

test('interactions with a catalogue and a mapping', async () => {
  const dir = folder({
    'domain.yml':
      'name: teas\nnoun: { one: tea, many: teas }\nverb: { base: drink, past: drunk, ing: drinking }\ntags: {}\n',
    'teas.csv': 'id,title\na,Assam\n"b ""x""",Green\n',
    'log.csv': 'wer,was\nann,a\nann,"b ""x"""\nbad\n',
  })
  const home = join(dir, 'home')
  const files = { catalogue: join(dir, 'teas.csv'), domain: join(dir, 'domain.yml'), map: 'user=wer,item=was' }
  await expect(importHome(join(dir, 'log.csv'), { ...plain, ...files, home })).rejects.toThrow(/log\.csv:4/)
  expect(existsSync(home)).toBe(false)
  const report = await importHome(join(dir, 'log.csv'), { ...plain, ...files, home, skipBadRows: 1 })
  expect(report).toContain('1 bad rows were left out:')
  const { interactions } = await readHome(await openHome(home))
  expect(interactions?.items.ids).toEqual(['a', 'b "x"'])
})

test('the board games of examples/ are a home without a word about films', async () => {
  const home = join(folder({}), 'home')
  await importHome(resolve(import.meta.dirname, '../../examples/boardgames'), { ...plain, home })
  const { catalogue } = await readHome(await openHome(home))
  expect(catalogue.size).toBe(60)
  expect(catalogue.domain.noun.many).toBe('board games')
  const chess = catalogue.find('chess')
  expect(chess && catalogue.level(chess, 'luck')).toBe(0)
})

test('texts for a catalogue of one’s own, and data that nobody describes, are refused', async () => {
  const dir = folder({ 'domain.yml': 'x', 'i.txt': '1 2\n' })
  const games = resolve(import.meta.dirname, '../../examples/boardgames')
  const home = join(dir, 'home')
  await expect(importHome(games, { ...plain, home, texts: dir })).rejects.toMatchObject({ code: 'BAD_OPTION' })
  const domain = join(games, 'domain.yml')
  await expect(importHome(join(dir, 'i.txt'), { ...plain, home, domain })).rejects.toMatchObject({
    code: expect.stringMatching(/NO_/),
  })
  expect(existsSync(home)).toBe(false)
})

test('nothing is left behind by an import that fails, and nothing is overwritten without --force', async () => {
  const place = folder({})
  const home = join(place, 'home')
  const bad = folder({ ...movieLens, 'ratings.csv': 'userId,movieId,rating,timestamp\n1,77,4.0,100\n' })
  await expect(importHome(bad, { ...plain, home })).rejects.toMatchObject({ code: 'NO_CATALOGUE' })
  expect(readdirSync(place)).toEqual([])

  const good = folder(movieLens)
  await importHome(good, { ...plain, home })
  await expect(importHome(good, { ...plain, home })).rejects.toMatchObject({ code: 'HOME_EXISTS' })
  writeFileSync(join(home, 'store.sqlite'), 'conversations')
  await expect(importHome(bad, { ...plain, home, force: true })).rejects.toMatchObject({ code: 'NO_CATALOGUE' })
  expect((await openHome(home)).config.name).toBeTruthy()
  await importHome(good, { ...plain, home, force: true })
  expect(readFileSync(join(home, 'store.sqlite'), 'utf8')).toBe('conversations')
  expect(readdirSync(place)).toEqual(['home'])
})

test('the command line says what it needs', () => {
  const options = command().options.map((option) => option.long)
  expect(options).toEqual(['--home', '--catalogue', '--texts', '--domain', '--map', '--skip-bad-rows', '--force'])
})

test('what is wrong in a catalogue is told by the name of the own file, not by that of a draft', async () => {
  const dir = folder({
    'domain.yml': readFileSync('examples/boardgames/domain.yml', 'utf8'),
    'catalogue.jsonl': '{"id":"a","title":"A"}\n{"id":"a","title":"B"}\n',
  })
  const fail = importHome(dir, { ...plain, home: join(folder({}), 'home') })
  await expect(fail).rejects.toMatchObject({
    code: 'DUPLICATE_ID',
    message: expect.stringContaining(`${join(dir, 'catalogue.jsonl')}:2`),
  })
})
