import { expect, test } from 'vitest'
import { driverFor } from '../../../src/conversation-tests/drivers/all.ts'
import { DRIVERS } from '../../../src/conversation-tests/schema.ts'

test('each driver goes by its name', () => {
  expect(DRIVERS.map((name) => driverFor(name).name)).toEqual([...DRIVERS])
})
