import { spawnSync } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readConvo } from '../../src/conversation-tests/read-convo.ts'
import { program } from '../program.ts'

test('a live session becomes a conversation test that can be played again', async () => {
  const [node = '', ...main] = program()
  const file = join(await mkdtemp(join(tmpdir(), 'tastebud-record-')), 'my-talk.convo.yml')
  const recorded = spawnSync(node, [...main, 'test', '--record', file], {
    input: 'hi\nI loved Alien\n',
    encoding: 'utf8',
  })
  expect(recorded.stdout).toContain(`2 turns written to ${file}`)
  const convo = await readConvo(file)
  expect(convo).toMatchObject({ convo: 'my talk', steps: [{ user: 'hi' }, { user: 'I loved Alien' }] })
  const played = spawnSync(node, [...main, 'test', file, '--driver', 'terminal'], { encoding: 'utf8' })
  expect(played.stdout).toContain('terminal  1 of 1 conversations')
  expect(spawnSync(node, [...main, 'test', '--record', 'talk.yml'], { encoding: 'utf8' })).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('BAD_NAME'),
  })
}, 60_000)
