import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { Command } from 'commander'
import { removeBlendWeights, saveBlendWeights } from '../artifacts/blend-weights.ts'
import { checkpointFile } from '../artifacts/checkpoint.ts'
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
import { validateBlend } from '../evaluation/validate-blend.ts'
import { modelsOf, openHome, readHome } from '../home.ts'
import { Random } from '../random.ts'
import type { ProgressListener, Recipe, TrainingData } from '../recommenders/contract.ts'
import { fitSource } from '../recommenders/fit-source.ts'
import { type EaseConfig, ease, keptWeights, wholeUpTo } from '../recommenders/linear/ease.ts'
import { bandit } from '../recommenders/questions/bandit.ts'
import { optionsOf, recipe } from '../recommenders/registry.ts'
import { wholeNumber } from './options.ts'
import { Progress } from './progress.ts'
import { exists, placesIn } from './training-places.ts'
import { madeBy } from './versions.ts'

export function command(): Command {
  return new Command('train')
    .description('fit the models of a home')
    .requiredOption('--home <dir>', 'folder made by "tastebud import"')
    .option('--seed <n>', 'seed of models that draw', wholeNumber(0), 1)
    .option(
      '--preset <name>',
      'options that a paper published, for the models that have them by this name; those in home.yml go first',
    )
    .option('--shipped-blend', 'keep the shipped weights of the blend: do not fit them on held-out people', false)
    .action(async ({ home, seed, preset, shippedBlend }: Flags) => {
      const progress = new Progress(process.stderr, () => performance.now())
      const control = new AbortController()
      const stop = () => control.abort()
      // Another one ends the program at once, should a model not listen.
      process.once('SIGINT', stop)
      const report = await trainHome(home, {
        seed,
        ...(preset !== undefined && { preset }),
        now: () => performance.now(),
        signal: control.signal,
        progress,
        blend: !shippedBlend,
      }).finally(() => {
        progress.clear()
        process.removeListener('SIGINT', stop)
      })
      process.stdout.write(`${report.join('\n')}\n`)
    })
}

interface Flags {
  readonly home: string
  readonly seed: number
  readonly preset?: string
  readonly shippedBlend: boolean
}

export interface TrainOptions {
  readonly seed: number
  /** Milliseconds. */
  readonly now: () => number
  readonly progress?: ProgressListener
  /** Stops it between two pieces of work. */
  readonly signal?: AbortSignal
  /** Options of the models that have a preset of this name, before what home.yml says of them. */
  readonly preset?: string
  /** Whether to measure what EASE loses where it keeps only some weights; default true. */
  readonly loss?: boolean
  /** Whether to fit the weights of the blend, where there are people enough; default true. */
  readonly blend?: boolean
}

/**
 * Fits every model that home.yml names and saves each as soon as it is fitted; those that need interactions are left
 * out, with a note, where there are none. Gives the report, a line each.
 * @throws TastebudError of the home, its files, the recipes; NOTHING_TO_TRAIN; STOPPED by the signal
 */
export async function trainHome(
  dir: string,
  { seed, now, progress, signal, preset, loss = true, blend = true }: TrainOptions,
): Promise<string[]> {
  const home = await openHome(dir)
  const { catalogue, interactions } = await readHome(home)
  const likes = likesOf(catalogue, interactions, home.config.like)
  const recipes = Object.entries(home.config.models).map(([name, options]) => ({
    kind: recipe(name),
    options: { ...optionsOf(name, preset !== undefined && hasPreset(name, preset) ? { ...options, preset } : options) },
  }))
  if (preset !== undefined && !recipes.some(({ kind }) => hasPreset(kind.name, preset))) throw noPreset(preset, recipes)
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
  const versions = await madeBy()
  for (const { kind, options } of fit) {
    const start = now()
    // Cut off and begun again with the same options on the same data, a training goes on where it was.
    const all = optionsFor(kind, options, catalogue)
    const free = new Set<string>(kind.resumable)
    const fixed = Object.entries(kind.create(all).config).filter(([option]) => !free.has(option))
    const content = kind.needs.includes('content') ? catalogue.items : null
    const places = placesIn(dir)
    const place = places.of(kind.name, { options: Object.fromEntries(fixed), seed, data: fingerprint(likes), content })
    const checkpoint = checkpointFile(place)
    const { model, report, scale } = await fitSource(kind.name, all, data, {
      ...progress?.fit(kind.name),
      random: new Random(seed),
      checkpoint,
      ...(signal && { signal }),
    }).catch(async (error: unknown) => {
      if (signal?.aborted && error === signal.reason) throw stopped(kind.name, await exists(place), place)
      throw error instanceof TastebudError && error.code === 'CHECKPOINT_MISMATCH' ? naming(error, place) : error
    })
    const seconds = (now() - start) / 1000
    progress?.show(`${kind.name}: saving`)
    const tensors = model.tensors()
    await save(
      join(modelsOf(dir), kind.name),
      {
        model: kind.name,
        config: model.config,
        items: catalogue.vocabulary.ids,
        data: { fingerprint: fingerprint(likes), events: report.events },
        metrics: { scale },
        versions,
        notes: report.notes,
      },
      tensors,
    )
    await places.clear(kind.name)
    const bytes = Object.values(tensors).reduce((sum, tensor) => sum + tensor.byteLength, 0)
    const size = `${(bytes / 2 ** 20).toFixed(1)} MB`
    rows.push([kind.name, seconds.toFixed(2), String(report.events), String(report.items), size])
    for (const note of report.notes) notes.push(`${kind.name}: ${note}`)
    if (loss && kind.name === ease.name)
      notes.push(...(await easeLoss(likes, model.config as EaseConfig, seed, progress)))
    if (signal?.aborted) throw stopped(kind.name)
  }
  for (const { kind } of recipes) {
    if (!fit.some((one) => one.kind === kind))
      notes.push(`${kind.name}: left out, as it needs interactions and there are none`)
  }
  if (blend) {
    // The bandit asks and takes no part in the blend.
    const blended = fit.filter(({ kind }) => kind.name !== bandit.name)
    const sources = blended.map(({ kind, options }) => ({
      name: kind.name,
      options: optionsFor(kind, options, catalogue),
    }))
    notes.push(
      ...(await fitBlendWeights(dir, sources, data, {
        seed,
        ...(progress && { progress }),
        ...(signal && { signal }),
      })),
    )
  } else await removeBlendWeights(modelsOf(dir))
  const people = likes.names.length
  return [`${likes.rows.length} likes of ${people} people or sessions, ${catalogue.size} items`, align(rows), ...notes]
}

/** Fits the weights of the blend on held-out people and saves them; what came of it in lines. */
async function fitBlendWeights(
  dir: string,
  sources: readonly { name: string; options: object }[],
  data: TrainingData,
  { seed, progress, signal }: Pick<TrainOptions, 'seed' | 'progress' | 'signal'>,
): Promise<string[]> {
  const found = await validateBlend(sources, data, {
    ...progress?.fit('weights of the blend'),
    random: new Random(seed),
    ...(signal && { signal }),
  }).catch((error: unknown) => {
    throw signal?.aborted && error === signal.reason ? stopped('the weights of the blend') : error
  })
  // Weights of the models that were here before are not for these; until now they were better than none.
  await removeBlendWeights(modelsOf(dir))
  if (!found) return ['blend: the shipped weights, as there are too few people to fit others on']
  const { weights, judged, best, shipped, fittedOn, judgedOn } = found
  if (judged.ndcg <= shipped.ndcg) {
    return [
      `blend: the shipped weights, as those fitted on ${fittedOn} held-out people are no better on ${judgedOn} others: NDCG@10 ${judged.ndcg.toFixed(4)}, shipped ${shipped.ndcg.toFixed(4)}`,
    ]
  }
  await saveBlendWeights(modelsOf(dir), {
    weights,
    data: { fingerprint: fingerprint(data.interactions) },
    metrics: { 'ndcg@10': judged.ndcg, 'rare@10': judged.rare, 'best part ndcg@10': best.ndcg },
  })
  const named = Object.entries(weights).map(([name, weight]) => `${name} ${weight}`)
  return [
    `blend: weights fitted on ${fittedOn} held-out people: ${named.join(', ')}`,
    `blend: NDCG@10 ${judged.ndcg.toFixed(4)} on ${judgedOn} others (shipped weights ${shipped.ndcg.toFixed(4)}; best part alone: ${best.source} ${best.ndcg.toFixed(4)})`,
  ]
}

/** What EASE loses by keeping some weights only, in a line; nothing where it keeps all or the data is too small to ask. */
async function easeLoss(
  likes: Interactions,
  config: EaseConfig,
  seed: number,
  progress: TrainOptions['progress'],
): Promise<string[]> {
  const taken = Math.min(new Set(likes.rows).size, config.maxItems)
  const keep = keptWeights(config, taken)
  if (keep === 0 || keep >= taken) return []
  try {
    const { full, kept } = await pruningLoss(likes, config, keep, {
      ...progress?.fit('ease, what pruning loses'),
      random: new Random(seed),
    })
    const loss = `${full.toFixed(4)} with all weights, ${kept.toFixed(4)} with ${keep} an item`
    const over = taken > wholeUpTo ? `, over the ${wholeUpTo} items with the most likes` : ''
    return [`ease: NDCG@10 on each person's newest fifth of likes${over}: ${loss} (${(kept - full).toFixed(4)})`]
  } catch (error) {
    if (error instanceof TastebudError && error.code === 'EMPTY_TEST') return []
    throw error
  }
}

const hasPreset = (name: string, preset: string) => Object.hasOwn(recipe(name).presets ?? {}, preset)

function noPreset(preset: string, recipes: readonly { readonly kind: Recipe }[]): TastebudError {
  const known = recipes.flatMap(({ kind }) => {
    return kind.presets ? [`${kind.name}: ${Object.keys(kind.presets).join(', ')}`] : []
  })
  return new TastebudError(
    'BAD_OPTION',
    `no model of this home has a preset "${preset.slice(0, 60)}"`,
    known.length > 0 ? `Presets are: ${known.join('; ')}.` : 'Name a model in home.yml that has presets.',
  )
}

/** @param kept whether a checkpoint of the model lies at `place` */
function stopped(what: string, kept = false, place = ''): TastebudError {
  const rest = kept ? `; its last epoch is kept in ${place}` : ''
  return new TastebudError(
    'STOPPED',
    `training was stopped at ${what}${rest}`,
    kept
      ? 'Run the same command again: what is fitted is fitted anew, and this one goes on from there.'
      : 'Run the same command to begin again; models that were saved before it stay.',
  )
}

const naming = ({ code, message, fix }: TastebudError, place: string) =>
  new TastebudError(code, `${message} (${place})`, fix)

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
