import type { Catalogue } from '../../catalogue/catalogue.ts'
import { CLASSIFIER, type ClassifierConfig } from './classifier.ts'
import type { Context, Meaning } from './meaning.ts'
import { Reader } from './reader.ts'

export type * from './meaning.ts'
export { decodePayload, encodePayload, MAX_PAYLOAD, type Payload } from './payload.ts'

export interface Understanding {
  /** What a text means. Synchronous and pure; time is linear in the text and bounded. */
  understand(text: string, context: Context): Meaning
}

export interface UnderstandingOptions {
  readonly catalogue: Catalogue
  /** Folder with the intents and `words.yml`. */
  readonly intentsDir: string
  /** Below this probability a clause is `unclear`. Default 0.3. */
  readonly threshold?: number
  readonly classifier?: ClassifierConfig
}

/**
 * Learns the intents and indexes the catalogue.
 * @throws TastebudError NO_FILE, BAD_INTENTS with `path:line`
 */
export function createUnderstanding(options: UnderstandingOptions): Understanding {
  const { catalogue, intentsDir, threshold = 0.3, classifier = CLASSIFIER } = options
  return new Reader(catalogue, intentsDir, threshold, classifier)
}
