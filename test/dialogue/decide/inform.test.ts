import { expect, test } from 'vitest'
import { inform } from '../../../src/dialogue/decide/inform.ts'
import { cinema, id } from '../../worlds/cinema.ts'

const values = (field: string) => {
  const act = inform(id('red-moon-1979'), field, 'words', cinema)
  return act.act === 'inform' ? act.values : undefined
}

test('facts of every kind, and nothing for what is not in the catalogue', () => {
  expect(values('director')).toEqual(['Ann Lee'])
  expect(values('year')).toEqual(['1979'])
  expect(values('minutes')).toEqual(['117 minutes'])
  expect(values('composer')).toEqual([])
  expect(values('?black and white')).toEqual([])
})

test('an axis is answered by its level', () => {
  expect(inform(id('red-moon-1979'), 'violence', 'words', cinema)).toMatchObject({ level: 3 })
})
