import { expect, test } from 'vitest'
import { compared } from '../../../src/dialogue/decide/compare.ts'
import type { Mind } from '../../../src/dialogue/mind/mind.ts'
import { createEngine } from '../../../src/dialogue/mind/recommend.ts'
import { fresh, type State } from '../../../src/dialogue/track/state.ts'
import type { Clause, Comparison } from '../../../src/dialogue/understand/meaning.ts'
import { cinema, clause, id, meaning, mention } from '../../worlds/cinema.ts'

const engine = createEngine({ catalogue: cinema, models: [] })
const mind = { recommend: async (wish) => engine.recommend(wish) } as Mind
const list = [id('quiet-river-1994'), id('loud-city-2004'), id('small-steps-2011')]
const by = (kind: Comparison['kind'], name = '', direction: 1 | -1 = 1, whether = false): Comparison => ({
  kind,
  by: name,
  direction,
  words: ['', ''],
  whether,
})
async function order(said: Partial<Clause>, state: Partial<State> = {}) {
  const now = { ...fresh('c'), shown: list, ...state }
  const one = clause('compare', said)
  const heard = { meaning: meaning(one), events: [], before: now, state: now }
  const act = await compared(one, heard, { catalogue: cinema, mind, seed: 1 })
  return act.act === 'compare' ? { items: act.ranked.map(({ item }) => item), holds: act.holds } : act.act
}

test('the list at hand, places in it, titles, and "it" beside a title', async () => {
  const long = by('number', 'minutes')
  expect(await order({ comparison: long })).toMatchObject({ items: list })
  expect(await order({ comparison: long, ordinals: [2, 3] })).toMatchObject({ items: list.slice(1) })
  const titles = [mention('small-steps-2011'), mention('cold-front-1966')]
  expect(await order({ comparison: long, items: titles })).toMatchObject({
    items: ['cold-front-1966', 'small-steps-2011'],
  })
  const it = {
    comparison: by('number', 'minutes', 1, true),
    items: [mention('cold-front-1966')],
    pronoun: 'it',
  } as const
  expect(await order(it, { focus: list[0] as never })).toEqual({ items: ['cold-front-1966', list[0]], holds: false })
  expect(await order({ comparison: long }, { shown: [] })).toBe('which-item')
})

test('what suits best is what scores best for what is known', async () => {
  const tags = [{ field: 'genre', value: 'comedy', stance: 'like', strength: 1, hard: false, because: 1 } as const]
  expect(await order({ comparison: by('fit') }, { tags })).not.toMatchObject({
    items: [list[0], expect.anything(), expect.anything()],
  })
})

test('which of them has what is named', async () => {
  const tags = [
    {
      start: 0,
      end: 0,
      surface: '',
      field: 'genre',
      value: 'drama',
      stance: 'neutral',
      strength: 1,
      hard: false,
    } as const,
  ]
  expect(await order({ comparison: by('having'), tags })).toMatchObject({ items: list })
})
