import { readFileSync, writeFileSync } from 'node:fs'
import { ENCODER, type EncoderConfig } from '../encoder/config.ts'
import type { DecoderConfig } from '../encoder/decoder.ts'
import { pack, unpackSeq2Seq } from '../encoder/pack.ts'
import { Seq2Seq } from '../encoder/seq2seq.ts'
import { train } from '../encoder/train.ts'
import { TastebudError } from '../errors.ts'
import type { Random } from '../random.ts'
import { type Exchange, LONGEST, samplesOf, Vocabulary } from './lessons.ts'

/** What a conversational model is built and trained by. */
export interface SmallTalkConfig {
  readonly encoder: EncoderConfig
  readonly decoder: Omit<DecoderConfig, 'vocabulary' | 'length'>
  /** Words that replies may use, and how often training must have seen one. */
  readonly vocabulary: number
  readonly minCount: number
  /** Share of replies that are learned as if nothing had been said, for the language model that is weighed against. */
  readonly silent: number
}

/** Small, with much dropout: a few thousand dialogues are learned by heart otherwise. */
export const SMALL_TALK: SmallTalkConfig = {
  encoder: {
    ...ENCODER,
    ...{ embeddingSize: 120, hiddenSize: 144, attentionSize: 24, buckets: 1 << 13, epochs: 10, learningRate: 2e-3 },
    ...{ inputDropout: 0.3, outputDropout: 0.3, typos: 0, wordDropout: 0.1 },
  },
  decoder: { size: 120, hiddenSize: 216, dropout: 0.3, smoothing: 0.05, weight: 1 },
  vocabulary: 6_000,
  minCount: 2,
  silent: 0.1,
}

/** A fitted conversational model: what might be answered, in the words of its training. */
export interface SmallTalk {
  readonly model: Seq2Seq
  readonly vocabulary: Vocabulary
}

/** @param progress called after each epoch with the mean loss of a reply */
export function trainSmallTalk(
  exchanges: readonly Exchange[],
  config: SmallTalkConfig,
  random: Random,
  progress?: (epoch: number, loss: number) => void,
): SmallTalk & { readonly bytes: Uint8Array } {
  const vocabulary = Vocabulary.learn(exchanges, config.minCount, config.vocabulary)
  const samples = samplesOf(exchanges, vocabulary, config.silent, random.fork('silence'))
  const decoder = { ...config.decoder, vocabulary: vocabulary.size, length: LONGEST }
  const trained = train({ samples, intents: 0, heads: [], decoder }, config.encoder, {
    random,
    ...(progress && { progress }),
  })
  const bytes = pack(trained, [], { vocabulary: vocabulary.words.join(' ') })
  return { model: Seq2Seq.of(trained), vocabulary, bytes }
}

export const saveSmallTalk = (path: string, { bytes }: { readonly bytes: Uint8Array }): void =>
  writeFileSync(path, bytes)

/** @throws TastebudError NO_FILE, ARTIFACT_CORRUPT; NO_KERNELS */
export function readSmallTalk(path: string): SmallTalk {
  const again = 'Train it again: tastebud small-talk train.'
  let file: Uint8Array
  try {
    file = readFileSync(path)
  } catch (cause) {
    throw new TastebudError('NO_FILE', `${path} cannot be read`, again, { cause })
  }
  const found = unpackSeq2Seq(file)
  const words = found?.manifest.notes.vocabulary?.split(' ')
  if (!found || !words) throw new TastebudError('ARTIFACT_CORRUPT', `${path} holds no conversational model`, again)
  return { model: found.model, vocabulary: new Vocabulary(words) }
}
