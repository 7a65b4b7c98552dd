import type { ItemRow, Vocabulary } from '../../datasets/vocabulary.ts'
import { isSessionModel } from '../../recommenders/checks.ts'
import type { Model, RowQuery, SessionModel } from '../../recommenders/contract.ts'

/**
 * A model fitted on one list of items, scoring another (the catalogue may have grown, shrunk or been put
 * in another order since). Items that the model never met score 0, and history that it never met is left
 * out. Returns the model itself where the lists are the same; a session model stays one.
 */
export function align(model: Model, fitted: Vocabulary, wanted: Vocabulary): Model {
  if (fitted.size === wanted.size && fitted.ids.every((id, row) => id === wanted.ids[row])) return model
  const rows = Int32Array.from(wanted.ids, (id) => fitted.row(id) ?? -1)
  return isSessionModel(model) ? new AlignedSession(model, rows) : new Aligned(model, rows)
}

class Aligned<Inner extends Model> implements Model {
  readonly items: number
  protected readonly inner: Inner
  /** wanted row -> fitted row, -1 where there is none */
  protected readonly rows: Int32Array
  protected readonly scores: Float32Array
  readonly scoreRows?: NonNullable<Model['scoreRows']>

  constructor(inner: Inner, rows: Int32Array) {
    this.items = rows.length
    this.inner = inner
    this.rows = rows
    this.scores = new Float32Array(inner.items)
    if (inner.scoreRows) {
      this.scoreRows = (query, wanted, values) =>
        this.few(wanted, values, (known, found) => inner.scoreRows!(this.query(query), known, found))
    }
  }

  score(query: RowQuery, scores: Float32Array): void {
    this.inner.score(this.query(query), this.scores)
    this.spread(scores)
  }

  /** The history that the model knows. */
  protected query({ history, strengths }: RowQuery): RowQuery {
    const known: ItemRow[] = []
    const kept: number[] = []
    history.forEach((row, h) => {
      const to = this.rows[row] ?? -1
      if (to < 0) return
      known.push(to as ItemRow)
      kept.push(strengths?.[h] ?? 1)
    })
    return { history: known, strengths: kept }
  }

  /** What the model scored last, by the rows that are wanted. */
  protected spread(scores: Float32Array): void {
    for (let row = 0; row < this.rows.length; row++) {
      scores[row] = this.rows[row]! < 0 ? 0 : this.scores[this.rows[row]!]!
    }
  }

  /** A few rows: those that the model knows are asked for, the others are 0. */
  protected few(
    wanted: readonly number[],
    values: Float32Array,
    ask: (known: readonly number[], found: Float32Array) => void,
  ): void {
    const places = wanted.flatMap((row, place) => (this.rows[row]! < 0 ? [] : [place]))
    const found = new Float32Array(places.length)
    ask(
      places.map((place) => this.rows[wanted[place]!]!),
      found,
    )
    values.fill(0)
    places.forEach((place, at) => {
      values[place] = found[at]!
    })
  }
}

class AlignedSession extends Aligned<SessionModel> implements SessionModel {
  readonly stateSize: number
  readonly scoreStateRows?: NonNullable<SessionModel['scoreStateRows']>

  constructor(inner: SessionModel, rows: Int32Array) {
    super(inner, rows)
    this.stateSize = inner.stateSize
    if (inner.scoreStateRows) {
      this.scoreStateRows = (state, wanted, values) =>
        this.few(wanted, values, (known, found) => inner.scoreStateRows!(state, known, found))
    }
  }

  start(): Float32Array {
    return this.inner.start()
  }

  /** An event of an item that the model never met changes nothing. */
  advance(state: Float32Array, row: ItemRow): void {
    const to = this.rows[row] ?? -1
    if (to >= 0) this.inner.advance(state, to as ItemRow)
  }

  scoreState(state: Float32Array, scores: Float32Array): void {
    this.inner.scoreState(state, this.scores)
    this.spread(scores)
  }
}
