import { architectures, type ParallelRnnConfig, parallelRnnDefaults, trainings } from './parallel-rnn-config.ts'

/** The rows of the paper's tables: an architecture by its name, of two networks with each way of training. */
export const parallelRnnPresets: Readonly<Record<string, ParallelRnnConfig>> = Object.freeze(
  Object.fromEntries(
    architectures.flatMap((architecture): [string, ParallelRnnConfig][] =>
      ['id-only', 'feature-only', 'concatenated'].includes(architecture)
        ? [[architecture, Object.freeze({ ...parallelRnnDefaults, architecture })]]
        : trainings.map((training) => [
            `${architecture}-${training}`,
            Object.freeze({ ...parallelRnnDefaults, architecture, training }),
          ]),
    ),
  ),
)
