import type { Random } from '../random.ts'
import type { Arrays } from './checkpoint.ts'
import { Graph, type Update } from './graph.ts'
import type { Optimiser } from './optimisers/optimiser.ts'
import type { Parameters } from './parameters.ts'
import type { Scalar, Tensor, TF } from './tf.ts'
import type { Trainee } from './train.ts'

/**
 * A network that the loop can train: parameters, a loss of a batch through a graph, and an optimiser. Each step is one
 * tidy scope, so that no tensor outlives it.
 */
export class Network<Batch> implements Trainee<Batch> {
  constructor(
    readonly tf: TF,
    readonly parameters: Parameters,
    readonly optimiser: Optimiser,
    readonly loss: (graph: Graph, batch: Batch) => Scalar,
  ) {}

  get weights(): Arrays {
    return this.parameters.tensors()
  }

  get memory(): Arrays {
    return this.optimiser.tensors()
  }

  step(batch: Batch, random: Random): number {
    const graph = new Graph(this.tf, true, random)
    const { loss, updates } = graph.gradients(() => this.loss(graph, batch))
    // What is not finite must reach neither the weights nor a checkpoint; the loop stops at the loss.
    if (!Number.isFinite(loss) || !updates.every(finite)) return Number.NaN
    this.optimiser.apply(updates)
    return loss
  }
}

function finite({ gradient }: Update): boolean {
  let sum = 0
  for (let i = 0; i < gradient.length; i++) sum += (gradient[i] as number) * 0
  return sum === 0
}

/** Answers of a network outside of training: parameters are uploaded once for all calls of `work`. */
export function infer<T>(
  tf: TF,
  random: Random,
  work: (values: (of: (graph: Graph) => Tensor) => Float32Array) => T,
): T {
  const graph = new Graph(tf, false, random)
  try {
    return work((of) => graph.values(() => of(graph)))
  } finally {
    graph.dispose()
  }
}
