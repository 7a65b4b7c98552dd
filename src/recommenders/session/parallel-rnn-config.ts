import { z } from 'zod'
import { featureSources } from '../content/item-features.ts'
import type { Gru4RecConfig } from './gru4rec-config.ts'
import { gru4recDefaults, gru4recSchema } from './gru4rec-config.ts'
import type { Course } from './gru4rec-training.ts'
import type { Networks } from './gru4rec-walk.ts'
import { type Shape, shapeOf } from './gru4rec-weights.ts'

export const architectures = [
  'id-only',
  'feature-only',
  'concatenated',
  'parallel',
  'shared-output',
  'interaction',
] as const
export const trainings = ['simultaneous', 'alternating', 'residual', 'interleaved'] as const

/**
 * Options of parallel RNNs: those of GRU4Rec, which both networks share, and how there are two. No epoch of one network
 * is the best of both, so that there is no early stopping.
 */
export const parallelRnnSchema = gru4recSchema.omit({ validation: true, patience: true }).extend({
  /**
   * One network that reads ids, features, or both behind each other; or two, whose scores are added (parallel), whose
   * states are added before one output matrix (shared-output), or of which the second scores the product of both states.
   */
  architecture: z.enum(architectures),
  /** Of two networks: both at once, by turns of an epoch, the second after the first, or by turns of a mini-batch. */
  training: z.enum(trainings),
  /** What of the catalogue is read: title and text, tags, or both. */
  source: z.enum(featureSources),
  /** Numbers that are given of an item. */
  featureSize: z.int().min(1).max(1024),
})
export type ParallelRnnConfig = z.infer<typeof parallelRnnSchema>

export const parallelRnnDefaults: ParallelRnnConfig = {
  ...gru4recDefaults,
  architecture: 'parallel',
  training: 'residual',
  source: 'all',
  featureSize: 64,
} satisfies Gru4RecConfig & ParallelRnnConfig

/** The networks of a config, the one over ids first. */
export function networksOf(config: Readonly<ParallelRnnConfig>, items: number): Networks {
  const { architecture, featureSize: features } = config
  const reader = (more: Partial<Shape>) => shapeOf({ ...config, embedding: 'none' }, items, { features, ...more })
  const alone = (shape: Shape): Networks => ({ shapes: [shape], mixing: 'beside' })
  if (architecture === 'id-only') return alone(shapeOf(config, items))
  if (architecture === 'feature-only') return alone(reader({}))
  if (architecture === 'concatenated') return alone(shapeOf(config, items, { features }))
  const second = reader({ prefix: 'feature', scored: architecture !== 'shared-output' })
  const mixing = ({ parallel: 'beside', 'shared-output': 'sum', interaction: 'product' } as const)[architecture]
  return { shapes: [shapeOf(config, items), second], mixing }
}

/**
 * What mini-batches teach. Every network learns `epochs` epochs: by turns and one after the other that is twice as many.
 * Where the second network learns from what the first leaves (residual, interleaved), the first is scored alone while it
 * learns and never hears of the second; item vectors that both score with belong to the first.
 */
export function courseOf(config: Readonly<ParallelRnnConfig>): Pick<Course, 'epochs' | 'passes'> {
  const { architecture, training, epochs } = config
  const together = (...learns: number[]) => [{ alone: false, learns }]
  const first = { alone: true, learns: [0] }
  if (['id-only', 'feature-only', 'concatenated'].includes(architecture)) return { epochs, passes: () => together(0) }
  switch (training) {
    case 'simultaneous':
      return { epochs, passes: () => together(0, 1) }
    case 'alternating':
      return { epochs: 2 * epochs, passes: (epoch) => together((epoch + 1) % 2) }
    case 'residual':
      return { epochs: 2 * epochs, passes: (epoch) => (epoch <= epochs ? [first] : together(1)) }
    case 'interleaved':
      return { epochs, passes: () => [first, ...together(1)] }
  }
}
