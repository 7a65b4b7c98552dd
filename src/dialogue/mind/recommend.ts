import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { ItemRow } from '../../datasets/vocabulary.ts'
import { Random } from '../../random.ts'
import { Blend, type BlendConfig, type BlendSource, blendDefaults } from '../../recommenders/blend.ts'
import type { VectorModel } from '../../recommenders/contract.ts'
import type { TasteSpace } from '../../recommenders/questions/taste-space.ts'
import { CarriedSession } from './carried.ts'
import { distinct, Filter } from './constraints.ts'
import { diversify, diversityDefaults, explore } from './diversity.ts'
import { ItemAsker } from './item-question.ts'
import { judged } from './judge.ts'
import type { OperatorLimits } from './limits.ts'
import type { Constraint, ItemQuestion, SplitQuestion, Suggestions, Wish } from './mind.ts'
import { bestQuestion, questionDefaults } from './question.ts'
import { reasonsFor } from './reasons.ts'
import { relax } from './relax.ts'
import { Scorer } from './scorer.ts'
import { TagIndex } from './tag-index.ts'
import { topRows } from './top-rows.ts'
import { VectorSearch } from './vector-search.ts'
import { type WishConfig, wishDefaults } from './wish-weights.ts'
import { WordSearch } from './words.ts'

export interface EngineOptions {
  readonly catalogue: Catalogue
  /** Fitted recommenders whose rows are the catalogue's (see `align`), with their scales. May be empty. */
  readonly models: readonly BlendSource[]
  /** Answers "like Alien but not like Aliens", where a model learned vectors; its rows are the catalogue's. */
  readonly vectors?: VectorModel
  /** Chooses items to ask about, where a bandit was fitted; its rows are the catalogue's. */
  readonly tastes?: TasteSpace
  readonly limits?: OperatorLimits
  readonly blend?: Partial<BlendConfig>
  readonly wishes?: Partial<WishConfig>
}

/** Finds, filters, varies and explains what to offer: synchronous, and pure save for buffers used again. */
export interface Engine {
  recommend(wish: Wish): Suggestions
  question(wish: Wish, askedBefore: readonly string[]): SplitQuestion | undefined
  itemQuestion(wish: Wish, askedBefore: readonly string[]): ItemQuestion | 'enough' | undefined
  /** Builds what is otherwise built by the first wish that needs it (the word index). */
  warm(): void
}

export function createEngine(options: EngineOptions): Engine {
  const { catalogue } = options
  const tags = new TagIndex(catalogue)
  const blend = new Blend(options.models, catalogue.size, { ...blendDefaults, ...options.blend })
  let search: WordSearch | undefined
  const words = () => {
    search ??= new WordSearch(catalogue)
    return search
  }
  const filter = new Filter(catalogue, options.limits, words)
  const vectors = options.vectors && new VectorSearch(catalogue, options.vectors)
  const scorer = new Scorer(catalogue, blend, filter, tags, words, vectors, { ...wishDefaults, ...options.wishes })

  const asker = options.tastes && new ItemAsker(catalogue, options.tastes)

  // Two that share more than one value of the first field (genre) are more of the same.
  const first = Object.keys(catalogue.domain.tags)[0] ?? ''
  const kinds = (row: number) => catalogue.at(row as ItemRow).tags[first] ?? []
  const alike = (a: number, b: number) => kinds(a).filter((kind) => kinds(b).includes(kind)).length > 1

  const sessions = options.models.flatMap(({ model }) => (model instanceof CarriedSession ? [model] : []))
  const score = (wish: Wish) => {
    if (scorer.holds(wish)) return
    const { history } = scorer.history(wish)
    for (const session of sessions) session.resume(wish.sessions ?? [], history)
    scorer.score(wish)
  }

  /** What was liked is carried on; what something should be like is of this wish alone. */
  const carried = (wish: Wish): Pick<Suggestions, 'sessions'> => {
    const { history } = scorer.history({ ...wish, near: [] })
    const states = sessions.flatMap((session) => session.carry(history) ?? [])
    return states.length > 0 ? { sessions: states } : {}
  }

  /** The constraints that say something here: of words only those that some item has. */
  const demanded = (wish: Wish): readonly Constraint[] =>
    distinct(wish.constraints).flatMap((constraint): Constraint[] => {
      if (constraint.kind !== 'words') return [constraint]
      const { known } = words().sift(constraint.words)
      return known.length === 0 ? [] : [{ kind: 'words', words: known.join(' ') }]
    })

  return {
    recommend(wish) {
      const constraints = demanded(wish)
      const verdicts = filter.judge(constraints, [...wish.exclude, ...known(wish)])
      score(wish)
      const pool = wish.explore ? diversityDefaults.exploringPool : diversityDefaults.pool
      const top = topRows(scorer.total, scorer.offerable(verdicts.broken, wish), Math.max(pool, wish.count), wish.seed)
      const rows = wish.explore
        ? explore(top, scorer.total, tags, wish.count, new Random(wish.seed), alike)
        : diversify(top, scorer.total, tags, wish.count, diversityDefaults.relevance)
      const { query, judge = [] } = wish
      const asked = judge.flatMap((item) => catalogue.vocabulary.row(item) ?? []).filter((row) => !rows.includes(row))
      const told = [...rows, ...asked]
      const reasons = reasonsFor(scorer, wish, told)
      const reasonsOf = (row: number) => reasons[told.indexOf(row)] ?? []
      const unknownWords = query ? words().sift(query).unknown : []
      return {
        ...(unknownWords.length > 0 && { unknownWords }),
        ...(judge.length > 0 && {
          judged: judged(judge, constraints, verdicts, scorer.total, catalogue, filter, reasonsOf),
        }),
        items: rows.map((row, r) => ({
          item: catalogue.at(row as ItemRow).id,
          score: scorer.total[row]!,
          parts: scorer.parts(row),
          reasons: reasons[r]!,
        })),
        candidates: verdicts.passing,
        relax: verdicts.passing < wish.count ? relax(constraints, verdicts, scorer.total, catalogue) : [],
        ...carried(wish),
      }
    },

    question(wish, askedBefore) {
      const verdicts = filter.judge(demanded(wish), [...wish.exclude, ...known(wish)])
      score(wish)
      const rows = topRows(scorer.total, verdicts.broken, questionDefaults.candidates, wish.seed)
      return bestQuestion(catalogue, tags, rows, scorer.total, wish, askedBefore)
    },

    itemQuestion(wish, askedBefore) {
      if (!asker) return undefined
      const { broken } = filter.judge(demanded(wish), [...wish.exclude, ...known(wish)])
      return asker.ask(wish, (row) => broken[row] === 0, askedBefore)
    },

    warm() {
      words()
    },
  }
}

/**
 * Never offered, besides what the wish excludes: the examples themselves and what was disliked. What was
 * liked is offered again where the wish does not exclude it: some people ask for rewatches.
 */
function known(wish: Wish): Wish['exclude'] {
  return [...wish.dislikes.map((taste) => taste.item), ...wish.near, ...(wish.unlike ?? [])]
}
