import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Driver, Launch } from '../../../src/conversation-tests/drivers/contract.ts'
import { fakeProgram, newFolder } from '../world.ts'

/** The tests that every driver passes. */
export function driverSuite(make: () => Driver): void {
  test('talks, presses buttons, keeps people apart and comes back after a kill', async () => {
    await speaksAsEveryDriver(make())
  })

  test('a program that does not start is told with what it complained about', async () => {
    const driver = make()
    const program = [process.execPath, '-e', 'console.error("no such thing"); process.exit(3)', '--']
    const starting = driver
      .start({ program, env: {}, store: 'x', seed: 1 })
      .then(() => driver.open('anna'))
      .then((anna) => anna.say('hi'))
    await expect(starting).rejects.toThrow(/no such thing/)
    await driver.stop()
  })
}

/** Against the program with the echoing bot. */
async function speaksAsEveryDriver(driver: Driver): Promise<void> {
  const launch: Launch = { program: fakeProgram, env: {}, store: join(await newFolder(), 'store.sqlite'), seed: 3 }
  await driver.start(launch)
  try {
    const anna = await driver.open('anna')
    const ben = await driver.open('ben')
    const first = await anna.say('two\nlines & <b>')
    expect(first.text).toContain(`${(await anna.key()).person} said "two\\nlines & <b>" after 0`)
    expect(first.buttons).toHaveLength(1)
    expect(first.buttons[0]?.label).toBe('More of it')
    expect((await ben.say('hi')).text).toContain(`${(await ben.key()).person} said "hi" after 0`)
    const pressed = await anna.press(first.buttons[0]!)
    expect(pressed.text).toContain('"More of it" by more after 1')
    await driver.kill()
    await driver.start(launch)
    await anna.reconnect()
    expect((await anna.say('again')).text).toContain('after 2')
    await anna.leave()
    await ben.leave()
  } finally {
    await driver.stop()
  }
}
