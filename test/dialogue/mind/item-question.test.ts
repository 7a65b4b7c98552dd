import { describe, expect, test } from 'vitest'
import { ItemAsker, itemAskerDefaults } from '../../../src/dialogue/mind/item-question.ts'
import { spaceOf } from '../../recommenders/questions/space.ts'
import { catalogueOf, id, like, nothing } from './world.ts'

const names = ['crowd', 'card-a', 'card-b', 'dice-a', 'dice-b', 'obscure']
const catalogue = catalogueOf(
  names.map((name) => ({ id: name, tags: { kind: [name.startsWith('card') ? 'card' : 'dice'] } })),
)
/** Everybody knows and likes "crowd"; people are for cards or for dice. Nobody knows "obscure". */
const space = {
  ...spaceOf(
    [
      [0.7, 0],
      [0.5, 0.5],
      [0.5, 0.45],
      [0.5, -0.5],
      [0.5, -0.45],
      [0, 0.9],
    ],
    [0.7, 0],
    [1e-6, 1],
  ),
  seen: Float32Array.from([1, 0, 0.9, 0, 0.8, 0, 0.9, 0, 0.8, 0, 0.01, 0]),
}
const asker = new ItemAsker(catalogue, space, itemAskerDefaults)
const anything = () => true
const ask = (wish = nothing, askable: (row: number) => boolean = anything, asked: string[] = []) => {
  const found = asker.ask(wish, askable, asked)
  return found === 'enough' ? undefined : found
}

describe('the item to ask about', () => {
  test('is one that parts people and that they are likely to know', () => {
    const found = ask(nothing)
    expect(['card-a', 'dice-a']).toContain(found?.item)
    expect(found!.known).toBeGreaterThan(0.5)
  })

  test('is none that was asked about, judged, or may not be spoken of', () => {
    expect(ask(nothing, anything, ['seen:card-a', 'opinion:dice-a', 'kind'])?.item).toMatch(/-b$|crowd/)
    const barred = new Set([1, 2, 3, 4])
    expect(ask(nothing, (row) => !barred.has(row))?.item).toBe('crowd')
    const judged = { ...nothing, dislikes: [like('dice-a')] }
    expect(ask(judged)?.item).not.toBe('dice-a')
  })

  test('is none where nobody is likely to know what is left', () => {
    expect(asker.ask(nothing, (row) => row === 5, [])).toBe('enough')
  })

  test('is none after five questions', () => {
    const asked = ['a', 'b', 'c', 'd', 'e'].map((name) => `seen:${name}`)
    expect(asker.ask(nothing, anything, asked)).toBe('enough')
  })

  test('is none once it is clear which item is best', () => {
    const many = { ...nothing, likes: [like('card-a'), like('card-b')], near: [id('card-b')] }
    const first = asker.ask({ ...nothing, likes: [like('crowd')] }, anything, [])
    // "crowd" moves nothing: the last answer made it no clearer
    expect(first).toBe('enough')
    expect(asker.ask(many, anything, [])).toBe('enough')
  })
})
