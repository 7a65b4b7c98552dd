import { expect, test } from 'vitest'
import type { Act } from '../../../src/dialogue/decide/act.ts'
import { comparisonText } from '../../../src/dialogue/speak/comparison.ts'
import type { Comparison } from '../../../src/dialogue/understand/meaning.ts'
import { id } from '../../worlds/cinema.ts'
import { voice } from '../../worlds/voice.ts'

const longer: Comparison = { kind: 'number', by: 'minutes', direction: 1, words: ['longer', 'longest'], whether: false }
const [river, city, steps] = [id('quiet-river-1994'), id('loud-city-2004'), id('small-steps-2011')]
type Compare = Extract<Act, { act: 'compare' }>
const say = (values: readonly (number | undefined)[], comparison = longer, more: Partial<Compare> = {}, state = {}) =>
  comparisonText(
    {
      act: 'compare',
      comparison,
      ranked: values.map((value, i) => ({ item: [river, city, steps][i] as typeof river, value })),
      named: false,
      ...more,
    },
    voice(state),
  )

test('two, three, equals and what is not known', () => {
  expect(say([130, 95])).toBe('Quiet River is longer (130 minutes) than Loud City (95 minutes).')
  expect(say([130, 95, 88])).toMatch(/longest.*130 minutes.*Loud City \(95 minutes\) and Small Steps \(88 minutes\)/)
  expect(say([95, 95])).toContain('No difference')
  expect(say([130, 130, 88])).toMatch(/Quiet River and Loud City share the first place/)
  expect(say([130, 95, undefined])).toMatch(/than Loud City.*For Small Steps/)
  expect(say([undefined, undefined])).toMatch(/^For Quiet River and Loud City/)
})

test('a question of yes or no is answered first', () => {
  expect(say([130, 95], longer, { holds: false })).toMatch(/^No: Quiet River is longer/)
  expect(say([130, 95], longer, { holds: true })).toMatch(/^Yes: /)
})

test('levels in words; what suits best only where something is known', () => {
  expect(say([3, 1], { ...longer, kind: 'axis', by: 'humour' })).toMatch(/very funny.*a little funny/)
  const fit: Comparison = { ...longer, kind: 'fit', by: '' }
  expect(say([2, 1], fit)).toContain('too little')
  expect(say([2, 1], fit, {}, { near: [steps] })).toMatch(/Quiet River.*Loud City/)
})

test('who has it, who does not, and all facts', () => {
  const having: Comparison = { ...longer, kind: 'having', by: '' }
  expect(say([1, 0], having)).toMatch(/Quiet River/)
  expect(say([1, 0], having)).not.toMatch(/Loud City/)
  expect(say([0, 0], having)).toMatch(/^None of them/)
  expect(say([undefined, undefined], { ...longer, kind: 'facts', by: '' }).split('\n')).toHaveLength(2)
})
