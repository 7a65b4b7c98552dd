/** How wishes weigh beside the evidence of the recommenders; the equations are in docs/blend.md. */
export interface WishConfig {
  /** Strength in the history of an item that something should be like; a like has 0.5 to 2. */
  readonly nearStrength: number
  /** Added for a matched tag of weight 1 and idf 1, so that tags alone can find items. */
  readonly tagAdds: number
  /** Multiplies as 1 + this for the same match, so that a wish also counts beside many likes. */
  readonly tagBoosts: number
  readonly wordsAdd: number
  readonly wordsBoost: number
  /** Added and multiplied (as 1 + this) for an item that answers a question about vectors wholly (a cosine of 1). */
  readonly vectorsAdd: number
  readonly vectorsBoost: number
  /** Strength, among what is disliked, of an item that something should not be like. */
  readonly unlikeStrength: number
  /** Multiplies as 1 + this a level (of 0 to 3) further in the wanted direction. */
  readonly axisBoosts: number
  /** Divides as 1 + this a level in the wrong direction; items that stay where they are lose a quarter of it. */
  readonly axisCosts: number
  /** Divides as 1 + this for a disliked tag of weight 1 and idf 1. */
  readonly tagCosts: number
  /** Divides as 1 + this what lies at one end only, where something between two is wished for. */
  readonly apartCosts: number
}

export const wishDefaults: WishConfig = Object.freeze({
  nearStrength: 4,
  tagAdds: 1,
  tagBoosts: 1,
  wordsAdd: 1.5,
  wordsBoost: 1,
  vectorsAdd: 2,
  vectorsBoost: 2,
  unlikeStrength: 2,
  axisBoosts: 1,
  axisCosts: 2,
  tagCosts: 2,
  apartCosts: 50,
})

/** What matched tags, found words and a question about vectors (0 to 1 each, tags more) add to the evidence of an item. */
export const added = (config: WishConfig, tags: number, words: number, vectors: number): number =>
  config.tagAdds * tags + config.wordsAdd * words + config.vectorsAdd * vectors

/** What they multiply it by, as 1 + this, before axes. */
export const boosted = (config: WishConfig, tags: number, words: number, vectors: number): number =>
  config.tagBoosts * tags + config.wordsBoost * words + config.vectorsBoost * vectors
