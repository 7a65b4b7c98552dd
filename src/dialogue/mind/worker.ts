import { parentPort, workerData } from 'node:worker_threads'
import { TastebudError } from '../../errors.ts'
import { type LoadedMind, loadMind } from './load.ts'
import type { Answers, FromWorker, PlainError, Request, ToWorker, WorkerStart } from './worker-protocol.ts'

// The entry of the worker that worker-mind.ts starts: loads its own catalogue and models, then answers one by one.

const port = parentPort
if (!port) throw new Error('mind/worker.ts is the entry of a worker thread')
const { source } = workerData as WorkerStart
const send = (message: FromWorker) => port.postMessage(message)

try {
  const mind = await loadMind(source)
  port.on('message', ({ id, request }: ToWorker) => {
    try {
      send({ kind: 'answer', id, value: answer(mind, request) })
    } catch (error) {
      send({ kind: 'error', id, error: plain(error) })
    }
  })
  send({ kind: 'ready', ...(mind.popularity && { popularity: mind.popularity }) })
  setImmediate(() => mind.engine.warm())
} catch (error) {
  send({ kind: 'not ready', error: plain(error) })
}

function answer(mind: LoadedMind, request: Request): Answers[keyof Answers] {
  if (request.kind === 'understand') return mind.understanding.understand(request.text, request.context)
  if (request.kind === 'recommend') return mind.engine.recommend(request.wish)
  if (request.kind === 'itemQuestion') return mind.engine.itemQuestion(request.wish, request.askedBefore)
  return mind.engine.question(request.wish, request.askedBefore)
}

function plain(error: unknown): PlainError {
  if (error instanceof TastebudError) return { message: error.message, code: error.code, fix: error.fix }
  if (error instanceof Error) return { message: error.message, ...(error.stack && { stack: error.stack }) }
  return { message: String(error) }
}
