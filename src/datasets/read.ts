import { TastebudError } from '../errors.ts'
import { InteractionsBuilder } from './builder.ts'
import { fingerprint } from './fingerprint.ts'
import type { Interactions } from './interactions.ts'
import type { ColumnMap } from './readers/columns.ts'
import { Complaints } from './readers/complaints.ts'
import { sniff } from './readers/sniff.ts'

/** Interactions as read from a file or folder. */
export interface DataSet {
  readonly path: string
  /** What it was recognised as, in words. */
  readonly format: string
  readonly interactions: Interactions
  /** The data set's own test sequences; its items are those of `interactions` and, after them, the unseen ones. */
  readonly test?: Interactions
  /** One sentence with `path:line` for each bad row that was left out. */
  readonly skipped: readonly string[]
  /** SHA-256 of the interactions (and of the test part, where there is one). */
  readonly fingerprint: string
}

export interface ReadOptions {
  /** Up to so many bad rows are left out and reported; default 0. */
  readonly skipBadRows?: number
  /** Which column is what, where the header does not tell. */
  readonly columns?: ColumnMap
}

/**
 * Reads any data set that `sniff` recognises.
 * @throws TastebudError NO_FILE, UNKNOWN_FORMAT, BAD_ROW with `path:line`, EMPTY_DATA
 */
export async function readInteractions(path: string, options: ReadOptions = {}): Promise<DataSet> {
  const source = await sniff(path, options.columns)
  const complaints = new Complaints(options.skipBadRows)
  const builder = new InteractionsBuilder()
  await source.reader(source.path, builder, complaints)
  if (builder.events === 0) {
    throw new TastebudError('EMPTY_DATA', `${source.path}: there is no event in it`, 'Give a file with interactions.')
  }
  const interactions = builder.build()
  const data = { path, format: source.format, interactions, skipped: complaints.skipped }
  if (source.test === undefined) return { ...data, fingerprint: fingerprint(interactions) }

  const later = new InteractionsBuilder(interactions.items)
  await source.reader(source.test, later, complaints)
  const test = later.build()
  return { ...data, test, fingerprint: `${fingerprint(interactions)}+${fingerprint(test)}` }
}
