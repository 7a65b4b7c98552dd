import { expect, test } from 'vitest'
import { duration, Progress } from '../../src/cli/progress.ts'

let clock = 0
const screen = (isTTY: boolean, columns = 10) => {
  const written: string[] = []
  return { isTTY, columns, written, write: (text: string) => written.push(text) }
}
const on = (out: ReturnType<typeof screen>) => new Progress(out, () => clock)
const record = { epoch: 1, of: 4, loss: 0.51239, events: 30_000, metric: { name: 'recall@20', value: 0.70449 } }

test('writes one line over and over on a terminal', () => {
  const out = screen(true)
  const progress = on(out)
  progress.show('a long line indeed')
  progress.show('short ')
  progress.show('short')
  progress.clear()
  progress.clear()
  expect(out.written).toEqual(['\ra long li', '\rshort    ', '\r     \r'])
})

test('is silent elsewhere, but for a line an epoch', () => {
  const out = screen(false)
  const progress = on(out)
  progress.show('a')
  clock = 5000
  const { progress: step, epoch } = progress.fit('gru')
  step(1, 8, 'note')
  clock += 2000
  step(2, 8, 'note')
  epoch(record)
  clock += 3000
  step(8, 8)
  const { metric: _, ...plain } = record
  epoch({ ...plain, epoch: 4 })
  progress.clear()
  expect(out.written).toEqual([
    'gru: epoch 1 of 4, loss 0.5124, recall@20 0.7045, 15,000 events/s, 6 s left\n',
    'gru: epoch 4 of 4, loss 0.5124, 10,000 events/s\n',
  ])
})

test('in a terminal a bar: share, what the model says, the last epoch and the time left, no wider than it', () => {
  const out = screen(true, 200)
  const progress = on(out)
  const { progress: step, epoch } = progress.fit('gru')
  clock += 1000
  epoch(record)
  clock += 29_000
  step(1, 4, 'epoch 2 of 4, loss 0.4')
  progress.clear()
  const drawn = out.written.join('')
  expect(drawn).toContain(
    'gru █████░░░░░░░░░░░░░░░ 25 %, 1 min 30 s left, epoch 2 of 4, loss 0.4, recall@20 0.7045, 30,000 events/s',
  )
  const narrow = screen(true, 30)
  const small = on(narrow)
  small.fit('gru').progress(1, 4, 'a long note that has no place there')
  small.clear()
  expect(Math.max(...narrow.written.map((text) => text.length))).toBe(29)
})

test('80 columns are enough for the time left, and a terminal that says 0 has as many', () => {
  for (const columns of [80, 0]) {
    const out = screen(true, columns)
    const progress = on(out)
    const { progress: step, epoch } = progress.fit('bagged-prod2vec')
    clock += 1000
    epoch(record)
    clock += 3_599_000
    step(1, 4, 'epoch 2 of 4, loss 0.4123, and more')
    progress.clear()
    const drawn = out.written.join('')
    expect(drawn).toContain('25 %, 3 h 0 min left, epoch 2 of 4')
    expect(Math.max(...out.written.map((text) => text.replace(/^\r/, '').length))).toBeLessThan(80)
  }
  const whole = screen(true, 0)
  on(whole).show('saving')
  expect(whole.written).toEqual(['\rsaving'])
})

test('a fit that goes on says where, and counts no time for what was done before', () => {
  const out = screen(false)
  const { progress: step, resumed, epoch } = on(out).fit('gru')
  clock += 60_000
  resumed(4, 8)
  clock += 5000
  step(5, 8)
  epoch({ epoch: 5, of: 8, loss: 0.5, events: 5000 })
  expect(out.written).toEqual([
    'gru: goes on after epoch 4 of 8\n',
    'gru: epoch 5 of 8, loss 0.5000, 1,000 events/s, 15 s left\n',
  ])
})

test('a bar leaves no timer, no handler of Ctrl-C and no changed terminal behind', () => {
  const out = screen(true, 80)
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  const before = [process.listenerCount('SIGINT'), timers()]
  const progress = on(out)
  progress.fit('gru').progress(1, 4)
  expect([process.listenerCount('SIGINT'), timers()]).toEqual([before[0], (before[1] ?? 0) + 1])
  progress.show('saving')
  progress.clear()
  expect(out.written.join('')).not.toContain('[?7l')
  expect(timers()).toBe(before[1])
})

test.each([
  [0, '0 s'],
  [59_000, '59 s'],
  [185_000, '3 min 5 s'],
  [7_800_000, '2 h 10 min'],
])('%s ms is %s', (milliseconds, text) => {
  expect(duration(milliseconds)).toBe(text)
})
