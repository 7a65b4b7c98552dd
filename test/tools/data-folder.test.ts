import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { environmentName } from '../../src/config.ts'
import { dataFolder } from '../../tools/data-folder.ts'

test('has the environment name of the setting, and a default beside the project', () => {
  expect(dataFolder({ [environmentName('data')]: '/sets' })).toBe('/sets')
  const beside = resolve(import.meta.dirname, '../../../shared/data')
  expect(dataFolder({})).toBe(beside)
  expect(dataFolder({ TASTEBUD_DATA: '' })).toBe(beside)
})
