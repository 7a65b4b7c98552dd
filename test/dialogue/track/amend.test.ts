import { describe, expect, test } from 'vitest'
import { amend } from '../../../src/dialogue/track/amend.ts'
import { describe as line } from '../../../src/dialogue/track/event.ts'
import { interpret } from '../../../src/dialogue/track/interpret.ts'
import { fresh, type State } from '../../../src/dialogue/track/state.ts'
import { cinema, clause, id, meaning } from '../../worlds/cinema.ts'

const changes = (said: ReturnType<typeof meaning>, given: Partial<State>) => {
  const state = { ...fresh('c'), ...given }
  return interpret(amend(said, state), state, cinema).map(line).filter(Boolean)
}
const shown = [id('quiet-river-1994'), id('loud-city-2004'), id('small-steps-2011')]
const saved = [id('cold-front-1966'), id('star-road-1999')]

describe('amend', () => {
  test('places count in the watchlist that was just read out', () => {
    const said = meaning(clause('unsave', { ordinals: [1] }))
    expect(changes(said, { shown, saved, lastActs: ['watchlist'] })).toEqual(['-save cold-front-1966'])
    const removed = meaning(clause('reject', { ordinals: [-1] }))
    expect(changes(removed, { saved, lastActs: ['watchlist'] })).toEqual(['-save star-road-1999'])
    const save = meaning(clause('save', { ordinals: [1] }))
    expect(changes(save, { shown, saved, lastActs: ['recommend'] })).toEqual(['+save quiet-river-1994'])
  })

  test('"sorry, I mean I hated it" turns what the turn before judged', () => {
    const opinions = [{ item: id('star-road-1999'), opinion: 'like' as const, strength: 1, because: 4 }]
    const said = meaning(
      clause('reject', { stance: 'dislike', pronoun: 'it' }),
      clause('correct'),
      clause('opinion', { stance: 'dislike', pronoun: 'it' }),
    )
    expect(changes(said, { shown, opinions, lastChange: [3, 5] })).toEqual(['+dislike star-road-1999'])
    expect(changes(meaning(clause('correct')), { shown, opinions, lastChange: [3, 5] })).toEqual(['undone'])
  })
})
