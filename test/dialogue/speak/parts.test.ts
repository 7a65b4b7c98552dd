import { expect, test } from 'vitest'
import type { Reason } from '../../../src/dialogue/mind/mind.ts'
import { partsText } from '../../../src/dialogue/speak/parts.ts'
import { id } from '../../worlds/cinema.ts'
import { voice } from '../../worlds/voice.ts'

const item = id('red-moon-1979')
const liked: Reason = { kind: 'liked', item: id('quiet-river-1994'), share: 0.3 }
const say = (parts: Record<string, number>, reasons: readonly Reason[] = [liked]) =>
  partsText({ act: 'explain', item, reasons, offered: true, parts }, voice())

test('recommenders of one kind count together, the strongest kind first', () => {
  const text = say({ prior: 5, ease: 0.4, 'item-knn': 0.4, content: 0.5, popularity: 0.2 })
  expect(text).toMatch(/many people who liked Quiet River also liked, then .*what it is about and how popular it is/)
})

test('most is said of more than half alone', () => {
  expect(say({ content: 0.6, popularity: 0.4 })).toMatch(/^(Most of it|What weighed most).*what it is about, then/)
  expect(say({ content: 0.4, popularity: 0.35, ease: 0.25 })).toMatch(/^(The largest part|Several).*what it is about,/)
})

test('little goes without saying, and so does what takes away', () => {
  expect(say({ content: 1, gru4rec: 0.05, dislikes: -0.9 })).toMatch(/what it is about\.$/)
})

test('what others like is told without a title where none is a reason', () => {
  expect(say({ ials: 1 }, [{ kind: 'variety' }])).toContain('tastes like yours')
})

test('nothing is said of parts that are not known or were the reason already', () => {
  expect(say({})).toBe('')
  expect(say({ popularity: 1 }, [{ kind: 'popular' }])).toBe('')
})
