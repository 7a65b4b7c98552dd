import { TastebudError } from '../../errors.ts'
import type { FitRun } from '../contract.ts'
import type { Gru4RecMemory } from './gru4rec-memory.ts'
import type { Course } from './gru4rec-training.ts'
import { initialWeights, lengthsOf, type Shape, type Weights } from './gru4rec-weights.ts'

/** The best epoch by sessions that are not learned. */
export interface Best {
  readonly value: number
  /** From 1. */
  readonly epoch: number
  readonly weights: Weights
}

interface Begun {
  /** How many epochs are done. */
  readonly done: number
  readonly best?: Best
}

/**
 * Begins at the last checkpoint, else with fresh weights.
 * @param validated whether the best epoch is looked for
 * @throws TastebudError CHECKPOINT_MISMATCH
 */
export async function start(memory: Gru4RecMemory, course: Course, validated: boolean, run: FitRun): Promise<Begun> {
  const { networks, epochs: most } = course
  const saved = await run.checkpoint?.read()
  const all = <Value>(of: (shape: Shape) => Record<string, Value>): Record<string, Value> =>
    Object.assign({}, ...networks.shapes.map(of))
  if (!saved) {
    memory.load(all((shape) => ({ ...initialWeights(shape, run.random.fork('gru4rec weights')) })))
    return { done: 0 }
  }
  const lengths = all(lengthsOf)
  const part = (suffix: string): Weights =>
    Object.fromEntries(Object.keys(lengths).map((name) => [name, saved[name + suffix] as Float32Array]))
  const suffixes = ['', ...memory.remembered] as const
  const names = [...suffixes, ...(validated ? ['Best'] : [])].flatMap((suffix) =>
    Object.keys(lengths).map((name) => ({ name: name + suffix, length: lengths[name] })),
  )
  const { epochs: told, best } = saved
  const done = told?.[0]
  if (
    Object.keys(saved).length !== names.length + 1 + Number(validated) ||
    names.some(({ name, length }) => !(saved[name] instanceof Float32Array && saved[name].length === length)) ||
    done === undefined ||
    (validated && best?.length !== 2)
  ) {
    throw new TastebudError(
      'CHECKPOINT_MISMATCH',
      'the checkpoint is of another model than the one to be trained',
      'Delete the checkpoint, or train with the options it was made with.',
    )
  }
  if (done > most) {
    throw new TastebudError(
      'CHECKPOINT_MISMATCH',
      `the checkpoint has learned ${done} epochs, and ${most} are wanted`,
      `Train ${done} epochs or more, or delete the checkpoint to begin anew.`,
    )
  }
  for (const suffix of suffixes) memory.load(part(suffix), suffix)
  run.resumed?.(done, most)
  if (!validated) return { done }
  const [value, epoch] = best as unknown as [number, number]
  return { done, best: { value, epoch, weights: part('Best') } }
}

/** The end of an epoch: hidden states begin anew with the next, so weights and what Adagrad keeps are all there is. */
export function checkpointOf(
  memory: Gru4RecMemory,
  epoch: number,
  best?: Best,
): Record<string, Float32Array | Float64Array | Uint32Array> {
  const arrays: Record<string, Float32Array | Float64Array | Uint32Array> = {
    ...memory.save(),
    epochs: Uint32Array.of(epoch),
  }
  for (const suffix of memory.remembered) {
    for (const [name, tensor] of Object.entries(memory.save(suffix))) arrays[name + suffix] = tensor
  }
  if (best) {
    for (const [name, tensor] of Object.entries(best.weights)) arrays[`${name}Best`] = tensor
    arrays.best = Float64Array.of(best.value, best.epoch)
  }
  return arrays
}
