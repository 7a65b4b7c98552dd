import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { keepFigures } from './results.ts'

const root = resolve(import.meta.dirname, '..', '..')

/** Keeps what a part of a benchmark found: JSON in bench/results, the table in a page between two marks of the part's name. */
export function keep(page: string, part: string, table: string, results: object): void {
  console.log(`\n${table}\n`)
  keepFigures(`${page}-${part}`, results)
  const path = join(root, 'docs', `${page}.md`)
  if (!existsSync(path)) return
  const text = readFileSync(path, 'utf8')
  const [from, to] = [`<!-- ${part} -->`, `<!-- /${part} -->`]
  const start = text.indexOf(from)
  const end = text.indexOf(to)
  if (start < 0 || end < start) return
  writeFileSync(path, `${text.slice(0, start + from.length)}\n\n${table}\n\n${text.slice(end)}`)
}

/** Rows as a table of Markdown, the first its head, columns aligned. */
export function markdown(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, c) => Math.max(...rows.map((row) => (row[c] ?? '').length), 3))
  const line = (row: readonly string[]) => `| ${widths.map((width, c) => (row[c] ?? '').padEnd(width)).join(' | ')} |`
  const [head = [], ...body] = rows
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body.map(line)].join('\n')
}

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

export function deviation(values: readonly number[]): number {
  const middle = mean(values)
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)))
}
