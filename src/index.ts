/** The library: a bot, what goes in and what comes out. */
export { type Bot, type BotOptions, createBot } from './bot.ts'
export type { Channel, Conversable } from './channels/contract.ts'
export { asText, type Button, type Card, type Message, type Reply, type Trace } from './dialogue/message.ts'
export { TastebudError } from './errors.ts'
export type { Model, Recipe, Recommender, TrainingData } from './recommenders/contract.ts'
export type { Store } from './store/contract.ts'
