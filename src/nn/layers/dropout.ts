import type { Graph } from '../graph.ts'
import type { Tensor } from '../tf.ts'

/**
 * Srivastava et al. 2014, inverted: while training each number is 0 with probability `rate`, else divided by 1 - rate;
 * otherwise x itself. The graph's random stream draws.
 */
export function dropout<T extends Tensor>(graph: Graph, x: T, rate: number): T {
  if (!graph.training || rate === 0) return x
  const { tf, random } = graph
  const scale = 1 / (1 - rate)
  const mask = new Float32Array(x.size)
  for (let i = 0; i < mask.length; i++) mask[i] = random.next() < rate ? 0 : scale
  return tf.mul(x, tf.tensor(mask, x.shape))
}
