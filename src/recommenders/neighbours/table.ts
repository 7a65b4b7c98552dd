import { badArtifact } from '../checks.ts'
import type { Tensors } from '../contract.ts'
import { nthLargest } from './select.ts'

/** For each item the items that it speaks for, with a weight: compressed rows, columns ascending in each. */
export interface NeighbourTable {
  /** (items + 1) ascending, last = number of weights */
  readonly offsets: Uint32Array
  /** (weights) item rows */
  readonly columns: Uint32Array
  /** (weights) finite */
  readonly weights: Float32Array
}

/** Collects a table row after row, in arrays that double when they are full. */
export class TableBuilder {
  readonly #offsets: Uint32Array
  #columns = new Uint32Array(1024)
  #weights = new Float32Array(1024)
  #rows = 0
  #size = 0
  readonly #strengths: Float64Array

  constructor(readonly items: number) {
    this.#offsets = new Uint32Array(items + 1)
    this.#strengths = new Float64Array(items)
  }

  /**
   * Adds the next row: of the first `count` places of `columns` (any order, each once), those with the `keep`
   * largest |dense[column]|, equal ones by ascending column; all where `keep` is 0. Zeros are left out.
   */
  add(columns: Uint32Array, count: number, dense: Float64Array, keep: number): void {
    const sorted = columns.subarray(0, count)
    if (sorted.some((column, c) => column < (sorted[c - 1] ?? 0))) sorted.sort()
    let least = 0
    let ties = count
    if (keep > 0 && count > keep) {
      for (let c = 0; c < count; c++) this.#strengths[c] = Math.abs(dense[sorted[c]!]!)
      least = nthLargest(this.#strengths, count, keep)
      ties = keep
      for (let c = 0; c < count; c++) if (Math.abs(dense[sorted[c]!]!) > least) ties--
    }
    this.#reserve(count)
    for (let c = 0; c < count; c++) {
      const column = sorted[c]!
      const strength = Math.abs(dense[column]!)
      if (strength < least || (strength === least && ties-- <= 0)) continue
      const weight = Math.fround(dense[column]!)
      if (weight === 0) continue
      this.#columns[this.#size] = column
      this.#weights[this.#size++] = weight
    }
    this.#offsets[++this.#rows] = this.#size
  }

  /** The table; rows that were never added are empty. */
  build(): NeighbourTable {
    this.#offsets.fill(this.#size, this.#rows + 1)
    return {
      offsets: this.#offsets,
      columns: this.#columns.slice(0, this.#size),
      weights: this.#weights.slice(0, this.#size),
    }
  }

  #reserve(more: number): void {
    const wanted = this.#size + more
    if (wanted <= this.#columns.length) return
    const length = Math.max(wanted, 2 * this.#columns.length)
    const columns = new Uint32Array(length)
    const weights = new Float32Array(length)
    columns.set(this.#columns)
    weights.set(this.#weights)
    this.#columns = columns
    this.#weights = weights
  }
}

/** The same weights read the other way: row i, column j becomes row j, column i. */
export function transpose(table: NeighbourTable): NeighbourTable {
  const items = table.offsets.length - 1
  const offsets = new Uint32Array(items + 1)
  for (const column of table.columns) offsets[column + 1]!++
  for (let row = 0; row < items; row++) offsets[row + 1]! += offsets[row]!
  const next = offsets.slice(0, items)
  const columns = new Uint32Array(table.columns.length)
  const weights = new Float32Array(table.weights.length)
  for (let row = 0; row < items; row++) {
    for (let at = table.offsets[row]!; at < table.offsets[row + 1]!; at++) {
      const to = next[table.columns[at]!]!++
      columns[to] = row
      weights[to] = table.weights[at]!
    }
  }
  return { offsets, columns, weights }
}

/** @throws TastebudError BAD_ARTIFACT unless the tensors are a table of that many items */
export function tableFromTensors(model: string, items: number, tensors: Tensors): NeighbourTable {
  const { offsets, columns, weights, ...others } = tensors
  if (Object.keys(others).length > 0) throw badArtifact(model, `unknown tensors ${Object.keys(others).join(', ')}`)
  if (!(offsets instanceof Uint32Array && columns instanceof Uint32Array && weights instanceof Float32Array)) {
    throw badArtifact(model, 'expected uint32 offsets and columns and float32 weights')
  }
  checkRows(model, items, offsets, columns)
  if (weights.length !== columns.length) throw badArtifact(model, 'as many weights as columns were expected')
  for (const weight of weights) if (!Number.isFinite(weight)) throw badArtifact(model, `a weight is ${weight}`)
  return { offsets, columns, weights }
}

/** @throws TastebudError BAD_ARTIFACT unless offsets ascend to the number of columns and columns are item rows */
export function checkRows(
  model: string,
  items: number,
  offsets: Uint32Array,
  columns: Uint32Array,
  rows = items,
): void {
  if (offsets.length !== rows + 1 || offsets[0] !== 0 || offsets[rows] !== columns.length) {
    throw badArtifact(model, `the offsets are not those of ${rows} rows and ${columns.length} columns`)
  }
  for (let row = 0; row < rows; row++) {
    if (offsets[row]! > offsets[row + 1]!) throw badArtifact(model, `the offsets fall at row ${row}`)
  }
  for (const column of columns) {
    if (column >= items) throw badArtifact(model, `a column names the item ${column} of ${items}`)
  }
}
