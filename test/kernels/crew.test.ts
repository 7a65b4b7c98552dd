import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Arena, at } from '../../src/kernels/arena.ts'
import { Crew } from '../../src/kernels/crew.ts'

const n = 1000

async function relayed(workers: number, rounds: number): Promise<number[]> {
  const arena = new Arena(Crew.room + Arena.room(8 * n, 8 * n))
  const crew = new Crew('probe', arena, workers)
  const x = arena.f64(n)
  const y = arena.f64(n)
  x.forEach((_, i) => {
    x[i] = i
  })
  for (let call = 0; call < 3; call++) crew.run('relay', at(x), at(y), n, rounds)
  await crew.close()
  return [...x]
}

test.each([1, 2, 3])('%i workers part the work, and meet at every barrier', async (workers) => {
  const found = await relayed(workers, 200)
  expect(found).toEqual(Array.from({ length: n }, (_, i) => i + 600))
})

test.each([0, 1])('a trap in worker %i reaches the caller, and nobody waits for ever', async (which) => {
  const crew = new Crew('probe', new Arena(Crew.room), 2)
  expect(() => crew.run('fail', which)).toThrow('the kernel "fail" failed')
  await crew.close()
})

test('refuses what it cannot run', async () => {
  expect(() => new Crew('probe', new Arena(Crew.room), 0)).toThrow(RangeError)
  const crew = new Crew('probe', new Arena(Crew.room), 1)
  expect(() => crew.run('nothing')).toThrow(RangeError)
  await crew.close()
  expect(() => crew.run('relay')).toThrow('closed')
})

test('threads that were not built are a coded error, and one thread needs none', async () => {
  const post = { file: '/nowhere/crew-worker.js', patience: 60_000 }
  const refused = expect.objectContaining({ code: 'NO_KERNELS', fix: expect.stringContaining('npm run build') })
  expect(() => new Crew('probe', new Arena(Crew.room), 2, {}, post)).toThrow(refused)
  const alone = new Crew('probe', new Arena(Crew.room), 1, {}, post)
  expect(() => alone.run('fail', 1)).not.toThrow()
  await alone.close()
})

test.each(['throw new Error("broken")', 'process.exit(1)', 'import "./not-there.js"'])(
  'threads that end at their start are a coded error, not a wait without end: %s',
  async (program) => {
    const folder = mkdtempSync(join(tmpdir(), 'crew-'))
    const file = join(folder, 'worker.mjs')
    writeFileSync(file, program)
    const crew = new Crew('probe', new Arena(Crew.room), 3, {}, { file, patience: 500 })
    expect(() => crew.run('fail', 1)).toThrow(expect.objectContaining({ code: 'NO_KERNELS' }))
    await crew.close()
    rmSync(folder, { recursive: true })
  },
)
