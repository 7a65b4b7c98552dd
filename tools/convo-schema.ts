import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { convoJsonSchema } from '../src/conversation-tests/json-schema.ts'

// Writes schemas/convo.schema.json from src/conversation-tests/schema.ts: `npx tsx tools/convo-schema.ts`.
const file = 'schemas/convo.schema.json'
writeFileSync(file, JSON.stringify(convoJsonSchema(), null, 2))
execFileSync('npx', ['biome', 'format', '--write', file], { stdio: 'inherit' })
