import type { Context, Meaning } from '../understand/meaning.ts'
import type { Mind } from './mind.ts'
import type { Engine } from './recommend.ts'

/** The synchronous half of understanding, as `createUnderstanding` gives it. */
export interface Understanding {
  understand(text: string, context: Context): Meaning
}

/** A mind without a worker or deadlines, for tests and for programs that bring their own. */
export function createInlineMind(parts: { engine: Engine; understanding: Understanding }): Mind {
  const { engine, understanding } = parts
  return {
    understand: async (text, context) => understanding.understand(text, context),
    recommend: async (wish) => engine.recommend(wish),
    question: async (wish, askedBefore) => engine.question(wish, askedBefore),
    itemQuestion: async (wish, askedBefore) => engine.itemQuestion(wish, askedBefore),
    close: async () => {},
  }
}
