import { TastebudError } from '../../errors.ts'
import { Crew } from '../../kernels/crew.ts'
import { kernelFeatures } from '../../kernels/features.ts'
import type { FitRun, TrainingData } from '../contract.ts'
import { pause } from '../pause.ts'
import type { Gru4RecConfig } from './gru4rec-config.ts'
import { Gru4RecMemory } from './gru4rec-memory.ts'
import { initialWeights, lengthsOf, type Shape, type Weights } from './gru4rec-weights.ts'
import { SessionBatches } from './session-batches.ts'

/** Work of a call in multiplications, some 20 ms: others run in between. */
const callWork = 3e8

export interface Trained {
  readonly weights: Weights
  readonly notes: readonly string[]
}

/**
 * Trains GRU4Rec.
 * @throws TastebudError NOT_FINITE, CHECKPOINT_MISMATCH, NO_MEMORY, NO_KERNELS; the signal's reason when called off
 */
export async function train(config: Gru4RecConfig, shape: Shape, data: TrainingData, run: FitRun): Promise<Trained> {
  const { interactions } = data
  const workers = config.workers || Math.min(2, run.workers ?? kernelFeatures().cores)
  const support = new Float64Array(shape.items)
  for (const row of interactions.rows) support[row]! += 1
  const least = config.negatives > 0 ? 1 : 2
  const memory = new Gru4RecMemory(config, shape, support, workers, stepsOf(config, shape))
  const batches = new SessionBatches(interactions, config.batchSize, memory.lanes, least)
  const total = batches.events * config.epochs
  let done = await start(memory, config, shape, run)
  const crew = new Crew('gru4rec', memory.arena, workers, { relaxed: config.relaxed })
  try {
    for (let epoch = done + 1; epoch <= config.epochs; epoch++) {
      // What an epoch draws depends on its number alone, so that training can go on from any of them.
      const draw = run.random.fork(`gru4rec epoch ${epoch}`)
      for (let i = 0; i < 2; i++) memory.seeds[i] = (BigInt(draw.bits()) << 32n) | BigInt(draw.bits())
      memory.lossSum[0] = 0
      memory.plan.set({ turn: 0 })
      batches.restart()
      let events = 0
      for (;;) {
        const filled = batches.fill(memory, memory.steps)
        if (filled.steps === 0) break
        memory.plan.set({ steps: filled.steps })
        crew.run('train', memory.plan.address)
        events += filled.events
        const loss = memory.lossSum[0] / events
        if (!Number.isFinite(loss)) throw notFinite(epoch, config)
        const note = `epoch ${epoch} of ${config.epochs}, loss ${loss.toFixed(4)}`
        await pause(run, (epoch - 1) * batches.events + events, total, note)
        if (filled.steps < memory.steps) break
      }
      done = epoch
      const loss = events > 0 ? memory.lossSum[0] / events : 0
      run.epoch?.({ epoch, of: config.epochs, loss, events })
      await run.checkpoint?.write(checkpointOf(memory, epoch))
      run.signal?.throwIfAborted()
    }
  } finally {
    await crew.close()
  }
  const notes = batches.events === 0 ? ['No sequence has two events: there was nothing to learn an order from.'] : []
  return { weights: memory.save(), notes }
}

/** Steps that take some 20 ms. */
function stepsOf({ batchSize, negatives }: Gru4RecConfig, { size, layers }: Shape): number {
  const gates = layers.reduce((sum, { units, inputs }) => sum + 3 * units * (inputs + units), 0)
  const work = 3 * batchSize * (size * (batchSize + negatives) + gates)
  return Math.max(1, Math.min(256, Math.round(callWork / work)))
}

/** Begins at the last checkpoint, else with fresh weights. @returns how many epochs are done */
async function start(memory: Gru4RecMemory, config: Gru4RecConfig, shape: Shape, run: FitRun): Promise<number> {
  const saved = await run.checkpoint?.read()
  if (!saved) {
    memory.load(initialWeights(shape, run.random.fork('gru4rec weights')))
    return 0
  }
  const lengths = lengthsOf(shape)
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
  if (!sound || epochs === undefined || epochs > config.epochs) {
    throw new TastebudError(
      'CHECKPOINT_MISMATCH',
      'the checkpoint is of another model than the one to be trained',
      'Delete the checkpoint, or train with the options it was made with.',
    )
  }
  for (const suffix of suffixes) memory.load(part(suffix), suffix)
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

function notFinite(epoch: number, { learningRate }: Gru4RecConfig): TastebudError {
  return new TastebudError(
    'NOT_FINITE',
    `gru4rec: the loss is no number any more in epoch ${epoch}`,
    `Choose a learningRate below ${learningRate}, or less momentum.`,
  )
}
