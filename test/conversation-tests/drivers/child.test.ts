import { describe, expect, test } from 'vitest'
import { Child } from '../../../src/conversation-tests/drivers/child.ts'

const node = (code: string) => new Child([process.execPath, '-e', code], { GREETING: 'hello' })

describe('Child', () => {
  test('gives lines in order, those that came before they were asked for and those after', async () => {
    const child = node(
      "process.stdin.on('data', (d) => process.stdout.write('got ' + d)); console.log(process.env.GREETING)",
    )
    expect(await child.line()).toBe('hello')
    child.write('a')
    child.write('b')
    expect([await child.line(), await child.line()].map((line) => line.replace('got ', ''))).toEqual(['a', 'b'])
    await child.stop()
  })

  test('a program that ends tells why', async () => {
    await expect(node("console.error('broken'); process.exit(1)").line()).rejects.toThrow(/ended: broken/)
    await expect(new Child(['/no/such/program'], {}).line()).rejects.toThrow(/ENOENT/)
  })

  test('one that ends by itself does so with its own code, one that will not is made to', async () => {
    const willing = node("process.stdin.on('end', () => process.exit(4)).resume(); console.log('up')")
    await willing.line()
    expect(await willing.stop()).toBe(4)
    const stubborn = node("process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('up')")
    await stubborn.line()
    expect(await stubborn.stop()).toBe(null)
  }, 10_000)
})
