import { expect, test } from 'vitest'
import { fresh, type State } from '../../../src/dialogue/track/state.ts'
import { whom } from '../../../src/dialogue/track/whom.ts'
import { cinema, clause, id, tag } from '../../worlds/cinema.ts'

const item = cinema.items.find(({ tags }) => (tags.cast?.length ?? 0) > 1)
const cast = item?.tags.cast ?? []
const [first = '', second = ''] = cast
const at = (more: Partial<State>): State => ({ ...fresh('c'), focus: item?.id as never, ...more })
const her = { ...clause('ask_more_by', { pronoun: 'person' }), text: 'anything else with her?' }

test('of the several people of an item none is chosen: they are offered', () => {
  expect(whom(her, at({}), cinema)).toEqual({ field: 'cast', values: cast.slice(0, 4) })
})

test('whoever was named in the talk, or spoken of last, is meant', () => {
  const like = { field: 'cast', value: second, stance: 'like', strength: 1, hard: false, because: 1 } as const
  expect(whom(her, at({ tags: [like] }), cinema)).toEqual({ field: 'cast', value: second })
  expect(whom(her, at({ person: { field: 'cast', value: first } }), cinema)).toEqual({ field: 'cast', value: first })
})

test('one person alone in the field that the words point at needs no question', () => {
  const by = { ...her, text: 'anything else by him?' }
  expect(whom(by, at({}), cinema)).toEqual({ field: 'director', value: item?.tags.director?.[0] })
})

test('who is named is meant; of nothing at hand nobody is', () => {
  expect(whom({ ...her, tags: [tag('cast', 'Ada Star', 'want')] }, at({}), cinema)).toEqual({
    field: 'cast',
    value: 'Ada Star',
  })
  expect(whom(her, fresh('c'), cinema)).toBeUndefined()
  expect(whom(her, { ...fresh('c'), shown: [id('quiet-river-1994'), id('loud-city-2004')] }, cinema)).toBeUndefined()
})
