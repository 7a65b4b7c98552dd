import type { Reply } from '../../src/dialogue/message.ts'
import type { PersonKey, Turn } from '../../src/store/contract.ts'

export const ann: PersonKey = { channel: 'test', person: 'ann' }
export const bob: PersonKey = { channel: 'test', person: 'bob' }

export function saying(text: string): Reply {
  return {
    text,
    cards: [],
    buttons: [{ label: 'More', payload: 'more' }],
    trace: { intents: [], acts: [], items: [], changes: [] },
  }
}

export function turnOf(person: PersonKey, version: number, text: string, more: Partial<Turn> = {}): Turn {
  return {
    person,
    conversation: 'c',
    at: 1_767_225_600_123,
    text,
    version,
    events: [{ type: 'said', text }],
    reply: saying(`You said ${text}`),
    ...more,
  }
}

export async function codeOf(work: Promise<unknown>): Promise<string> {
  return await work.then(
    () => 'no error',
    (error: { code?: string; fix?: string }) => (error.fix ? (error.code ?? 'no code') : `no fix: ${String(error)}`),
  )
}
