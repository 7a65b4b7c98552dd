import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readInteractions } from '../../src/datasets/read.ts'
import { SkipGram } from '../../src/kernels/skip-gram.ts'
import { Random } from '../../src/random.ts'
import { countsOf, noiseOf, windowPairs } from '../../src/recommenders/embeddings/pair-sources.ts'
import { dataFolder } from '../../tools/data-folder.ts'
import { median } from '../parts/table.ts'
import type { Outcome } from './table.ts'

const embeddingSize = 100
const window = 5
const negatives = 5
const rounds = 3

interface Load {
  readonly name: string
  readonly sequences: readonly (readonly number[])[]
  readonly items: number
  /** Million pairs a second on one core. */
  readonly goal: number
}

/**
 * Pairs a second of processor time: skip-gram, d = 100, window 5, five fresh negatives a pair with count^.5, no subsampling,
 * the drawing of windows and pairs included. fastText does the same work on the same sequences, in turns with ours.
 */
export async function speed(): Promise<Outcome> {
  const loads: Load[] = []
  const skipped: string[] = []
  const path = join(dataFolder(), 'online-retail')
  if (existsSync(path)) {
    const { rows, offsets, items } = (await readInteractions(path)).interactions
    // fastText cuts lines at 1,024 words; so do we, for both.
    const sequences: number[][] = []
    for (let s = 0; s + 1 < offsets.length; s++) {
      for (let from = offsets[s]!; from < offsets[s + 1]!; from += 1000) {
        sequences.push([...rows.subarray(from, Math.min(from + 1000, offsets[s + 1]!))])
      }
    }
    loads.push({ name: 'online-retail', sequences, items: items.size, goal: 1.5 })
  } else skipped.push(`online-retail is not at ${path}; put it there or set TASTEBUD_DATA`)
  loads.push({ name: 'simulated', ...zipf(40_000, 20_000, 20), goal: 0.6 })

  const fasttext = spawnSync('fasttext', []).error === undefined
  if (!fasttext) skipped.push('fasttext is not installed (Debian: apt-get install fasttext)')
  const rows: string[][] = []
  const missed: string[] = []
  for (const load of loads) {
    const folder = mkdtempSync(join(tmpdir(), 'tastebud-speed-'))
    const ours: number[] = []
    const theirs: number[] = []
    try {
      const file = join(folder, 'sequences.txt')
      writeFileSync(file, `${load.sequences.map((sequence) => sequence.join(' ')).join('\n')}\n`)
      for (let round = 0; round < rounds; round++) {
        ours.push(timeOurs(load))
        if (fasttext) theirs.push(timeFastText(file, join(folder, 'out'), load))
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
    const own = median(ours)
    const other = theirs.length > 0 ? median(theirs) : Number.NaN
    rows.push([
      load.name,
      String(load.items),
      own.toFixed(2),
      theirs.length > 0 ? other.toFixed(2) : '-',
      theirs.length > 0 ? (own / other).toFixed(2) : '-',
      String(load.goal),
    ])
    if (own < load.goal) missed.push(`${load.goal} million pairs a second on ${load.name}`)
  }
  return {
    title: `Skip-gram, million pairs a second of processor time, one thread (medians of ${rounds} rounds in turns)`,
    head: ['data', 'items', 'tastebud', 'fasttext', 'ratio', 'goal'],
    rows,
    missed,
    ...(skipped.length > 0 ? { skipped: skipped.join('; ') } : {}),
  }
}

/** Sequences of items that are taken like 1 / (rank + 10). */
function zipf(items: number, sequences: number, length: number): Pick<Load, 'sequences' | 'items'> {
  const random = new Random(1)
  const upTo = new Float64Array(items)
  let sum = 0
  for (let row = 0; row < items; row++) {
    sum += 1 / (row + 10)
    upTo[row] = sum
  }
  const draw = () => {
    const point = random.next() * sum
    let low = 0
    let high = items - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (upTo[middle]! > point) high = middle
      else low = middle + 1
    }
    return low
  }
  return { items, sequences: Array.from({ length: sequences }, () => Array.from({ length }, draw)) }
}

function timeOurs({ sequences, items }: Load): number {
  const offsets = new Uint32Array(sequences.length + 1)
  sequences.forEach((sequence, s) => {
    offsets[s + 1] = offsets[s]! + sequence.length
  })
  const rows = Uint32Array.from(sequences.flat())
  const random = new Random(1)
  const weights = noiseOf(countsOf(rows, items), 0.5)
  const objective = { kind: 'negative-sampling', negatives, terms: [{ noise: { weights }, weight: 1 }] } as const
  const model = new SkipGram({ inputs: items, outputs: items, embeddingSize, objective }, random)
  const source = windowPairs({ offsets, rows }, new Float64Array(items).fill(1), window)
  const start = process.cpuUsage()
  let filled = 0
  let pairs = 0
  for (let unit = 0; unit < source.units; unit++) {
    source.emit(unit, random, (input, output) => {
      model.pairs[3 * filled] = input
      model.pairs[3 * filled + 1] = output
      model.pairs[3 * filled + 2] = 0
      pairs++
      if (++filled < model.capacity) return
      model.train(filled, 0.025)
      filled = 0
    })
  }
  model.train(filled, 0.025)
  const { user, system } = process.cpuUsage(start)
  return pairs / (user + system)
}

/** From the difference between four epochs and one, so that reading the file and writing the vectors do not count. */
function timeFastText(input: string, output: string, { sequences }: Load): number {
  const epochs = (epoch: number) => {
    const options = {
      dim: embeddingSize,
      ws: window,
      neg: negatives,
      epoch,
      thread: 1,
      minCount: 1,
      minn: 0,
      maxn: 0,
      bucket: 0,
    }
    const flags = Object.entries({ ...options, t: 1, loss: 'ns', input, output, verbose: 0 }).flatMap(
      ([name, value]) => [`-${name}`, String(value)],
    )
    // `times` prints what the shell took and, on the second line, what its children took: `0m1.50s 0m0.01s`.
    const script = 'fasttext skipgram "$@" >/dev/null && times'
    const { status, stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', ...flags], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`fasttext failed: ${stderr}`)
    const children = stdout.trim().split('\n').at(-1)?.split(' ') ?? []
    return children.reduce((sum, time) => {
      const [minutes = 0, seconds = 0] = time.replace('s', '').split('m').map(Number)
      return sum + 60 * minutes + seconds
    }, 0)
  }
  // A line ends with a word of its own.
  const pairs = sequences.reduce((sum, { length }) => sum + expectedPairs(length + 1), 0)
  const one = epochs(1)
  return (3 * pairs) / (epochs(4) - one) / 1e6
}

/** Mean pairs of a sequence where every event reaches b = 1 to `window` to both sides, each as likely. */
function expectedPairs(length: number): number {
  let pairs = 0
  for (let gap = 1; gap <= window; gap++) pairs += (2 * Math.max(0, length - gap) * (window + 1 - gap)) / window
  return pairs
}
