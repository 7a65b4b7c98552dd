import { join } from 'node:path'
import { expect, test } from 'vitest'
import { contentOf } from '../../src/cli/content-of.ts'
import { importHome } from '../../src/cli/import.ts'
import { Vocabulary } from '../../src/datasets/vocabulary.ts'
import { folder } from '../datasets/folder.ts'

const movieLens = {
  'ratings.csv': 'userId,movieId,rating,timestamp\n1,1,4.0,100\n',
  'movies.csv': 'movieId,title,genres\n1,"Long Night, The (2001)",Sci-Fi\n',
}
const items = new Vocabulary(['7', '1'])

test('from a MovieLens folder, by the rows of the data', async () => {
  expect(await contentOf(folder(movieLens), items)).toEqual([
    undefined,
    {
      id: '1',
      title: 'The Long Night',
      otherTitles: [],
      year: 2001,
      text: '',
      tags: { genre: ['sci-fi'] },
      numbers: {},
    },
  ])
})

test('from a home', async () => {
  const dir = folder(movieLens)
  const home = join(folder({}), 'home')
  await importHome(dir, { home, skipBadRows: 0, force: false })
  const [none, film] = (await contentOf(dir, items, home)) ?? []
  expect(none).toBeUndefined()
  expect(film?.tags.genre).toEqual(['science fiction'])
})

test('nothing is known of other data', async () => {
  expect(await contentOf(folder({}), items)).toBeUndefined()
  expect(await contentOf(join(folder({ f: '' }), 'f'), items)).toBeUndefined()
})
