import { expect, test } from 'vitest'
import { catalogueOf } from '../../src/cli/home-catalogue.ts'

test('the demo where no home is named, an error where it is none', async () => {
  expect((await catalogueOf(undefined)).size).toBeGreaterThanOrEqual(600)
  await expect(catalogueOf('/no/such/home')).rejects.toMatchObject({ code: 'NO_HOME' })
})
