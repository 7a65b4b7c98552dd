import { allowedEdits, distance } from '../text/spelling.ts'

/** Characters of a name that the spelling index covers; later differences are found by the comparison itself. */
const PREFIX = 8
/** A bucket longer than this is a common beginning ("star trek ..."): only so many names are compared. */
const MAX_COMPARED = 128
/** Names from this length on forgive two edits where the index was made for it. */
const TWO_EDITS_FROM = 8
/** Trigrams commoner than this tell little. */
const MAX_POSTINGS = 4_000

/**
 * Finds names written together ("bladerunner") exactly, with one edit or two (symmetric delete over the first
 * characters, kept in two typed arrays), and by shared trigrams. Build: linear in the characters of all
 * names, about 1.5 us a name for one edit. Look-up: microseconds, independent of the number of names.
 */
export class NameIndex {
  /** Distinct names; the index of a name is its id. */
  readonly names: string[] = []
  readonly #ids = new Map<string, number>()
  #starts = new Uint32Array(1)
  #hashes = new Uint32Array(0)
  #entries = new Uint32Array(0)
  #mask = 0
  #edits: 1 | 2 = 1
  readonly #looked = new Uint32Array(MAX_DELETIONS)
  #gramStarts = new Uint32Array(1)
  #gramNames = new Uint32Array(0)

  /** The id of a name, new or known. */
  add(name: string): number {
    let id = this.#ids.get(name)
    if (id === undefined) {
      id = this.names.length
      this.names.push(name)
      this.#ids.set(name, id)
    }
    return id
  }

  /** Call once when all names are in. `likeness` also indexes trigrams, for `alike`; `edits` is what `near` forgives. */
  finish({ likeness = false, edits = 1 }: { likeness?: boolean; edits?: 1 | 2 } = {}): this {
    this.#edits = edits
    if (likeness) this.#gather()
    let total = 0
    const deletions = new Uint32Array(MAX_DELETIONS)
    for (const name of this.names) total += name.length < 5 ? 0 : this.#deletions(name, deletions)
    const buckets = 1 << Math.max(4, Math.ceil(Math.log2(total + 1)))
    this.#mask = buckets - 1
    const hashes = new Uint32Array(total)
    const owners = new Uint32Array(total)
    let at = 0
    for (let id = 0; id < this.names.length; id++) {
      const name = this.names[id] as string
      if (name.length < 5) continue
      const count = this.#deletions(name, deletions)
      for (let i = 0; i < count; i++) {
        hashes[at] = deletions[i] as number
        owners[at++] = id
      }
    }
    const starts = new Uint32Array(buckets + 1)
    for (const hash of hashes) starts[(hash & this.#mask) + 1]! += 1
    for (let i = 0; i < buckets; i++) starts[i + 1]! += starts[i] as number
    const next = starts.slice()
    this.#hashes = new Uint32Array(total)
    this.#entries = new Uint32Array(total)
    for (let i = 0; i < total; i++) {
      const hash = hashes[i] as number
      const bucket = hash & this.#mask
      const place = next[bucket]!++
      this.#hashes[place] = hash
      this.#entries[place] = owners[i] as number
    }
    this.#starts = starts
    return this
  }

  exact(name: string): number | undefined {
    return this.#ids.get(name)
  }

  /**
   * Ids of names one edit away (or none), with the edits; two edits for names of 8 characters and more where the index
   * was made for it. Names under 5 characters forgive nothing.
   */
  near(name: string): { id: number; edits: number }[] {
    if (allowedEdits(name.length) === 0) return []
    const found = new Map<number, number>()
    const deletions = this.#looked
    const count = this.#deletions(name, deletions)
    let compared = 0
    for (let d = 0; d < count; d++) {
      const hash = deletions[d] as number
      const bucket = hash & this.#mask
      const end = this.#starts[bucket + 1] ?? 0
      for (let i = this.#starts[bucket] ?? 0; i < end && compared < MAX_COMPARED; i++) {
        if (this.#hashes[i] !== hash) continue
        const id = this.#entries[i] as number
        if (found.has(id)) continue
        const known = this.names[id] as string
        const most = known.length < TWO_EDITS_FROM ? 1 : this.#edits
        if (Math.abs(known.length - name.length) > most) continue
        compared++
        found.set(id, distance(name, known, most))
      }
    }
    return [...found].filter(([, edits]) => edits <= 2).map(([id, edits]) => ({ id, edits }))
  }

  /** Writes hashes of a name's beginning, whole and with a character or two left out; returns how many. */
  #deletions(name: string, hashes: Uint32Array): number {
    const length = Math.min(name.length, PREFIX)
    let count = 0
    for (let skip = 0; skip <= length; skip++) hashes[count++] = deletion(name, length, skip, length)
    // a name of 8 characters may have lost two
    if (this.#edits === 1 || name.length < TWO_EDITS_FROM - 2) return count
    for (let skip = 0; skip < length; skip++) {
      for (let other = skip + 1; other < length; other++) hashes[count++] = deletion(name, length, skip, other)
    }
    return count
  }

  /** The names most alike by shared trigrams (Dice, 0 to 1), best first; for "did you mean". Needs `finish({ likeness: true })`. */
  alike(name: string, count: number, least: number): { id: number; score: number }[] {
    const shared = new Map<number, number>()
    const grams = new Uint16Array(MAX_GRAMS)
    const n = trigrams(name, grams)
    for (let i = 0; i < n; i++) {
      const gram = grams[i] as number
      const start = this.#gramStarts[gram] ?? 0
      const end = this.#gramStarts[gram + 1] ?? 0
      if (end - start > MAX_POSTINGS) continue
      for (let k = start; k < end; k++) {
        const id = this.#gramNames[k] as number
        shared.set(id, (shared.get(id) ?? 0) + 1)
      }
    }
    return [...shared]
      .map(([id, hits]) => ({ id, score: (2 * hits) / (n + (this.names[id] as string).length) }))
      .filter(({ score }) => score >= least)
      .sort((a, b) => b.score - a.score || a.id - b.id)
      .slice(0, count)
  }

  /** Names by trigram, in two typed arrays (counting sort). */
  #gather(): void {
    const grams = new Uint16Array(MAX_GRAMS)
    const starts = new Uint32Array(GRAM_SPACE + 1)
    for (const name of this.names) {
      const n = trigrams(name, grams)
      for (let i = 0; i < n; i++) starts[(grams[i] as number) + 1]! += 1
    }
    for (let i = 0; i < GRAM_SPACE; i++) starts[i + 1]! += starts[i] as number
    const next = starts.slice()
    const owners = new Uint32Array(starts[GRAM_SPACE] as number)
    this.names.forEach((name, id) => {
      const n = trigrams(name, grams)
      for (let i = 0; i < n; i++) owners[next[grams[i] as number]!++] = id
    })
    this.#gramStarts = starts
    this.#gramNames = owners
  }
}

/** FNV-1a of the first `length` characters without those at `skip` and `other` (none where they are `length`). */
function deletion(name: string, length: number, skip: number, other: number): number {
  let h = 0x811c9dc5
  for (let i = 0; i < length; i++) {
    if (i !== skip && i !== other) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193)
  }
  h ^= h >>> 15
  return Math.imul(h, 0x2c1b3c6d) >>> 0
}

/** Hashes of one name: none, one or two of eight characters left out. */
const MAX_DELETIONS = 1 + PREFIX + (PREFIX * (PREFIX - 1)) / 2
const MAX_GRAMS = 60
const GRAM_SPACE = 1 << 16

/** Writes one hashed trigram a character, the beginning padded; returns how many. */
function trigrams(name: string, grams: Uint16Array): number {
  let a = 1
  let b = 2
  const n = Math.min(name.length, MAX_GRAMS)
  for (let i = 0; i < n; i++) {
    const c = name.charCodeAt(i)
    let h = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35)
    h ^= h >>> 15
    grams[i] = h & (GRAM_SPACE - 1)
    a = b
    b = c
  }
  return n
}
