export * from './understand.ts'
