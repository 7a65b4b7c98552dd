import type { Suggestions } from '../mind/mind.ts'
import type { Act } from './act.ts'
import { type Deciding, type Heard, turnSeed } from './heard.ts'
import { LIST_LENGTH, wishOf } from './wish.ts'

/** Asks the recommenders and says how the list came about; `nothing` where no item fits. */
export async function recommend(heard: Heard, tools: Deciding): Promise<{ act: Act; degraded: boolean }> {
  const { meaning, state, before } = heard
  const domain = tools.catalogue.domain
  const intents = new Set(meaning.clauses.map(({ intent }) => intent))
  const known = state.opinions.length + state.tags.length + state.near.length + state.axes.length + state.numbers.length
  // Of somebody unknown nothing is known to be best: variety tells most.
  const explore = intents.has('surprise') || known === 0
  const seed = turnSeed(tools.seed, state)
  const strict = wishOf(state, domain, { seed, explore })
  let found: Suggestions = await tools.mind.recommend(strict)
  let loosened = false
  if (found.items.length < LIST_LENGTH) {
    const loose = wishOf(state, domain, { seed, explore, strict: false })
    if (loose.constraints.length < strict.constraints.length) {
      const more = await tools.mind.recommend(loose)
      if (more.items.length > found.items.length) {
        found = more
        loosened = true
      }
    }
  }
  const degraded = found.degraded === true
  if (found.items.length === 0) {
    const relax = found.relax[0]
    return { act: { act: 'nothing', constraints: strict.constraints, ...(relax && { relax }) }, degraded }
  }
  const person =
    state.person &&
    state.tags.find((t) => t.stance === 'want' && t.field === state.person?.field && t.value === state.person?.value)
  const how = intents.has('surprise')
    ? 'surprise'
    : intents.has('ask_more_by') && person
      ? 'person'
      : intents.has('similar') && state.near.length > 0
        ? 'similar'
        : intents.has('critique')
          ? 'narrowed'
          : known === 0
            ? 'first'
            : intents.has('another') || (intents.has('reject') && before.shown.length > 0)
              ? 'more'
              : 'plain'
  return {
    act: {
      act: 'recommend',
      suggestions: found.items,
      how,
      near: state.near,
      ...(person && { person: person.value }),
      few: found.items.length < LIST_LENGTH,
      loosened,
      degraded,
    },
    degraded,
  }
}
