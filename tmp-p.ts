import { readdirSync } from 'node:fs'
import { readDomain, readCatalogue } from './src/catalogue/read.ts'
import { readIntents } from './src/dialogue/understand/intents.ts'
import { readLexicon, placeholders } from './src/dialogue/understand/lexicon.ts'
import { Linker } from './src/dialogue/understand/linker.ts'
import { NumberReader } from './src/dialogue/understand/numbers.ts'
import { samplesOf } from './src/dialogue/understand/trainer.ts'
import { trainIntents, calibrate } from './src/dialogue/understand/calibrate.ts'
const d = await readDomain('data/films/domain.yml')
const cat = await readCatalogue(readdirSync('data/films').filter(f=>f.endsWith('.jsonl')).map(f=>'data/films/'+f), d)
let t=process.cpuUsage(); const T=(s:string)=>{const u=process.cpuUsage(t);console.log(s,(u.user/1000).toFixed(0));t=process.cpuUsage()}
const lex=readLexicon('intents/words.yml', d); T('lex')
const r=readIntents('intents'); T('intents')
const l=new Linker(cat,lex); T('linker')
const n=new NumberReader(cat,lex); T('numbers')
const {samples}=samplesOf(r,l,n,placeholders(d)); T('samples')
trainIntents(samples,r.names.length); T('train')
if (process.argv[2]) { const c=calibrate(samples,r.names); T('cv'); console.log(c.accuracy,c.temperature,c.logLoss,c.gap); console.log(c.confusions.slice(0,50).map(x=>x.join(' ')).join('; ')) }
