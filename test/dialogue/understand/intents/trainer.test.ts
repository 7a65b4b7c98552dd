import { expect, test } from 'vitest'
import { exactKey, samplesOf } from '../../../../src/dialogue/understand/intents/trainer.ts'
import { Linker } from '../../../../src/dialogue/understand/linking/linker.ts'
import { NumberReader } from '../../../../src/dialogue/understand/numbers/numbers.ts'
import { games, gameWords } from '../world.ts'

test('examples become what messages become', () => {
  const intents = {
    names: ['a', 'b'],
    examples: [
      { text: 'i loved {title}!', intent: 0, where: '' },
      { text: 'a {axis}er {noun}', intent: 0, where: '' },
      { text: 'save the second one', intent: 1, where: '' },
      { text: 'under two hours', intent: 1, where: '' },
      { text: 'all of them', intent: 1, where: '' },
    ],
  }
  const { samples, exact } = samplesOf(intents, new Linker(games, gameWords), new NumberReader(games, gameWords), {
    noun: 'game',
  })
  expect(samples.map(({ words }) => words.join(' '))).toEqual([
    'i loved {title}',
    'a {axis} {noun}',
    'save {nth}',
    '{number}',
    'all of them',
  ])
  expect(exact.get('save {nth}')).toBe(1)
  expect(exactKey(['why', '?'])).toBe('why')
  expect(exactKey(['?'])).toBe('?')
})
test("what two intents say alike is nobody's for sure", () => {
  const examples = [
    { text: 'the second', intent: 0, where: '' },
    { text: 'the third', intent: 1, where: '' },
  ]
  const { exact } = samplesOf(
    { names: ['a', 'b'], examples },
    new Linker(games, gameWords),
    new NumberReader(games, gameWords),
    {},
  )
  expect(exact.size).toBe(0)
})
