import { workerData } from 'node:worker_threads'
import { type CrewStart, control, leave } from './crew-protocol.ts'
import { instantiate } from './instantiate.ts'

// One thread of a crew: waits for a command, runs that function with its own number, says that it is done.
const { module, memory, control: place, values, worker, workers } = workerData as CrewStart
const words = new Int32Array(memory.buffer, place, 8)
const args = new Float64Array(memory.buffer, values, 32)
const kernels = instantiate(module, memory)
const names = WebAssembly.Module.exports(module).map(({ name }) => name)

Atomics.add(words, control.ready, 1)
Atomics.notify(words, control.ready)
for (let seen = 0; ; ) {
  Atomics.wait(words, control.command, seen)
  const command = Atomics.load(words, control.command)
  if (command === seen) continue
  seen = command
  if (command === leave) break
  try {
    const count = words[control.arguments]!
    // The lowest byte names the function; the rest only makes each command differ from the one before.
    kernels[names[command & 0xff]!]!(place, worker, workers, ...args.subarray(0, count))
  } catch {
    Atomics.store(words, control.broken, 1)
  }
  Atomics.add(words, control.finished, 1)
  Atomics.notify(words, control.finished)
}
