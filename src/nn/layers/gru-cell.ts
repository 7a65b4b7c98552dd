import { type Numbers, sigmoid, tanh } from '../numbers.ts'

/** Where one step of a batch of sequences lies in arrays (B, T, ...). */
export interface Step {
  readonly batch: number
  readonly steps: number
  readonly size: number
  readonly t: number
  /** (B) steps of each sequence; at a later one its state stays as it is. */
  readonly lengths: ArrayLike<number>
}

/** What the backward pass needs of the forward one; each (B, T, H). */
export interface Trace {
  readonly reset: Numbers
  readonly update: Numbers
  readonly candidate: Numbers
  /** hUₙ + cₙ, before the reset gate. */
  readonly recalled: Numbers
  /** The state before the step. */
  readonly before: Numbers
}

/**
 * One step of a GRU whose reset gate comes after the product (as in cuDNN), so that one product makes all three gates:
 *   r = σ(xᵣ + hᵣ)   z = σ(x_z + h_z)   n = tanh(xₙ + r hₙ)   h' = (1 - z) n + z h
 * @param inputs (B, T, 3H) xW + b, as r, z, n
 * @param recurrent (B, 3H) hU + c, as r, z, n
 * @param state (B, H) h, becomes h'
 * @param states (B, T, H) gets h' at t
 */
export function cellForward(
  { batch, steps, size, t, lengths }: Step,
  inputs: Numbers,
  recurrent: Numbers,
  state: Numbers,
  states: Numbers,
  trace: Trace,
): void {
  const { reset, update, candidate, recalled, before } = trace
  for (let b = 0; b < batch; b++) {
    const at = (b * steps + t) * size
    const s = b * size
    if (t >= (lengths[b] as number)) {
      for (let k = 0; k < size; k++) {
        before[at + k] = state[s + k] as number
        states[at + k] = state[s + k] as number
      }
      continue
    }
    for (let k = 0, x = at * 3, h = s * 3; k < size; k++, x++, h++) {
      const r = sigmoid((inputs[x] as number) + (recurrent[h] as number))
      const z = sigmoid((inputs[x + size] as number) + (recurrent[h + size] as number))
      const hn = recurrent[h + 2 * size] as number
      const n = tanh((inputs[x + 2 * size] as number) + r * hn)
      const old = state[s + k] as number
      const next = (1 - z) * n + z * old
      reset[at + k] = r
      update[at + k] = z
      candidate[at + k] = n
      recalled[at + k] = hn
      before[at + k] = old
      state[s + k] = next
      states[at + k] = next
    }
  }
}

/**
 * The same step backwards.
 * @param up (B, T, H) gradient of the states
 * @param carried (B, H) gradient of h' from later steps; becomes that part of the gradient of h which does not go
 *   through the product: the rest is `recurrent` at t times Uᵀ
 * @param inputs (B, T, 3H) gets the gradient of the inputs at t
 * @param recurrent (B, T, 3H) gets the gradient of hU + c at t
 */
export function cellBackward(
  { batch, steps, size, t, lengths }: Step,
  { reset, update, candidate, recalled, before }: Trace,
  up: Numbers,
  carried: Numbers,
  inputs: Numbers,
  recurrent: Numbers,
): void {
  for (let b = 0; b < batch; b++) {
    const at = (b * steps + t) * size
    const s = b * size
    const passive = t >= (lengths[b] as number)
    for (let k = 0, x = at * 3; k < size; k++, x++) {
      const d = (carried[s + k] as number) + (up[at + k] as number)
      if (passive) {
        carried[s + k] = d
        continue
      }
      const r = reset[at + k] as number
      const z = update[at + k] as number
      const n = candidate[at + k] as number
      const dn = d * (1 - z) * (1 - n * n)
      const dr = dn * (recalled[at + k] as number) * r * (1 - r)
      const dz = d * ((before[at + k] as number) - n) * z * (1 - z)
      inputs[x] = dr
      inputs[x + size] = dz
      inputs[x + 2 * size] = dn
      recurrent[x] = dr
      recurrent[x + size] = dz
      recurrent[x + 2 * size] = dn * r
      carried[s + k] = d * z
    }
  }
}
