import { itemFeatures } from '../content/item-features.ts'
import { recipeShell } from '../recipe-shell.ts'
import {
  courseOf,
  networksOf,
  type ParallelRnnConfig,
  parallelRnnDefaults,
  parallelRnnSchema,
} from './parallel-rnn-config.ts'
import { parallelRnnPresets } from './parallel-rnn-presets.ts'
import { type Design, SessionNetwork } from './session-network.ts'

const design: Design<ParallelRnnConfig> = {
  name: 'parallel-rnn',
  networks: networksOf,
  course: courseOf,
  features(config, { interactions, content }, run) {
    const items = Array.from({ length: interactions.items.size }, (_, row) => content?.[row])
    return itemFeatures(items, config, run.random.fork('item features'))
  },
}

export const parallelRnn = recipeShell<ParallelRnnConfig>(
  {
    name: design.name,
    title: 'Parallel RNNs, one over items and one over what they are',
    paper:
      'Hidasi, Quadrana, Karatzoglou & Tikk, Parallel Recurrent Neural Network Architectures for Feature-rich Session-based Recommendations, RecSys 2016',
    needs: ['interactions', 'order', 'content'],
    gives: 'what comes next in a session, also from what its items are, where they have few events',
    defaults: parallelRnnDefaults,
    presets: parallelRnnPresets,
    // How many epochs each network learns decides what the next one teaches.
    resumable: ['workers'],
    schema: parallelRnnSchema,
  },
  {
    create: (config) => new SessionNetwork(design, config),
    restore(config, items, tensors) {
      const model = new SessionNetwork(design, config)
      model.restore(items, tensors)
      return model
    },
  },
)
