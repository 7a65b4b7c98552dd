import { expect, test } from 'vitest'
import { gru4rec } from '../../../src/recommenders/session/gru4rec.ts'
import { gru4recPresets } from '../../../src/recommenders/session/gru4rec-presets.ts'

test('each is a whole and sound config', () => {
  for (const preset of Object.values(gru4recPresets)) expect(gru4rec.create(preset).config).toEqual(preset)
})

// By hand from the parameter files and the experiments' settings that the authors published; the columns are theirs.
const published = `
rsc15-xe               | cross-entropy | 100 | 32  | 0    | 0.4  | 0.2   | 0.2  | 0.5  | 0    | 1 | softmax
rsc15-xe-readme        | cross-entropy | 100 | 32  | 0.1  | 0    | 0.1   | 0    | 0.75 | 0    | 1 | softmax
yoochoose-xe           | cross-entropy | 480 | 48  | 0    | 0.2  | 0.07  | 0    | 0.2  | 0    | 1 | softmax
yoochoose-bprmax       | bpr-max       | 448 | 48  | 0.25 | 0    | 0.075 | 0.1  | 0.2  | 0.5  | 0 | linear
rees46-xe              | cross-entropy | 512 | 240 | 0.45 | 0    | 0.065 | 0    | 0.5  | 0    | 1 | softmax
rees46-bprmax          | bpr-max       | 512 | 32  | 0.1  | 0    | 0.03  | 0.55 | 0.2  | 0.75 | 0 | elu-0.5
coveo-bprmax           | bpr-max       | 512 | 144 | 0.35 | 0    | 0.05  | 0.4  | 0.2  | 1.85 | 0 | elu-1
coveo-xe               | cross-entropy | 512 | 32  | 0.4  | 0.15 | 0.03  | 0    | 0    | 0    | 1 | softmax
retailrocket-bprmax    | bpr-max       | 224 | 80  | 0.5  | 0.05 | 0.05  | 0.4  | 0.4  | 1.95 | 0 | elu-0.5
retailrocket-xe        | cross-entropy | 192 | 240 | 0.5  | 0.05 | 0.085 | 0.3  | 0.3  | 0    | 1 | softmax
diginetica-bprmax      | bpr-max       | 512 | 128 | 0.5  | 0.3  | 0.05  | 0.15 | 0.3  | 0.9  | 0 | elu-1
diginetica-xe          | cross-entropy | 192 | 128 | 0.45 | 0.15 | 0.1   | 0    | 0    | 0    | 1 | softmax
rsc15-bprmax           | bpr-max       | 100 | 32  | 0    | 0    | 0.2   | 0.1  | 0    | 0.5  | 0 | linear
rsc15-bprmax-unshared  | bpr-max       | 100 | 32  | 0    | 0    | 0.2   | 0.3  | 0    | 1    | 0 | elu-0.5
rsc15-xe-unshared      | cross-entropy | 100 | 32  | 0    | 0.3  | 0.1   | 0.7  | 0    | 0    | 0 | softmax
`

test('they are what was published, every number of every row', () => {
  const table = published
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
  expect(Object.keys(gru4recPresets).sort()).toEqual(table.map(([name]) => name).sort())
  for (const [name = '', loss, ...cells] of table) {
    const [units, batchSize, dropoutEmbedding, dropoutHidden, rate, momentum, alpha, bpreg, logQ] = cells.map(Number)
    const [activation, elu] = cells.at(-1)!.split('-')
    const preset = gru4recPresets[name]!
    expect(preset, name).toMatchObject({
      embedding: name.endsWith('unshared') ? 'one-hot' : 'shared',
      hiddenSizes: [units],
      loss,
      batchSize,
      dropoutEmbedding,
      dropoutHidden,
      learningRate: rate,
      momentum,
      alpha,
      bpreg,
      logQ,
      activation: activation === 'softmax' ? 'linear' : activation,
      ...(elu === undefined ? {} : { elu: Number(elu) }),
      negatives: 2048,
      epochs: 10,
    })
  }
})
