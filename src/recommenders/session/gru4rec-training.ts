import { TastebudError } from '../../errors.ts'
import { at } from '../../kernels/arena.ts'
import { Crew } from '../../kernels/crew.ts'
import { kernelFeatures } from '../../kernels/features.ts'
import type { FitRun, TrainingData } from '../contract.ts'
import { hogwildNote } from '../parallel.ts'
import { pause } from '../pause.ts'
import { checkpointOf, start } from './gru4rec-checkpoint.ts'
import type { Gru4RecConfig } from './gru4rec-config.ts'
import { Gru4RecMemory } from './gru4rec-memory.ts'
import { Gru4RecServing } from './gru4rec-serving.ts'
import { holdNewest, metricName } from './gru4rec-validation.ts'
import type { Networks, Pass } from './gru4rec-walk.ts'
import type { Shape, Weights } from './gru4rec-weights.ts'
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
  const { validation: share, patience = Number.POSITIVE_INFINITY } = config
  const held = share === undefined ? undefined : holdNewest(data.interactions, share)
  const interactions = held?.train ?? data.interactions
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
  const begun = await start(memory, course, held !== undefined, run)
  let { done, best } = begun
  let last = 0
  const crew = new Crew('gru4rec', memory.arena, workers, { relaxed: config.relaxed })
  try {
    for (let epoch = done + 1; epoch <= epochs && !(best && done - best.epoch >= patience); epoch++) {
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
      last = loss
      const value = held && (await held.measure(new Gru4RecServing(networks, memory.save()), run))
      if (value !== undefined && !(best && best.value >= value)) best = { value, epoch, weights: memory.save() }
      const metric = value === undefined ? {} : { metric: { name: metricName, value } }
      run.epoch?.({ epoch, of: epochs, loss, events, ...metric })
      await run.checkpoint?.write(checkpointOf(memory, epoch, best))
      run.signal?.throwIfAborted()
    }
  } finally {
    await crew.close()
  }
  const notes = each === 0 ? ['No sequence has two events: there was nothing to learn an order from.'] : []
  if (walks > 1) notes.push(hogwildNote(walks, 'weights'))
  const guessing = guessed(config)
  if (last > 5 * guessing) {
    const figures = `The loss ended at ${last.toPrecision(3)}, where guessing costs some ${guessing.toPrecision(2)}`
    notes.push(`${figures}: choose a lower learningRate than ${config.learningRate}, or less momentum.`)
  }
  if (best && held) {
    const found = `epoch ${best.epoch} of ${done} was best and is kept, ${metricName} ${best.value.toFixed(4)}`
    notes.push(`The newest ${held.sessions} sessions were not learned; by them ${found}.`)
  }
  return { weights: best?.weights ?? memory.save(), notes }
}

/** The loss of an event where all scores are alike; logQ adds to it what supports differ by. */
function guessed({ loss, batchSize, negatives }: Gru4RecConfig): number {
  if (loss === 'cross-entropy') return Math.log(batchSize + negatives)
  return loss === 'top1' || loss === 'top1-max' ? 1 : Math.LN2
}

/** Steps that take some 20 ms. */
function stepsOf({ batchSize, negatives }: Gru4RecConfig, shapes: readonly Shape[]): number {
  const work = shapes.map(({ size, layers }) => {
    const gates = layers.reduce((sum, { units, inputs }) => sum + 3 * units * (inputs + units), 0)
    return 3 * batchSize * (size * (batchSize + negatives) + gates)
  })
  return Math.max(1, Math.min(256, Math.round(callWork / work.reduce((sum, n) => sum + n, 0))))
}

function notFinite(name: string, epoch: number, { learningRate }: Gru4RecConfig): TastebudError {
  return new TastebudError(
    'NOT_FINITE',
    `${name}: the loss is no number any more in epoch ${epoch}`,
    `Choose a learningRate below ${learningRate}, or less momentum.`,
  )
}
