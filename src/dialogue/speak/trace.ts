import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { Decision } from '../decide/act.ts'
import type { Reply, Trace, TracedItem } from '../message.ts'
import type { Suggestion } from '../mind/mind.ts'
import { describe } from '../track/event.ts'
import { reasonText } from './reasons.ts'
import { capital } from './template.ts'
import type { Voice } from './voice.ts'

/** What a turn meant, for `--json`, logs and tests. */
export function trace(decision: Decision, reply: Omit<Reply, 'trace'>, voice: Voice): Trace {
  const { context, catalogue } = voice
  const scored = (parts?: Suggestion['parts']) =>
    parts && { score: Object.values(parts).reduce((sum, part) => sum + part, 0), parts }
  const items = decision.acts.flatMap((act): TracedItem[] => {
    if (act.act === 'recommend') {
      return act.suggestions.map(({ item, score, parts }, i) => ({
        ...named(item, catalogue),
        reasons: reply.cards[i]?.reasons ?? [],
        score,
        parts,
      }))
    }
    if (act.act === 'show-again')
      return act.suggestions.map(({ item }, i) => ({
        ...named(item, catalogue),
        reasons: reply.cards[i]?.reasons ?? [],
        ...scored(context.state.parts[item]),
      }))
    if (act.act === 'explain') {
      const reasons = act.reasons.map((reason) => capital(reasonText(reason, act.item, voice))).filter(Boolean)
      return [{ ...named(act.item, catalogue), reasons, ...scored(act.parts) }]
    }
    if (act.act === 'watchlist') return context.state.saved.map((item) => ({ ...named(item, catalogue), reasons: [] }))
    return 'item' in act ? [{ ...named(act.item, catalogue), reasons: [] }] : []
  })
  const asked = decision.acts.findLast((act) => act.act === 'ask')
  return {
    intents: context.intents,
    acts: decision.acts.map(({ act }) => act),
    items,
    changes: context.events.map(describe).filter((change) => change !== undefined),
    ...(asked?.act === 'ask' && { asked: asked.question.key }),
    ...(decision.degraded && { degraded: true as const }),
  }
}

function named(id: TracedItem['id'], catalogue: Catalogue): Pick<TracedItem, 'id' | 'title' | 'year'> {
  const item = catalogue.get(id)
  return { id, title: item.title, ...(item.year !== undefined && { year: item.year }) }
}
