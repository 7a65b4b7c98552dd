import { describe, expect, test } from 'vitest'
import type { Deciding, Heard } from '../../../src/dialogue/decide/heard.ts'
import { type PolicyName, policies, policyNames } from '../../../src/dialogue/decide/policy.ts'
import type { Mind } from '../../../src/dialogue/mind/mind.ts'
import { fresh, type State } from '../../../src/dialogue/track/state.ts'
import { cinema, clause, id, meaning } from '../../worlds/cinema.ts'

const mindOf = (more: Partial<Mind> = {}): Mind => ({
  understand: async (text) => meaning(clause('unclear', { text })),
  recommend: async () => ({ items: [], candidates: 0, relax: [] }),
  question: async (_, asked) =>
    asked.includes('genre') ? undefined : { field: 'genre', values: ['war', 'comedy'], bits: 1 },
  itemQuestion: async (_, asked) =>
    asked.includes('seen:red-moon-1979') ? 'enough' : { item: id('red-moon-1979'), known: 0.5 },
  close: async () => {},
  ...more,
})
const ask = (policy: PolicyName, before: Partial<State> = {}, mind = mindOf()) => {
  const state = { ...fresh('c'), ...before }
  const heard: Heard = { meaning: meaning(clause('want')), events: [], before: state, state }
  const tools: Deciding = { catalogue: cinema, mind, seed: 1 }
  return policies[policy](heard, tools)
}
const opinions = ['a', 'b', 'c'].map((name) => ({ item: id(name), opinion: 'like' as const, strength: 1, because: 1 }))

describe('a policy of questions', () => {
  test('rules ask about a kind while little is known', async () => {
    expect(await ask('rules')).toMatchObject({ kind: 'tag', field: 'genre', values: ['war', 'comedy'] })
    expect(await ask('rules', { opinions })).toBeUndefined()
  })

  test('the bandit asks about an item, however much is known, until it says stop', async () => {
    const question = { key: 'seen:red-moon-1979', kind: 'seen', items: ['red-moon-1979'] }
    expect(await ask('bandit')).toEqual(question)
    expect(await ask('bandit', { opinions })).toEqual(question)
    expect(await ask('bandit', { askedBefore: ['seen:red-moon-1979'] })).toBeUndefined()
  })

  test('both: a kind first, then items', async () => {
    expect(await ask('both')).toMatchObject({ kind: 'tag' })
    expect(await ask('both', { askedBefore: ['genre'] })).toMatchObject({ kind: 'seen' })
    expect(await ask('both', { opinions })).toMatchObject({ kind: 'seen' })
  })

  test('where no bandit was fitted, the rules ask', async () => {
    const { itemQuestion: _, ...without } = mindOf()
    for (const mind of [without, mindOf({ itemQuestion: async () => undefined })]) {
      expect(await ask('bandit', {}, mind)).toMatchObject({ kind: 'tag' })
    }
  })

  test.each(policyNames)('%s asks nothing in the turn after a question', async (policy) => {
    expect(await ask(policy, { questions: 1 })).toBeUndefined()
  })
})
