import type { Tensor, Tensor2D, Tensor3D, TF } from '../tf.ts'

/**
 * The largest number of each channel over the first `lengths[n]` steps: (N, T, F) -> (N, F). By hand, as the gradient of
 * a library's maximum goes to every number that is equal to it; this one goes to the first.
 */
export function maxOverTime(tf: TF, x: Tensor3D, lengths: ArrayLike<number>): Tensor2D {
  const [n, steps, channels] = x.shape
  const op = tf.customGrad((input) => {
    const values = (input as Tensor).dataSync()
    const largest = new Float32Array(n * channels)
    const places = new Int32Array(n * channels)
    for (let i = 0; i < n; i++) {
      const length = Math.min(steps, Math.max(1, lengths[i] as number))
      for (let f = 0; f < channels; f++) {
        let best = i * steps * channels + f
        for (let t = 1, at = best + channels; t < length; t++, at += channels) {
          if ((values[at] as number) > (values[best] as number)) best = at
        }
        largest[i * channels + f] = values[best] as number
        places[i * channels + f] = best
      }
    }
    const gradFunc = (dy: Tensor) => {
      const up = dy.dataSync()
      const gradient = new Float32Array(n * steps * channels)
      for (let i = 0; i < places.length; i++) gradient[places[i] as number] = up[i] as number
      return tf.tensor(gradient, [n, steps, channels])
    }
    return { value: tf.tensor(largest, [n, channels]), gradFunc }
  })
  return op(x) as Tensor2D
}
