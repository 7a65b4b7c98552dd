import { expect, test } from 'vitest'
import { ambiguity } from '../../../src/dialogue/decide/which.ts'
import { fresh } from '../../../src/dialogue/track/state.ts'
import type { Clause } from '../../../src/dialogue/understand/meaning.ts'
import { cinema, clause, id, meaning, mention } from '../../worlds/cinema.ts'

const shown = [id('quiet-river-1994'), id('loud-city-2004')]
const asks = (said: Clause, list = shown) => {
  const state = { ...fresh('c'), shown: list }
  return ambiguity({ meaning: meaning(said), events: [], before: state, state }, cinema)
}

test('"it" after a list of several asks which one, and remembers what for', () => {
  expect(asks(clause('seen', { pronoun: 'it', seen: true }))).toMatchObject({
    items: shown,
    intends: { purpose: 'opinion', seen: true },
  })
  expect(asks(clause('ask_fact', { pronoun: 'it', asksFor: 'director' }))).toMatchObject({
    intends: { purpose: 'about', asksFor: 'director' },
  })
  expect(asks(clause('save', { pronoun: 'it' }))).toMatchObject({ intends: { purpose: 'save' } })
})

test('"newer than that" has its yardstick and asks nothing; one item shown is clear', () => {
  expect(asks(clause('critique', { pronoun: 'it' }))).toBeUndefined()
  expect(asks(clause('seen', { pronoun: 'it' }), shown.slice(0, 1))).toBeUndefined()
})

test('a shared name is asked about whatever was shown', () => {
  const both = mention('red-moon-1979', 'neutral', ['red-moon-2019'])
  expect(asks(clause('similar', { items: [both] }))).toMatchObject({
    items: ['red-moon-1979', 'red-moon-2019'],
    intends: { purpose: 'near' },
  })
})
