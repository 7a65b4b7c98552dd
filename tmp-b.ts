import { readFileSync } from 'node:fs'
import { readDomain } from './src/catalogue/read-domain.ts'
import { readIntents } from './src/dialogue/understand/intents.ts'
import { readLexicon, placeholders } from './src/dialogue/understand/lexicon.ts'
import { samplesOf, trainIntents, calibrate } from './src/dialogue/understand/training.ts'
const d = await readDomain('data/films/domain.yml')
let t=performance.now(); const T=(s:string)=>{console.log(s,(performance.now()-t).toFixed(0));t=performance.now()}
const r=readIntents('intents'); T('intents')
const lex=readLexicon('intents/words.yml', d); T('lex')
const {samples}=samplesOf(r,lex,placeholders(d)); T('samples')
trainIntents(samples,r.names.length); T('train')
const c=calibrate(samples,r.names); T('cv'); console.log(c.accuracy,c.temperature,c.logLoss,c.gap); console.log(c.confusions.slice(0,40).map(x=>x.join(' ')).join('; '))
