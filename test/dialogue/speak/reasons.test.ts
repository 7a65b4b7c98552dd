import { expect, test } from 'vitest'
import type { Reason } from '../../../src/dialogue/mind/mind.ts'
import { reasonText } from '../../../src/dialogue/speak/reasons.ts'
import { id } from '../../worlds/cinema.ts'
import { voice } from '../../worlds/voice.ts'

const say = (reason: Reason, state = {}) => reasonText(reason, id('quiet-river-1994'), voice(state))

test('each kind of reason says what can be checked', () => {
  expect(say({ kind: 'liked', item: id('quiet-river-1994'), share: 0.3 })).toBe('because you liked Quiet River')
  expect(say({ kind: 'tag', field: 'cast', value: 'Eva Stone', share: 0.2 })).toContain('with Eva Stone')
  expect(say({ kind: 'axis', axis: 'humour', direction: 1 })).toBe('it is funnier')
  expect(say({ kind: 'number', field: 'minutes' }, { numbers: [{ field: 'minutes', max: 90 }] })).toContain(
    'at most 90 minutes',
  )
  expect(say({ kind: 'words', words: ['train', 'snow'] })).toContain('"train", "snow"')
})

test('a lasting taste reads differently from a wish', () => {
  const taste = { field: 'genre', value: 'horror', stance: 'like', strength: 1, hard: false, because: 1 } as const
  expect(say({ kind: 'tag', field: 'genre', value: 'horror', share: 0.2 }, { tags: [taste] })).toBe(
    'you like horror films',
  )
  expect(say({ kind: 'tag', field: 'genre', value: 'horror', share: 0.2 })).not.toBe('you like horror films')
})

test('a bound that no longer holds is no reason', () => {
  expect(say({ kind: 'number', field: 'minutes' })).toBe('')
})
