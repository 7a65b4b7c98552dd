// What a crew of threads shares: the words that `src/kernels/crew.ts` writes, at the address that each call is given.
// 0: command, 1: arguments, 2: finished, 3: broken, 4: arrived at barriers since the command began,
// 5: threads that are there.

/**
 * Waits until all `workers` are here: spinning first, as the others are mostly microseconds away, then asleep, so that
 * more workers than cores get on as well. Ends with a trap when another worker was lost, since it would never come.
 */
export function barrier(control: usize, workers: i32): void {
  const arrived = control + 16
  const ticket = atomic.add<i32>(arrived, 1)
  const all = (ticket / workers + 1) * workers
  if (ticket + 1 == all) {
    atomic.notify(arrived, workers)
    return
  }
  for (let spins = 0; ; spins++) {
    const now = atomic.load<i32>(arrived)
    if (now >= all) return
    if (atomic.load<i32>(control + 12) != 0) unreachable()
    // 1 ms at most, to look whether anybody was lost
    if (spins > 20_000) atomic.wait<i32>(arrived, now, 1_000_000)
  }
}

/** Where a worker's even share of n begins: [shareFrom(n, w, k), shareFrom(n, w + 1, k)), cut at multiples of `grain`. */
// @ts-ignore: decorator
@inline
export function shareFrom(n: i32, worker: i32, workers: i32, grain: i32): i32 {
  const grains = (n + grain - 1) / grain
  return min(n, ((grains * worker) / workers) * grain)
}
