import { describe, expect, test } from 'vitest'
import { decide } from '../../../src/dialogue/decide/decide.ts'
import type { Heard } from '../../../src/dialogue/decide/heard.ts'
import type { Mind, Wish } from '../../../src/dialogue/mind/mind.ts'
import { apply } from '../../../src/dialogue/track/fold.ts'
import { interpret } from '../../../src/dialogue/track/interpret.ts'
import { fresh, type State } from '../../../src/dialogue/track/state.ts'
import type { Meaning } from '../../../src/dialogue/understand/meaning.ts'
import { cinema, clause, id, meaning, mention, tag } from '../../worlds/cinema.ts'

/** A mind that offers what it is told to and remembers what it was asked. */
function mindOf(offers: string[], bits = 0): Mind & { wishes: Wish[] } {
  const wishes: Wish[] = []
  return {
    wishes,
    understand: async (text) => meaning(clause('unclear', { text })),
    recommend: async (wish) => {
      wishes.push(wish)
      const left = offers.filter((item) => !wish.exclude.includes(id(item))).slice(0, wish.count)
      return {
        items: left.map((item) => ({ item: id(item), score: 1, parts: {}, reasons: [] })),
        candidates: left.length,
        relax: [],
      }
    },
    question: async () => (bits > 0 ? { field: 'genre', values: ['comedy', 'war'], bits } : undefined),
    close: async () => {},
  }
}

const heard = (said: Meaning, before: Partial<State> = {}): Heard => {
  const state = { ...fresh('c'), ...before }
  const events = interpret(said, state, cinema)
  const after = events.reduce((s, event) => ({ ...apply(s, event, s.version + 1), version: s.version + 1 }), state)
  return { meaning: said, events, before: state, state: after }
}

const acts = async (
  said: Meaning,
  before: Partial<State> = {},
  mind = mindOf(['red-moon-1979', 'quiet-river-1994', 'loud-city-2004'], 1),
) => (await decide(heard(said, before), { catalogue: cinema, mind, seed: 1 })).acts.map(({ act }) => act)

describe('decide', () => {
  test('a wish gets a list, and a question while little is known', async () => {
    expect(await acts(meaning(clause('want')))).toEqual(['recommend', 'ask'])
  })

  test('two questions in a row are enough', async () => {
    expect(await acts(meaning(clause('want')), { questions: 2 })).toEqual(['recommend'])
  })

  test('a third question with nothing to look at gives way to a list; not where nothing fits', async () => {
    const which = meaning(
      clause('opinion', { stance: 'like', items: [mention('red-moon-1979', 'like', ['red-moon-2019'])] }),
    )
    expect(await acts(which, { unshown: 1 })).toEqual(['ask'])
    expect(await acts(which, { unshown: 2 })).toEqual(['recommend'])
    expect(await acts(which, { unshown: 2 }, mindOf([]))).toEqual(['ask'])
  })

  test('a third question beside what an item is about is left out', async () => {
    const bare = meaning(clause('unclear', { items: [mention('star-road-1999')] }))
    expect(await acts(bare, { unshown: 1 })).toEqual(['about', 'ask'])
    expect(await acts(bare, { unshown: 2 })).toEqual(['about'])
  })

  test('"just recommend" is followed by no question', async () => {
    expect(await acts(meaning(clause('just_recommend')))).toEqual(['recommend'])
  })

  test('after "seen it" it asks how it was', async () => {
    const decision = await decide(heard(meaning(clause('seen', { pronoun: 'it' })), { focus: id('star-road-1999') }), {
      catalogue: cinema,
      mind: mindOf(['red-moon-1979']),
      seed: 1,
    })
    expect(decision.acts.map(({ act }) => act)).toEqual(['acknowledge', 'recommend', 'ask'])
    expect(decision.acts.at(-1)).toMatchObject({ question: { kind: 'opinion', items: ['star-road-1999'] } })
  })

  test('"yes" after "have you seen it" asks whether it was liked; "no" moves on', async () => {
    const asked = { key: 'seen:star-road-1999', kind: 'seen', items: [id('star-road-1999')] } as const
    expect(await acts(meaning(clause('affirm')), { asked })).toEqual(['acknowledge', 'ask'])
    expect((await acts(meaning(clause('deny')), { asked }))[1]).toBe('recommend')
    expect((await acts(meaning(clause('dont_know')), { asked })).slice(0, 2)).toEqual(['accept', 'recommend'])
  })

  test('"yes" to "A or B" is asked again, "both" is an answer', async () => {
    const asked = {
      key: 'w',
      kind: 'choice',
      items: [id('red-moon-1979'), id('red-moon-2019')],
      intends: { stance: 'like', purpose: 'opinion' },
    } as const
    expect(await acts(meaning(clause('affirm')), { asked })).toEqual(['fallback'])
    expect((await acts(meaning(clause('both')), { asked })).slice(0, 2)).toEqual(['acknowledge', 'recommend'])
  })

  test('a title alone tells what it is and asks whether it is known', async () => {
    expect(await acts(meaning(clause('unclear', { items: [mention('star-road-1999')] })))).toEqual(['about', 'ask'])
  })

  test('a title that is not in the catalogue: says so and offers the nearest', async () => {
    const unknownTitles = [
      { start: 0, end: 1, surface: 'Zorblax 9', nearest: [id('star-road-1999')], stance: 'like' as const },
    ]
    expect(await acts(meaning(clause('opinion', { unknownTitles })))).toEqual(['unknown-title', 'ask'])
  })

  test('two wanted genres that nothing has at once are loosened', async () => {
    const mind = mindOf([])
    const said = meaning(clause('want', { tags: [tag('genre', 'comedy'), tag('genre', 'war')] }))
    expect(await acts(said, {}, mind)).toEqual(['acknowledge', 'nothing'])
    expect(mind.wishes.map(({ constraints }) => constraints.length)).toEqual([2, 0])
  })

  test('questions about nothing in particular ask which item is meant', async () => {
    expect(await acts(meaning(clause('ask_about')))).toEqual(['which-item'])
    expect(await acts(meaning(clause('ask_about')), { shown: [id('red-moon-1979'), id('quiet-river-1994')] })).toEqual([
      'ask',
    ])
  })

  test('a place beyond the end of the list is asked about, not the item in focus', async () => {
    const shown = [id('red-moon-1979')]
    for (const intent of ['ask_why', 'ask_why_not', 'ask_about', 'save'])
      expect(await acts(meaning(clause(intent, { ordinals: [2] })), { shown, focus: shown[0] as never })).toEqual([
        'which-item',
      ])
  })

  test('"and the second?" after a why asks why again', async () => {
    const shown = [id('red-moon-1979'), id('quiet-river-1994')]
    const second = meaning(clause('ask_about', { ordinals: [2] }))
    expect(await acts(second, { shown, offered: shown, lastActs: ['explain'] })).toEqual(['explain'])
    expect((await acts(second, { shown, offered: shown, lastActs: ['recommend'] }))[0]).toBe('about')
  })

  test('courtesies and commands', async () => {
    const pairs: [string, string][] = [
      ['thanks', 'courtesy'],
      ['bye', 'courtesy'],
      ['help', 'help'],
      ['forget_me', 'forget'],
      ['export_data', 'export'],
      ['profile', 'profile'],
      ['watchlist', 'watchlist'],
      ['undo', 'undo'],
      ['restart', 'restart'],
      ['self_harm', 'care'],
      ['abuse', 'boundary'],
      ['out_of_scope', 'out-of-scope'],
      ['unclear', 'fallback'],
    ]
    for (const [intent, act] of pairs) expect((await acts(meaning(clause(intent))))[0], intent).toBe(act)
  })

  test('a guess at despair is not taken for it', async () => {
    expect(await acts(meaning(clause('self_harm', { probability: 0.7 })))).toEqual(['fallback'])
    expect(await acts(meaning(clause('self_harm', { probability: 1 })))).toEqual(['care'])
  })

  test('what could not be understood in time gets a list all the same', async () => {
    expect(await acts({ ...meaning(clause('unclear')), degraded: true })).toContain('recommend')
  })
})
