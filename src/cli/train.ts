import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { Command } from 'commander'
import { save } from '../artifacts/save.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import { fingerprint } from '../datasets/fingerprint.ts'
import type { Interactions } from '../datasets/interactions.ts'
import { likesFrom, scaleOf } from '../datasets/likes.ts'
import { restrict } from '../datasets/select.ts'
import { contentOptions } from '../dialogue/mind/sources.ts'
import { TastebudError } from '../errors.ts'
import { pruningLoss } from '../evaluation/pruning-loss.ts'
import { align } from '../evaluation/table.ts'
import { modelsOf, openHome, readHome } from '../home.ts'
import { Random } from '../random.ts'
import { eventsByItem, measureScale } from '../recommenders/blend.ts'
import type { Recipe } from '../recommenders/contract.ts'
import { type EaseConfig, ease, keptWeights } from '../recommenders/linear/ease.ts'
import { recipe } from '../recommenders/registry.ts'
import { wholeNumber } from './options.ts'
import { Progress } from './progress.ts'

export function command(): Command {
  return new Command('train')
    .description('fit the models of a home')
    .requiredOption('--home <dir>', 'folder made by "tastebud import"')
    .option('--seed <n>', 'seed of models that draw', wholeNumber(0), 1)
    .action(async ({ home, seed }: { home: string; seed: number }) => {
      const progress = new Progress(process.stderr)
      const report = await trainHome(home, {
        seed,
        now: () => performance.now(),
        progress: (text) => progress.show(text),
      })
      progress.clear()
      process.stdout.write(`${report.join('\n')}\n`)
    })
}

export interface TrainOptions {
  readonly seed: number
  /** Milliseconds. */
  readonly now: () => number
  readonly progress?: (text: string) => void
  /** Whether to measure what EASE loses where it keeps only some weights; default true. */
  readonly loss?: boolean
}

/**
 * Fits every model that home.yml names and saves each as soon as it is fitted; those that need interactions are left
 * out, with a note, where there are none. Gives the report, a line each.
 * @throws TastebudError of the home, its files, the recipes; NOTHING_TO_TRAIN
 */
export async function trainHome(dir: string, { seed, now, progress, loss = true }: TrainOptions): Promise<string[]> {
  const home = await openHome(dir)
  const { catalogue, interactions } = await readHome(home)
  const likes = likesOf(catalogue, interactions, home.config.like)
  const recipes = Object.entries(home.config.models).map(([name, options]) => ({ kind: recipe(name), options }))
  const fit = recipes.filter(({ kind }) => likes.rows.length > 0 || !kind.needs.includes('interactions'))
  if (fit.length === 0) {
    throw new TastebudError(
      'NOTHING_TO_TRAIN',
      `${dir} names no model that can be fitted with what it has`,
      'Add "content: {}" to the models in home.yml, or import interactions.',
    )
  }
  const data = { interactions: likes, content: catalogue.items }
  const rows: string[][] = [['model', 'seconds', 'events', 'items', 'size']]
  const notes: string[] = []
  for (const { kind, options } of fit) {
    const model = kind.create(optionsFor(kind, options, catalogue))
    const start = now()
    const report = await model.fit(data, {
      random: new Random(seed),
      progress: (done, total, note) => progress?.(`${kind.name} ${Math.round((100 * done) / total)} % ${note ?? ''}`),
    })
    const seconds = (now() - start) / 1000
    progress?.(`${kind.name}: saving`)
    const tensors = model.tensors()
    await save(
      join(modelsOf(dir), kind.name),
      {
        model: kind.name,
        config: model.config,
        items: catalogue.vocabulary.ids,
        data: { fingerprint: fingerprint(likes), events: report.events },
        metrics: { scale: measureScale(model, likes.rows.length > 0 ? eventsByItem(likes) : undefined) },
        notes: report.notes,
      },
      tensors,
    )
    const bytes = Object.values(tensors).reduce((sum, tensor) => sum + tensor.byteLength, 0)
    const size = `${(bytes / 2 ** 20).toFixed(1)} MB`
    rows.push([kind.name, seconds.toFixed(2), String(report.events), String(report.items), size])
    for (const note of report.notes) notes.push(`${kind.name}: ${note}`)
    if (loss && kind.name === ease.name)
      notes.push(...(await easeLoss(likes, model.config as EaseConfig, seed, progress)))
  }
  for (const { kind } of recipes) {
    if (!fit.some((one) => one.kind === kind))
      notes.push(`${kind.name}: left out, as it needs interactions and there are none`)
  }
  const people = likes.names.length
  return [`${likes.rows.length} likes of ${people} people or sessions, ${catalogue.size} items`, align(rows), ...notes]
}

/** What EASE loses by keeping some weights only, in a line; nothing where it keeps all or the data is too small to ask. */
async function easeLoss(
  likes: Interactions,
  config: EaseConfig,
  seed: number,
  progress: TrainOptions['progress'],
): Promise<string[]> {
  const keep = keptWeights(config, likes.items.size)
  if (keep === 0 || keep >= Math.min(likes.items.size, config.maxItems)) return []
  try {
    const { full, kept } = await pruningLoss(likes, config, keep, {
      random: new Random(seed),
      progress: (done, total) => progress?.(`ease: measuring the loss ${Math.round((100 * done) / total)} %`),
    })
    const loss = `${full.toFixed(4)} with all weights, ${kept.toFixed(4)} with ${keep} an item`
    return [`ease: NDCG@10 on each person's newest fifth of likes: ${loss} (${(kept - full).toFixed(4)})`]
  } catch (error) {
    if (error instanceof TastebudError && error.code === 'EMPTY_TEST') return []
    throw error
  }
}

/** The events that models learn from, by the rows of the catalogue. */
function likesOf(catalogue: Catalogue, interactions: Interactions | undefined, like: number | undefined): Interactions {
  const none = { items: catalogue.vocabulary, names: [], offsets: new Uint32Array(1), rows: new Uint32Array(0) }
  if (!interactions) return { ...none, times: new Float64Array(0), values: new Float32Array(0) }
  const liked = like === undefined ? interactions : likesFrom(interactions, like)
  if (liked.rows.length === 0) {
    const { lowest, highest } = scaleOf(interactions)
    throw new TastebudError(
      'NO_LIKES',
      `no event is worth ${like} or more; the values run from ${lowest} to ${highest}`,
      'Lower "like" in home.yml.',
    )
  }
  return restrict(liked, catalogue.vocabulary).interactions
}

/** Options of home.yml; the content model learns from the domain how much a shared value of each field counts. */
function optionsFor(kind: Recipe, options: Record<string, unknown>, catalogue: Catalogue): object {
  return kind.needs.includes('content') && 'tagWeights' in kind.defaults
    ? { ...contentOptions(catalogue), ...options }
    : options
}
