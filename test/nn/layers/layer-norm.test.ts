import { expect, test } from 'vitest'
import { Graph } from '../../../src/nn/graph.ts'
import { LayerNorm } from '../../../src/nn/layers/layer-norm.ts'
import { loadEngine } from '../../../src/nn/load.ts'
import { Parameters } from '../../../src/nn/parameters.ts'
import { Random } from '../../../src/random.ts'
import { anyLoss, checkGradients, input } from '../gradients.ts'

const { tf } = await loadEngine('wasm')

test('each row gets mean 0 and deviation 1', () => {
  const layer = new LayerNorm(new Parameters(), 'n', 3, new Random(1))
  const graph = new Graph(tf, false, new Random(1))
  const y = graph.values(() => layer.apply(graph, tf.tensor2d([1, 2, 3, 10, 20, 30], [2, 3])))
  for (const [i, wanted] of [-1.2247, 0, 1.2247, -1.2247, 0, 1.2247].entries()) expect(y[i]).toBeCloseTo(wanted, 3)
  graph.dispose()
})

test('its gradients agree with differences', () => {
  const parameters = new Parameters()
  const x = input(parameters, 'x', [2, 3, 4])
  const layer = new LayerNorm(parameters, 'n', 4, new Random(1))
  checkGradients(tf, parameters, (graph) => anyLoss(tf, layer.apply(graph, graph.of(x))))
})
