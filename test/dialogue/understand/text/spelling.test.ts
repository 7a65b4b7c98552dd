import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { allowedEdits, distance, stem } from '../../../../src/dialogue/understand/text/spelling.ts'

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
})

describe('loading what natural brings', () => {
  const resolved = (name: string) => pathToFileURL(createRequire(import.meta.url).resolve(name)).href

  /** Loads a module in a process of its own, in a folder with a `.env`, and tells what that did. */
  function load(module: string) {
    const folder = mkdtempSync(join(tmpdir(), 'spelling-'))
    try {
      writeFileSync(join(folder, '.env'), 'TASTEBUD_SPELLING_PROBE=read\n')
      const report = join(folder, 'report.json')
      const script = `
        import { writeFileSync } from 'node:fs'
        const before = JSON.stringify(process.env)
        const { stem, distance } = await import(${JSON.stringify(module)})
        const does = stem && distance && [stem('robots'), distance('shawshank', 'shawsenk', 2)]
        writeFileSync(${JSON.stringify(report)}, JSON.stringify({
          does,
          probe: process.env.TASTEBUD_SPELLING_PROBE,
          environmentSame: JSON.stringify(process.env) === before,
        }))`
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        ['--import', resolved('tsx'), '--input-type=module', '-e', script],
        { cwd: folder, encoding: 'utf8', env: { PATH: process.env.PATH ?? '' } },
      )
      const printed = `${stdout}${stderr}`
      if (status !== 0) throw new Error(printed)
      return { printed, ...(JSON.parse(readFileSync(report, 'utf8')) as object) }
    } finally {
      rmSync(folder, { recursive: true })
    }
  }

  test('our module prints nothing, reads no .env and leaves the environment as it is', () => {
    expect(load(new URL('../../../../src/dialogue/understand/text/spelling.ts', import.meta.url).href)).toEqual({
      printed: '',
      does: ['robot', 2],
      environmentSame: true,
    })
  })

  test("natural's root would be caught", () => {
    const root = load(resolved('natural'))
    expect(root).not.toMatchObject({ printed: '', environmentSame: true })
  })
})
