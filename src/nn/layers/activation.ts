import type { Tensor, TF } from '../tf.ts'

export type Activation = 'linear' | 'relu' | 'tanh' | 'sigmoid' | 'elu' | 'selu'

/** f(x), of the shape of x. */
export function activate<T extends Tensor>(tf: TF, x: T, activation: Activation): T {
  return activation === 'linear' ? x : tf[activation](x)
}
