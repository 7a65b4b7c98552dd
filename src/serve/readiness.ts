import { TastebudError } from '../errors.ts'
import type { Log } from '../log.ts'
import type { BotPort } from './bot-port.ts'

/** Why it cannot answer now, or that it can. */
export type Readiness =
  | { readonly status: 'ready' | 'starting' }
  | { readonly status: 'no store'; readonly code: string }

/** How long one look at the store counts, in milliseconds: whoever probes often costs no more writes than that. */
const lasting = 1000
/** A store that takes longer, in milliseconds, does not answer people either. */
const patience = 2000

/**
 * Asks whether the bot can answer: everything is loaded, and its store takes a write and a read.
 * @returns a question that may be asked as often as one likes
 */
export function readiness(bot: Pick<BotPort, 'ready' | 'check'>, log: Log): () => Promise<Readiness> {
  let looked: { readonly at: number; readonly found: Promise<Readiness> } | undefined
  const look = async (): Promise<Readiness> => {
    let late: NodeJS.Timeout | undefined
    const tooLate = new Promise<never>((_, reject) => {
      late = setTimeout(() => reject(storeSilent()), patience)
    })
    try {
      await Promise.race([bot.check(), tooLate])
      return { status: 'ready' }
    } catch (error) {
      log.error({ error }, 'the store does not work')
      return { status: 'no store', code: error instanceof TastebudError ? error.code : 'INTERNAL' }
    } finally {
      clearTimeout(late)
    }
  }
  return async () => {
    if (!bot.ready()) return { status: 'starting' }
    const now = performance.now()
    if (!looked || now - looked.at >= lasting) looked = { at: now, found: look() }
    return looked.found
  }
}

const storeSilent = () =>
  new TastebudError('STORE_BUSY', 'The store did not answer in time.', 'Try again; if it stays, restart Tastebud.')
