import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { madeBy } from '../../src/cli/versions.ts'

test('names the program, the runtime and the kernels, the same every time', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
  const found = await madeBy()
  expect(found).toEqual({
    tastebud: version,
    node: process.version.slice(1),
    kernels: expect.stringMatching(/^sha256 [0-9a-f]{16}$/),
  })
  expect(await madeBy()).toEqual(found)
})
