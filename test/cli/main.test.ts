import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { program } from '../program.ts'

const [node = '', ...main] = program()
const tastebud = (...argv: string[]) => spawnSync(node, [...main, ...argv], { encoding: 'utf8' })

test('the exit code is the outcome', () => {
  expect(tastebud('--version')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d/) })
  expect(tastebud('tset')).toMatchObject({ status: 2, stderr: expect.stringContaining('Did you mean test?') })
  expect(tastebud('test', '/no/such/folder')).toMatchObject({ status: 1, stderr: expect.stringMatching(/^NO_FILE: /) })
})
