import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { ItemRow } from '../../datasets/vocabulary.ts'
import type { Meaning } from '../understand/meaning.ts'
import { distinct, Filter } from './constraints.ts'
import type { OperatorLimits } from './limits.ts'
import type { Suggestions, Wish } from './mind.ts'
import { topRows } from './top-rows.ts'

/** What is said of a message that understanding did not get done with. */
export function degradedMeaning(text: string): Meaning {
  const clause = {
    start: 0,
    end: text.length,
    text,
    intent: 'unclear',
    probability: 0,
    items: [],
    unknownTitles: [],
    tags: [],
    numbers: [],
    axes: [],
    ordinals: [],
    stance: 'neutral' as const,
  }
  return { text, clauses: [clause], degraded: true }
}

/**
 * What is offered when scoring did not get done: the most popular items that keep every constraint, by
 * nothing but a filter and a sort, so that it cannot hang on what the real scoring hung on.
 */
export class Fallback {
  readonly #filter: Filter
  #popularity: Float32Array

  constructor(
    readonly catalogue: Catalogue,
    limits: OperatorLimits = {},
  ) {
    this.#filter = new Filter(catalogue, limits)
    this.#popularity = new Float32Array(catalogue.size)
  }

  /** How popular each row is; before this is known, all are the same. */
  learn(popularity: Float32Array): void {
    if (popularity.length === this.catalogue.size) this.#popularity = popularity
  }

  recommend(wish: Wish): Suggestions {
    const out = [...wish.exclude, ...wish.near, ...wish.dislikes.map((taste) => taste.item)]
    const { broken, passing } = this.#filter.judge(distinct(wish.constraints), out)
    return {
      items: topRows(this.#popularity, broken, wish.count, wish.seed).map((row) => {
        const score = this.#popularity[row]!
        return {
          item: this.catalogue.at(row as ItemRow).id,
          score,
          parts: { popularity: score },
          reasons: [{ kind: score > 0 ? 'popular' : 'variety' }],
        }
      }),
      candidates: passing,
      relax: [],
      degraded: true,
    }
  }
}
