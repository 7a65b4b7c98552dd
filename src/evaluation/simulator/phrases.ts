/**
 * How simulated people talk: their own words, none of which stands in intents/ (a test compares), so that what the bot
 * was taught is not what it is asked. {title} and {kind} are filled in.
 */
export const phrases = {
  liked: [
    '{title} is right up there with my favourites',
    '{title} knocked my socks off',
    'I could put {title} on every single weekend',
    '{title} has my heart, truly',
    '{title}? Pure joy from start to end',
    'nothing beats {title} in my book',
  ],
  disliked: [
    '{title} bored me to tears',
    '{title} was a slog and I gave up halfway',
    'I had high hopes for {title} but it let me down badly',
    '{title} got on my nerves',
    'honestly {title} was two hours of my life wasted',
  ],
  /** "Have you seen it? Did you like it?" */
  seenLiked: [
    'I have, and it was a delight',
    'seen it a while back and adored every minute',
    'sure have, thought it was superb',
  ],
  seenDisliked: [
    'I have, sadly, it was dreadful',
    'seen it and could not stand it',
    'sat through it once, a real letdown',
  ],
  likedIt: ['very much so', 'adored it', 'it was superb'],
  dislikedIt: ['could not stand it', 'it was dreadful', 'cannot say that I did'],
  unseen: ['never got round to that one', 'nope, it passed me by', 'I have not come across it yet'],
  unsure: ['hard to tell, really', 'that one beats me', 'that is beyond me'],
  kind: ['{kind} would hit the spot', 'make it {kind} then', 'I fancy some {kind}'],
  wish: ['I fancy some {kind} tonight', 'got any good {kind} for a rainy evening?', 'in need of some proper {kind}'],
  never: [
    'keep {kind} away from me, I cannot take it',
    'whatever you do, leave {kind} out',
    'absolutely no {kind} for me ever',
  ],
  ten: ['line up ten for me, would you', 'a list of ten would be lovely', 'give me ten to pick from'],
  knownLiked: ['I have already seen {title} and adored it', 'been there: I saw {title} and it was superb'],
  knownDisliked: ['I have already seen {title} and could not stand it', 'I saw {title} once and it was dreadful'],
  accept: ['jot down {title}, it sounds wonderful', 'ooh, save {title} for me'],
  another: ['got any others up your sleeve?', 'what other ideas have you got', 'show me a few different ones'],
  enough: ['enough questions, simply show me some', 'that will do on the asking, ideas now'],
  changed: [
    'on second thoughts I did not care for {title} after all',
    'come to think of it, {title} does nothing for me these days',
  ],
  yes: ['aye, that is right', 'quite so'],
  no: ['not really, no', 'nah, leave it'],
  this: ['{title}, I mean', 'the one called {title}'],
} as const satisfies Record<string, readonly string[]>

export type PhraseName = keyof typeof phrases

export const fillPhrase = (phrase: string, values: Readonly<Record<string, string>>): string =>
  phrase.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
