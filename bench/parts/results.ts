import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join, resolve } from 'node:path'

const bench = resolve(import.meta.dirname, '..')

/** Keeps the figures of a benchmark in bench/results/<name>.json, beside what they were measured on. They are committed. */
export function keepFigures(name: string, figures: object): void {
  const about = {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    processor: cpus()[0]?.model.trim(),
    cores: cpus().length,
  }
  write(join(bench, 'results'), name, { ...about, ...figures })
}

/** Keeps what may quote the data (messages, names of items) in bench/out/<name>.json, which git ignores. */
export function keepDetails(name: string, details: object): void {
  write(join(bench, 'out'), name, details)
}

function write(folder: string, name: string, content: object): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(content, null, 2)}\n`)
}
