// What the tests of the foundation and `bench/kernels` call: the shared parts, as a kernel would use them.
import { adagrad } from './parts/adagrad'
import { barrier, shareFrom } from './parts/crew'
import { backward, forward, Layer, parts } from './parts/gru'
import { combine, differentiate, measure, sums, Task } from './parts/losses'
import { exp4, sigmoid4, tanh4 } from './parts/math'
import { below, drawAlias, uniform } from './parts/random'

export function heapBase(): usize {
  return __heap_base
}

/** y = f(x) for n numbers, n a multiple of 4. @param which 0: exp, 1: sigmoid, 2: tanh */
export function map(which: i32, x: usize, y: usize, n: i32): void {
  for (let i = 0; i < n; i += 4) {
    const at = <usize>i << 2
    const value = v128.load(x + at)
    v128.store(y + at, which == 0 ? exp4(value) : which == 1 ? sigmoid4(value) : tanh4(value))
  }
}

export function uniforms(state: usize, y: usize, n: i32): void {
  for (let i = 0; i < n; i++) store<f32>(y + (<usize>i << 2), uniform(state))
}

export function integers(state: usize, bound: u32, y: usize, n: i32): void {
  for (let i = 0; i < n; i++) store<u32>(y + (<usize>i << 2), below(state, bound))
}

export function draws(state: usize, keep: usize, other: usize, columns: u32, y: usize, n: i32): void {
  for (let i = 0; i < n; i++) store<u32>(y + (<usize>i << 2), drawAlias(state, keep, other, columns))
}

/** Every worker doubles its share of x, `rounds` times, each reading what the others wrote the round before. */
export function relay(control: usize, worker: i32, workers: i32, x: usize, y: usize, n: i32, rounds: i32): void {
  const from = shareFrom(n, worker, workers, 4)
  const to = shareFrom(n, worker + 1, workers, 4)
  for (let round = 0; round < rounds; round++) {
    const source = round & 1 ? y : x
    const target = round & 1 ? x : y
    for (let i = from; i < to; i++) {
      // the mirrored element belongs to another worker
      store<f64>(target + (<usize>i << 3), load<f64>(source + (<usize>(n - 1 - i) << 3)) + 1)
    }
    barrier(control, workers)
  }
}

/** Writes outside of any memory: a trap. */
export function fail(control: usize, worker: i32, workers: i32, which: i32): void {
  if (worker == which) unreachable()
  barrier(control, workers)
}

/** One layer's step, from state 0 to state 1. */
export function gruForward(address: usize, lanes: i32, stride: i32): void {
  const layer = changetype<Layer>(address)
  for (let part = 0; part < parts; part++) forward(layer, part, layer.x, layer.state0, layer.state1, lanes, stride)
}

/** The way back of that step, and what the weights learn of it. @param above (parts, aboveRows, stride) */
export function gruBackward(
  address: usize, lanes: i32, stride: i32, above: usize, aboveRows: i32, rate: f32, momentum: f32, scratch: usize,
): void {
  const layer = changetype<Layer>(address)
  for (let part = 0; part < parts; part++) {
    backward(
      layer, part, above, aboveRows, layer.state0, layer.xByLane, layer.byLane0, lanes, stride, rate, momentum,
      scratch,
    )
  }
}

/** Scores become gradients, in blocks of `size` rows. @param total (sums, stride) */
export function loss(
  address: usize, columns: i32, size: i32, scores: usize, powers: usize, counts: usize, blocks: usize, total: usize,
): void {
  const task = changetype<Task>(address)
  const row = <usize>task.stride << 2
  let sum = blocks
  for (let u = 0; u < columns; u += size, sum += sums * row) {
    const at = <usize>u * row
    measure(task, u, min(size, columns - u), scores + at, powers + at, counts + (<usize>u << 2), sum)
  }
  combine(task, (columns + size - 1) / size, blocks, total)
  sum = blocks
  for (let u = 0; u < columns; u += size, sum += sums * row) {
    const at = <usize>u * row
    differentiate(task, u, min(size, columns - u), scores + at, powers + at, counts + (<usize>u << 2), sum, total)
  }
}

/** Steps n rows of a table. @param rows (n) u32, which  @param gradient (n, width)  @param width a multiple of 4 */
export function adagradRows(
  rows: usize, n: i32, p: usize, squares: usize, velocity: usize, gradient: usize, width: i32, rate: f32, momentum: f32,
): void {
  const bytes = <usize>width << 2
  for (let i: usize = 0; i < <usize>n; i++) {
    const at = <usize>load<u32>(rows + (i << 2)) * bytes
    adagrad(p + at, squares + at, velocity + at, gradient + i * bytes, width, rate, momentum)
  }
}
