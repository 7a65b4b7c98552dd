import { beforeAll, expect, test } from 'vitest'
import { createUnderstanding, type Understanding } from '../../../../src/dialogue/understand/understand.ts'
import { demoCatalogue } from '../demo.ts'

let demo: Understanding
beforeAll(async () => {
  demo = createUnderstanding({ catalogue: await demoCatalogue(), intentsDir: 'intents' })
})

const first = (text: string) => demo.understand(text, { shown: [] }).clauses[0]
const likened = (text: string) => {
  const clause = first(text)
  return [clause?.intent, clause?.items[0]?.candidates[0]?.id, clause?.items[0]?.stance]
}

test.each([
  ['Alien but funny', 'alien-1979'],
  ['alien, but funnier', 'alien-1979'],
  ['Heat but newer', 'heat-1995'],
  ['Up but less sad', 'up-2009'],
  ['Predator but funny', 'predator-1987'],
  ['Alien with the taste of Tarantino', 'alien-1979'],
  ['Up with a touch of horror', 'up-2009'],
])('%s is to be like it', (text, item) => {
  expect(likened(text)).toEqual(['similar', item, 'neutral'])
})

test.each(['aliens but funny', 'Aliens with a taste of comedy', 'musical but funny'])('%s names a subject', (text) => {
  expect(first(text)?.items).toEqual([])
  expect(first(text)?.tags[0]?.stance).toBe('want')
})

test('a judgement after "but" is no change', () => {
  expect(first('Predator but it was boring')?.intent).not.toBe('similar')
})
