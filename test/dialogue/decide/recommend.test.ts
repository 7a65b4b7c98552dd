import { expect, test } from 'vitest'
import { recommend } from '../../../src/dialogue/decide/recommend.ts'
import { fresh, type State } from '../../../src/dialogue/track/state.ts'
import { cinema, clause, id, meaning } from '../../worlds/cinema.ts'
import { cinemaMind } from '../../worlds/cinema-mind.ts'

const ask = async (intent: string, state: Partial<State> = {}) => {
  const full = { ...fresh('c'), ...state }
  const said = meaning(clause(intent))
  const mind = await cinemaMind(() => said)
  return (
    await recommend({ meaning: said, events: [], before: full, state: full }, { catalogue: cinema, mind, seed: 1 })
  ).act
}

test('says how the list came about', async () => {
  expect(await ask('want')).toMatchObject({ act: 'recommend', how: 'first' })
  expect(await ask('surprise')).toMatchObject({ how: 'surprise' })
  expect(await ask('similar', { near: [id('star-road-1999')] })).toMatchObject({
    how: 'similar',
    near: ['star-road-1999'],
  })
  const liked = [{ item: id('star-road-1999'), opinion: 'like', strength: 1, because: 1 }] as const
  expect(await ask('another', { opinions: liked })).toMatchObject({ how: 'more' })
})

test('fewer than asked for is said; none names the limits', async () => {
  expect(await ask('want', { numbers: [{ field: 'year', min: 2010 }] })).toMatchObject({ act: 'recommend', few: true })
  const nothing = await ask('want', { numbers: [{ field: 'year', min: 2030 }] })
  expect(nothing).toMatchObject({ act: 'nothing', constraints: [{ kind: 'number', field: 'year', min: 2030 }] })
  expect(nothing.act === 'nothing' && nothing.relax?.candidates).toBe(8)
})

test('nothing is left where what fits was offered, and nothing fits where none ever did', async () => {
  const bound = { numbers: [{ field: 'year', min: 2019 }] }
  const offered = [id('red-moon-2019')]
  expect(await ask('another', { ...bound, offered })).toMatchObject({ act: 'nothing', shown: true })
  const never = await ask('another', { numbers: [{ field: 'year', min: 2030 }], offered })
  expect(never).toMatchObject({ act: 'nothing' })
  expect(never).not.toHaveProperty('shown')
})
