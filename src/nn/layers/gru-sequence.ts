import type { Tensor, Tensor2D, Tensor3D, TF } from '../tf.ts'
import { cellBackward, cellForward, type Step, type Trace } from './gru-cell.ts'

export interface SequenceOptions {
  /** (B) steps of each sequence, the rest is padding. */
  readonly lengths: ArrayLike<number>
  /** From the last step to the first. */
  readonly reverse: boolean
}

/**
 * A GRU over whole sequences as one op. A step is one product and one pass over its numbers, instead of some twenty ops
 * each with its dispatch, and the gradient of U is one product over all steps at the end.
 *
 * @param inputs (B, T, 3H) what the input says to each gate, xW + b
 * @param initial (B, H)
 * @param weights U (H, 3H)
 * @param bias c (3H)
 * @returns (B, T, H) the state after each step; where a sequence is over its last one
 */
export function gruSequence(
  tf: TF,
  inputs: Tensor3D,
  initial: Tensor2D,
  weights: Tensor2D,
  bias: Tensor,
  { lengths, reverse }: SequenceOptions,
): Tensor3D {
  const [batch, steps, wide] = inputs.shape
  const size = wide / 3
  const order = Array.from({ length: steps }, (_, i) => (reverse ? steps - 1 - i : i))
  const at = (t: number): Step => ({ batch, steps, size, t, lengths })

  const op = tf.customGrad((...given) => {
    const [x, h, u, c] = given as unknown as [Tensor3D, Tensor2D, Tensor2D, Tensor]
    const trace = newTrace(batch * steps * size)
    const states = new Float32Array(batch * steps * size)
    const state = h.dataSync().slice() as Float32Array
    const values = x.dataSync() as Float32Array
    for (const t of order) {
      const recurrent = product(tf, () => tf.add(tf.matMul(tf.tensor2d(state, [batch, size]), u), c))
      cellForward(at(t), values, recurrent, state, states, trace)
    }
    const gradFunc = (dy: Tensor): Tensor[] => {
      const up = dy.dataSync() as Float32Array
      const carried = new Float32Array(batch * size)
      const dInputs = new Float32Array(batch * steps * wide)
      const dRecurrent = new Float32Array(batch * steps * wide)
      const back = tf.transpose(u) // (3H, H), written out once for all steps
      for (const t of order.toReversed()) {
        cellBackward(at(t), trace, up, carried, dInputs, dRecurrent)
        const dStep = rowsAt(dRecurrent, batch, steps, wide, t)
        const through = product(tf, () => tf.matMul(tf.tensor2d(dStep, [batch, wide]), back))
        for (let i = 0; i < carried.length; i++) carried[i] = (carried[i] as number) + (through[i] as number)
      }
      const dGates = tf.tensor2d(dRecurrent, [batch * steps, wide])
      const before = tf.tensor2d(trace.before as Float32Array, [batch * steps, size])
      return [
        tf.tensor3d(dInputs, [batch, steps, wide]),
        tf.tensor2d(carried, [batch, size]),
        tf.matMul(before, dGates, true), // (H, 3H)
        tf.sum(dGates, 0), // (3H)
      ]
    }
    return { value: tf.tensor3d(states, [batch, steps, size]), gradFunc }
  })
  return op(inputs, initial, weights, bias) as Tensor3D
}

function newTrace(length: number): Trace {
  const array = () => new Float32Array(length)
  return { reset: array(), update: array(), candidate: array(), recalled: array(), before: array() }
}

/** The numbers of a result, its tensors freed at once. */
function product(tf: TF, work: () => Tensor): Float32Array {
  let values = new Float32Array()
  tf.tidy(() => {
    values = work().dataSync() as Float32Array<ArrayBuffer>
  })
  return values
}

/** (B, T, W) -> (B, W) at t */
function rowsAt(values: Float32Array, batch: number, steps: number, width: number, t: number): Float32Array {
  const rows = new Float32Array(batch * width)
  for (let b = 0; b < batch; b++) {
    const from = (b * steps + t) * width
    rows.set(values.subarray(from, from + width), b * width)
  }
  return rows
}
