// The compiled worker, save that it spins for ever on a message or a query of 'please hang'.
import { parentPort } from 'node:worker_threads'

parentPort?.on('message', ({ request }) => {
  const said = request.kind === 'understand' ? request.text : request.wish.query
  if (said === 'please hang') for (;;);
})
await import('../../../dist/dialogue/mind/worker.js')
