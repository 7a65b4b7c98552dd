/** What a text encoder is built and trained by. Sizes are multiples of 24: rows of a tile and lanes of a vector both. */
export interface EncoderConfig {
  /** Numbers of a word's learned vector, the sum of its features'. */
  readonly embeddingSize: number
  /** Units of each direction of the recurrent layer. */
  readonly hiddenSize: number
  /** Numbers in which attention compares words. */
  readonly attentionSize: number
  /** Rows that character n-grams are hashed to; a power of two. */
  readonly buckets: number
  /** Words that training saw at least so often have a row of their own. */
  readonly minCount: number
  readonly epochs: number
  /** Utterances a step; a multiple of 8. */
  readonly batchSize: number
  /** Adam's largest; it rises for the first twentieth of the steps and then falls to 0 in a line. */
  readonly learningRate: number
  /** Decay of the dense weights beside the gradient (AdamW). */
  readonly decay: number
  /** Share of what enters the recurrent layer that is dropped, and of what leaves it, and of what the intent is read from. */
  readonly inputDropout: number
  readonly outputDropout: number
  readonly poolDropout: number
  /** Share of words whose own row is hidden, so that their characters must do. */
  readonly wordDropout: number
  /** Share of utterances that get one or two typing errors each time they are seen. */
  readonly typos: number
  /** Mass of the intent's target that is spread over all. */
  readonly smoothing: number
  /** What tags weigh in the loss, for each word, beside the intent's 1 for each utterance. */
  readonly tagWeight: number
  /** The gradient is scaled down to this norm. */
  readonly clip: number
}

export const ENCODER: EncoderConfig = {
  embeddingSize: 72,
  hiddenSize: 96,
  attentionSize: 48,
  buckets: 1 << 15,
  minCount: 2,
  epochs: 12,
  batchSize: 32,
  learningRate: 3e-3,
  decay: 0.01,
  inputDropout: 0.3,
  outputDropout: 0.3,
  poolDropout: 0.3,
  wordDropout: 0.1,
  typos: 0.2,
  smoothing: 0.05,
  tagWeight: 0.3,
  clip: 5,
}

/** What each word may be labelled with, beside the intent of all. */
export interface TagHead {
  readonly name: string
  readonly labels: readonly string[]
  /** Labels depend on the one before: a conditional random field over B-, I- and O. Else each word stands alone. */
  readonly chain: boolean
}

/** The intent of what is out of scope: no intent is likelier than another. */
export const OUTSIDE = -2

/** An utterance to learn from. */
export interface Sample {
  readonly words: readonly string[]
  /** For each word the numbers of the marks that it bears: what is known of it beside its letters, such as its case. */
  readonly marks?: readonly (readonly number[])[] | undefined
  /** Index of the intent; -1: nothing is said of it; `OUTSIDE`: it is none of them. */
  readonly intent: number
  /** A label for each word by head; -1: nothing is said of that word (in a head that is no chain). */
  readonly tags: readonly (readonly number[] | undefined)[]
  /** Symbols that a decoder writes, without the end; undefined: nothing is said of it. */
  readonly output?: readonly number[] | undefined
  /** What it counts, beside others' 1. */
  readonly weight?: number
}
