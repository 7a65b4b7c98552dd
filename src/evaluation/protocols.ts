import type { Interactions } from '../datasets/interactions.ts'
import type { DataSet } from '../datasets/read.ts'
import { type Parts, splitLast, splitNewestSequences, splitPeople, splitPerUserTime } from '../datasets/splits.ts'
import type { ItemRow, Vocabulary } from '../datasets/vocabulary.ts'
import { TastebudError } from '../errors.ts'
import { Random } from '../random.ts'
import type { Ties } from './ranking.ts'

/** One question to a model: given this history, where does it rank what came? */
export interface Case {
  /** Which session or person it belongs to: the unit that the bootstrap draws. */
  readonly group: number
  /** Rows of the training items, oldest first; items that training never saw are left out. */
  readonly history: readonly ItemRow[]
  /** Distinct rows of the training items; -1 for each that training never saw (a certain miss). */
  readonly truth: readonly number[]
  /** Rows that are left out of the ranking. */
  readonly exclude: readonly ItemRow[]
  /** When it is asked: the time of the newest event that is known, in seconds since 1970; absent where there are no times. */
  readonly at?: number
}

/** A protocol applied to data: what may be learned and what is asked. `cases()` may be walked many times. */
export interface Trial {
  readonly protocol: ProtocolName
  readonly train: Interactions
  readonly groups: number
  readonly ties: Ties
  cases(): Iterable<Case>
}

export const protocolNames = ['next-item', 'last-item', 'per-user-time', 'strong'] as const
export type ProtocolName = (typeof protocolNames)[number]

export interface ProtocolOptions {
  /** Only so many of the newest events of a history are shown to the model; default all. */
  readonly recent?: number
  /**
   * `next-item`: what a model is shown where the newest event is of an item that training never saw. `skip` (default):
   * the known ones before it, as the bot would; `blank`: nothing, as rules that know only that one item have it.
   */
  readonly unseenLast?: 'skip' | 'blank'
  /** Default `conservative`. */
  readonly ties?: Ties
  /** Seed of what a protocol draws (`strong` only); the same for all models and runs. Default 1. */
  readonly seed?: number
}

/** Baselines that every table of the protocol has. */
export const baselines: Readonly<Record<ProtocolName, readonly string[]>> = {
  'next-item': ['popularity', 'markov', 'sequential-rules'],
  'last-item': ['popularity', 'markov', 'sequential-rules'],
  'per-user-time': ['popularity', 'item-knn', 'ease'],
  strong: ['popularity', 'item-knn', 'ease'],
}

/**
 * Parts the data as docs/protocols.md says under that name.
 * @throws TastebudError UNKNOWN_PROTOCOL, EMPTY_TEST when nothing is left to ask
 */
export function applyProtocol(
  name: string,
  data: Pick<DataSet, 'interactions' | 'test'>,
  options: ProtocolOptions = {},
): Trial {
  const known = protocolNames.find((protocol) => protocol === name)
  if (!known) {
    throw new TastebudError(
      'UNKNOWN_PROTOCOL',
      `there is no protocol "${name}"`,
      `Use one of ${protocolNames.join(', ')}.`,
    )
  }
  const { parts, cases } = asked(known, data, options)
  const recent = options.recent ?? Number.POSITIVE_INFINITY
  const trial: Trial = {
    protocol: known,
    train: parts.train,
    groups: parts.held.names.length,
    ties: options.ties ?? 'conservative',
    *cases() {
      for (const found of cases()) {
        yield found.history.length > recent ? { ...found, history: found.history.slice(-recent) } : found
      }
    },
  }
  if (parts.train.rows.length === 0 || trial.cases()[Symbol.iterator]().next().done) {
    throw new TastebudError(
      'EMPTY_TEST',
      `the protocol ${known} leaves nothing to learn from or nothing to ask`,
      'Give more data, or use another protocol.',
    )
  }
  return trial
}

function asked(
  name: ProtocolName,
  data: Pick<DataSet, 'interactions' | 'test'>,
  options: ProtocolOptions,
): { parts: Parts; cases: () => Iterable<Case> } {
  const all = data.interactions
  switch (name) {
    case 'next-item': {
      const parts = data.test ? { train: all, held: data.test } : splitNewestSequences(all)
      return { parts, cases: () => everyStep(parts, options.unseenLast === 'blank') }
    }
    case 'last-item': {
      const parts = splitLast(all)
      return { parts, cases: () => lastStep(parts) }
    }
    case 'per-user-time': {
      const parts = splitPerUserTime(all)
      return { parts, cases: () => restOfProfile(parts) }
    }
    case 'strong': {
      const random = new Random(options.seed ?? 1).fork('strong')
      const parts = splitPeople(all, random.fork('people'))
      const cases = [...foldIn(parts, random.fork('fold-in'))]
      return { parts, cases: () => cases }
    }
  }
}

/** Rows of the held part's vocabulary as rows of the training items, -1 for those it lacks. */
function translate(held: Vocabulary, train: Vocabulary): Int32Array {
  return Int32Array.from(held.ids, (id) => train.row(id) ?? -1)
}

/** `at` of a case that is asked after an event. */
const after = ({ times }: Interactions, event: number): Pick<Case, 'at'> => {
  const at = times[event]
  return at === undefined || Number.isNaN(at) ? {} : { at }
}

const rowsOf = (data: Interactions, sequence: number): Uint32Array =>
  data.rows.subarray(data.offsets[sequence], data.offsets[sequence + 1])

function* everyStep({ train, held }: Parts, blank: boolean): Iterable<Case> {
  const to = translate(held.items, train.items)
  for (let group = 0; group < held.names.length; group++) {
    const rows = Array.from(rowsOf(held, group), (row) => to[row]!)
    for (let step = 1; step < rows.length; step++) {
      const unseen = blank && rows[step - 1] === -1
      const history = unseen ? [] : (rows.slice(0, step).filter((row) => row >= 0) as ItemRow[])
      yield { group, history, truth: [rows[step]!], exclude: [], ...after(held, held.offsets[group]! + step - 1) }
    }
  }
}

function* lastStep({ train, held }: Parts): Iterable<Case> {
  const to = translate(held.items, train.items)
  const at = new Map(train.names.map((name, sequence) => [name, sequence]))
  for (let group = 0; group < held.names.length; group++) {
    const sequence = at.get(held.names[group]!)!
    const history = [...rowsOf(train, sequence)] as ItemRow[]
    const when = after(train, train.offsets[sequence + 1]! - 1)
    yield { group, history, truth: [to[rowsOf(held, group)[0]!]!], exclude: history.slice(-1), ...when }
  }
}

function* restOfProfile({ train, held }: Parts): Iterable<Case> {
  const to = translate(held.items, train.items)
  const at = new Map(train.names.map((name, sequence) => [name, sequence]))
  for (let group = 0; group < held.names.length; group++) {
    const sequence = at.get(held.names[group]!)
    if (sequence === undefined) continue
    const history = [...rowsOf(train, sequence)] as ItemRow[]
    const known = new Set<number>(history)
    const truth = [...new Set(Array.from(rowsOf(held, group), (row) => to[row]!))]
    const fresh = truth.filter((row) => row >= 0 && !known.has(row))
    const when = after(train, train.offsets[sequence + 1]! - 1)
    if (fresh.length > 0) yield { group, history, truth: fresh, exclude: [...known] as ItemRow[], ...when }
  }
}

function* foldIn({ train, held }: Parts, random: Random): Iterable<Case> {
  const to = translate(held.items, train.items)
  for (let group = 0; group < held.names.length; group++) {
    const rows = [...new Set(Array.from(rowsOf(held, group), (row) => to[row]!))].filter((row) => row >= 0)
    const asked = new Set(random.shuffle(rows.slice()).slice(0, Math.ceil(0.2 * rows.length)))
    const history = rows.filter((row) => !asked.has(row)) as ItemRow[]
    if (asked.size > 0 && history.length > 0) yield { group, history, truth: [...asked], exclude: history }
  }
}
