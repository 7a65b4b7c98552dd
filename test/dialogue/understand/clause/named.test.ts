import { expect, test } from 'vitest'
import { itemMention, tagMentions } from '../../../../src/dialogue/understand/clause/named.ts'
import { type Found, Linker } from '../../../../src/dialogue/understand/linking/linker.ts'
import { tokenize } from '../../../../src/dialogue/understand/text/tokenize.ts'
import { games, gameWords } from '../world.ts'

const linker = new Linker(games, gameWords)
const like = { stance: 'like', strength: 1, hard: false, negated: false, similar: false } as const
const first = (text: string, kind: Found['kind']) => {
  const tokens = tokenize(text)
  const found = linker.candidates(tokens).find((f) => f.kind === kind && !f.fuzzy)
  if (!found) throw new Error(`no ${kind} in ${text}`)
  return { tokens, found }
}
const item = (text: string, intent = 'opinion', asked?: string[]) => {
  const { tokens, found } = first(text, 'title')
  const context = { shown: [], ...(asked && { asked: { kind: 'choice', items: asked } as never }) }
  return itemMention(found as Found & { kind: 'title' }, like, intent, tokens, context, linker)
}

test('two of one title are ambiguous, unless a year or what was asked tells', () => {
  expect(item('Risk').ambiguous).toBe(true)
  expect(item('Risk (1959)')).toMatchObject({ ambiguous: false, candidates: [{ id: 'risk-1959' }] })
  expect(item('Risk', 'opinion', ['risk-2008'])).toMatchObject({ ambiguous: false, candidates: [{ id: 'risk-2008' }] })
})

test('a question judges nothing, and what is compared with is a yardstick', () => {
  expect(item('Catan').stance).toBe('like')
  expect(item('Catan', 'ask_fact').stance).toBe('neutral')
  expect(item('longer than Catan', 'want')).toMatchObject({ stance: 'neutral', yardstick: true })
})

test('a person belongs to the field that the word before tells', () => {
  const { tokens, found } = first('by Matt Leacock', 'person')
  const span = { start: 0, end: 0, surface: '' }
  const tags = tagMentions(
    found as Found & { kind: 'person' },
    undefined,
    'want',
    true,
    span,
    tokens,
    { shown: [] },
    linker,
  )
  expect(tags).toEqual([expect.objectContaining({ field: 'designer', value: 'Matt Leacock', stance: 'want' })])
})
