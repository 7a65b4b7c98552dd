import type { EncoderConfig, Sample, TagHead } from '../../src/encoder/config.ts'
import type { WordFeatures } from '../../src/encoder/features.ts'
import { allowed } from '../../src/encoder/tag-layer.ts'
import { Tape } from './tape.ts'

/** Weights by name, rows of numbers; with the table of features as `table`. */
export type Weights = ReadonlyMap<string, readonly Float64Array[]>

/**
 * The encoder's loss written down number by number in float64, and its gradient by every weight as the chain rule gives
 * it. No dropout, no fixed vectors.
 */
export function onTape(
  weights: Weights,
  {
    config,
    heads,
    intents,
    features,
  }: { config: EncoderConfig; heads: readonly TagHead[]; intents: number; features: WordFeatures },
  samples: readonly Sample[],
): { loss: number; gradient: ReadonlyMap<string, readonly Float64Array[]> } {
  const tape = new Tape()
  const all = new Map([...weights].map(([name, rows]) => [name, rows.map((row) => tape.numbers(row))]))
  const of = (name: string) => all.get(name)!
  const row = (name: string) => of(name)[0]!
  const units = config.hiddenSize
  const one = tape.number(1)

  const recur = (name: string, words: number[][]): number[][] => {
    const [w, u, b, bh] = [of(`${name}.w`), of(`${name}.u`), row(`${name}.b`), row(`${name}.bh`)]
    let h = tape.numbers(new Float64Array(units))
    return words.map((x) => {
      const before = h
      h = before.map((old, j) => {
        const input = (gate: number) => tape.dot(w[gate * units + j]!, x, [b[gate * units + j]!])
        const state = (gate: number, rest: number[] = []) => tape.dot(u[gate * units + j]!, before, rest)
        const r = tape.sigmoid(tape.sum([input(0), state(0)]))
        const z = tape.sigmoid(tape.sum([input(1), state(1)]))
        const c = tape.tanh(tape.sum([input(2), tape.times(r, state(2, [bh[j]!]))]))
        return tape.sum([old, tape.times(z, tape.sum([c, old], [1, -1]))])
      })
      return h
    })
  }

  const read = (words: readonly string[]) => {
    const x = words.map((word) => {
      const ids = [...features.of(word)]
      const share = ids.map(() => 1 / Math.sqrt(ids.length))
      return Array.from({ length: config.embeddingSize }, (_, k) =>
        tape.sum(
          ids.map((id) => of('table')[id]![k]!),
          share,
        ),
      )
    })
    const behind = recur('backward', x.toReversed()).reverse()
    const states = recur('forward', x).map((h, t) => [...h, ...behind[t]!])
    const scores = states.map((y) =>
      tape.dot(
        of('attention.w').map((w, p) => tape.tanh(tape.dot(w, y, [row('attention.b')[p]!]))),
        row('attention.v'),
      ),
    )
    const log = tape.logSumExp(scores)
    const shares = scores.map((score) => tape.share(score, log))
    const column = (k: number) => states.map((y) => y[k]!)
    const each = states[0]!.map((_, k) => k)
    const pooled = [
      ...each.map((k) => tape.dot(shares, column(k))),
      ...each.map((k) => tape.largest(column(k))),
      ...x[0]!.map((_, k) =>
        tape.sum(
          x.map((v) => v[k]!),
          x.map(() => 1 / x.length),
        ),
      ),
    ]
    const logits = Array.from({ length: intents }, (_, i) =>
      tape.dot(of('intent.w')[i]!, pooled, [row('intent.b')[i]!]),
    )
    return { logits, states }
  }

  const chain = ({ name, labels }: TagHead, scores: number[][], gold: readonly number[]): number => {
    const [next, first] = [of(`${name}.next`), row(`${name}.first`)]
    let alpha = labels.map((label, j) => (allowed(undefined, label) ? tape.sum([first[j]!, scores[0]![j]!]) : -1))
    const wanted = [first[gold[0]!]!, scores[0]![gold[0]!]!]
    for (let t = 1; t < scores.length; t++) {
      const before = alpha
      alpha = labels.map((label, j) => {
        const ways = labels.flatMap((from, i) =>
          before[i]! >= 0 && allowed(from, label) ? [tape.sum([before[i]!, next[i]![j]!])] : [],
        )
        return ways.length > 0 ? tape.sum([tape.logSumExp(ways), scores[t]![j]!]) : -1
      })
      wanted.push(next[gold[t - 1]!]![gold[t]!]!, scores[t]![gold[t]!]!)
    }
    const total = tape.logSumExp(alpha.filter((place) => place >= 0))
    return tape.sum([total, ...wanted], [1, ...wanted.map(() => -1)])
  }

  const lossOf = ({ words, intent, tags }: Sample): number => {
    const { logits, states } = read(words)
    const parts: number[] = []
    const by: number[] = []
    if (intent !== -1) {
      const log = tape.logSumExp(logits)
      const e = intent < 0 ? 1 : config.smoothing
      logits.forEach((logit, i) => {
        parts.push(tape.sum([log, logit], [1, -1]))
        by.push((i === intent ? 1 - e : 0) + e / intents)
      })
    }
    heads.forEach((head, h) => {
      const labels = tags[h]
      if (!labels) return
      const [w, b] = [of(`${head.name}.w`), row(`${head.name}.b`)]
      const scores = states.map((y) => head.labels.map((_, j) => tape.dot(w[j]!, y, [b[j]!])))
      if (head.chain) parts.push(chain(head, scores, labels))
      else {
        labels.forEach((label, t) => {
          if (label >= 0) parts.push(tape.sum([tape.logSumExp(scores[t]!), scores[t]![label]!], [1, -1]))
        })
      }
      while (by.length < parts.length) by.push(config.tagWeight)
    })
    return parts.length > 0 ? tape.sum(parts, by) : tape.sum([one], [0])
  }

  const total = samples.reduce((sum, { weight = 1 }) => sum + weight, 0)
  const loss = tape.sum(
    samples.map(lossOf),
    samples.map(({ weight = 1 }) => weight / total),
  )
  const slopes = tape.gradient(loss)
  const gradient = [...all].map(
    ([name, rows]) => [name, rows.map((places) => Float64Array.from(places, (place) => slopes[place]!))] as const,
  )
  return { loss: tape.value(loss), gradient: new Map(gradient) }
}
