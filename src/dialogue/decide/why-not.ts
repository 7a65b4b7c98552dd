import type { ItemId } from '../../datasets/vocabulary.ts'
import { opinionOf } from '../track/state.ts'
import type { Against } from './act.ts'
import { type Deciding, type Heard, turnSeed } from './heard.ts'
import { wishOf } from './wish.ts'

/** What keeps an item from being suggested, the plainest first; its place where nothing but the score does. */
export async function against(item: ItemId, { before, state }: Heard, tools: Deciding): Promise<Against> {
  const place = before.shown.indexOf(item)
  if (place >= 0) return { kind: 'shown', place: place + 1 }
  const { opinion } = opinionOf(state, item) ?? {}
  if (opinion === 'dislike') return { kind: 'disliked' }
  if (state.rejected.includes(item)) return { kind: 'rejected' }
  if (opinion === 'like' && !state.rewatch) return { kind: 'liked' }
  if (state.seen.includes(item) && !state.rewatch) return { kind: 'seen' }
  if (state.saved.includes(item)) return { kind: 'saved' }
  if (state.near.includes(item)) return { kind: 'near' }
  if (state.offered.includes(item)) return { kind: 'offered' }
  const wish = wishOf(state, tools.catalogue.domain, { seed: turnSeed(tools.seed, state), count: 1, judge: [item] })
  const judged = (await tools.mind.recommend(wish)).judged?.[0]
  if (!judged) return { kind: 'unknown' }
  if (judged.barred) return { kind: 'barred' }
  if (judged.breaks.length > 0) return { kind: 'breaks', constraints: judged.breaks }
  return { kind: 'rank', rank: judged.rank }
}
