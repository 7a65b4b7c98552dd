import { expect, test } from 'vitest'
import { works, world } from './toy.ts'

test('titles in a sentence: the longest, as whole words, in order, not its first word', () => {
  expect(world.named('Did you like Star Road or Dr. Moss?')).toEqual([works[0], works[2]])
  expect(world.named('Starlight and a Starling')).toEqual([])
  expect(world.named('Star signs are what we read')).toEqual([])
})

test('of two of one title the year tells which', () => {
  expect(world.named('I mean Dune (2021)')).toEqual([works[4]])
  expect(world.find('Dune', 1984)).toBe(works[3])
  expect(world.find('Dunes')).toBeUndefined()
})
