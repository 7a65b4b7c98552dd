// What the tests of the foundation call: the shared parts, as a kernel would use them.
import { barrier, shareFrom } from './parts/crew'
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
