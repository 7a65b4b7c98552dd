/** What no code may hold, as functions of a source text, so that a made-up one can show that each guard bites. */

/**
 * Words of the demo's domain. They belong into domain.yml: a bot for board games says and understands none of them.
 * Plural and verb forms count, and words within names (`filmDomain`).
 */
const FILM_WORD =
  /(?<![a-z])(films?|filmed|movies?|directors?|directed|directs|actors?|actress(?:es)?|acted in|acts in|casts?|cinemas?|cinematic|starring|starred|stars in|played in|plays in|screenplays?|soundtracks?|sequels?|prequels?|remakes?|oscars?|imdb|hollywood|blockbusters?|box office)(?![a-z])/gi
/** Titles that came to mind while the code was written, and ids as the demo's catalogue has them. */
const FILM_NAME = /\b(Alien|Aliens|Heat|Matrix|Casablanca|Godfather|Titanic|Jaws)\b|['"`][a-z-]+-(?:19|20)\d\d['"`]/g

/** Each line with a word of films in it: `12 film, director`. */
export const filmsIn = (code: string): string[] =>
  code.split('\n').flatMap((line, i) => {
    const words = withoutComment(line).replace(/([a-z])([A-Z])/g, '$1 $2')
    const found = [...words.matchAll(FILM_WORD), ...words.matchAll(FILM_NAME)].map(([word]) => word)
    return found.length > 0 ? [`${i + 1} ${found.join(', ')}`] : []
  })

/** A comment behind code; `//` within quotes (an address) is none. */
const withoutComment = (line: string) => line.replace(/(^|\s)\/\/ (?=[^'"`]*$).*/, '')

/**
 * Quoted paths into the package `natural` that are not one file of one of its parts: its root in any spelling, and
 * the index of a part, all of which load more than they are asked for (the root prints and reads `.env`).
 */
export const naturalAtLarge = (code: string): string[] =>
  [...code.matchAll(/['"`]((?:[^'"`\s]*\/node_modules\/)?natural(?:\/[^'"`\s]*)?)['"`]/g)]
    .map((found) => found[1] as string)
    .filter((path) => !/^natural\/lib\/natural\/\w+\/(?!index\b)\w+\.js$/.test(path))
