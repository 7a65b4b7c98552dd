import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseDrivers } from '../../src/cli/test.ts'
import { program } from '../program.ts'

const [node = '', ...main] = program()
const tastebudTest = (...argv: string[]) => spawnSync(node, [...main, 'test', ...argv], { encoding: 'utf8' })

describe('tastebud test', () => {
  test('a conversation that does not go as expected fails with file and line, also in JUnit', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tastebud-test-'))
    await writeFile(join(folder, 'good.convo.yml'), 'convo: good\nsteps:\n  - user: hi\n    expect: { acts: greet }\n')
    await writeFile(join(folder, 'bad.convo.yml'), 'convo: bad\nsteps:\n  - user: hi\n    expect: { acts: forget }\n')
    const { stdout, status } = tastebudTest(folder, '--driver', 'terminal', '--junit', join(folder, 'junit.xml'))
    expect(stdout).toMatch(/bad\.convo\.yml:3 {2}"hi"\n {4}expect\.acts\n {4}- expected {2}forget\n/)
    expect(stdout).toContain('terminal  1 of 2 conversations')
    expect(status).toBe(1)
    expect(await readFile(join(folder, 'junit.xml'), 'utf8')).toContain(
      '<testsuite name="terminal" tests="2" failures="1"',
    )
    expect(tastebudTest(join(folder, 'good.convo.yml'), '--driver', 'webhook').status).toBe(0)
  })

  test('--check only reads, and names what is wrong with its line', async () => {
    expect(tastebudTest('test/conversations', '--check').stdout).toMatch(/^\d+ conversation tests, nothing wrong/)
    const folder = await mkdtemp(join(tmpdir(), 'tastebud-test-'))
    await writeFile(join(folder, 'x.convo.yml'), 'convo: x\nsteps:\n  - usr: hi\n')
    expect(tastebudTest(folder, '--check')).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^BAD_ROW: .*x\.convo\.yml:3: /),
    })
  })
})

test('parseDrivers', () => {
  expect(parseDrivers('web, terminal,web')).toEqual(['web', 'terminal'])
  expect(() => parseDrivers('web,fax')).toThrow(expect.objectContaining({ code: 'BAD_DRIVER' }))
})
