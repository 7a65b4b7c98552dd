import { expect, test } from 'vitest'
import { CLASSIFIER } from '../../../../src/dialogue/understand/intents/classifier.ts'
import { Reader } from '../../../../src/dialogue/understand/reader.ts'
import { games } from '../world.ts'

const reader = new Reader(games, 'intents', 0.3, CLASSIFIER)
const clause = (text: string) => {
  const first = reader.understand(text, { shown: [] }).clauses[0]
  if (!first) throw new Error('no clause')
  return first
}

test('spans and surfaces', () => {
  const text = 'I loved Risk (2008)!'
  const [item] = clause(text).items
  expect(item).toMatchObject({ surface: 'Risk (2008)', ambiguous: false, candidates: [{ id: 'risk-2008' }] })
  expect(text.slice(item?.start, item?.end)).toBe('Risk (2008)')
})
test('two of one name', () =>
  expect(clause('I loved Risk').items[0]).toMatchObject({ ambiguous: true, stance: 'like' }))
test('the old one of two', () =>
  expect(clause('i loved the old risk').items[0]?.candidates.map(({ id }) => id)).toEqual(['risk-1959']))
test('what newer is compared with', () => {
  expect(clause('something newer than catan')).toMatchObject({
    items: [{ stance: 'neutral' }],
    numbers: [{ field: 'year', relative: { direction: 1, to: 'catan-1995' } }],
  })
})
test('a word under two values means both', () => {
  expect(
    clause('an icebreaker')
      .tags.map(({ value }) => value)
      .sort(),
  ).toEqual(['party', 'war'])
})
test('pronouns', () => {
  expect(clause('how long is it').pronoun).toBe('it')
  expect(clause('anything else by him').pronoun).toBe('person')
  expect(clause('i loved them').pronoun).toBe('them')
  expect(clause('forget that i like strategy').pronoun).toBeUndefined()
})
test('letters that no intent knows are unclear', () => {
  expect(clause('qwrtz plmk')).toMatchObject({ intent: 'unclear' })
  expect(clause('qwrtz plmk').probability).toBeLessThan(0.3)
})
