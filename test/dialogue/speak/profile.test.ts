import { expect, test } from 'vitest'
import { profile } from '../../../src/dialogue/speak/profile.ts'
import { id } from '../../worlds/cinema.ts'
import { voice } from '../../worlds/voice.ts'

test('lists it all, the strongest first', () => {
  const text = profile(
    voice({
      opinions: [
        { item: id('quiet-river-1994'), opinion: 'like', strength: 0.5, because: 1 },
        { item: id('loud-city-2004'), opinion: 'like', strength: 1, because: 2 },
        { item: id('old-songs-1955'), opinion: 'dislike', strength: 1, because: 3 },
      ],
      tags: [{ field: 'genre', value: 'horror', stance: 'avoid', strength: 1, hard: true, because: 4 }],
      numbers: [{ field: 'minutes', max: 119 }],
      seen: [id('cold-front-1966')],
      saved: [id('star-road-1999')],
    }),
  )
  expect(text).toContain('Loud City and Quiet River')
  expect(text).toMatch(/Never: horror/)
  for (const name of ['Old Songs', 'at most 119 minutes', 'Cold Front', 'Star Road']) expect(text).toContain(name)
})

test('somebody unknown', () => {
  expect(profile(voice())).toMatch(/nothing/i)
})
