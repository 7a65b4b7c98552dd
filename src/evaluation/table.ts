import type { Result } from './evaluate.ts'

/** The columns that a person looks at first; `--json` has all. */
const columns = [
  'recall',
  'ndcg',
  'mrr',
  'precision',
  'map',
  'hitRate',
  'coverage',
  'novelty',
  'diversity',
  'popularityBias',
]

/** Results as aligned text, one block for each list length. Rates have four places and their 95 % interval. */
export function resultTable(results: readonly Result[], at: readonly number[]): string {
  const blocks = at.map((k) => {
    const head = ['model', ...columns.map((name) => `${name}@${k}`)]
    const rows = results.map((result) => [
      result.model,
      ...columns.map((name) => {
        const metric = result.metrics[`${name}@${k}`]
        if (!metric || Number.isNaN(metric.mean)) return '-'
        const value = rate(metric.mean)
        const spread = metric.sd > 0 ? ` ±${rate(metric.sd)}` : ''
        const first = name === 'recall' || name === 'ndcg' || name === 'mrr'
        return first && metric.interval
          ? `${value}${spread} [${metric.interval.map(rate).join(' ')}]`
          : `${value}${spread}`
      }),
    ])
    return align([head, ...rows])
  })
  const cost = results.map((result) => [
    result.model,
    result.fitSeconds.toFixed(2),
    Math.round(result.eventsPerSecond).toLocaleString('en'),
    result.microsecondsPerScore.toFixed(1),
    Math.round(result.peakMemoryMB).toString(),
  ])
  const costs = align([['model', 'fit s', 'events/s', 'µs/score', 'peak MB'], ...cost])
  const notes = results.flatMap((result) => result.notes.map((note) => `${result.model}: ${note}`))
  return [...blocks, costs, ...(notes.length > 0 ? [notes.join('\n')] : [])].join('\n\n')
}

/** Cells as columns: the first flush left, the others flush right. */
export function align(rows: readonly (readonly string[])[]): string {
  const widths: number[] = []
  for (const row of rows) {
    row.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, cell.length)
    })
  }
  const line = (row: readonly string[]) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ')
  return rows.map((row) => line(row).trimEnd()).join('\n')
}

/** .1234 for rates, 12.34 above 1. */
function rate(value: number): string {
  return Math.abs(value) < 1 ? value.toFixed(4).replace(/^(-?)0\./, '$1.') : value.toFixed(2)
}
