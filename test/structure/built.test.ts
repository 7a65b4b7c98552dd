import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { staleness } from '../setup/built.ts'

const root = mkdtempSync(join(tmpdir(), 'tastebud-built-'))
afterAll(() => rmSync(root, { recursive: true }))
const put = (name: string, seconds: number) => {
  mkdirSync(join(root, name, '..'), { recursive: true })
  writeFileSync(join(root, name), '')
  utimesSync(join(root, name), seconds, seconds)
}

test('tells the first file that is not built, or older than its source', () => {
  const sources = ['src/a.ts', 'src/deep/b.ts', 'src/types.d.ts']
  put('src/a.ts', 100)
  put('src/deep/b.ts', 100)
  put('dist/a.js', 100)
  expect(staleness(root, sources)).toBe('dist/deep/b.js is not there')
  put('dist/deep/b.js', 200)
  expect(staleness(root, sources)).toBeUndefined()
  put('src/a.ts', 101)
  expect(staleness(root, sources)).toBe('dist/a.js is older than src/a.ts')
})
