import type { Relaxation, Suggestions } from '../mind/mind.ts'
import { CHANGING } from '../track/event.ts'
import type { State } from '../track/state.ts'
import type { Act } from './act.ts'
import { type Deciding, type Heard, turnSeed } from './heard.ts'
import { LIST_LENGTH, LONGEST_LIST, relaxName, wishOf } from './wish.ts'

/** Asks the recommenders and says how the list came about; `nothing` where no item fits. */
export async function recommend(
  heard: Heard,
  tools: Deciding,
): Promise<{ act: Act; degraded: boolean; unknownWords: readonly string[] }> {
  const { meaning, state, before } = heard
  const domain = tools.catalogue.domain
  const intents = new Set(meaning.clauses.map(({ intent }) => intent))
  const bounds =
    state.axes.length +
    state.numbers.length +
    state.excepts.length +
    state.together.length +
    (state.query === '' ? 0 : 1)
  const known = state.opinions.length + state.tags.length + state.company.length + state.near.length + bounds
  // Of somebody unknown nothing is known to be best: variety tells most.
  const explore = intents.has('surprise') || (known === 0 && !intents.has('best'))
  const seed = turnSeed(tools.seed, state)
  const asked = meaning.clauses.findLast(({ count }) => count !== undefined)?.count
  // A longer list that was asked for is carried on: "recommend 5", "less violent".
  const goesOn = before.shown.length > LIST_LENGTH && [...intents].some((intent) => CARRIES.has(intent))
  const count = Math.min(LONGEST_LIST, asked ?? (goesOn ? before.shown.length : LIST_LENGTH))
  const strict = wishOf(state, domain, { seed, explore, count })
  let found: Suggestions = await tools.mind.recommend(strict)
  let loosened = false
  if (found.items.length < count) {
    const loose = wishOf(state, domain, { seed, explore, count, strict: false })
    if (loose.constraints.length < strict.constraints.length) {
      const more = await tools.mind.recommend(loose)
      if (more.items.length > found.items.length) {
        found = more
        loosened = true
      }
    }
  }
  const degraded = found.degraded === true
  const unknownWords = found.unknownWords ?? []
  if (found.items.length === 0) {
    const again = before.lastActs.includes('nothing')
    const relax = again ? leastOffered(found.relax, before) : found.relax[0]
    const { constraints } = strict
    const shown = constraints.length > 0 && before.offered.length > 0 && (await fitted(state, tools, seed))
    return {
      act: {
        act: 'nothing',
        constraints,
        ...(relax && { relax }),
        ...(again && { again }),
        ...(shown && { shown: true as const }),
      },
      degraded,
      unknownWords,
    }
  }
  const person =
    state.person &&
    state.tags.find((t) => t.stance === 'want' && t.field === state.person?.field && t.value === state.person?.value)
  const how = intents.has('surprise')
    ? 'surprise'
    : intents.has('best')
      ? 'best'
      : intents.has('ask_more_by') && person
        ? 'person'
        : (intents.has('similar') || heard.events.some(({ type }) => type === 'near')) && state.near.length > 0
          ? state.between
            ? 'between'
            : 'similar'
          : intents.has('critique') && heard.events.some(({ type }) => CHANGING.has(type))
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
      few: found.items.length < count,
      ...((asked ?? 0) > LONGEST_LIST && found.items.length === LONGEST_LIST && { capped: true as const }),
      loosened,
      degraded,
      ...(found.sessions && { sessions: found.sessions }),
    },
    degraded,
    unknownWords,
  }
}

/** Does something of what was offered in this talk fit the wish as it stands? Then the list has come to its end. */
async function fitted(state: State, { mind, catalogue }: Deciding, seed: number): Promise<boolean> {
  const { items } = await mind.recommend(wishOf({ ...state, offered: [] }, catalogue.domain, { seed, count: 1 }))
  return items.length > 0
}

/** The first of what was offered least: who says no, or asks again, hears of another way out. */
function leastOffered(options: Suggestions['relax'], { askedBefore }: State): Relaxation | undefined {
  const offered = ({ constraints }: Relaxation) =>
    askedBefore.filter((key) => key.startsWith(`relax:${relaxName(constraints)}:`)).length
  return options.toSorted((a, b) => offered(a) - offered(b))[0]
}

/** Intents that change the list at hand and keep its length. */
const CARRIES: ReadonlySet<string> = new Set(['critique', 'another', 'reject'])
