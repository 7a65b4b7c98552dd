import { TastebudError } from '../../errors.ts'
import { at } from '../../kernels/arena.ts'
import { Crew } from '../../kernels/crew.ts'
import { kernelFeatures } from '../../kernels/features.ts'
import type { FitRun, TrainingData } from '../contract.ts'
import { hogwildNote } from '../parallel.ts'
import { pause } from '../pause.ts'
import type { Gru4RecConfig } from './gru4rec-config.ts'
import { Gru4RecMemory } from './gru4rec-memory.ts'
import type { Networks, Pass } from './gru4rec-walk.ts'
import { initialWeights, lengthsOf, type Shape, type Weights } from './gru4rec-weights.ts'
import { SessionBatches } from './session-batches.ts'

/** Work of a call in multiplications, some 20 ms: others run in between. */
const callWork = 3e8

export interface Trained {
  readonly weights: Weights
  readonly notes: readonly string[]
}

/** What a training is beside its data. */
export interface Course {
  /** The model's name, for errors. */
  readonly name: string
  readonly networks: Networks
  readonly epochs: number
  /** What the mini-batches of an epoch teach, from 1. */
  readonly passes: (epoch: number) => readonly Pass[]
}

/**
 * Trains GRU4Rec, or several networks together.
 * @throws TastebudError NOT_FINITE, CHECKPOINT_MISMATCH, NO_MEMORY, NO_KERNELS; the signal's reason when called off
 */
export async function train(config: Gru4RecConfig, course: Course, data: TrainingData, run: FitRun): Promise<Trained> {
  const { networks, epochs } = course
  const { items } = networks.shapes[0]!
  const { interactions } = data
  const workers = config.workers || Math.min(2, run.workers ?? kernelFeatures().cores)
  const support = new Float64Array(items)
  for (const row of interactions.rows) support[row]! += 1
  const least = config.negatives > 0 ? 1 : 2
  const walks = config.parallel === 'hogwild' ? workers : 1
  const memory = new Gru4RecMemory(config, networks, support, { workers, walks }, stepsOf(config, networks.shapes))
  const slots = memory.walks.map((walk, part) => {
    return { walk, batches: new SessionBatches(interactions, config.batchSize, walk.lanes, least, { part, of: walks }) }
  })
  const each = slots.reduce((sum, { batches }) => sum + batches.events, 0)
  const total = each * epochs
  let done = await start(memory, course, run)
  const crew = new Crew('gru4rec', memory.arena, workers, { relaxed: config.relaxed })
  try {
    for (let epoch = done + 1; epoch <= epochs; epoch++) {
      // What an epoch draws depends on its number alone, so that training can go on from any of them.
      const draw = run.random.fork(`gru4rec epoch ${epoch}`)
      for (const { walk, batches } of slots) {
        walk.passes(course.passes(epoch))
        for (let i = 0; i < 2; i++) walk.seeds[i] = (BigInt(draw.bits()) << 32n) | BigInt(draw.bits())
        walk.lossSum[0] = 0
        walk.plan.set({ turn: 0 })
        batches.restart()
      }
      let events = 0
      let loss = 0
      for (let more = true; more; ) {
        more = false
        let fresh = 0
        for (const { walk, batches } of slots) {
          const filled = batches.fill(walk, walk.steps)
          walk.plan.set({ steps: filled.steps })
          fresh += filled.events
          more ||= filled.steps === walk.steps
        }
        if (fresh === 0) break
        if (walks > 1) crew.run('race', at(memory.plans))
        else crew.run('train', memory.plans[0]!)
        events += fresh
        loss = slots.reduce((sum, { walk }) => sum + walk.lossSum[0]!, 0) / events
        if (!Number.isFinite(loss)) throw notFinite(course.name, epoch, config)
        const note = `epoch ${epoch} of ${epochs}, loss ${loss.toFixed(4)}`
        await pause(run, (epoch - 1) * each + events, total, note)
      }
      done = epoch
      run.epoch?.({ epoch, of: epochs, loss, events })
      await run.checkpoint?.write(checkpointOf(memory, epoch))
      run.signal?.throwIfAborted()
    }
  } finally {
    await crew.close()
  }
  const notes = each === 0 ? ['No sequence has two events: there was nothing to learn an order from.'] : []
  if (walks > 1) notes.push(hogwildNote(walks, 'weights'))
  return { weights: memory.save(), notes }
}

/** Steps that take some 20 ms. */
function stepsOf({ batchSize, negatives }: Gru4RecConfig, shapes: readonly Shape[]): number {
  const work = shapes.map(({ size, layers }) => {
    const gates = layers.reduce((sum, { units, inputs }) => sum + 3 * units * (inputs + units), 0)
    return 3 * batchSize * (size * (batchSize + negatives) + gates)
  })
  return Math.max(1, Math.min(256, Math.round(callWork / work.reduce((sum, n) => sum + n, 0))))
}

/** Begins at the last checkpoint, else with fresh weights. @returns how many epochs are done */
async function start(memory: Gru4RecMemory, { networks, epochs: most }: Course, run: FitRun): Promise<number> {
  const saved = await run.checkpoint?.read()
  const all = <Value>(of: (shape: Shape) => Record<string, Value>): Record<string, Value> =>
    Object.assign({}, ...networks.shapes.map(of))
  if (!saved) {
    memory.load(all((shape) => ({ ...initialWeights(shape, run.random.fork('gru4rec weights')) })))
    return 0
  }
  const lengths = all(lengthsOf)
  const part = (suffix: string): Weights =>
    Object.fromEntries(Object.keys(lengths).map((name) => [name, saved[name + suffix] as Float32Array]))
  const suffixes = ['', ...memory.remembered] as const
  const names = suffixes.flatMap((suffix) => Object.keys(lengths).map((name) => name + suffix))
  const sound =
    Object.keys(saved).length === names.length + 1 &&
    names.every((name) => {
      const tensor = saved[name]
      const bare = name.replace(/(Squares|Velocity)$/, '')
      return tensor instanceof Float32Array && tensor.length === lengths[bare]
    })
  const epochs = saved.epochs?.[0]
  if (sound && epochs !== undefined && epochs > most) {
    throw new TastebudError(
      'CHECKPOINT_MISMATCH',
      `the checkpoint has learned ${epochs} epochs, and ${most} are wanted`,
      `Train ${epochs} epochs or more, or delete the checkpoint to begin anew.`,
    )
  }
  if (!sound || epochs === undefined) {
    throw new TastebudError(
      'CHECKPOINT_MISMATCH',
      'the checkpoint is of another model than the one to be trained',
      'Delete the checkpoint, or train with the options it was made with.',
    )
  }
  for (const suffix of suffixes) memory.load(part(suffix), suffix)
  run.resumed?.(epochs, most)
  return epochs
}

/** The end of an epoch: hidden states begin anew with the next, so weights and what Adagrad keeps are all there is. */
function checkpointOf(memory: Gru4RecMemory, epoch: number): Record<string, Float32Array | Uint32Array> {
  const arrays: Record<string, Float32Array | Uint32Array> = { ...memory.save(), epochs: Uint32Array.of(epoch) }
  for (const suffix of memory.remembered) {
    for (const [name, tensor] of Object.entries(memory.save(suffix))) arrays[name + suffix] = tensor
  }
  return arrays
}

function notFinite(name: string, epoch: number, { learningRate }: Gru4RecConfig): TastebudError {
  return new TastebudError(
    'NOT_FINITE',
    `${name}: the loss is no number any more in epoch ${epoch}`,
    `Choose a learningRate below ${learningRate}, or less momentum.`,
  )
}
