import { readdirSync } from 'node:fs'
import { readDomain, readCatalogue } from './src/catalogue/read.ts'
import { readIntents } from './src/dialogue/understand/intents.ts'
import { readLexicon, placeholders } from './src/dialogue/understand/lexicon.ts'
import { Linker } from './src/dialogue/understand/linker.ts'
import { NumberReader } from './src/dialogue/understand/numbers.ts'
import { samplesOf } from './src/dialogue/understand/trainer.ts'
import { calibrate } from './src/dialogue/understand/calibrate.ts'
const d = await readDomain('data/films/domain.yml')
const cat = await readCatalogue(readdirSync('data/films').filter(f=>f.endsWith('.jsonl')).map(f=>'data/films/'+f), d)
const lex=readLexicon('intents/words.yml', d)
const r=readIntents('intents')
const l=new Linker(cat,lex)
const {samples}=samplesOf(r,l,new NumberReader(cat,lex),placeholders(d))
for (const epochs of [3,4,8]) for (const learningRate of [0.2,0.5]) { const c=calibrate(samples,r.names,5,{epochs,learningRate,decay:1e-6,temperature:1}); console.log(epochs,learningRate,c.accuracy.toFixed(3),c.temperature,c.logLoss.toFixed(3),c.gap.toFixed(3)) }
