import { TastebudError } from '../../errors.ts'

/** What the channel says of its own, where the bot has nothing to say. */
export const WORDS = {
  stale:
    'That button is from an earlier list or question, and I would not know what you mean by it now. Just tell me, or ask for something new.',
  notYours: 'These buttons are for the one I was talking with. Mention me or use /recommend, and you get your own.',
  private: 'That is for your eyes only: I sent it to you in a direct message.',
  privateBelow: 'That is for your eyes only; nobody else sees the message below.',
  noDirect:
    'That is for your eyes only, and your settings let me send you no direct message. Use /taste or /export here: nobody but you sees those answers.',
  mention: 'Yes? Tell me what you like, or ask for something, in the same message as my name.',
  forget:
    'This deletes everything that I know about you: what you like, what you have seen, every word we exchanged. It cannot be taken back.',
  forgetYes: 'Delete everything',
  busy: 'One moment, please: several messages of yours still wait for their answers.',
  memory:
    'My memory does not answer at the moment, so I keep nothing of this message. Please say it again in a minute.',
  broken: 'Something inside me broke on that message. It is not your fault; please say it in other words.',
  mayNotWrite:
    'I may not write in the channel where you spoke to me. Whoever runs that server can give me "Send Messages" and "Embed Links" there.',
  everywhere: 'every channel that I can see',
  chooseChannels: 'Channels to answer in',
  allowAll: 'Answer everywhere',
  looks: 'is looking for something for all of you',
  joining:
    'Join, and what I know of your taste counts. Nobody sees it: the list comes without reasons, unless everybody who takes part joins with theirs.',
  join: 'Join',
  joinSharing: 'Join, reasons may be shown',
  look: 'Look for something',
  found: 'This should suit all of you. Vote, and vote again if you change your mind.',
  close: 'Close the vote',
  chosen: 'it is. The votes:',
  nothingForAll: 'I found nothing that suits all of you. Another wish may help: /together again.',
  roundOver: 'That round is over. /together begins another.',
  elsewhere:
    'In this channel I keep quiet, as those who run this server want it. Try another channel, or a direct message.',
} as const

/** What a person hears of a failure: never a path, never a stack. */
export function apology(error: unknown): string {
  if (!(error instanceof TastebudError)) return WORDS.broken
  if (error.code === 'TOO_MANY_TURNS') return WORDS.busy
  return error.code.startsWith('STORE_') || error.code === 'VERSION_CONFLICT' ? WORDS.memory : WORDS.broken
}
