import { expect, test } from 'vitest'
import { acknowledge } from '../../../src/dialogue/speak/acknowledge.ts'
import type { Event } from '../../../src/dialogue/track/event.ts'
import { id } from '../../worlds/cinema.ts'
import { voice } from '../../worlds/voice.ts'

const like = (item: string): Event => ({ type: 'opinion', item: id(item), opinion: 'like', strength: 1 })

test('names what changed, in one sentence a kind', () => {
  const said = acknowledge(
    [
      like('quiet-river-1994'),
      like('loud-city-2004'),
      { type: 'tag', field: 'genre', value: 'horror', stance: 'avoid', strength: 1, hard: true },
      { type: 'number', field: 'minutes', max: 119 },
      { type: 'axis', axis: 'violence', direction: -1, reference: 2 },
    ],
    voice(),
  )
  expect(said).toContain('Quiet River and Loud City')
  expect(said).toMatch(/no horror|leaving out horror/i)
  expect(said).toContain('119 minutes')
  expect(said).toMatch(/less violent/i)
})

test('nothing changed: nothing to say', () => {
  expect(acknowledge([{ type: 'answered', key: 'open' }, { type: 'wish' }], voice())).toBe('')
})

test('an opinion says that it was seen already', () => {
  const said = acknowledge(
    [{ type: 'seen', item: id('quiet-river-1994'), seen: true }, like('quiet-river-1994')],
    voice(),
  )
  expect(said.match(/Quiet River/g)).toHaveLength(1)
})
