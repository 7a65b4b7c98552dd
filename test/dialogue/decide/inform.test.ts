import { expect, test } from 'vitest'
import { inform, informed } from '../../../src/dialogue/decide/inform.ts'
import { fresh } from '../../../src/dialogue/track/state.ts'
import { cinema, clause, id, meaning } from '../../worlds/cinema.ts'

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

test('a place beyond the end of the list: not sure which', () => {
  const why = (place: number, shown: readonly string[]) => {
    const said = clause('ask_why', { ordinals: [place] })
    const before = { ...fresh('c'), shown: shown.map(id), ...(shown.length === 1 && { focus: id(shown[0] as string) }) }
    const heard = { meaning: meaning(said), events: [], before, state: before }
    return informed(said, heard as never, cinema).map((act) => ('item' in act ? `${act.act} ${act.item}` : act.act))
  }
  const three = ['quiet-river-1994', 'loud-city-2004', 'small-steps-2011']
  expect(why(4, three)).toEqual(['which-item'])
  expect(why(2, three)).toEqual(['explain loud-city-2004'])
  expect(why(2, three.slice(0, 1))).toEqual(['which-item'])
  expect(why(1, three.slice(0, 1))).toEqual(['explain quiet-river-1994'])
})
