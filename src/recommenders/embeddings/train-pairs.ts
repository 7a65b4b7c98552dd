import type { SkipGram } from '../../kernels/skip-gram.ts'
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
}

/** word2vec's ratio of .025 and .0001. */
const lowest = 0.004

/** Trains for all epochs; between two calls of the kernel others run, and a fit that is called off ends. */
export async function trainPairs(model: SkipGram, source: PairSource, schedule: Schedule, run: FitRun): Promise<void> {
  const random = run.random.fork('pairs')
  const order = Array.from({ length: source.units }, (_, unit) => unit)
  const total = schedule.epochs * order.reduce((sum, unit) => sum + source.events(unit), 0)
  const { pairs, capacity } = model
  let filled = 0
  let done = 0
  let trained = 0
  const flush = () => {
    model.train(filled, schedule.learningRate * Math.max(lowest, 1 - done / total))
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
  await pause(run, 0, total)
  for (let epoch = 1; epoch <= schedule.epochs; epoch++) {
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
    run.epoch?.({ epoch, of: schedule.epochs, loss: model.takeLoss(), events: trained - before })
  }
}
