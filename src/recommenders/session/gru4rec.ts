import { recipeShell } from '../recipe-shell.ts'
import { type Gru4RecConfig, gru4recDefaults, gru4recSchema } from './gru4rec-config.ts'
import { gru4recPresets } from './gru4rec-presets.ts'
import { shapeOf } from './gru4rec-weights.ts'
import { type Design, SessionNetwork } from './session-network.ts'

const design: Design<Gru4RecConfig> = {
  name: 'gru4rec',
  networks: (config, items) => ({ shapes: [shapeOf(config, items)], mixing: 'beside' }),
  course: ({ epochs }) => ({ epochs, passes: () => [{ alone: false, learns: [0] }] }),
}

export const gru4rec = recipeShell<Gru4RecConfig>(
  {
    name: design.name,
    title: 'GRU4Rec, a recurrent network over sessions',
    paper:
      'Hidasi et al., Session-based Recommendations with Recurrent Neural Networks, ICLR 2016; Hidasi & Karatzoglou, Recurrent Neural Networks with Top-k Gains, CIKM 2018',
    needs: ['interactions', 'order'],
    gives: 'what comes next in a session, from all of it and in its order',
    defaults: gru4recDefaults,
    presets: gru4recPresets,
    // Nothing falls from epoch to epoch, and any number of threads gives the same bits.
    resumable: ['workers', 'epochs'],
    schema: gru4recSchema.refine(({ validation, patience }) => patience === undefined || validation !== undefined, {
      message: 'needs a share of the sessions as validation, e.g. validation=0.1',
      path: ['patience'],
    }),
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
