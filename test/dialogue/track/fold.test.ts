import { describe, expect, test } from 'vitest'
import type { Event } from '../../../src/dialogue/track/event.ts'
import { type PastEvent, replay } from '../../../src/dialogue/track/fold.ts'
import { fresh, opinionOf } from '../../../src/dialogue/track/state.ts'
import { id } from '../../worlds/cinema.ts'

const log = (events: readonly Event[], conversation = 'c', from = 1): PastEvent[] =>
  events.map((data, i) => ({ seq: from + i, conversation, data }))

const spoke: Event = { type: 'spoke', acts: ['recommend'], sentences: {}, text: 1 }
const like = (item: string): Event => ({ type: 'opinion', item: id(item), opinion: 'like', strength: 1 })
const want = (value: string): Event => ({
  type: 'tag',
  field: 'genre',
  value,
  stance: 'want',
  strength: 1,
  hard: false,
})

describe('replay', () => {
  test('nothing happened: nothing is known', () => {
    expect(replay([], 'c')).toEqual(fresh('c'))
  })

  test('a later opinion replaces an earlier one and an empty one takes it back', () => {
    const liked = replay(log([like('a'), { type: 'opinion', item: id('a'), opinion: 'dislike', strength: 1 }]), 'c')
    expect(liked.opinions.map(({ opinion }) => opinion)).toEqual(['dislike'])
    const gone = replay(log([like('a'), { type: 'opinion', item: id('a'), opinion: 'none', strength: 1 }]), 'c')
    expect(opinionOf(gone, id('a'))).toBeUndefined()
  })

  test('what is not wanted for now ends with the wish; what never was wanted stays', () => {
    const avoid = (value: string, hard: boolean): Event => ({ ...want(value), stance: 'avoid', hard }) as Event
    const tags = (...events: Event[]) => replay(log(events), 'c').tags.map(({ value }) => value)
    const passing = [want('comedy'), avoid('drama', false)]
    expect(tags(...passing)).toEqual(['comedy', 'drama'])
    expect(tags(...passing, { type: 'wish' })).toEqual([])
    expect(tags(avoid('drama', true), ...passing, { type: 'wish' })).toEqual(['drama'])
  })

  test('what a wish should be like, between and not be like ends with the wish', () => {
    const near: Event = { type: 'near', items: [id('a'), id('b')], between: true }
    const unlike: Event = { type: 'unlike', items: [id('b'), id('c')] }
    expect(replay(log([near]), 'c')).toMatchObject({ near: ['a', 'b'], between: true, unlike: [] })
    expect(replay(log([near, unlike]), 'c')).toMatchObject({ near: ['a'], unlike: ['b', 'c'] })
    expect(replay(log([near, unlike, { type: 'near', items: [id('d')] }]), 'c')).toMatchObject({ between: false })
    expect(replay(log([near, unlike, { type: 'wish' }]), 'c')).toMatchObject({ near: [], between: false, unlike: [] })
  })

  test('several values of one attribute stand side by side; one can be taken back', () => {
    const both = replay(log([want('comedy'), want('action')]), 'c')
    expect(both.tags.map(({ value }) => value)).toEqual(['comedy', 'action'])
    const one = replay(
      log([
        want('comedy'),
        want('action'),
        { type: 'tag', field: 'genre', value: 'comedy', stance: 'allow', strength: 1, hard: false },
      ]),
      'c',
    )
    expect(one.tags.map(({ value }) => value)).toEqual(['action'])
  })

  test('each preference knows the event that it came from', () => {
    expect(replay(log([spoke, want('comedy')]), 'c').tags[0]?.because).toBe(2)
  })

  test('a new wish drops what was wanted for now and keeps lasting tastes', () => {
    const avoid: Event = { type: 'tag', field: 'genre', value: 'horror', stance: 'avoid', strength: 1, hard: true }
    const state = replay(log([want('comedy'), avoid, { type: 'near', items: [id('a')] }, { type: 'wish' }]), 'c')
    expect(state.tags.map(({ value }) => value)).toEqual(['horror'])
    expect(state.near).toEqual([])
  })

  test('another conversation of the same person shares taste, not the talk', () => {
    const events = [
      ...log([like('a'), want('comedy'), { type: 'asked', question: { key: 'open', kind: 'open' } }, spoke], 'there'),
    ]
    const here = replay(events, 'here')
    expect(here.opinions).toHaveLength(1)
    expect(here.tags).toEqual([])
    expect(here.asked).toBeUndefined()
    expect(here.turns).toBe(0)
    expect(here.turnsEver).toBe(1)
  })

  test('undoing a turn takes all that it changed back, and only that', () => {
    const first = [like('a'), spoke]
    const second: Event[] = [like('b'), { type: 'focus', item: id('b') }, want('comedy'), spoke]
    const before = replay(log([...first, ...second]), 'c')
    expect(before.lastChange).toEqual([3, 5])
    const [from, to] = before.lastChange ?? [0, 0]
    const after = replay(log([...first, ...second, { type: 'undone', from, to }, spoke]), 'c')
    expect(after.opinions.map(({ item }) => item)).toEqual(['a'])
    expect(after.tags).toEqual([])
    expect(after.lastChange).toEqual([1, 1])
  })

  test('folding on from an earlier fold gives the same as folding everything', () => {
    const events = log([
      like('a'),
      spoke,
      want('comedy'),
      { type: 'shown', items: [id('x')], reasons: {} },
      spoke,
      like('x'),
      spoke,
    ])
    for (let cut = 0; cut <= events.length; cut++) {
      expect(replay(events.slice(cut), 'c', replay(events.slice(0, cut), 'c'))).toEqual(replay(events, 'c'))
    }
  })

  test('unseeing something also takes back that it was turned down', () => {
    const state = replay(
      log([
        { type: 'rejected', item: id('a') },
        { type: 'seen', item: id('a'), seen: false },
      ]),
      'c',
    )
    expect(state.rejected).toEqual([])
  })
})

test('questions in a row, and those without a list beside them', () => {
  const turn = (...acts: string[]): Event => ({ type: 'spoke', acts, sentences: {}, text: 1 })
  const after = (...turns: Event[]) => {
    const { questions, unshown } = replay(log(turns), 'c')
    return [questions, unshown]
  }
  expect(after(turn('ask'), turn('about', 'ask'))).toEqual([2, 2])
  expect(after(turn('ask'), turn('recommend', 'ask'))).toEqual([2, 0])
  expect(after(turn('ask'), turn('courtesy'))).toEqual([0, 0])
  // what could not be read as an answer is asked once more
  const asked: Event = { type: 'asked', question: { key: 'open', kind: 'open' } }
  expect(after(asked, turn('ask'), asked, turn('fallback'))).toEqual([0, 2])
  expect(after(turn('fallback'))).toEqual([0, 0])
})

test('each list of a talk is kept once, in the order it was first shown', () => {
  const shown = (...items: string[]): Event => ({ type: 'shown', items: items.map(id), reasons: {} })
  const state = replay(log([shown('a', 'b'), shown('c'), shown('a', 'b')]), 'c')
  expect(state).toMatchObject({ shown: ['a', 'b'], lists: [['a', 'b'], ['c']] })
  expect(replay(log([shown('a'), { type: 'restarted' }]), 'c').lists).toEqual([])
})

test('no questions are wanted until one is asked for, in this talk alone', () => {
  const no: Event = { type: 'questions', allowed: false }
  expect(replay(log([no]), 'c').quiet).toBe(true)
  expect(replay(log([no, { type: 'questions', allowed: true }]), 'c').quiet).toBe(false)
  expect(replay(log([no], 'elsewhere'), 'c').quiet).toBe(false)
})
