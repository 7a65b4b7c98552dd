import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findDataSet } from '../../src/cli/data-set.ts'
import { folder } from '../datasets/folder.ts'

const never = () => expect.fail('nothing had to be looked up')

test('what is there is taken as it is, without a look at the settings', () => {
  const here = folder({ 'u.data': '' })
  expect(findDataSet(here, never)).toBe(here)
  expect(findDataSet(join(here, 'u.data'), never)).toBe(join(here, 'u.data'))
})

test('a bare name is found below the folder of data sets', () => {
  const sets = folder({ 'some-set.tsv': '' })
  expect(findDataSet('some-set.tsv', () => sets)).toBe(join(sets, 'some-set.tsv'))
})

test('what is nowhere is refused, and says where it was looked for', () => {
  const sets = folder({ a: '' })
  const refusal = (message: string) => expect.objectContaining({ code: 'NO_FILE', message })
  expect(() => findDataSet('no-such-set', () => sets)).toThrow(refusal(`there is no no-such-set here, nor in ${sets}`))
  expect(() => findDataSet('no-such-set', () => undefined)).toThrow(refusal('there is no no-such-set'))
  expect(() => findDataSet('./no/such', never)).toThrow(refusal('there is no ./no/such'))
})
