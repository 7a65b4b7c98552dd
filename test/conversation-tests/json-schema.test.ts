import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { convoJsonSchema } from '../../src/conversation-tests/json-schema.ts'

test('schemas/convo.schema.json is what the code says; `npx tsx tools/convo-schema.ts` writes it anew', async () => {
  expect(JSON.parse(await readFile('schemas/convo.schema.json', 'utf8'))).toEqual(
    JSON.parse(JSON.stringify(convoJsonSchema())),
  )
})
