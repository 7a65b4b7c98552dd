import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Catalogue } from '../../src/catalogue/catalogue.ts'
import { domainSchema } from '../../src/catalogue/domain.ts'
import type { Item } from '../../src/catalogue/item.ts'
import type { Observed } from '../../src/conversation-tests/check.ts'
import { driverFor } from '../../src/conversation-tests/drivers/all.ts'
import type { DriverName } from '../../src/conversation-tests/schema.ts'
import { Stage } from '../../src/conversation-tests/stage.ts'
import type { ItemId } from '../../src/datasets/vocabulary.ts'
import type { Trace } from '../../src/dialogue/message.ts'

const domain = domainSchema.parse({
  name: 'films',
  noun: { one: 'film', many: 'films' },
  verb: { base: 'watch', past: 'watched', ing: 'watching' },
  tags: { genre: { one: 'genre', many: 'genres' } },
  numbers: { minutes: { one: 'length' } },
  axes: { violence: { more: ['violent'] } },
})

const item = (id: string, year: number, minutes: number, genre: string[], violence: number): Item => ({
  id: id as ItemId,
  title: id,
  otherTitles: [],
  year,
  text: '',
  tags: { genre },
  numbers: { minutes, violence },
})

/** Two films with known facts. */
export const catalogue = new Catalogue(domain, [
  item('alien-1979', 1979, 117, ['horror', 'science fiction'], 2),
  item('heat-1995', 1995, 170, ['crime'], 3),
])

/** The command line of the program with the echoing bot. */
export const fakeProgram: readonly string[] = [
  process.execPath,
  '--import',
  'tsx',
  fileURLToPath(new URL('fake-program.ts', import.meta.url)),
]

export const newFolder = () => mkdtemp(join(tmpdir(), 'tastebud-convo-test-'))

export async function fakeStage(name: DriverName): Promise<Stage> {
  return new Stage({ driver: driverFor(name), catalogue, folder: await newFolder(), program: fakeProgram })
}

export const traceOf = (parts: Partial<Trace> = {}): Trace => ({
  intents: [],
  acts: [],
  items: [],
  changes: [],
  ...parts,
})

export const traced = (...ids: string[]): Trace['items'] =>
  ids.map((id) => ({ id: id as ItemId, title: id, reasons: [`because of ${id}`] }))

export const observed = (parts: Partial<Observed> = {}): Observed => ({
  text: 'Hello there.',
  buttons: [],
  trace: traceOf(),
  offeredBefore: new Set(),
  ...parts,
})
