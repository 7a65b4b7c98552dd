import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { ItemId } from '../../datasets/vocabulary.ts'
import type { Mind, Wish } from './mind.ts'

/**
 * A mind that offers nothing with an age rating above `most` years, whatever a wish says and whatever is given up; what has
 * no rating passes. For a limit of one place, beside the operator's for everybody (`limits.ts`).
 */
export function withinRating(mind: Mind, catalogue: Catalogue, most: number): Mind {
  const above = itemsAbove(catalogue, most)
  if (above.length === 0) return mind
  const limited = (wish: Wish): Wish => ({ ...wish, exclude: [...wish.exclude, ...above] })
  const { itemQuestion } = mind
  return {
    understand: (text, context) => mind.understand(text, context),
    recommend: (wish) => mind.recommend(limited(wish)),
    question: (wish, askedBefore) => mind.question(limited(wish), askedBefore),
    ...(itemQuestion && {
      itemQuestion: (wish: Wish, askedBefore: readonly string[]) => itemQuestion.call(mind, limited(wish), askedBefore),
    }),
    close: () => mind.close(),
  }
}

/** Found once for each catalogue and age. */
const found = new WeakMap<Catalogue, Map<number, readonly ItemId[]>>()

function itemsAbove(catalogue: Catalogue, most: number): readonly ItemId[] {
  const known = found.get(catalogue) ?? new Map<number, readonly ItemId[]>()
  found.set(catalogue, known)
  const before = known.get(most)
  if (before) return before
  const { numbers } = catalogue.domain
  const ratings = Object.keys(numbers).filter((field) => numbers[field]?.rating)
  const above = catalogue.items.filter((item) => ratings.some((field) => (item.numbers[field] ?? 0) > most))
  const ids = above.map(({ id }) => id)
  known.set(most, ids)
  return ids
}
