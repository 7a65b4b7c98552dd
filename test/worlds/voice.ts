import { Phrases } from '../../src/dialogue/speak/phrases.ts'
import { readReplies } from '../../src/dialogue/speak/replies.ts'
import { type SpeakContext, Voice } from '../../src/dialogue/speak/voice.ts'
import { fresh, type State } from '../../src/dialogue/track/state.ts'
import { cinema } from './cinema.ts'

const replies = readReplies(new URL('../../intents/replies.yml', import.meta.url).pathname)

/** The shipped sentences over the toy cinema. */
export const voice = (
  state: Partial<State> = {},
  shift = 0,
  seed = 1,
  heard: Partial<Pick<SpeakContext, 'events' | 'intents'>> = {},
): Voice =>
  new Voice(
    replies,
    new Phrases(cinema, replies),
    cinema,
    { state: { ...fresh('c'), ...state }, events: [], intents: [], seed, ...heard },
    shift,
  )
