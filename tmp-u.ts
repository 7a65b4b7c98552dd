import { readdirSync, readFileSync } from 'node:fs'
import { readDomain, readCatalogue } from './src/catalogue/read.ts'
import { createUnderstanding } from './src/dialogue/understand/index.ts'
const d = await readDomain('data/films/domain.yml')
const cat = await readCatalogue(readdirSync('data/films').filter(f=>f.endsWith('.jsonl')).map(f=>'data/films/'+f), d)
let t=performance.now()
const u = createUnderstanding({catalogue:cat,intentsDir:'intents'})
console.log('create',(performance.now()-t).toFixed(0))
const lines = readFileSync(process.argv[2]!,'utf8').split('\n').filter(Boolean)
t=performance.now()
for (const line of lines) {
  const [text, ctx] = line.split('\t')
  const m = u.understand(text!, {shown:[], ...(ctx?JSON.parse(ctx):{})})
  console.log('> '+text+(ctx?'   '+ctx:''))
  for (const c of m.clauses) console.log('    '+[c.intent+' '+c.probability.toFixed(2), ...c.items.map(i=>`item:${i.candidates.slice(0,3).map(x=>x.id)}${i.ambiguous?'?':''}/${i.stance}${i.seen===undefined?'':'/seen='+i.seen}`), ...c.unknownTitles.map(x=>`unk:"${x.surface}"[${x.nearest}]/${x.stance}`), ...c.tags.map(x=>`${x.field}:${x.value}/${x.stance}/${x.strength}${x.hard?'!':''}`), ...c.numbers.map(x=>`${x.field}[${x.min??''},${x.max??''}]${x.relative?JSON.stringify(x.relative):''}${x.clear?'clear':''}`), ...c.axes.map(x=>`${x.axis}${x.direction>0?'+':'-'}`), c.ordinals.length?`nth:${c.ordinals}`:'', c.stance!=='neutral'?`<${c.stance}>`:'', c.seen===undefined?'':`seen=${c.seen}`, c.pronoun?`pro:${c.pronoun}`:'', c.asksFor?`asks:${c.asksFor}`:''].filter(Boolean).join(' | '))
}
console.log(((performance.now()-t)/lines.length).toFixed(2),'ms each')
