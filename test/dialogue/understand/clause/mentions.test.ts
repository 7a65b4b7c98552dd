import { expect, test } from 'vitest'
import type { ItemId } from '../../../../src/datasets/vocabulary.ts'
import {
  clauseStance,
  leadingLike,
  numberMentions,
  yearInside,
} from '../../../../src/dialogue/understand/clause/mentions.ts'
import type { Found } from '../../../../src/dialogue/understand/linking/linker.ts'
import { Linker } from '../../../../src/dialogue/understand/linking/linker.ts'
import { tokenize } from '../../../../src/dialogue/understand/text/tokenize.ts'
import { games, gameWords } from '../world.ts'

const title = (from: number, to: number): Found => ({
  kind: 'title',
  from,
  to,
  rows: [{ row: 0, score: 1 }],
  fuzzy: false,
})

test('a year inside a title, or right before it', () => {
  expect(yearInside(title(0, 2), tokenize('Risk 1959'))).toBe(1959)
  expect(yearInside(title(1, 2), tokenize('1959 Risk'))).toBe(1959)
  expect(yearInside(title(0, 1), tokenize('Risk'))).toBeUndefined()
})

test('"like" without a subject is "such as"', () => {
  expect(leadingLike(tokenize('like Catan'), 1)).toBe(true)
  expect(leadingLike(tokenize('older stuff, like Catan'), 4)).toBe(true)
  expect(leadingLike(tokenize('i like Catan'), 2)).toBe(false)
})

test('a comparison takes the title after it as its mark', () => {
  const linker = new Linker(games, gameWords)
  const span = () => ({ start: 0, end: 1, surface: 'x' })
  const [newer] = numberMentions([{ from: 0, to: 2, field: 'year', direction: 1 }], [title(2, 3)], span, linker)
  expect(newer?.relative).toEqual({ direction: 1, to: 'catan-1995' as ItemId })
})

test('courtesies stand to nothing, a refusal avoids', () => {
  const stances = { at: new Map(), stance: 'like', similar: false, explicit: true } as const
  expect(clauseStance(stances, undefined, 'thanks')).toBe('neutral')
  expect(clauseStance(stances, undefined, 'opinion')).toBe('like')
  expect(clauseStance(stances, undefined, 'reject')).toBe('avoid')
  expect(clauseStance(stances, 'dislike', 'seen')).toBe('dislike')
})
