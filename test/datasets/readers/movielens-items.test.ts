import { expect, test } from 'vitest'
import { Complaints } from '../../../src/datasets/readers/complaints.ts'
import { parseTitle, readMovieLensItems } from '../../../src/datasets/readers/movielens-items.ts'
import { folder } from '../folder.ts'

const read = (files: Record<string, string | Buffer>, allowed = 0) =>
  readMovieLensItems(folder(files), new Complaints(allowed))

test('u.item in Latin-1 with the flags of u.genre', async () => {
  const item = Buffer.from('1|Café, The (1995)|01-Jan-1995||http://x|0|1|1\n2|unknown||||1|0|0\n', 'latin1')
  expect(await read({ 'u.item': item, 'u.genre': "unknown|0\nAction|1\nChildren's|2\n\n" })).toEqual([
    { id: '1', title: 'The Café', otherTitles: [], year: 1995, genres: ['action', "children's"] },
    { id: '2', title: 'unknown', otherTitles: [], genres: [] },
  ])
})

test('movies.csv with quotes and links', async () => {
  const movies = 'movieId,title,genres\n1,"Big Day, A (2001)",Comedy|Drama\n2,Night,(no genres listed)\n'
  expect(await read({ 'movies.csv': movies, 'links.csv': 'movieId,imdbId,tmdbId\n1,0114709,862\n2,,\n' })).toEqual([
    {
      id: '1',
      title: 'A Big Day',
      otherTitles: [],
      year: 2001,
      genres: ['comedy', 'drama'],
      link: 'https://www.imdb.com/title/tt0114709/',
    },
    { id: '2', title: 'Night', otherTitles: [], genres: [] },
  ])
})

test('movies.dat, bad rows, and a folder without items', async () => {
  expect(await read({ 'movies.dat': '1::Night (2000)::Drama\n' })).toHaveLength(1)
  await expect(read({ 'movies.dat': '1::Night (2000)::Drama\n2::Day\n' })).rejects.toThrow(
    /movies\.dat:2: expected id::title::genres/,
  )
  await expect(read({ 'u.item': '1|A (2000)|x\n', 'u.genre': 'Action|0\n' })).rejects.toThrow(/u\.item:1: /)
  expect(await read({ 'movies.csv': 'movieId,title,genres\n1,A\n2,B,Drama\n' }, 1)).toHaveLength(1)
  expect(await read({})).toBeUndefined()
})

test.each([
  ['Matrix, The (1999)', 'The Matrix', [], 1999],
  [
    'City of Lost Children, The (Cité des enfants perdus, La) (1995)',
    'The City of Lost Children',
    ['La Cité des enfants perdus'],
    1995,
  ],
  ['Seven (a.k.a. Se7en) (1995)', 'Seven', ['Se7en'], 1995],
  ["Avventura, L' (Adventure, The) (1960)", "L'Avventura", ['The Adventure'], 1960],
  ['(500) Days of Summer (2009)', '(500) Days of Summer', [], 2009],
  ['Some Series (2006–2007)', 'Some Series', [], 2006],
  ['Me, Myself & Irene (2000)', 'Me, Myself & Irene', [], 2000],
  ['Untitled', 'Untitled', [], undefined],
])('title %s', (text, title, otherTitles, year) => {
  expect(parseTitle(text)).toEqual({ title, otherTitles, ...(year === undefined ? {} : { year }) })
})

test('an id that comes twice is told with both places of the own file, and is a bad row like others', async () => {
  const movies = 'movieId,title,genres\n1,A (2000),Drama\n2,B (2001),Drama\n1,C (2002),Drama\n'
  await expect(read({ 'movies.csv': movies })).rejects.toThrow(
    /movies\.csv:4: the item id "1" was already given at .*movies\.csv:2/,
  )
  expect((await read({ 'movies.csv': movies }, 1))?.map(({ title }) => title)).toEqual(['A', 'B'])
  await expect(read({ 'movies.dat': '1::A (2000)::Drama\n1::B (2000)::Drama\n' })).rejects.toThrow(
    expect.objectContaining({ code: 'DUPLICATE_ID' }),
  )
})
