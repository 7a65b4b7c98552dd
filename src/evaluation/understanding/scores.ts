/** What was found, of what there was. */
export interface Rates {
  /** Of what was found, the share that was right; 0 where nothing was found. */
  readonly precision: number
  /** Of what there was, the share that was found; 0 where there was nothing. */
  readonly recall: number
  /** Their harmonic mean. */
  readonly f1: number
  /** How many there were. */
  readonly support: number
}

export function ratesOf(right: number, found: number, support: number): Rates {
  const precision = found === 0 ? 0 : right / found
  const recall = support === 0 ? 0 : right / support
  return { precision, recall, f1: right === 0 ? 0 : (2 * precision * recall) / (precision + recall), support }
}

/** Rates of each class that is wanted or found, by name. */
export function byClass(wanted: readonly string[], found: readonly string[]): Map<string, Rates> {
  const names = [...new Set([...wanted, ...found])].sort()
  const counts = new Map(names.map((name) => [name, { right: 0, found: 0, support: 0 }]))
  wanted.forEach((name, i) => {
    counts.get(name)!.support++
    counts.get(found[i]!)!.found++
    if (found[i] === name) counts.get(name)!.right++
  })
  return new Map([...counts].map(([name, c]) => [name, ratesOf(c.right, c.found, c.support)]))
}

/** Mean F1 of the classes that are wanted at least once, each counting the same; NaN for none. */
export function macroF1(classes: ReadonlyMap<string, Rates>): number {
  const wanted = [...classes.values()].filter(({ support }) => support > 0)
  return wanted.reduce((sum, { f1 }) => sum + f1, 0) / wanted.length
}

/** The spans of BIO labels as `from-to-kind`; an I- that goes on from nothing of its kind begins a span. */
export function spansOf(labels: readonly string[]): string[] {
  const spans: string[] = []
  for (let t = 0; t < labels.length; ) {
    const kind = labels[t]!.slice(2)
    if (labels[t] === 'O') {
      t++
      continue
    }
    let end = t + 1
    while (labels[end] === `I-${kind}`) end++
    spans.push(`${t}-${end}-${kind}`)
    t = end
  }
  return spans
}

/** Exact spans: both ends and the kind must be right. Micro rates over all utterances, and by kind. */
export function spanRates(
  wanted: readonly (readonly string[])[],
  found: readonly (readonly string[])[],
): { readonly all: Rates; readonly kinds: ReadonlyMap<string, Rates> } {
  const counts = new Map<string, { right: number; found: number; support: number }>()
  const of = (span: string) => {
    const kind = span.split('-').slice(2).join('-')
    let count = counts.get(kind)
    if (!count) {
      count = { right: 0, found: 0, support: 0 }
      counts.set(kind, count)
    }
    return count
  }
  wanted.forEach((labels, i) => {
    const gold = new Set(spansOf(labels))
    for (const span of gold) of(span).support++
    for (const span of spansOf(found[i]!)) {
      of(span).found++
      if (gold.has(span)) of(span).right++
    }
  })
  const sum = { right: 0, found: 0, support: 0 }
  for (const count of counts.values()) {
    sum.right += count.right
    sum.found += count.found
    sum.support += count.support
  }
  const kinds = new Map([...counts].sort().map(([kind, c]) => [kind, ratesOf(c.right, c.found, c.support)]))
  return { all: ratesOf(sum.right, sum.found, sum.support), kinds }
}
