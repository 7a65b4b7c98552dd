/** Learns the demo's intents anew, after a change of intents/*.yml or of a film: `npm run intents:build`. */
import { join } from 'node:path'
import { INTENTS_FILE, saveIntents } from '../src/dialogue/understand/index.ts'
import { modelsFolder } from './build-models.ts'
import { demoCatalogue } from './simulate-viewers.ts'

saveIntents(join(modelsFolder, INTENTS_FILE), { catalogue: await demoCatalogue(), intentsDir: 'intents' })
