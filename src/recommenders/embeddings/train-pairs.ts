import { TastebudError } from '../../errors.ts'
import type { SkipGram } from '../../kernels/skip-gram.ts'
import { fill, fits, prefixed } from '../../nn/checkpoint.ts'
import type { Random } from '../../random.ts'
import type { FitRun } from '../contract.ts'
import { pause } from '../pause.ts'

/** Takes one pair: input row, output row (or token), term. */
export type Push = (input: number, output: number, term: number) => void

/** Where pairs come from, drawn anew each epoch. */
export interface PairSource {
  /** What an epoch walks through, in a fresh order each time: sequences as a rule. */
  readonly units: number
  /** Events of a unit: what progress and learning rate go by. */
  events(unit: number): number
  emit(unit: number, random: Random, push: Push): void
}

export interface Schedule {
  readonly epochs: number
  /** At first; falls linearly, over all planned events, to `lowest` of it. */
  readonly learningRate: number
  /** How many pairs are trained between two checkpoints, at least. */
  readonly pairsBetween?: number
}

/** word2vec's ratio of .025 and .0001. */
const lowest = 0.004

/**
 * A checkpoint follows the end of an epoch when so many pairs were trained since the last one, some 20 to 60 seconds:
 * small models are done before it would be worth a file.
 */
const pairsBetween = 20_000_000

/**
 * Trains for all epochs; between two calls of the kernel others run, and a fit that is called off ends.
 * @param name of the model, for errors
 * @throws TastebudError NOT_FINITE, CHECKPOINT_MISMATCH; the signal's reason when called off
 */
export async function trainPairs(
  name: string,
  model: SkipGram,
  source: PairSource,
  schedule: Schedule,
  run: FitRun,
): Promise<void> {
  const { epochs, learningRate } = schedule
  const random = run.random.fork('pairs')
  const order = Uint32Array.from({ length: source.units }, (_, unit) => unit)
  const each = order.reduce((sum, unit) => sum + source.events(unit), 0)
  const total = epochs * each
  const { pairs, capacity } = model
  const first = 1 + (await resume(model, order, random, epochs, run))
  let filled = 0
  let done = (first - 1) * each
  let trained = 0
  let kept = 0
  const flush = () => {
    model.train(filled, learningRate * Math.max(lowest, 1 - done / total))
    trained += filled
    filled = 0
  }
  const push: Push = (input, output, term) => {
    const at = 3 * filled
    pairs[at] = input
    pairs[at + 1] = output
    pairs[at + 2] = term
    if (++filled === capacity) flush()
  }
  await pause(run, done, total)
  for (let epoch = first; epoch <= epochs; epoch++) {
    const before = trained
    let paused = trained
    random.shuffle(order)
    for (const unit of order) {
      source.emit(unit, random, push)
      done += source.events(unit)
      if (trained === paused) continue
      paused = trained
      await pause(run, done, total)
    }
    flush()
    await pause(run, done, total)
    // Where no pair was looked at there was none to lose anything on.
    const loss = model.takeLoss() ?? 0
    // Few pairs are looked at: in the end every number is.
    if (!Number.isFinite(loss) || (epoch === epochs && !model.finite())) throw notFinite(name, epoch, learningRate)
    run.epoch?.({ epoch, of: epochs, loss, events: trained - before })
    if (run.checkpoint && trained - kept >= (schedule.pairsBetween ?? pairsBetween)) {
      kept = trained
      await run.checkpoint.write(prefixed('pairs', placeOf(model, order, random, epoch)))
      run.signal?.throwIfAborted()
    }
  }
}

/** All that the next epoch depends on. */
const placeOf = (model: SkipGram, order: Uint32Array, random: Random, epoch: number) => ({
  ...model.save(),
  order,
  random: random.state(),
  epoch: Uint32Array.of(epoch),
})

/** Takes up where a checkpoint was written. @returns how many epochs are done */
async function resume(
  model: SkipGram,
  order: Uint32Array,
  random: Random,
  epochs: number,
  run: FitRun,
): Promise<number> {
  const saved = await run.checkpoint?.read()
  if (!saved) return 0
  const place = placeOf(model, order, random, 0)
  const sound = fits(saved, 'pairs', place)
  if (sound) fill(place, saved, 'pairs')
  const done = place.epoch[0]!
  if (!sound || done < 1 || done > epochs || place.order.some((unit) => unit >= order.length)) {
    throw new TastebudError(
      'CHECKPOINT_MISMATCH',
      'the checkpoint is of another model than the one to be trained',
      'Delete the checkpoint, or train with the options it was made with.',
    )
  }
  model.restore(place)
  random.restore(place.random)
  run.resumed?.(done, epochs)
  return done
}

function notFinite(name: string, epoch: number, learningRate: number): TastebudError {
  return new TastebudError(
    'NOT_FINITE',
    `${name}: what is learned is no number any more in epoch ${epoch}`,
    `Choose a learningRate below ${learningRate}.`,
  )
}
