import { expect, test } from 'vitest'
import { WebhookDriver } from '../../../src/conversation-tests/drivers/webhook.ts'
import { speaksAsEveryDriver } from './drivers.ts'

test('talks, presses buttons, keeps people apart and comes back after a kill', async () => {
  await speaksAsEveryDriver(new WebhookDriver())
})

test('a program that does not start is told with what it complained about', async () => {
  const driver = new WebhookDriver()
  const program = [process.execPath, '-e', 'console.error("no such thing"); process.exit(3)', '--']
  const starting = driver
    .start({ program, env: {}, store: 'x', seed: 1 })
    .then(() => driver.open('anna'))
    .then((anna) => anna.say('hi'))
  await expect(starting).rejects.toThrow(/no such thing/)
  await driver.stop()
})
