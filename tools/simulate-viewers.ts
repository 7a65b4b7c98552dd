import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Catalogue } from '../src/catalogue/catalogue.ts'
import { readCatalogue, readDomain } from '../src/catalogue/read.ts'
import type { ItemId, ItemRow } from '../src/datasets/vocabulary.ts'
import { Random } from '../src/random.ts'

/**
 * Draws people who never lived, with tastes over genres, themes, moods, people and eras, and what they
 * would have watched and liked. How, and what for, is told in data/viewers/README.md. Seeded: the same
 * catalogue gives the same viewers. Prints or writes them as JSON lines: `tools/simulate-viewers.ts [file]`.
 */

export interface Viewer {
  readonly name: string
  /** Evenings, oldest first; the films of one go together. */
  readonly sessions: readonly Session[]
}

export interface Session {
  readonly liked: readonly ItemId[]
  readonly disliked: readonly ItemId[]
}

export interface Simulation {
  readonly viewers: number
  readonly seed: number
  /** Evenings a viewer, from and to, and films an evening, from and to. */
  readonly evenings: readonly [number, number]
  readonly films: readonly [number, number]
}

export const simulation: Simulation = { viewers: 3000, seed: 20, evenings: [3, 8], films: [3, 7] }

interface Facet {
  readonly rows: readonly ItemRow[]
  readonly weight: number
}

export function simulateViewers(catalogue: Catalogue, options: Simulation = simulation): Viewer[] {
  const random = new Random(options.seed)
  const fame = fameOf(catalogue, random.fork('fame'))
  const people = peopleOf(catalogue)
  const values = (field: string, least: number) =>
    [...catalogue.values(field)].filter(([, rows]) => rows.length >= least).map(([, rows]) => rows)
  const pools = { genre: values('genre', 10), theme: values('theme', 5), mood: values('mood', 8), people }
  return Array.from({ length: options.viewers }, (_, v) =>
    viewer(v, catalogue, fame, pools, random.fork(`viewer ${v}`), options),
  )
}

type Pools = Readonly<Record<'genre' | 'theme' | 'mood' | 'people', readonly (readonly ItemRow[])[]>>

function viewer(
  v: number,
  catalogue: Catalogue,
  fame: Float64Array,
  pools: Pools,
  random: Random,
  options: Simulation,
): Viewer {
  const loves: Facet[] = [
    ...draw(pools.genre, 2 + random.int(3), random).map((rows) => ({ rows, weight: 0.6 + 0.6 * random.next() })),
    ...draw(pools.theme, 3 + random.int(4), random).map((rows) => ({ rows, weight: 0.5 + 0.7 * random.next() })),
    ...draw(pools.mood, 2 + random.int(3), random).map((rows) => ({ rows, weight: 0.4 + 0.6 * random.next() })),
    ...draw(pools.people, 1 + random.int(3), random).map((rows) => ({ rows, weight: 1 + random.next() })),
  ]
  const hates: Facet[] = [
    ...draw(pools.genre, 1 + random.int(2), random).map((rows) => ({ rows, weight: -0.8 - 0.8 * random.next() })),
    ...draw(pools.mood, 1 + random.int(2), random).map((rows) => ({ rows, weight: -0.4 - 0.6 * random.next() })),
  ]
  const era = 1995 + 18 * random.normal()
  const breadth = 12 + 25 * random.next()
  const taste = new Float64Array(catalogue.size)
  catalogue.items.forEach((item, row) => {
    const away = ((item.year ?? 1990) - era) / breadth
    taste[row] = 1 / (1 + away * away)
  })
  for (const { rows, weight } of [...loves, ...hates]) for (const row of rows) taste[row]! += weight

  const seen = new Uint8Array(catalogue.size)
  const between = ([from, to]: readonly [number, number]) => from + random.int(to - from + 1)
  const sessions = Array.from({ length: between(options.evenings) }, () =>
    evening(catalogue, taste, fame, random.pick(loves), seen, between(options.films), random),
  )
  return { name: `viewer-${v + 1}`, sessions }
}

/** Films chosen by taste, fame and what the evening is about, then liked by taste and luck. */
function evening(
  catalogue: Catalogue,
  taste: Float64Array,
  fame: Float64Array,
  about: Facet,
  seen: Uint8Array,
  films: number,
  random: Random,
): Session {
  const boost = new Float64Array(catalogue.size)
  for (const row of about.rows) boost[row] = 1.5
  const chances = taste.map((value, row) => (seen[row] ? 0 : Math.exp(1.6 * value + fame[row]! + boost[row]!)))
  const liked: ItemId[] = []
  const disliked: ItemId[] = []
  for (let f = 0; f < films; f++) {
    const row = weighted(chances, random)
    if (row < 0) break
    chances[row] = 0
    seen[row] = 1
    const id = catalogue.vocabulary.id(row as ItemRow)
    if (taste[row]! + 0.6 * random.normal() > 1.2) liked.push(id)
    else disliked.push(id)
  }
  return { liked, disliked }
}

/** Fame is not in the catalogue: people with many films there, later years and luck stand for it. */
function fameOf(catalogue: Catalogue, random: Random): Float64Array {
  return Float64Array.from(catalogue.items, (item) => {
    let known = 0
    for (const field of ['director', 'cast']) {
      for (const name of item.tags[field] ?? []) known += (catalogue.values(field).get(name)?.length ?? 1) - 1
    }
    return 0.35 * Math.log(1 + known) + 0.01 * ((item.year ?? 1970) - 1970) + 0.25 * random.normal()
  })
}

/** Directors and actors with at least three films, once for each of their films: the busy ones have more friends. */
function peopleOf(catalogue: Catalogue): (readonly ItemRow[])[] {
  const people: (readonly ItemRow[])[] = []
  for (const field of ['director', 'cast']) {
    for (const rows of catalogue.values(field).values()) if (rows.length >= 3) for (const _ of rows) people.push(rows)
  }
  return people
}

/** Up to `count` different values. */
function draw<T>(values: readonly T[], count: number, random: Random): T[] {
  const drawn = new Set<T>()
  for (let tries = 0; drawn.size < count && tries < 20 && values.length > 0; tries++) drawn.add(random.pick(values))
  return [...drawn]
}

/** A place drawn with a chance in proportion to its weight; -1 where all are 0. */
function weighted(weights: Float64Array, random: Random): number {
  let total = 0
  for (const weight of weights) total += weight
  if (!(total > 0)) return -1
  let left = random.next() * total
  let last = -1
  for (let row = 0; row < weights.length; row++) {
    if (weights[row] === 0) continue
    last = row
    left -= weights[row]!
    if (left < 0) return row
  }
  return last
}

export function toLines(viewers: readonly Viewer[]): string {
  return viewers.map((one) => `${JSON.stringify(one)}\n`).join('')
}

export const sha256 = (text: string | Uint8Array) => createHash('sha256').update(text).digest('hex')

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
export const decades = ['1920s-1940s', '1950s', '1960s', '1970s', '1980s', '1990s', '2000s', '2010s-2020s']

export async function demoCatalogue(): Promise<Catalogue> {
  const domain = await readDomain(join(root, 'data/films/domain.yml'))
  return readCatalogue(
    decades.map((decade) => join(root, `data/films/${decade}.jsonl`)),
    domain,
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lines = toLines(simulateViewers(await demoCatalogue()))
  const [file] = process.argv.slice(2)
  if (file) writeFileSync(file, lines)
  else process.stdout.write(lines)
  process.stderr.write(`simulated viewers: sha256 ${sha256(lines)}\n`)
}
