import { quantile } from '../statistics.ts'

/** An answer with how sure it was. */
export interface Judged {
  /** 0 to 1 */
  readonly sure: number
  readonly right: boolean
}

export interface Bin {
  readonly from: number
  readonly to: number
  readonly n: number
  /** Mean confidence and share of right answers; NaN in an empty bin. */
  readonly sure: number
  readonly right: number
}

/** Answers in bins of equal width by how sure they were. */
export function bins(answers: readonly Judged[], count = 10): Bin[] {
  return Array.from({ length: count }, (_, i) => {
    const own = answers.filter(({ sure }) => Math.min(count - 1, Math.floor(sure * count)) === i)
    const n = own.length
    return {
      from: i / count,
      to: (i + 1) / count,
      n,
      sure: n === 0 ? Number.NaN : own.reduce((sum, { sure }) => sum + sure, 0) / n,
      right: n === 0 ? Number.NaN : own.filter(({ right }) => right).length / n,
    }
  })
}

/** Expected calibration error (Naeini et al. 2015): the mean gap between confidence and accuracy over bins. */
export function calibrationError(answers: readonly Judged[], count = 10): number {
  const gaps = bins(answers, count).map(({ n, sure, right }) => (n === 0 ? 0 : n * Math.abs(sure - right)))
  return gaps.reduce((sum, gap) => sum + gap, 0) / answers.length
}

/** The bins as lines of text: how sure, how often right, how many. */
export function calibrationPlot(answers: readonly Judged[], count = 10, width = 30): string {
  return bins(answers, count)
    .map(({ from, to, n, sure, right }) => {
      const label = `${from.toFixed(1)}-${to.toFixed(1)}`
      if (n === 0) return `${label}  ${'.'.repeat(width)}  none`
      const at = Math.min(width - 1, Math.round(sure * (width - 1)))
      const bar: string[] = Array.from({ length: width }, (_, i) => (i < Math.round(right * width) ? '#' : '.'))
      // Where the end of the bar would be if confidence were accuracy.
      bar[at] = '|'
      return `${label}  ${bar.join('')}  right ${(100 * right).toFixed(1)} %, sure ${(100 * sure).toFixed(1)} %, n ${n}`
    })
    .join('\n')
}

export interface OutOfScope {
  /** Score below which an utterance counts as out of scope. */
  readonly threshold: number
  /** Share of out-of-scope utterances below it. */
  readonly recall: number
  /** Share of in-scope test utterances at or above it, and of those at or above it and right. */
  readonly accepted: number
  readonly acceptedAndRight: number
  /** Chance that an in-scope utterance scores above an out-of-scope one (ties count half). */
  readonly auroc: number
}

/**
 * What a threshold at which a share of the in-scope validation utterances is accepted does on the test half.
 * @param validation scores of in-scope utterances that were not trained on
 */
export function outOfScope(
  validation: readonly number[],
  inScope: readonly Judged[],
  outside: readonly number[],
  acceptance = 0.95,
): OutOfScope {
  const threshold = quantile(
    [...validation].sort((a, b) => a - b),
    1 - acceptance,
  )
  const share = (hits: number, of: number) => (of === 0 ? Number.NaN : hits / of)
  return {
    threshold,
    recall: share(outside.filter((score) => score < threshold).length, outside.length),
    accepted: share(inScope.filter(({ sure }) => sure >= threshold).length, inScope.length),
    acceptedAndRight: share(inScope.filter(({ sure, right }) => right && sure >= threshold).length, inScope.length),
    auroc: auroc(
      inScope.map(({ sure }) => sure),
      outside,
    ),
  }
}

/** Area under the curve of the two kinds of scores; NaN where one is empty. */
export function auroc(inScope: readonly number[], outside: readonly number[]): number {
  const all = [...inScope.map((score) => ({ score, own: true })), ...outside.map((score) => ({ score, own: false }))]
  all.sort((a, b) => a.score - b.score)
  let ranks = 0
  for (let i = 0; i < all.length; ) {
    let j = i
    while (j < all.length && all[j]!.score === all[i]!.score) j++
    // The ranks of a tie are their mean.
    for (let k = i; k < j; k++) if (all[k]!.own) ranks += (i + j + 1) / 2
    i = j
  }
  const n = inScope.length
  return (ranks - (n * (n + 1)) / 2) / (n * outside.length)
}
