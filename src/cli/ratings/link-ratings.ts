import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { Item } from '../../catalogue/item.ts'
import { titleKey } from '../../catalogue/title-key.ts'
import type { ItemId } from '../../datasets/vocabulary.ts'
import type { Event, Opinion } from '../../dialogue/track/event.ts'
import type { Rating } from './read-ratings.ts'

export interface Linked {
  readonly events: readonly Event[]
  readonly opinions: Readonly<Record<Exclude<Opinion, 'none'>, number>>
  /** Seen, but not rated. */
  readonly unrated: number
  /** Not in the catalogue. */
  readonly missing: readonly Rating[]
  /** Several items fit, and no year tells which. */
  readonly unclear: readonly Rating[]
}

/** Finds each rated title in the catalogue and makes the events of having seen and judged it; the last line of a title counts. */
export function linkRatings(ratings: readonly Rating[], catalogue: Catalogue): Linked {
  const index = new Map<string, Item[]>()
  for (const item of catalogue.items) {
    for (const name of new Set([item.title, ...item.otherTitles].map(titleKey))) {
      index.set(name, [...(index.get(name) ?? []), item])
    }
  }
  const found = new Map<ItemId, Rating>()
  const missing: Rating[] = []
  const unclear: Rating[] = []
  for (const rating of ratings) {
    const fitting = byYear(index.get(titleKey(rating.title)) ?? [], rating.year)
    if (fitting.length === 0) missing.push(rating)
    else if (fitting.length > 1) unclear.push(rating)
    else found.set((fitting[0] as Item).id, rating)
  }
  const opinions = { like: 0, dislike: 0, neutral: 0 }
  let unrated = 0
  const events = [...found].flatMap(([item, { share }]): Event[] => {
    const seen: Event = { type: 'seen', item, seen: true }
    if (share === undefined) {
      unrated++
      return [seen]
    }
    const opinion = judged(share)
    opinions[opinion]++
    return [seen, { type: 'opinion', item, opinion, strength: 1 }]
  })
  return { events, opinions, unrated, missing, unclear }
}

/** 70 % of the scale and more is a like, 40 % and less a dislike. */
export function judged(share: number): Exclude<Opinion, 'none'> {
  return share >= 0.7 - 1e-9 ? 'like' : share <= 0.4 + 1e-9 ? 'dislike' : 'neutral'
}

/** Exports and catalogues differ by a year where a film opened at a festival first; the exact year goes first. */
function byYear(items: readonly Item[], year: number | undefined): readonly Item[] {
  if (year === undefined) return items
  const within = (most: number) => items.filter((item) => item.year === undefined || Math.abs(item.year - year) <= most)
  const exact = within(0)
  return exact.length > 0 ? exact : within(1)
}
