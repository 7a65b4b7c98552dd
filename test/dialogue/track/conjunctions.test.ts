import { describe, expect, test } from 'vitest'
import { conjunctionName, conjunctionOf } from '../../../src/dialogue/track/conjunctions.ts'
import type { Event } from '../../../src/dialogue/track/event.ts'
import { apply, type PastEvent, replay } from '../../../src/dialogue/track/fold.ts'
import { fresh } from '../../../src/dialogue/track/state.ts'
import type { Conjunction } from '../../../src/dialogue/understand/meaning.ts'

const french: Conjunction = {
  tags: [
    { field: 'genre', value: 'comedy' },
    { field: 'country', value: 'France' },
  ],
  numbers: [],
  axes: [],
}
const old: Conjunction = {
  tags: [{ field: 'genre', value: 'comedy' }],
  numbers: [{ field: 'year', max: 1999 }],
  axes: [],
}
const no = (all: Conjunction): Event => ({ type: 'conjunction', all })
const tag = (value: string, stance: 'want' | 'allow' | 'like', field = 'genre'): Event => ({
  type: 'tag', field, value, stance, strength: 1, hard: false,
}) // biome-ignore format: one line a thing
const kept = (...events: Event[]) => events.reduce((state, event, i) => apply(state, event, i + 1), fresh('c')).together

describe('what is refused only as a whole', () => {
  test('is kept once, however often it is said', () => expect(kept(no(french), no(french))).toEqual([french]))

  test('outlives a wish for a part of it, and ends with one for the whole', () => {
    expect(kept(no(french), { type: 'wish' }, tag('comedy', 'want'))).toEqual([french])
    expect(kept(no(french), tag('comedy', 'want'), tag('France', 'want', 'country'))).toEqual([])
  })

  test('ends where a part is welcome again', () => expect(kept(no(french), tag('comedy', 'allow'))).toEqual([]))

  test('belongs to the wish where a number is in it', () => {
    expect(kept(no(old), no(french), { type: 'wish' })).toEqual([french])
    expect(kept(no(old), tag('comedy', 'want'))).toEqual([])
    expect(kept(no(old), tag('comedy', 'like'))).toEqual([old])
  })

  test('reads what an older program wrote', () => {
    const written: Event = { type: 'together', field: 'genre', value: 'comedy', number: 'year', max: 1999 }
    expect(kept(written)).toEqual([old])
  })

  test('lasts across conversations, but for what belongs to a wish', () => {
    const past = [no(french), no(old)].map((data, i): PastEvent => ({ seq: i + 1, conversation: 'other', data }))
    expect(replay(past, 'c').together).toEqual([french])
  })

  test('is given up by its name', () => {
    expect(conjunctionOf(conjunctionName(french))).toEqual(french)
    expect(kept(no(french), no(old), { type: 'conjunction', all: french, clear: true })).toEqual([old])
  })
})
