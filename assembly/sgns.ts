// Skip-gram training over pairs (input row, output token): negative sampling (Mikolov et al. 2013) and hierarchical
// softmax (Morin & Bengio 2005), one pair after the other. With one worker the order, and so every bit, is fixed. More
// workers share the tables without locks (Hogwild, Niu et al. 2011) and give other bits every time; or, with negative
// sampling, take blocks of pairs by turns in which no two of them meet in a row (as Zhu et al., GraphVite, 2019).
import { barrier, shareFrom } from './parts/crew'
import { again, find, lossOf, put, step } from './parts/logistic'
import { drawAlias } from './parts/random'

/** The loss is looked at once in so many pairs. */
const LOOK: i32 = 64

export function heapBase(): usize {
  return __heap_base
}

/**
 * Each pair against fresh negatives. A negative that is the positive itself is left out, one that was drawn before
 * counts twice.
 *
 * @param inputs (rows, bytes / 4) f32
 * @param outputs (tokens, bytes / 4) f32
 * @param bytes of a row of either, a multiple of 16
 * @param pairs (n, 3) u32: input row, output row, term
 * @param terms (terms, 6) 32 bits each: address of `keep` and `other` of the noise (see `drawAlias`), its columns (0: no
 *   negatives), the output row of its first column, as f32 the weight that a step of this term is scaled by, and the
 *   address of the output rows of its columns where these do not follow each other, else 0. With blocks (workers, terms, 6)
 * @param termsBytes of all terms
 * @param negatives a pair, 1 to 63
 * @param rate learning rate
 * @param own bytes of all workers, 8,192 each: the state of the random numbers (u64), the sum of the losses looked at
 *   (f64), how many they are (f64), then scratch from 64 on
 * @param blocks 0: each worker takes its share of the pairs. Else (workers * workers + 1) u32: where the pairs begin whose
 *   inputs belong to worker a and whose outputs to part b, and their end; negatives are of part b as well
 */
export function negativeSampling(
  control: usize,
  worker: i32,
  workers: i32,
  inputs: usize,
  outputs: usize,
  bytes: usize,
  pairs: usize,
  n: i32,
  terms: usize,
  termsBytes: usize,
  negatives: i32,
  rate: f32,
  own: usize,
  blocks: usize,
): void {
  own += <usize>worker << 13
  if (blocks == 0) {
    const from = shareFrom(n, worker, workers, 1)
    const to = shareFrom(n, worker + 1, workers, 1)
    sample(inputs, outputs, bytes, pairs, from, to, terms, negatives, rate, own)
    return
  }
  for (let round = 0; round < workers; round++) {
    if (round > 0) barrier(control, workers)
    const part = (worker + round) % workers
    const block = blocks + (<usize>(worker * workers + part) << 2)
    const noises = terms + <usize>part * termsBytes
    sample(inputs, outputs, bytes, pairs, load<u32>(block), load<u32>(block, 4), noises, negatives, rate, own)
  }
}

function sample(
  inputs: usize, outputs: usize, bytes: usize, pairs: usize, from: i32, to: i32,
  terms: usize, negatives: i32, rate: f32, own: usize,
): void {
  const scratch = own + 64
  for (let p = from; p < to; p++) {
    const pair = pairs + <usize>p * 12
    const x = inputs + <usize>load<u32>(pair) * bytes
    const positive = outputs + <usize>load<u32>(pair, 4) * bytes
    const term = terms + <usize>load<u32>(pair, 8) * 24
    const keep: usize = load<u32>(term)
    const other: usize = load<u32>(term, 4)
    const columns = load<u32>(term, 8)
    const first = load<u32>(term, 12)
    const rows: usize = load<u32>(term, 20)
    put(scratch, 0, positive, 1)
    let count = 1
    for (let k = columns == 0 ? negatives : 0; k < negatives; k++) {
      const column = drawAlias(own, keep, other, columns)
      const row = outputs + <usize>(rows ? load<u32>(rows + (<usize>column << 2)) : first + column) * bytes
      const at = find(scratch, count, row)
      if (at < 0) put(scratch, count++, row, 0)
      else if (at > 0) again(scratch, at)
    }
    if (p % LOOK == 0) look(own, lossOf(scratch, x, bytes, count))
    step(scratch, x, bytes, count, rate * load<f32>(term, 16))
  }
}

/**
 * Each pair against the inner nodes on its token's path through a binary tree, at most 64.
 *
 * @param outputs (nodes, bytes / 4) f32
 * @param pairs (n, 3) u32: input row, token, unused
 * @param offsets (tokens + 1) u32: where the path of each token begins
 * @param paths u32 each: twice the node, plus 1 where the path turns to the side that counts as 1
 * @param own as above
 */
export function hierarchicalSoftmax(
  control: usize,
  worker: i32,
  workers: i32,
  inputs: usize,
  outputs: usize,
  bytes: usize,
  pairs: usize,
  n: i32,
  offsets: usize,
  paths: usize,
  rate: f32,
  own: usize,
): void {
  own += <usize>worker << 13
  const scratch = own + 64
  const to = shareFrom(n, worker + 1, workers, 1)
  for (let p = shareFrom(n, worker, workers, 1); p < to; p++) {
    const pair = pairs + <usize>p * 12
    const x = inputs + <usize>load<u32>(pair) * bytes
    const path = offsets + (<usize>load<u32>(pair, 4) << 2)
    const from = load<u32>(path)
    const count = <i32>(load<u32>(path, 4) - from)
    for (let at = 0; at < count; at++) {
      const turn = load<u32>(paths + (<usize>(from + at) << 2))
      put(scratch, at, outputs + <usize>(turn >> 1) * bytes, <f32>(turn & 1))
    }
    if (count == 0) continue
    if (p % LOOK == 0) look(own, lossOf(scratch, x, bytes, count))
    step(scratch, x, bytes, count, rate)
  }
}

// @ts-ignore: decorator
@inline
function look(own: usize, loss: f64): void {
  store<f64>(own, load<f64>(own, 8) + loss, 8)
  store<f64>(own, load<f64>(own, 16) + 1, 16)
}
