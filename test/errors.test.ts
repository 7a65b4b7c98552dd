import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { badRow, TastebudError } from '../src/errors.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const sources = readdirSync(`${root}/src`, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))

/** Codes of others that our code only reads: SQLite's, Fastify's, Node's, TensorFlow's, Discord's and the operating system's. */
const foreign = /^(SQLITE_|FST_ERR_|EAI_|UV_|ERR_MODULE_|WASM_HAS_|(MESSAGE|GUILD|INTERACTION)_CREATE$)/

/** Every quoted text in src that looks like a code: capitals with an underscore, or the first argument of an error. */
function codesInSource(): Set<string> {
  const found = new Set<string>()
  for (const file of sources) {
    const text = readFileSync(`${root}/src/${file}`, 'utf8')
    const codes = [
      ...text.matchAll(/'([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)'/g),
      ...text.matchAll(/new (?:TastebudError|HttpProblem)\(\s*(?:\d+,\s*)?'([A-Z]+)'/g),
    ]
    for (const [, code = ''] of codes) if (!foreign.test(code)) found.add(code)
  }
  return found
}

test('docs/errors.md has every code of src, and no other', () => {
  const page = readFileSync(`${root}/docs/errors.md`, 'utf8')
  const documented = [...page.matchAll(/^\| `([A-Z_0-9]+)` +\| (.+?) +\|$/gm)]
  const names = documented.map(([, code]) => code ?? '')
  expect([...names].sort()).toEqual([...codesInSource()].sort())
  expect(new Set(names).size).toBe(names.length)
  for (const [line, , rest = ''] of documented) expect(rest.split(' | ').at(-1)?.trim().length, line).toBeGreaterThan(8)
})

test('an error reads as code, sentence and way out', () => {
  const error = new TastebudError('A_CODE', 'It broke.', 'Mend it.', { cause: 'because' })
  expect(String(error)).toBe('A_CODE: It broke.\n  Mend it.')
  expect(error).toMatchObject({ name: 'TastebudError', cause: 'because' })
  expect(badRow('a.csv', 3, 'expected a number', 'Mend it.')).toMatchObject({
    code: 'BAD_ROW',
    message: 'a.csv:3: expected a number',
  })
})
