import type { Random } from '../random.ts'
import { type Decoder, END } from './decoder.ts'
import type { WordFeatures } from './features.ts'
import { Network } from './network.ts'
import type { Trained } from './train.ts'

/** Stands for an utterance of which nothing is known: the decoder is then a language model of its outputs. */
export const NOTHING = '{nothing}'

/** How outputs are searched for. */
export interface Search {
  /** Hypotheses that are kept at a time; half of the lanes at most. */
  readonly beams: number
  /** Exponent of the length by which log-probabilities are divided (Wu et al. 2016), 0: not at all. */
  readonly lengthPenalty: number
  /** What the likelihood without any utterance is weighed against (Li et al. 2016, MMI-antiLM), 0: not at all. */
  readonly antiLm: number
  /** Symbols from the first on that the former concerns; beyond, grammar breaks. */
  readonly antiSteps: number
  /** Symbols of the shortest output, the end not counted. */
  readonly shortest: number
}

/** How outputs are drawn: from the likeliest symbols that have a mass (Holtzman et al. 2020), at a temperature. */
export interface Sampling {
  readonly temperature: number
  readonly mass: number
  readonly shortest: number
  readonly random: Random
}

export const SEARCH: Search = { beams: 8, lengthPenalty: 0.7, antiLm: 0.5, antiSteps: 5, shortest: 3 }

/** An output that was found, without its end. */
export interface Output {
  readonly symbols: readonly number[]
  /** Natural logarithm of its probability, the end counted. */
  readonly logp: number
  /** What it is ranked by. */
  readonly score: number
}

/** Words that are read of an utterance; the first are left out. */
const READ = 48

/** An encoder with a decoder (Sutskever et al. 2014; Vinyals & Le 2015), ready to answer several utterances at a time. */
export class Seq2Seq {
  readonly #network: Network
  readonly #decoder: Decoder
  #steps = 0

  /** @param table (features, embeddingSize) */
  constructor(
    readonly features: WordFeatures,
    readonly table: Float32Array,
    network: Network,
  ) {
    if (!network.decoder) throw new Error('the network has no decoder')
    this.#network = network
    this.#decoder = network.decoder
  }

  /** Words of the longest utterance. */
  static readonly steps = READ

  static of({ network, features }: Trained, lanes = 16): Seq2Seq {
    const reading = Network.of({ ...network.sizes, lanes, steps: READ, training: false })
    reading.parameters.values.set(network.parameters.values)
    return new Seq2Seq(features, network.table.data.slice(), reading)
  }

  get lanes(): number {
    return this.#network.sizes.lanes
  }

  /** Reads an utterance in each lane. */
  #read(utterances: readonly (readonly string[])[]): void {
    const network = this.#network
    const { lanes, config } = network.sizes
    const { mask, lengths, x, inputs } = network
    const width = config.embeddingSize
    const said = utterances.map((words) => words.slice(-READ))
    this.#steps = said.reduce((most, { length }) => Math.max(most, length), 1)
    mask.fill(0)
    x.data.fill(0, 0, this.#steps * lanes * inputs)
    for (let lane = 0; lane < lanes; lane++) {
      const words = said[lane] ?? []
      lengths[lane] = words.length
      words.forEach((word, t) => {
        mask[t * lanes + lane] = 1
        const ids = this.features.of(word)
        const scale = 1 / Math.sqrt(ids.length)
        const from = (t * lanes + lane) * inputs
        for (const id of ids)
          for (let k = 0, at = id * width; k < width; k++, at++) x.data[from + k]! += scale * (this.table[at] as number)
      })
    }
    network.forward(this.#steps)
    network.begin(this.#steps)
    this.#decoder.symbols.fill(END, 0, lanes)
  }

  /** Natural logarithms of the probabilities of all symbols in a lane, after a step. */
  #logs(lane: number): Float64Array {
    const { scores, lanes, config } = this.#decoder
    const logs = new Float64Array(config.vocabulary)
    let most = Number.NEGATIVE_INFINITY
    for (let v = 0, at = lane; v < logs.length; v++, at += lanes) most = Math.max(most, scores[at] as number)
    let sum = 0
    for (let v = 0, at = lane; v < logs.length; v++, at += lanes) {
      logs[v] = (scores[at] as number) - most
      sum += Math.exp(logs[v] as number)
    }
    const log = Math.log(sum)
    for (let v = 0; v < logs.length; v++) logs[v]! -= log
    return logs
  }

  /**
   * Natural logarithms of the probability of each symbol of an output, its end last, after an utterance each.
   * @throws RangeError where an output is longer than the decoder writes
   */
  likelihoods(utterances: readonly (readonly string[])[], outputs: readonly (readonly number[])[]): Float64Array[] {
    const { lanes } = this
    const { config, symbols } = this.#decoder
    const found: Float64Array[] = []
    for (let from = 0; from < outputs.length; from += lanes) {
      const part = outputs.slice(from, from + lanes)
      const logs = part.map(({ length }) => {
        if (length >= config.length)
          throw new RangeError(`an output of ${length} symbols, ${config.length - 1} at most`)
        return new Float64Array(length + 1)
      })
      this.#read(utterances.slice(from, from + lanes))
      const longest = logs.reduce((most, { length }) => Math.max(most, length), 0)
      for (let s = 0; s < longest; s++) {
        this.#network.write(s, this.#steps)
        part.forEach((output, lane) => {
          const log = logs[lane] as Float64Array
          const symbol = output[s] ?? END
          if (s < log.length) log[s] = this.#logs(lane)[symbol] as number
          symbols[(s + 1) * lanes + lane] = symbol
        })
      }
      found.push(...logs)
    }
    return found
  }

  /**
   * Outputs for an utterance by beam search, the best first. No three symbols in a row come twice in one.
   * @param allowed symbols that may be written; the end always may
   */
  outputs(words: readonly string[], allowed: (symbol: number) => boolean, search: Search = SEARCH): Output[] {
    const half = this.lanes / 2
    const { symbols, config } = this.#decoder
    const beams = Math.min(search.beams, half)
    // The upper lanes write the same without having read anything.
    this.#read(Array.from({ length: this.lanes }, (_, lane) => (lane < half ? words : [NOTHING])))
    const done: Output[] = []
    const worth = ({ logp, anti }: Hypothesis) => logp - search.antiLm * anti
    const length = (n: number) => ((5 + n) / 6) ** search.lengthPenalty
    let live: Hypothesis[] = [{ symbols: [], logp: 0, anti: 0, lane: 0 }]
    for (let s = 0; s < config.length && live.length > 0; s++) {
      this.#network.write(s, this.#steps)
      const grown = live.flatMap((hypothesis, lane) => {
        const logs = this.#logs(lane)
        const own = s < search.antiSteps && search.antiLm > 0 ? this.#logs(half + lane) : undefined
        this.#forbid(logs, hypothesis.symbols, allowed, search.shortest)
        return largest(logs, 2 * beams).map((v): Hypothesis & { symbol: number } => ({
          symbol: v,
          symbols: v === END ? hypothesis.symbols : [...hypothesis.symbols, v],
          logp: hypothesis.logp + (logs[v] as number),
          anti: hypothesis.anti + (own?.[v] ?? 0),
          lane,
        }))
      })
      for (const found of grown) if (found.symbol === END) done.push({ ...found, score: worth(found) / length(s + 1) })
      live = grown
        .filter(({ symbol }) => symbol !== END)
        .sort((a, b) => worth(b) - worth(a))
        .slice(0, beams)
      const from = Array.from({ length: half }, (_, i) => live[i]?.lane ?? 0)
      this.#decoder.reorder(s, [...from, ...from.map((lane) => half + lane)])
      live.forEach(({ symbols: so }, lane) => {
        for (const at of [lane, half + lane]) symbols[(s + 1) * this.lanes + at] = so[s] as number
      })
      // An open one can still gain by the length alone.
      const best = done.reduce((most, { score }) => Math.max(most, score), Number.NEGATIVE_INFINITY)
      if (live[0] && done.length >= beams && best >= worth(live[0]) / length(config.length)) break
    }
    return done.sort((a, b) => b.score - a.score)
  }

  /** One output a lane, drawn symbol by symbol; ranked by their probability a symbol. */
  drawn(words: readonly string[], allowed: (symbol: number) => boolean, sampling: Sampling): Output[] {
    const { symbols, config } = this.#decoder
    this.#read(Array.from({ length: this.lanes }, () => words))
    const found = Array.from({ length: this.lanes }, () => ({ symbols: [] as number[], logp: 0, open: true }))
    for (let s = 0; s < config.length && found.some(({ open }) => open); s++) {
      this.#network.write(s, this.#steps)
      found.forEach((output, lane) => {
        if (!output.open) return
        const logs = this.#logs(lane)
        this.#forbid(logs, output.symbols, allowed, sampling.shortest)
        const v = draw(logs, sampling)
        output.logp += logs[v] as number
        output.open = v !== END
        if (output.open) output.symbols.push(v)
        symbols[(s + 1) * this.lanes + lane] = v
      })
    }
    return found
      .filter(({ open }) => !open)
      .map(({ symbols: so, logp }) => ({ symbols: so, logp, score: logp / (so.length + 1) }))
      .sort((a, b) => b.score - a.score)
  }

  /** What may not come next has no probability. */
  #forbid(logs: Float64Array, so: readonly number[], allowed: (symbol: number) => boolean, shortest: number): void {
    for (let v = 0; v < logs.length; v++)
      if (v === END ? so.length < shortest : !allowed(v)) logs[v] = Number.NEGATIVE_INFINITY
    const [a, b] = so.slice(-2)
    for (let i = 2; i < so.length; i++)
      if (so[i - 2] === a && so[i - 1] === b) logs[so[i] as number] = Number.NEGATIVE_INFINITY
  }
}

interface Hypothesis {
  readonly symbols: readonly number[]
  readonly logp: number
  /** The same without the utterance, over the first symbols. */
  readonly anti: number
  /** Whose state it goes on from. */
  readonly lane: number
}

/** Places of the largest numbers, largest first. */
function largest(values: Float64Array, count: number): number[] {
  const found: number[] = []
  for (let v = 0; v < values.length; v++) {
    const value = values[v] as number
    if (value === Number.NEGATIVE_INFINITY) continue
    if (found.length === count && value <= (values[found.at(-1) as number] as number)) continue
    let at = found.length
    while (at > 0 && (values[found[at - 1] as number] as number) < value) at--
    found.splice(at, 0, v)
    if (found.length > count) found.pop()
  }
  return found
}

function draw(logs: Float64Array, { temperature, mass, random }: Sampling): number {
  const order = largest(logs, 100)
  const chances = order.map((v) => Math.exp((logs[v] as number) / temperature))
  const total = chances.reduce((sum, p) => sum + p, 0)
  let kept = 0
  let n = 0
  while (n < order.length && kept < mass * total) kept += chances[n++] as number
  let left = random.next() * kept
  for (let i = 0; i < n; i++) {
    left -= chances[i] as number
    if (left <= 0) return order[i] as number
  }
  return order[n - 1] ?? END
}
