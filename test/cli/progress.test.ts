import { expect, test } from 'vitest'
import { Progress } from '../../src/cli/progress.ts'

const screen = (isTTY: boolean) => {
  const written: string[] = []
  return { isTTY, columns: 10, written, write: (text: string) => written.push(text) }
}

test('writes one line over and over on a terminal', () => {
  const out = screen(true)
  const progress = new Progress(out)
  progress.show('a long line indeed')
  progress.show('short ')
  progress.show('short')
  progress.clear()
  progress.clear()
  expect(out.written).toEqual(['\ra long li', '\rshort    ', '\r     \r'])
})

test('is silent elsewhere', () => {
  const out = screen(false)
  const progress = new Progress(out)
  progress.show('a')
  progress.clear()
  expect(out.written).toEqual([])
})
