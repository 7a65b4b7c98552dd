import { expect, test } from 'vitest'
import { type Example, overlaps, readExamples } from '../../../../src/dialogue/understand/intents/examples.ts'
import { demoCatalogue } from '../demo.ts'

const example = (words: string, intent: string, line: number): Example => ({
  words: words.split(' '),
  intent,
  text: words,
  where: `a.yml:${line}`,
})

test('examples are masked and know their line', async () => {
  const examples = readExamples('intents', await demoCatalogue())
  const loved = examples.find(({ text }) => text === 'i loved {title}')
  expect(loved?.words).toEqual(['i', 'loved', '{title}'])
  expect(loved?.where).toMatch(/taste\.yml:\d+$/)
})

test('what reads the same under two intents is contradictory and comes first', () => {
  const found = overlaps([
    example('go on', 'another', 1),
    example('go on', 'another', 2),
    example('the {nth}', 'save', 3),
    example('the {nth} ?', 'ask_about', 4),
    example('hi', 'greet', 5),
  ])
  expect(found.map(({ contradictory, examples }) => [contradictory, ...examples.map(({ where }) => where)])).toEqual([
    [true, 'a.yml:3', 'a.yml:4'],
    [false, 'a.yml:1', 'a.yml:2'],
  ])
})
