import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { TraceFile } from '../../src/conversation-tests/trace-file.ts'
import { newFolder, traceOf } from './world.ts'

test('gives what is new, each turn once, and waits for lines to be whole', async () => {
  const path = join(await newFolder(), 'trace.jsonl')
  const file = new TraceFile(path)
  const line = (person: string) =>
    `${JSON.stringify({ channel: 'web', conversation: 'c', person, at: 1, trace: traceOf() })}\n`
  expect(await file.news(0)).toEqual([])
  appendFileSync(path, line('Zoë') + line('b').slice(0, 20))
  expect((await file.news(0)).map(({ person }) => person)).toEqual(['Zoë'])
  setTimeout(() => appendFileSync(path, line('b').slice(20)), 30)
  expect((await file.news(2000)).map(({ person }) => person)).toEqual(['b'])
  expect(await file.news(10)).toEqual([])
})
