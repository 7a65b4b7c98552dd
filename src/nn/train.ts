import { setImmediate } from 'node:timers/promises'
import { TastebudError } from '../errors.ts'
import type { Random } from '../random.ts'
import { type Arrays, type CheckpointStore, copies, fill, fits, prefixed } from './checkpoint.ts'
import type { EpochRecord } from './epoch.ts'

/** What the loop trains. It sees no layer: batches go in, a loss comes out, and all that changes is in typed arrays. */
export interface Trainee<Batch> {
  /** Views of what is learned. */
  readonly weights: Arrays
  /** Views of what else the next step depends on, such as an optimiser's momenta. */
  readonly memory: Arrays
  /** One step on one batch; gives its loss. @param random draws of this step alone */
  step(batch: Batch, random: Random): number
}

/** The data of an epoch. */
export interface Batches<Batch> {
  /** Batches an epoch. */
  readonly steps: number
  /** In an order that only `random` decides. `events` = what "events a second" counts, such as samples. */
  read(random: Random): Iterable<{ readonly batch: Batch; readonly events: number }>
}

export interface Validation {
  readonly metric: string
  readonly better: 'higher' | 'lower'
  measure(): number | Promise<number>
  /** Epochs without a better value before it ends; default: none, all epochs are run. */
  readonly patience?: number
}

export interface Training<Batch> {
  readonly trainee: Trainee<Batch>
  readonly batches: Batches<Batch>
  /** At most. */
  readonly epochs: number
  readonly random: Random
  /** With one, the weights of the best epoch are those that remain. */
  readonly validation?: Validation
  readonly signal?: AbortSignal
  /** Told after each step: steps done, of how many in all epochs. */
  readonly progress?: (done: number, total: number, note?: string) => void
  readonly epoch?: (record: EpochRecord) => void
  /** Resumes where the store has something, and keeps a place there. */
  readonly checkpoint?: {
    readonly store: CheckpointStore /** Also after so many steps; default: after each epoch only. */
    readonly everySteps?: number
  }
}

export interface TrainingReport {
  /** Epochs run, also those before it was resumed. */
  readonly epochs: number
  readonly steps: number
  /** Mean loss of the last epoch. */
  readonly loss: number
  /** The epoch whose weights remain (from 1), and its metric. */
  readonly best?: { readonly epoch: number; readonly value: number }
  readonly stoppedEarly: boolean
  readonly resumed: boolean
}

/** Where training is, as numbers that can be saved. */
const PLACE = ['epoch', 'step', 'steps', 'lossSum', 'events', 'bestEpoch', 'bestValue', 'done', 'lastLoss'] as const
type Place = Record<(typeof PLACE)[number], number>

/**
 * Trains to the end, until it gets no better, or until it is called off; then the weights are those of the best epoch, or
 * of the last where nothing is measured. Called off, it keeps its place in the checkpoint first. What a step draws
 * depends on the seed and its number alone, so that training which was cut off and resumed from its checkpoint gives the
 * same bits as training in one go.
 *
 * @throws TastebudError NOT_FINITE, CHECKPOINT_MISMATCH; the signal's reason when called off
 */
export async function train<Batch>(training: Training<Batch>): Promise<TrainingReport> {
  const { trainee, batches, epochs, random, validation, signal, checkpoint } = training
  const best = copies(trainee.weights)
  const place: Place = {
    epoch: 1,
    step: 0,
    steps: 0,
    lossSum: 0,
    events: 0,
    bestEpoch: 0,
    bestValue: 0,
    done: 0,
    lastLoss: 0,
  }
  const resumed = await resume(checkpoint?.store, trainee, best, place)
  /** What is no number any more must get into no checkpoint, and into no best. */
  const sound = () => {
    if (!Object.values(trainee.weights).every(finite)) throw notFinite(place.epoch, place.step, 'weights')
  }
  const keep = async () => {
    sound()
    await checkpoint?.store.write({
      ...prefixed('weights', trainee.weights),
      ...prefixed('memory', trainee.memory),
      ...prefixed('best', best),
      place: Float64Array.from(PLACE, (name) => place[name]),
    })
  }
  while (place.epoch <= epochs && place.done === 0) {
    signal?.throwIfAborted()
    let at = 0
    for (const { batch, events } of batches.read(random.fork(`epoch ${place.epoch}`))) {
      if (at++ < place.step) continue
      const loss = trainee.step(batch, random.fork(`step ${place.steps}`))
      if (!Number.isFinite(loss)) throw notFinite(place.epoch, at)
      place.step++
      place.steps++
      place.lossSum += loss
      place.events += events
      training.progress?.(
        place.steps,
        epochs * batches.steps,
        `epoch ${place.epoch} of ${epochs}, loss ${(place.lossSum / place.step).toPrecision(4)}`,
      )
      if (checkpoint?.everySteps && place.steps % checkpoint.everySteps === 0) await keep()
      await setImmediate()
      if (signal?.aborted) await keep()
      signal?.throwIfAborted()
    }
    sound()
    await endEpoch(training, place, best)
    await keep()
  }
  if (validation && place.bestEpoch > 0) fill(trainee.weights, best)
  return {
    epochs: place.epoch - 1,
    steps: place.steps,
    loss: place.lastLoss,
    ...(validation && place.bestEpoch > 0 && { best: { epoch: place.bestEpoch, value: place.bestValue } }),
    stoppedEarly: place.epoch <= epochs,
    resumed,
  }
}

/** Measures, remembers the best, tells, and moves on to the next epoch. */
async function endEpoch<Batch>({ trainee, epochs, validation, epoch }: Training<Batch>, place: Place, best: Arrays) {
  if (place.step === 0)
    throw new TastebudError('NO_DATA', 'there is nothing to train on: no batch', 'Give it more data.')
  const value = await validation?.measure()
  if (validation && value !== undefined) {
    if (!Number.isFinite(value)) throw notFinite(place.epoch, place.step, validation.metric)
    const better = validation.better === 'higher' ? value > place.bestValue : value < place.bestValue
    if (place.bestEpoch === 0 || better) {
      place.bestEpoch = place.epoch
      place.bestValue = value
      fill(best, trainee.weights)
    } else if (place.epoch - place.bestEpoch >= (validation.patience ?? Number.POSITIVE_INFINITY)) place.done = 1
  }
  place.lastLoss = place.lossSum / place.step
  epoch?.({
    epoch: place.epoch,
    of: epochs,
    loss: place.lastLoss,
    events: place.events,
    ...(validation && value !== undefined && { metric: { name: validation.metric, value } }),
  })
  place.epoch++
  place.step = 0
  place.lossSum = 0
  place.events = 0
}

/** Takes up where a checkpoint was written. @returns whether there was one */
async function resume<Batch>(
  store: CheckpointStore | undefined,
  { weights, memory }: Trainee<Batch>,
  best: Arrays,
  place: Place,
): Promise<boolean> {
  const saved = await store?.read()
  if (!saved) return false
  const numbers = saved.place
  if (
    !fits(saved, 'weights', weights) ||
    !fits(saved, 'memory', memory) ||
    !fits(saved, 'best', best) ||
    numbers?.length !== PLACE.length
  ) {
    throw new TastebudError(
      'CHECKPOINT_MISMATCH',
      'the checkpoint is of another network than the one to be trained',
      'Train with the options that it was begun with, or delete it to begin anew.',
    )
  }
  fill(weights, saved, 'weights')
  fill(memory, saved, 'memory')
  fill(best, saved, 'best')
  for (const [i, name] of PLACE.entries()) place[name] = numbers[i] as number
  return true
}

function finite(array: Arrays[string]): boolean {
  for (let i = 0; i < array.length; i++) if (!Number.isFinite(array[i])) return false
  return true
}

function notFinite(epoch: number, step: number, what = 'loss'): TastebudError {
  return new TastebudError(
    'NOT_FINITE',
    `the ${what} ${what === 'weights' ? 'are not finite numbers' : 'is not a finite number'} in epoch ${epoch}, step ${step}`,
    'Lower the learning rate or clip the gradients, and look for values in the data that are far too large.',
  )
}
