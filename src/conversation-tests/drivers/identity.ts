import { createHash } from 'node:crypto'

/** The cookie that a web page of this name comes with: as the server gives them, but the same in each run. */
export const sessionOf = (name: string): string => digest(`session of ${name}`)

/**
 * Who that is to the bot, which knows only a digest of the cookie. The other doors take the same text as
 * a name: what the bot leaves to chance depends on whom it talks with, and doors are compared.
 */
export const personOf = (name: string): string => digest(sessionOf(name))

const digest = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 22)
