import { select } from '../datasets/select.ts'
import { blendDefaults } from '../recommenders/blend.ts'
import type { FitRun, TrainingData } from '../recommenders/contract.ts'
import { type FittedSource, fitSource } from '../recommenders/fit-source.ts'
import { fitBlend, type Judged, judge, type Weights } from './blend-fitting.ts'
import { holdOut, replaysOf } from './replays.ts'

export interface ValidatedBlend {
  /** By the sources' names. */
  readonly weights: Readonly<Record<string, number>>
  /** On people that took part in no fitting, neither of the sources nor of the weights. */
  readonly judged: Judged
  /** The same people by the source that is best at NDCG@10 alone. */
  readonly best: Judged & { readonly source: string }
  /** The same people by the weights of `blendDefaults`. */
  readonly shipped: Judged
  readonly fittedOn: number
  readonly judgedOn: number
}

/** Fewer held-out people say nothing about weights. */
const fewest = 50

/**
 * Weights of the blend for these sources and these people: a fifth of the people with at least ten likes (400 at most)
 * is held out, the sources are fitted on all others, the weights on two thirds of the held-out ones and judged on the
 * last third (docs/blend.md).
 *
 * @param sources recommenders by name, each with its options; at least two
 * @returns undefined where there are too few people to tell
 * @throws whatever fitting throws
 */
export async function validateBlend(
  sources: readonly { readonly name: string; readonly options: object }[],
  data: TrainingData,
  run: FitRun,
): Promise<ValidatedBlend | undefined> {
  const { interactions } = data
  const held = holdOut(interactions, run.random.fork('held-out people'), { most: 400 })
  if (held.length < fewest || sources.length < 2) return undefined
  const out = new Set(held)
  const train = select(interactions, (_, person) => !out.has(person), { repack: false })
  const fitted: FittedSource[] = []
  for (const { name, options } of sources) {
    fitted.push(await fitSource(name, options, { ...data, interactions: train }, run))
  }
  const replays = replaysOf(interactions, held, fitted, train, run.random.fork('named likes'))
  const fitting = new Set(held.slice(0, Math.ceil((held.length * 2) / 3)))
  const { weights } = fitBlend(
    replays.filter(({ person }) => fitting.has(person)),
    sources.length,
  )
  const others = replays.filter(({ person }) => !fitting.has(person))
  const only = (p: number): Weights => weights.map((_, q) => (p === q ? 1 : 0))
  const alone = sources.map(({ name }, p) => ({ source: name, ...judge(others, only(p)) }))
  return {
    weights: Object.fromEntries(sources.map(({ name }, p) => [name, weights[p]!])),
    judged: judge(others, weights),
    shipped: judge(
      others,
      sources.map(({ name }) => blendDefaults.weights[name] ?? blendDefaults.otherWeight),
    ),
    best: alone.reduce((a, b) => (b.ndcg > a.ndcg ? b : a)),
    fittedOn: fitting.size,
    judgedOn: held.length - fitting.size,
  }
}
