import { expect, test } from 'vitest'
import { parseConvo } from '../../src/conversation-tests/read-convo.ts'
import { runSuite } from '../../src/conversation-tests/suite.ts'
import { catalogue, fakeProgram } from './world.ts'

test('all drivers play the same files and what they mean is compared', async () => {
  const same = parseConvo('convo: same\nsteps:\n  - user: list\n    expect: { acts: recommend }\n', 'same.convo.yml')
  const apart = parseConvo('convo: apart\nsteps:\n  - user: where am I\n', 'apart.convo.yml')
  const webOnly = parseConvo('convo: web\nchannels: [web]\nsteps:\n  - user: hi\n', 'web.convo.yml')
  const seen: string[] = []
  const result = await runSuite({
    files: [same, apart, webOnly],
    drivers: ['terminal', 'web', 'webhook'],
    catalogue,
    program: fakeProgram,
    now: () => performance.now(),
    progress: ({ driver, title }) => seen.push(`${driver} ${title}`),
  })
  expect(seen.sort()).toEqual([
    'terminal apart',
    'terminal same',
    'web apart',
    'web same',
    'web web',
    'webhook apart',
    'webhook same',
  ])
  expect(result.results.every(({ passed }) => passed)).toBe(true)
  expect(result.differences.map(({ path, what }) => [path, what])).toEqual([
    ['apart.convo.yml', 'terminal and web: acts'],
    ['apart.convo.yml', 'terminal and webhook: acts'],
  ])
  expect(result.passed).toBe(false)
})
