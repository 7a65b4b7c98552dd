import { type Gru4RecConfig, gru4recDefaults } from './gru4rec-config.ts'

type Best = [loss: 'xe' | 'bprmax', units: number, batch: number, embed: number, hidden: number, rate: number]

/** What most published settings share: shared vectors, 10 epochs, 2,048 negatives. */
function preset(
  best: Best,
  momentum: number,
  alpha: number,
  bpreg = 0,
  elu = 0,
  more: Partial<Gru4RecConfig> = {},
): Gru4RecConfig {
  const [loss, units, batchSize, dropoutEmbedding, dropoutHidden, learningRate] = best
  return Object.freeze({
    ...gru4recDefaults,
    embedding: 'shared',
    embeddingSize: units,
    hiddenSizes: [units],
    loss: loss === 'xe' ? 'cross-entropy' : 'bpr-max',
    activation: elu > 0 ? 'elu' : 'linear',
    ...(elu > 0 ? { elu } : {}),
    bpreg,
    logQ: loss === 'xe' ? 1 : 0,
    batchSize,
    negatives: 2048,
    alpha,
    dropoutEmbedding,
    dropoutHidden,
    learningRate,
    momentum,
    epochs: 10,
    ...more,
  })
}

/**
 * The authors' best parameters by data set and loss, found by 100 and more trials each (Hidasi & Czapp, RecSys 2023, and
 * the parameter files of their code). `rsc15-xe-readme` is the other row that they give for the same data; the last three are the
 * older samples, two of which read items by weights of the gates instead of shared vectors.
 */
export const gru4recPresets: Readonly<Record<string, Gru4RecConfig>> = Object.freeze({
  'rsc15-xe': preset(['xe', 100, 32, 0, 0.4, 0.2], 0.2, 0.5),
  'rsc15-xe-readme': preset(['xe', 100, 32, 0.1, 0, 0.1], 0, 0.75),
  'yoochoose-xe': preset(['xe', 480, 48, 0, 0.2, 0.07], 0, 0.2),
  'yoochoose-bprmax': preset(['bprmax', 448, 48, 0.25, 0, 0.075], 0.1, 0.2, 0.5),
  'rees46-xe': preset(['xe', 512, 240, 0.45, 0, 0.065], 0, 0.5),
  'rees46-bprmax': preset(['bprmax', 512, 32, 0.1, 0, 0.03], 0.55, 0.2, 0.75, 0.5),
  'coveo-xe': preset(['xe', 512, 32, 0.4, 0.15, 0.03], 0, 0),
  'coveo-bprmax': preset(['bprmax', 512, 144, 0.35, 0, 0.05], 0.4, 0.2, 1.85, 1),
  'retailrocket-xe': preset(['xe', 192, 240, 0.5, 0.05, 0.085], 0.3, 0.3),
  'retailrocket-bprmax': preset(['bprmax', 224, 80, 0.5, 0.05, 0.05], 0.4, 0.4, 1.95, 0.5),
  'diginetica-xe': preset(['xe', 192, 128, 0.45, 0.15, 0.1], 0, 0),
  'diginetica-bprmax': preset(['bprmax', 512, 128, 0.5, 0.3, 0.05], 0.15, 0.3, 0.9, 1),
  'rsc15-bprmax': preset(['bprmax', 100, 32, 0, 0, 0.2], 0.1, 0, 0.5),
  'rsc15-bprmax-unshared': preset(['bprmax', 100, 32, 0, 0, 0.2], 0.3, 0, 1, 0.5, { embedding: 'one-hot' }),
  'rsc15-xe-unshared': preset(['xe', 100, 32, 0, 0.3, 0.1], 0.7, 0, 0, 0, { embedding: 'one-hot', logQ: 0 }),
})
