import { z } from 'zod'
import { parallel } from '../parallel.ts'

export const losses = ['cross-entropy', 'bpr', 'top1', 'top1-max', 'bpr-max'] as const
export const activations = ['linear', 'elu', 'tanh'] as const

const share = z.number().min(0).max(0.95)

/** Options of GRU4Rec by the papers' names. */
export const gru4recSchema = z.strictObject({
  /** What an item is as input: a row of the output matrix, a row of a matrix of its own, or weights of the gates. */
  embedding: z.enum(['shared', 'separate', 'one-hot']),
  /** Numbers of an item vector where `embedding` is separate; shared vectors are as long as the last layer. */
  embeddingSize: z.int().min(1).max(1024),
  /** Units of each layer, first to last. */
  hiddenSizes: z
    .array(z.int().min(1).max(1024), { error: 'expected the units of each layer in brackets, e.g. [50]' })
    .min(1)
    .max(8),
  loss: z.enum(losses),
  /** What the scores go through in the losses other than cross-entropy, which takes them as they are. */
  activation: z.enum(activations),
  /** a of ELU: a (e^o - 1) below 0, o above; what the papers call 0 is the activation `linear`. */
  elu: z.number().gt(0).max(10),
  /** BPR-max: weight of the squared scores of the negatives. */
  bpreg: z.number().min(0).max(100),
  /** Cross-entropy: how much of ln P(column drawn) is taken off its score while training. */
  logQ: z.number().min(0).max(2),
  /** Sessions that are trained side by side. */
  batchSize: z.int().min(2).max(1024),
  /** Items drawn beside the other targets of a batch, shared by all of it; lower it where fewer than 5,000 are active. */
  negatives: z.int().min(0).max(65_536),
  /** They are drawn by support^alpha: 0 evenly, 1 by popularity. */
  alpha: z.number().min(0).max(1),
  /** Share of the input that is dropped while training, and of each new hidden state. */
  dropoutEmbedding: share,
  dropoutHidden: share,
  learningRate: z.number().gt(0).max(10),
  momentum: z.number().min(0).max(0.999),
  epochs: z.int().min(1).max(1000),
  /**
   * Share of the sessions, the newest, that are not learned but asked about after each epoch; the weights of the best
   * epoch are kept. Absent: all are learned and the last epoch's are kept, as in the papers' figures.
   */
  validation: z.number().gt(0).max(0.5).optional(),
  /** With `validation`: training ends after so many epochs without a better one. */
  patience: z.int().min(1).max(1000).optional(),
  /** Threads while training; 0: one a core, at most 2, as more wait for each other at batches of the usual size. */
  workers: z.int().min(0).max(64),
  /** They share one batch, and any number gives the same bits; or each walks through sessions of its own (Hogwild). */
  parallel,
  /** Fused multiply-adds: a little faster, with bits that depend on the processor; needs a V8 that has them. */
  relaxed: z.boolean(),
})
export type Gru4RecConfig = z.infer<typeof gru4recSchema>

/** BPR-max as tuned on the training and validation parts of 100,000 clicks of RSC15: docs/sequence.md. */
export const gru4recDefaults: Gru4RecConfig = {
  embedding: 'shared',
  embeddingSize: 100,
  hiddenSizes: [100],
  loss: 'bpr-max',
  activation: 'elu',
  elu: 0.5,
  bpreg: 1,
  logQ: 1,
  batchSize: 32,
  negatives: 2048,
  alpha: 0.3,
  dropoutEmbedding: 0.5,
  dropoutHidden: 0.2,
  learningRate: 0.05,
  momentum: 0.3,
  epochs: 10,
  workers: 0,
  parallel: 'synchronous',
  relaxed: false,
}
