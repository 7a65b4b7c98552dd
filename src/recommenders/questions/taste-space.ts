import type { Interactions } from '../../datasets/interactions.ts'
import { scaleOf } from '../../datasets/likes.ts'
import { Vocabulary } from '../../datasets/vocabulary.ts'
import { FoldIn } from '../../kernels/least-squares.ts'
import type { FitRun } from '../contract.ts'
import { type IalsConfig, ials } from '../factors/ials.ts'
import { profilesOf } from '../neighbours/profiles.ts'

/**
 * Where tastes are points u: uᵀ liked_j is how much j is to a person's taste, uᵀ seen_j how likely they know it, both 0
 * for no and 1 for yes as iALS has it. People are spread as N(mean, covariance), fitted on those of the training data.
 */
export interface TasteSpace {
  readonly items: number
  /** d */
  readonly size: number
  /** (items, d) */
  readonly liked: Float32Array
  /** (items, d); the same array where the data has likes only */
  readonly seen: Float32Array
  /** m0 (d) */
  readonly mean: Float64Array
  /** S0 (d, d) */
  readonly covariance: Float64Array
}

/**
 * One iALS over two columns an item, "has seen it" and "liked it": a film that somebody knows and did not like says what
 * kind of films they watch, which a table of likes does not hold. The prior over people is their mean and covariance
 * (empirical Bayes), not N(0, I): before the first answer the order is that of what people like as a whole.
 */
export async function fitTasteSpace(data: Interactions, config: IalsConfig, run: FitRun): Promise<TasteSpace> {
  const { embeddingSize: size, unobserved, lambda, exponent } = config
  const items = data.items.size
  const { explicit, like } = scaleOf(data)
  const columns = explicit ? seenAndLiked(data, like) : data
  const model = ials.create(config)
  await model.fit({ interactions: columns }, run)
  const vectors = model.tensors()['vectors'] as Float32Array
  const foldIn = new FoldIn(vectors, size)
  const { offsets, items: taken } = profilesOf(columns)
  const people: Float64Array[] = []
  for (let person = 0; person + 1 < offsets.length; person++) {
    const rows = taken.subarray(offsets[person], offsets[person + 1])
    if (rows.length === 0) continue
    const ridge = lambda * (rows.length + unobserved * columns.items.size) ** exponent
    people.push(foldIn.solve(rows, new Float64Array(rows.length).fill(1), unobserved, ridge).slice())
  }
  const liked = vectors.slice(0, items * size)
  return { items, size, liked, seen: explicit ? vectors.slice(items * size) : liked, ...priorOf(people, size) }
}

/** The same space for another list of items; one that it never met is to nobody's taste, and known to nobody. */
export function alignTastes(space: TasteSpace, fitted: Vocabulary, wanted: Vocabulary): TasteSpace {
  const { size } = space
  const move = (table: Float32Array) => {
    const moved = new Float32Array(wanted.size * size)
    wanted.ids.forEach((id, row) => {
      const from = fitted.row(id)
      if (from !== undefined) moved.set(table.subarray(from * size, (from + 1) * size), row * size)
    })
    return moved
  }
  const liked = move(space.liked)
  return { ...space, items: wanted.size, liked, seen: space.seen === space.liked ? liked : move(space.seen) }
}

/** The mean of points and their covariance, with a little added to its diagonal so that it can be inverted. */
export function priorOf(
  people: readonly ArrayLike<number>[],
  size: number,
): { mean: Float64Array; covariance: Float64Array } {
  const mean = new Float64Array(size)
  const covariance = new Float64Array(size * size)
  for (const u of people) for (let i = 0; i < size; i++) mean[i]! += u[i]! / people.length
  for (const u of people) {
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        covariance[i * size + j]! += ((u[i]! - mean[i]!) * (u[j]! - mean[j]!)) / people.length
      }
    }
  }
  let trace = 0
  for (let i = 0; i < size; i++) trace += covariance[i * size + i]!
  for (let i = 0; i < size; i++) covariance[i * size + i]! += 1e-6 * (trace / size) + 1e-12
  return { mean, covariance }
}

/** Column j = item j was liked, column items + j = it was rated at all. */
function seenAndLiked(data: Interactions, like: number): Interactions {
  const items = data.items.size
  const rows: number[] = []
  const offsets = [0]
  for (let s = 0; s < data.names.length; s++) {
    for (let e = data.offsets[s]!; e < data.offsets[s + 1]!; e++) {
      rows.push(items + data.rows[e]!)
      if (data.values[e]! >= like) rows.push(data.rows[e]!)
    }
    offsets.push(rows.length)
  }
  return {
    items: new Vocabulary([...data.items.ids.map((id) => `liked ${id}`), ...data.items.ids.map((id) => `seen ${id}`)]),
    rows: Uint32Array.from(rows),
    offsets: Uint32Array.from(offsets),
    times: new Float64Array(rows.length).fill(Number.NaN),
    values: new Float32Array(rows.length).fill(1),
    names: data.names,
  }
}
