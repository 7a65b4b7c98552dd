import { expect, test } from 'vitest'
import { Catalogue } from '../../../../src/catalogue/catalogue.ts'
import type { ItemId } from '../../../../src/datasets/vocabulary.ts'
import { isStrange, onlyTitleWith } from '../../../../src/dialogue/understand/linking/strange-words.ts'
import { games } from '../world.ts'

const item = (id: string, title: string, text: string) => ({
  id: id as ItemId,
  title,
  otherTitles: [],
  text,
  tags: {},
  numbers: {},
})
const catalogue = new Catalogue(games.domain, [
  item('a', 'My Neighbour Zotoro', 'Two girls and a Zotoro wait for the weddings of others and a crocodile.'),
  item('b', 'Four Weddings', 'A neighbour marries.'),
])

test('a word that one title alone has', () => {
  expect(onlyTitleWith(catalogue, 'zotoro')).toBe(0)
  expect(onlyTitleWith(catalogue, 'weddings')).toBe(1)
  expect(onlyTitleWith(games, 'forbidden')).toBe(games.vocabulary.row('forbidden-island-2010' as ItemId))
  expect(onlyTitleWith(catalogue, 'marries')).toBeUndefined()
})

test('a word of the descriptions is no stranger, in the plural neither', () => {
  expect(isStrange(catalogue, 'zotoro')).toBe(true)
  expect(isStrange(catalogue, 'weddings')).toBe(false)
  expect(isStrange(catalogue, 'neighbours')).toBe(false)
  expect(isStrange(catalogue, 'crocodiles')).toBe(false)
})
