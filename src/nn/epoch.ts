/**
 * What one pass over the data came to, told when it is over. Whoever listens has a clock and works out speed and time
 * left: training itself reads none.
 */
export interface EpochRecord {
  /** From 1. */
  readonly epoch: number
  /** How many there will be at most; early stopping may end sooner. */
  readonly of: number
  /** Mean training loss of the epoch. */
  readonly loss: number
  /** Training events (samples, clicks, pairs) of the epoch: what "events a second" counts. */
  readonly events: number
  /** On validation data, where there is any: `{ name: 'recall@20', value: 0.7 }`. */
  readonly metric?: { readonly name: string; readonly value: number }
}
