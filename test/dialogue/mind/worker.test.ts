import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FromWorker, Request, WorkerStart } from '../../../src/dialogue/mind/worker-protocol.ts'
import { writeHome } from './home.ts'
import { nothing } from './world.ts'

// The compiled worker is tested, as it is what runs: `npm run build` comes before the tests.
const file = fileURLToPath(new URL('../../../dist/dialogue/mind/worker.js', import.meta.url))
let home: Awaited<ReturnType<typeof writeHome>>
beforeAll(async () => {
  home = await writeHome()
})
afterAll(() => home.remove())

async function start(data: WorkerStart): Promise<{ worker: Worker; first: FromWorker }> {
  const worker = new Worker(file, { workerData: data, execArgv: [] })
  const [first] = (await once(worker, 'message')) as [FromWorker]
  return { worker, first }
}

async function ask(worker: Worker, id: number, request: Request): Promise<FromWorker> {
  worker.postMessage({ id, request })
  const [answer] = (await once(worker, 'message')) as [FromWorker]
  return answer
}

test('says when it is ready, with the popularity, and answers each kind of request', async () => {
  const { worker, first } = await start({ source: home.source })
  expect(first).toMatchObject({ kind: 'ready' })
  expect(first.kind === 'ready' && first.popularity?.[29]).toBe(29)
  const found = await ask(worker, 1, { kind: 'recommend', wish: { ...nothing, count: 1 } })
  expect(found).toMatchObject({ kind: 'answer', id: 1, value: { items: [{ item: 'g29' }] } })
  const meaning = await ask(worker, 2, { kind: 'understand', text: 'hello', context: { shown: [] } })
  expect(meaning).toMatchObject({ kind: 'answer', id: 2, value: { text: 'hello' } })
  const question = await ask(worker, 3, { kind: 'question', wish: nothing, askedBefore: [] })
  expect(question).toMatchObject({ kind: 'answer', id: 3, value: { field: 'kind' } })
  await worker.terminate()
})

test('an error in one request is an answer, and the next request is served', async () => {
  const { worker } = await start({ source: home.source })
  const broken = { kind: 'recommend', wish: { ...nothing, likes: undefined } } as unknown as Request
  expect(await ask(worker, 1, broken)).toMatchObject({ kind: 'error', id: 1 })
  expect(await ask(worker, 2, { kind: 'recommend', wish: nothing })).toMatchObject({ kind: 'answer', id: 2 })
  await worker.terminate()
})

test('what it cannot load is told with code and way out', async () => {
  const { worker, first } = await start({ source: { ...home.source, catalogue: ['/nowhere.jsonl'] } })
  expect(first).toMatchObject({ kind: 'not ready', error: { code: 'NO_FILE' } })
  expect(first.kind === 'not ready' && first.error.fix).toBeTruthy()
  await worker.terminate()
})
