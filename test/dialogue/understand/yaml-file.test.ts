import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { readYaml } from '../../../src/dialogue/understand/yaml-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'yaml-'))
afterAll(() => rmSync(folder, { recursive: true }))
const path = join(folder, 'a.yml')
const schema = z.strictObject({ list: z.array(z.object({ n: z.number() })) })

test('reads, and knows the lines', () => {
  writeFileSync(path, 'list:\n  - n: 1\n  - n: 2\n')
  const file = readYaml(path, schema)
  expect(file.data).toEqual({ list: [{ n: 1 }, { n: 2 }] })
  expect(file.line(['list', 1, 'n'])).toBe(3)
  expect(file.line(['list', 7])).toBe(1)
})
test.each([
  ['list:\n  - n: 1\n  - n: x\n', /a\.yml:3: list\.1\.n/],
  ['list: []\nmore: 1\n', /a\.yml:2: more/],
  ['list: [\n', /a\.yml:\d/],
])('%j', (text, message) => {
  writeFileSync(path, text)
  expect(() => readYaml(path, schema)).toThrow(
    expect.objectContaining({ code: 'BAD_INTENTS', message: expect.stringMatching(message) }),
  )
})
