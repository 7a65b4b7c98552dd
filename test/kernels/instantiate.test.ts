import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { Arena, at } from '../../src/kernels/arena.ts'
import { compile, instantiate } from '../../src/kernels/instantiate.ts'
import { probe } from './probe.ts'

test('a module is compiled once, its relaxed build apart', () => {
  expect(compile('probe')).toBe(compile('probe'))
})

test('without what it needs the error says what to do', () => {
  const script = `import { compile } from './dist/kernels/instantiate.js'
    try { compile('probe', { relaxed: true }) } catch (error) { console.log(error.code, error.fix) }`
  const { stdout } = spawnSync(
    process.execPath,
    ['--no-experimental-wasm-relaxed-simd', '--input-type=module', '--eval', script],
    { encoding: 'utf8' },
  )
  // Newer runtimes have relaxed SIMD for good and ignore the flag.
  expect(stdout === '' || stdout.startsWith('NO_KERNELS Leave "relaxed" off')).toBe(true)
})

test('kernels that were never built are an error with the command', () => {
  expect(() => compile('no-such' as 'probe')).toThrow(
    expect.objectContaining({ code: 'NO_KERNELS', fix: expect.stringContaining('npm run build') }),
  )
})

// The functions of assembly/parts/math.ts against those of JavaScript in float64.
const functions = [Math.exp, (x: number) => 1 / (1 + Math.exp(-x)), Math.tanh] as const
test.each([
  ['exp', 0, 3e-7],
  ['sigmoid', 1, 3e-7],
  ['tanh', 2, 3e-7],
])('%s is right to the last digits of float32', (_, which, tolerance) => {
  const { arena, kernels } = probe()
  const n = 40_000
  const x = arena.f32(n)
  const y = arena.f32(n)
  for (let i = 0; i < n; i++) x[i] = (i - n / 2) / 250
  kernels.map!(which, at(x), at(y), n)
  let worst = 0
  for (let i = 0; i < n; i++) {
    const wanted = functions[which]!(x[i]!)
    const error = Math.abs(y[i]! - wanted) / (which === 2 ? 1 : wanted)
    worst = Math.max(worst, error)
  }
  expect(worst).toBeLessThan(tolerance)
})

test('beyond what float32 holds, the ends stay finite', () => {
  const { arena, kernels } = probe()
  const x = arena.f32(4)
  x.set([-1e30, -500, 500, 1e30])
  const y = arena.f32(4)
  kernels.map!(0, at(x), at(y), 4)
  expect([...y].every(Number.isFinite)).toBe(true)
  kernels.map!(1, at(x), at(y), 4)
  expect(y[0]).toBeLessThan(1e-37)
  expect(y[3]).toBe(1)
})

test('random numbers: the same seed gives the same, evenly spread', () => {
  const draw = (seed: bigint) => {
    const { arena, kernels } = probe()
    const state = arena.f64(1)
    new BigUint64Array(state.buffer, at(state), 1)[0] = seed
    const n = 100_000
    const y = arena.f32(n)
    kernels.uniforms!(at(state), at(y), n)
    return y
  }
  const drawn = draw(7n)
  expect(draw(7n)).toEqual(drawn)
  expect(draw(8n)).not.toEqual(drawn)
  const bins = new Float64Array(10)
  for (const value of drawn) bins[Math.floor(value * 10)]! += 1
  // 10,000 a bin, standard deviation 95
  for (const count of bins) expect(Math.abs(count - 10_000)).toBeLessThan(500)
})

test('random integers reach every value below the bound and no other', () => {
  const { arena, kernels } = probe()
  const state = arena.f64(1)
  const y = arena.u32(5000)
  kernels.integers!(at(state), 7, at(y), y.length)
  expect([...new Set(y)].sort()).toEqual([0, 1, 2, 3, 4, 5, 6])
})

test('a constant that reaches into the arena is refused', () => {
  const { memory } = new Arena(64)
  expect(instantiate(compile('probe'), memory).heapBase!()).toBeLessThanOrEqual(65_536)
})

test('the relaxed builds do what the references say', async (context) => {
  // Since Node 22 relaxed SIMD is always on, and there is no flag for it.
  const flags = Number.parseInt(process.versions.node, 10) < 22 ? ['--experimental-wasm-relaxed-simd'] : []
  const script = fileURLToPath(new URL('./relaxed-run.ts', import.meta.url))
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, '--import', 'tsx', script], { encoding: 'utf8' })
  expect(stderr).toBe('')
  const apart = JSON.parse(stdout) as Record<string, number> | null
  if (!apart) return context.skip('this runtime has no relaxed SIMD, so that its builds are not compared')
  // Adagrad turns a tiny gradient and its error into a step of its own size; the others keep the digits of their numbers.
  const limits = { gru4rec: 2e-5, tree: 1e-5, negatives: 1e-5, inverse: 1e-10, scores: 1e-6, foldIn: 1e-12 }
  expect(Object.keys(apart)).toEqual(Object.keys(limits))
  for (const [name, limit] of Object.entries(limits)) expect(apart[name], name).toBeLessThan(limit)
}, 60_000)
