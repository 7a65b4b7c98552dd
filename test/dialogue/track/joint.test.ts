import { expect, test } from 'vitest'
import { jointState } from '../../../src/dialogue/track/joint.ts'
import { fresh, type State, type TagPreference } from '../../../src/dialogue/track/state.ts'
import { id } from '../../worlds/cinema.ts'

const person = (more: Partial<State>): State => ({ ...fresh('own'), ...more })
const like = (item: string, strength = 1) => ({ item: id(item), opinion: 'like' as const, strength, because: 3 })
const dislike = (item: string) => ({ item: id(item), opinion: 'dislike' as const, strength: 1, because: 4 })
const tag = (value: string, stance: TagPreference['stance']): TagPreference => ({
  field: 'genre',
  value,
  stance,
  strength: 1,
  hard: false,
  because: 1,
})

test('what anybody likes counts, the more of them the more; what anybody dislikes is out', () => {
  const anna = person({ opinions: [like('a'), like('b'), like('c')] })
  const ben = person({ opinions: [like('b'), dislike('c')] })
  const { opinions, conversation } = jointState([anna, ben], 'all')
  expect(conversation).toBe('all')
  expect(Object.fromEntries(opinions.map(({ item, opinion, strength }) => [item, `${opinion} ${strength}`]))).toEqual({
    [id('a')]: 'like 1',
    [id('b')]: 'like 2',
    [id('c')]: 'dislike 1',
  })
})

test('what anybody has seen, judged or turned down is not offered to all', () => {
  const joint = jointState([person({ seen: [id('a')], opinions: [like('b')] }), person({ rejected: [id('c')] })], 'all')
  expect(joint.seen).toEqual([id('a'), id('b')])
  expect(joint.rejected).toEqual([id('c')])
})

test('one who cannot stand a kind outweighs all who like it; wishes of their own talks are not taken over', () => {
  const anna = person({ tags: [tag('comedy', 'like'), tag('horror', 'like'), tag('western', 'want')], query: 'chess' })
  const ben = person({
    tags: [tag('comedy', 'like'), tag('horror', 'dislike')],
    numbers: [{ field: 'minutes', max: 90 }],
  })
  const joint = jointState([anna, ben], 'all')
  expect(joint.tags.map(({ value, stance, strength }) => [value, stance, strength])).toEqual([
    ['horror', 'avoid', 1],
    ['comedy', 'like', 2],
  ])
  expect([joint.query, joint.numbers]).toEqual(['', []])
})

test('somebody with hundreds of likes is one voice', () => {
  const many = person({ opinions: Array.from({ length: 300 }, (_, i) => like(`m${i}`)) })
  const few = person({ opinions: [like('x'), like('y')] })
  const { opinions } = jointState([many, few], 'all')
  expect(opinions).toHaveLength(27)
  // The newest of each stand last, where what counts is cut off.
  expect(opinions.slice(-4).map(({ item }) => item)).toEqual([id('m298'), id('x'), id('m299'), id('y')])
  expect(jointState([], 'all').opinions).toEqual([])
})
