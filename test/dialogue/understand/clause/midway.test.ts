import { beforeAll, expect, test } from 'vitest'
import { createUnderstanding, type Understanding } from '../../../../src/dialogue/understand/understand.ts'
import { demoCatalogue } from '../demo.ts'

let demo: Understanding
beforeAll(async () => {
  demo = createUnderstanding({ catalogue: await demoCatalogue(), intentsDir: 'intents' })
})

const said = (text: string) => demo.understand(text, { shown: [] }).clauses
const between = (text: string) =>
  said(text)
    .filter((clause) => clause.between)
    .map(({ intent, items }) => [intent, ...items.map(({ candidates }) => candidates[0]?.id)])

test.each([
  'something between Alien and Heat',
  'between Alien and Heat',
  'a cross between Alien and Heat please',
  'give me a mix of Alien and Heat',
])('%s wishes for what lies between them', (text) => {
  expect(between(text)).toEqual([['similar', 'alien-1979', 'heat-1995']])
})

test('so do two names with a word between them', () => {
  for (const text of ['something like Alien meets Blade Runner', 'a bit like Alien crossed with Blade Runner'])
    expect(between(text)).toEqual([['similar', 'alien-1979', 'blade-runner-1982']])
})

test.each([
  'what is the difference between Alien and Aliens?',
  "I can't decide between Alien and Heat",
  'I loved Alien and Heat',
  'something like Alien and Heat',
  'something between 1980 and 1990',
  'how does Alien end',
])('%s does not', (text) => {
  expect(between(text)).toEqual([])
})
