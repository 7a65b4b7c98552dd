import type { Gru4RecConfig } from '../../src/recommenders/session/gru4rec-config.ts'

/** Picked on train_tr against train_valid of rsc15-100k, see docs/sequence.md; BPR-max is the model's default. */
export const tuned = {
  'BPR-max': {},
  'cross-entropy': {
    loss: 'cross-entropy',
    learningRate: 0.1,
    momentum: 0,
    dropoutEmbedding: 0.5,
    dropoutHidden: 0.3,
    alpha: 0.5,
  },
} as const satisfies Record<string, Partial<Gru4RecConfig>>

/** Published speed and quality of the authors' PyTorch code on two cores of the same kind (100 units, 2,048 negatives). */
export const pytorch = [
  { loss: 'cross-entropy', batch: 32, speed: 3800, recall: 0.68, mrr: 0.353 },
  { loss: 'cross-entropy', batch: 128, speed: 11_100, recall: 0.682, mrr: 0.355 },
  { loss: 'BPR-max', batch: 32, speed: 3900, recall: 0.703, mrr: 0.379 },
  { loss: 'BPR-max', batch: 128, speed: 8800, recall: 0.703, mrr: 0.375 },
] as const
