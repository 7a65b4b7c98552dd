import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { allowedEdits, distance, stem } from '../../../src/dialogue/understand/spelling.ts'

describe('spelling', () => {
  test.each([
    ['matrix', 'matirx', 1],
    ['runner', 'runer', 1],
    ['runner', 'runnner', 1],
    ['alien', 'alian', 1],
    ['alien', 'alien', 0],
  ])('%s ~ %s within one', (a, b, edits) => expect(distance(a, b, 1)).toBe(edits))
  test.each([
    ['matrix', 'mtarxi'],
    ['alien', 'lions'],
    ['heat', 'heathen'],
  ])('%s !~ %s', (a, b) => {
    expect(distance(a, b, 1)).toBe(Number.POSITIVE_INFINITY)
  })
  test('two edits by natural', () => {
    expect(distance('shawshank', 'shawsenk', 2)).toBe(2)
    expect(distance('theshawshankredemption', 'theshawshenkredemtion', 2)).toBe(2)
    expect(distance('abcdefgh', 'zyxwvuts', 2)).toBe(Number.POSITIVE_INFINITY)
  })
  test('stems', () => {
    expect(stem('robots')).toBe('robot')
    expect(stem('comedies')).toBe(stem('comedy'))
    expect(stem('café')).toBe('café')
  })
  test('edits by length', () => expect([3, 5, 9].map(allowedEdits)).toEqual([0, 1, 2]))

  test('the parts of natural print nothing and read no .env', () => {
    const folder = mkdtempSync(join(tmpdir(), 'natural-'))
    try {
      writeFileSync(join(folder, '.env'), 'TASTEBUD_SPELLING_PROBE=read\n')
      const root = resolve('node_modules/natural/lib/natural')
      const script = `
        await import(${JSON.stringify(join(root, 'stemmers/porter_stemmer.js'))})
        await import(${JSON.stringify(join(root, 'distance/levenshtein_distance.js'))})
        process.exitCode = process.env.TASTEBUD_SPELLING_PROBE ? 3 : 0`
      const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
        cwd: folder,
        encoding: 'utf8',
      })
      expect(printed).toBe('')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
