import { expect, test } from 'vitest'
import { Catalogue } from '../../../../src/catalogue/catalogue.ts'
import { axisNames, tagNames, wordsOf } from '../../../../src/dialogue/understand/linking/tag-names.ts'
import { games } from '../world.ts'

test('values, synonyms and stems', () => {
  const { exact, stems, listed } = tagNames(games)
  expect(exact.get('coop')).toEqual([{ field: 'kind', value: 'co-op', count: 2 }])
  expect(
    exact
      .get('icebreaker')
      ?.map(({ value }) => value)
      .sort(),
  ).toEqual(['party', 'war'])
  expect(exact.get('scifi')?.[0]?.value).toBe('sci-fi')
  expect(exact.get('sciencefiction')?.[0]?.value).toBe('sci-fi')
  expect(stems.get('strategi')?.[0]?.value).toBe('strategy')
  expect(listed.has('galaxy')).toBe(true)
  expect(exact.has('klausteuber')).toBe(false)
})
test('comparatives are derived', () => {
  const names = axisNames(games)
  expect(names.get('heavier')).toEqual([{ axis: 'weight', pole: 1, comparative: true }])
  expect(names.get('lighter')).toEqual([{ axis: 'weight', pole: -1, comparative: true }])
  expect(names.get('simpler')?.[0]?.pole).toBe(-1)
  expect(names.get('luckier')?.[0]?.axis).toBe('luck')
})
test('wordsOf folds', () => expect(wordsOf('Sci-Fi Café')).toEqual(['sci', 'fi', 'cafe']))
test('a narrower word stands for its value, and says so where the texts have it', () => {
  const [catan, ...others] = games.items
  const spec = games.domain.tags.theme
  if (!catan || !spec) throw new Error('the world of games has changed')
  const theme = { ...spec, narrower: { space: ['rockets', 'comets'] } }
  const domain = { ...games.domain, tags: { ...games.domain.tags, theme } }
  const { exact } = tagNames(new Catalogue(domain, [{ ...catan, text: 'Full of rockets.' }, ...others]))
  expect(exact.get('rockets')).toMatchObject([{ value: 'space', narrower: 'said' }])
  expect(exact.get('comets')).toMatchObject([{ value: 'space', narrower: 'unsaid' }])
})
