import { describe, expect, test } from 'vitest'
import { speaksOfSelfHarm } from '../../../src/dialogue/understand/safety.ts'

const hears = (text: string) =>
  speaksOfSelfHarm(
    text
      .toLowerCase()
      .replace(/[’']/g, '')
      .replace(/\b(films?|movies?)\b/g, '{noun}')
      .split(/[^\p{L}\d{}]+/u)
      .filter(Boolean),
  )

describe('self-harm', () => {
  test.each([
    'i want to kill myself', 'I want to die', 'i wanna die', 'i just want to die tonight', "i don't want to live anymore", 'i feel suicidal',
    'im suicidal', 'thinking about suicide, i keep thinking about suicide', 'i want to end it all', 'i want to end my life', 'going to hang myself',
    'i wish i was dead', 'i wish i had never been born', 'no reason to live', "i can't go on anymore", 'life is not worth living', 'my life is not worth living',
    'everyone would be better off without me', 'nobody would miss me', 'i keep cutting myself', 'i self harm', 'i took too many pills',
    'i want to hurt myself', 'kms', "i don't want to be alive", 'i dont want to wake up tomorrow', 'i am thinking of ending it', 'i was planning to take my own life',
    'recommend a film before i kill myself', 'i have suicidal thoughts', 'i think i would rather be dead',
  ])('heard: %s', (text) => expect(hears(text)).toBe(true)) // biome-ignore format: a list
  test.each([
    "I'd kill for a good comedy", 'suicide squad', 'a film about suicide', 'the virgin suicides', 'die hard', 'no time to die', 'to die for',
    "i'm dying to see alien", 'i nearly died laughing', 'kill bill', 'i want to watch people die in a horror film', 'this film killed me',
    'films with suicide in them', 'no films about suicide please', 'live and let die', 'i want to kill some time', 'dead poets society', 'cut to the chase',
    'i hate my life is beautiful', 'i want something to die for', 'end of watch', "i don't want to watch that", 'i died of boredom', 'i want to live in that film',
    'the suicide theory', "i can't take it, too scary", 'murder on the orient express', 'a movie where the hero dies',
  ])('not: %s', (text) => expect(hears(text)).toBe(false)) // biome-ignore format: a list
})
