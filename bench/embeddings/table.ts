/** What a part of the benchmark comes to. */
export interface Outcome {
  readonly title: string
  readonly head: string[]
  readonly rows: string[][]
  /** Goals that were not reached, in words. */
  readonly missed?: readonly string[]
  /** What could not be measured here, and why. */
  readonly skipped?: string
}

export type Part = () => Promise<Outcome>

export const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length

/** `.2531 +-.0012` over seeds. */
export function spread(values: readonly number[]): string {
  const show = (value: number) => value.toFixed(4).replace(/^(-?)0\./, '$1.')
  const average = mean(values)
  if (values.length < 2) return show(average)
  const sd = Math.sqrt(mean(values.map((value) => (value - average) ** 2)) * (values.length / (values.length - 1)))
  return `${show(average)} +-${show(sd)}`
}
