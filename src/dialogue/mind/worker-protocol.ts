import type { Context, Meaning } from '../understand/meaning.ts'
import type { MindSource } from './load.ts'
import type { ItemQuestion, SplitQuestion, Suggestions, Wish } from './mind.ts'

/** Plain data between the bot's thread and the worker's: everything passes structured clone. */
export interface WorkerStart {
  readonly source: MindSource
}

export type Request =
  | { readonly kind: 'understand'; readonly text: string; readonly context: Context }
  | { readonly kind: 'recommend'; readonly wish: Wish }
  | { readonly kind: 'question'; readonly wish: Wish; readonly askedBefore: readonly string[] }
  | { readonly kind: 'itemQuestion'; readonly wish: Wish; readonly askedBefore: readonly string[] }

/** What each request is answered with. */
export interface Answers {
  readonly understand: Meaning
  readonly recommend: Suggestions
  readonly question: SplitQuestion | undefined
  readonly itemQuestion: ItemQuestion | 'enough' | undefined
}

export interface ToWorker {
  readonly id: number
  readonly request: Request
}

/** An error as plain data; `code` and `fix` where it was a TastebudError. */
export interface PlainError {
  readonly message: string
  readonly code?: string
  readonly fix?: string
  readonly stack?: string
}

export type FromWorker =
  /** Loaded; `popularity` by catalogue row, for the fallback on the other side. */
  | { readonly kind: 'ready'; readonly popularity?: Float32Array }
  | { readonly kind: 'not ready'; readonly error: PlainError }
  | { readonly kind: 'answer'; readonly id: number; readonly value: Answers[keyof Answers] }
  | { readonly kind: 'error'; readonly id: number; readonly error: PlainError }
