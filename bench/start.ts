/**
 * From process spawn to the first prompt of `tastebud chat`, and the memory of a chat that has answered.
 * `tsx bench/start.ts [--home dir] [--runs 5]`; needs a build.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { median, report } from './parts/table.ts'

const { values } = parseArgs({
  options: { home: { type: 'string' }, runs: { type: 'string' }, name: { type: 'string' } },
})
const main = join(import.meta.dirname, '..', 'dist', 'cli', 'main.js')
const folder = mkdtempSync(join(tmpdir(), 'tastebud-bench-'))
const home = values.home === undefined ? [] : ['--home', values.home]

/** Milliseconds until the first output of an interactive chat, until its first reply, and its memory in MB then. */
async function once(run: number): Promise<{ prompt: number; reply: number; memory: number }> {
  const store = join(folder, `store-${run}.sqlite`)
  const start = performance.now()
  // `script` gives the child a terminal, so that it prompts as for a person.
  const command = [process.execPath, main, 'chat', '--store', store, ...home].map((word) => `'${word}'`).join(' ')
  const child = spawn('script', ['-qfec', command, '/dev/null'], { stdio: ['pipe', 'pipe', 'inherit'] })
  let output = ''
  const until = (test: () => boolean) =>
    new Promise<number>((resolve) => {
      const check = () => test() && resolve(performance.now() - start)
      child.stdout.on('data', check)
      check()
    })
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  const prompt = await until(() => /[>›] ?/.test(output))
  child.stdin.write('I loved The Godfather\n')
  const length = output.length
  const reply = await until(() => output.length > length + 200)
  const memory = residentOf(childOf(child.pid as number))
  child.stdin.write('\x04')
  child.kill()
  return { prompt, reply, memory }
}

const childOf = (pid: number): number =>
  Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0])

/** Peak resident memory in MB. */
const residentOf = (pid: number): number =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024

const runs: Awaited<ReturnType<typeof once>>[] = []
for (let run = 0; run < Number(values.runs ?? 5); run++) runs.push(await once(run))
report(`start-${values.name ?? 'demo'}`, [
  {
    what: `first prompt, median of ${runs.length}`,
    value: median(runs.map(({ prompt }) => prompt)),
    unit: 'ms',
    goal: 2000,
  },
  {
    what: 'first reply after the prompt was there',
    value: median(runs.map(({ prompt, reply }) => reply - prompt)),
    unit: 'ms',
  },
  {
    what: 'peak memory, median',
    value: median(runs.map(({ memory }) => memory)),
    unit: 'MB',
    goal: values.home === undefined ? 250 : 400,
  },
])
rmSync(folder, { recursive: true })
