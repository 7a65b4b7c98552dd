import type { Vocabulary } from './vocabulary.ts'

/**
 * What people did, as sequences of events: one sequence a session, or a person. Compressed rows:
 * sequence s holds the events `offsets[s]` to `offsets[s + 1] - 1`, oldest first.
 */
export interface Interactions {
  readonly items: Vocabulary
  /** (sequences + 1) ascending, last = number of events */
  readonly offsets: Uint32Array
  /** (events) item rows of `items` */
  readonly rows: Uint32Array
  /** (events) seconds since 1970; NaN where the source has none. Non-decreasing in a sequence. */
  readonly times: Float64Array
  /** (events) stars or strength as in the source; 1 where there is none */
  readonly values: Float32Array
  /** (sequences) the session or person as the source names it */
  readonly names: readonly string[]
}
