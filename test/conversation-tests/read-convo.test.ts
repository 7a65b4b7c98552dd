import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findConvos, parseConvo, readConvo } from '../../src/conversation-tests/read-convo.ts'
import { newFolder } from './world.ts'

const good = `convo: a test
steps:
  - user: hi
    expect: { acts: greet }
  - restart: process
  - click: More
`

describe('parseConvo', () => {
  test('fills in defaults and knows the line of each step', () => {
    const convo = parseConvo(good, 'a.convo.yml')
    expect(convo).toMatchObject({
      convo: 'a test',
      seed: 1,
      channels: ['terminal', 'web', 'webhook', 'discord'],
      lines: [3, 5, 6],
    })
  })

  test.each([
    ['not YAML', 'convo: [a\nsteps: x', /^a\.convo\.yml:\d+: /],
    ['an unknown key of a step', good.replace('acts:', 'actz:'), /^a\.convo\.yml:4: steps\.0\.expect.*actz/],
    ['a wrong value', good.replace('acts: greet', 'acts: 5'), /^a\.convo\.yml:4: steps\.0\.expect\.acts/],
    [
      'a step of no kind',
      good.replace('restart: process', 'wait: 5'),
      /^a\.convo\.yml:5: steps\.1: expected one of user, click, restart/,
    ],
    ['another restart', good.replace('restart: process', 'restart: bot'), /^a\.convo\.yml:5: steps\.1\.restart/],
    ['no steps', 'convo: x\n', /^a\.convo\.yml:1: steps/],
    ['an unknown channel', `${good}channels: [fax]\n`, /^a\.convo\.yml:7: channels\.0/],
    ['an empty file', '', /^a\.convo\.yml:1: /],
  ])('%s is refused with its line', (_, text, message) => {
    expect(() => parseConvo(text, 'a.convo.yml')).toThrow(
      expect.objectContaining({ code: 'BAD_ROW', message: expect.stringMatching(message) }),
    )
  })
})

describe('findConvos', () => {
  test('finds files in folders below, in order, each once', async () => {
    const folder = await newFolder()
    await mkdir(join(folder, 'deep'))
    for (const name of ['b.convo.yml', 'deep/a.convo.yml', 'other.yml']) await writeFile(join(folder, name), good)
    const found = await findConvos([folder, join(folder, 'b.convo.yml')])
    expect(found.map((path) => path.slice(folder.length + 1))).toEqual(['b.convo.yml', 'deep/a.convo.yml'])
    expect((await readConvo(found[0] as string)).path).toBe(found[0])
  })

  test('says where there is nothing', async () => {
    const folder = await newFolder()
    await expect(findConvos([folder])).rejects.toMatchObject({ code: 'NO_FILE' })
    await expect(findConvos([join(folder, 'x')])).rejects.toMatchObject({ code: 'NO_FILE' })
  })
})

test('every conversation of the suite can be read', async () => {
  const files = await findConvos(['test/conversations'])
  expect(files.length).toBeGreaterThanOrEqual(37)
  await Promise.all(files.map(readConvo))
})
