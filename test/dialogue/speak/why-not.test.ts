import { expect, test } from 'vitest'
import type { Against } from '../../../src/dialogue/decide/act.ts'
import { whyNotText } from '../../../src/dialogue/speak/why-not.ts'
import { id } from '../../worlds/cinema.ts'
import { voice } from '../../worlds/voice.ts'

const say = (against: Against) => whyNotText({ act: 'why-not', item: id('quiet-river-1994'), against }, voice())

test('what stands against an item is named', () => {
  expect(say({ kind: 'shown', place: 2 })).toMatch(/Quiet River.*number 2/)
  const constraints = [
    { kind: 'number', field: 'minutes', max: 90 },
    { kind: 'except', field: 'year', min: 1990, max: 1999 },
    { kind: 'words', words: 'bees' },
  ] as const
  expect(say({ kind: 'breaks', constraints })).toMatch(
    /"at most 90 minutes", "not from 1990 to 1999" and "films about bees"/,
  )
  expect(say({ kind: 'rank', rank: 40 })).toContain('place 40')
  expect(say({ kind: 'rank', rank: 2 })).toContain('close')
})

test.each(['liked', 'disliked', 'seen', 'rejected', 'saved', 'offered', 'near', 'barred'] as const)(
  '%s has its sentence, with the title',
  (kind) => {
    expect(say({ kind })).toContain('Quiet River')
  },
)
