import { createHash } from 'node:crypto'
import type { Interactions } from './interactions.ts'

/**
 * SHA-256 (hex) of everything in the data: item ids, sequences, rows, times and values. Two data sets with the
 * same fingerprint give the same models, wherever and in whatever format they were read.
 */
export function fingerprint(data: Interactions): string {
  const hash = createHash('sha256')
  for (const ids of [data.items.ids, data.names]) hash.update(JSON.stringify(ids))
  for (const array of [data.offsets, data.rows, data.times, data.values]) {
    hash.update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
  }
  return hash.digest('hex')
}
