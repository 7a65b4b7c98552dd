import { expect, test } from 'vitest'
import { capital, comparative, fill, list } from '../../../src/dialogue/speak/template.ts'

test('names, forms by number, forms within forms', () => {
  expect(fill('{count|one film fits|{count} films fit}.', { count: 1 })).toBe('one film fits.')
  expect(fill('{count|one film fits|{count} films fit}.', { count: 3 })).toBe('3 films fit.')
  expect(fill('{count|one|{count}} of {x}', { count: 0, x: 'a' })).toBe('0 of a')
  expect(fill('Hi {nobody}!', {})).toBe('Hi !')
})

test('what is filled in is never read as a template', () => {
  expect(fill('{x}', { x: '{y} and {count|a|b}' })).toBe('{y} and {count|a|b}')
})

test('lists of none, one, two and many', () => {
  expect(list([])).toBe('')
  expect(list(['a'])).toBe('a')
  expect(list(['a', 'b'])).toBe('a and b')
  expect(list(['a', 'b', 'c'], 'or')).toBe('a, b or c')
})

test('comparatives', () => {
  const words = [
    'funny',
    'scary',
    'violent',
    'dark',
    'sad',
    'strange',
    'slow',
    'long',
    'romantic',
    'gory',
    'easy to learn',
    'simple',
    'gentle',
  ]
  expect(words.map(comparative)).toEqual([
    'funnier',
    'scarier',
    'more violent',
    'darker',
    'sadder',
    'stranger',
    'slower',
    'longer',
    'more romantic',
    'gorier',
    'more easy to learn',
    'simpler',
    'gentler',
  ])
})

test('only a small first letter becomes a capital', () => {
  expect(capital('élan')).toBe('Élan')
  expect(capital('"quoted"')).toBe('"quoted"')
})
