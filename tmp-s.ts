import { readdirSync } from 'node:fs'
import { Catalogue } from './src/catalogue/catalogue.ts'
import { readDomain, readCatalogue } from './src/catalogue/read.ts'
import { Random } from './src/random.ts'
import { Linker } from './src/dialogue/understand/linker.ts'
import { readLexicon } from './src/dialogue/understand/lexicon.ts'
import { createUnderstanding } from './src/dialogue/understand/index.ts'
const d = await readDomain('data/films/domain.yml')
const cat = await readCatalogue(readdirSync('data/films').filter(f=>f.endsWith('.jsonl')).map(f=>'data/films/'+f), d)
const lex=readLexicon('intents/words.yml', d)
const words=[...new Set(cat.items.flatMap(i=>(i.text+' '+i.title).split(/[^A-Za-z]+/)).filter(w=>w.length>2))]
const rnd=new Random(3)
for (const n of [10000,60000]) {
  const items=[...cat.items]
  while(items.length<n){const b=rnd.pick(cat.items);const k=1+rnd.int(4);const title=Array.from({length:k},()=>{const w=rnd.pick(words);return rnd.int(3)?w[0]!.toUpperCase()+w.slice(1):w[0]!.toUpperCase()+w.slice(1)+String.fromCharCode(97+rnd.int(26))}).join(' ');
    const nm=()=>rnd.pick(words)+' '+rnd.pick(words)+String.fromCharCode(97+rnd.int(26))+String.fromCharCode(97+rnd.int(26))
    items.push({...b,id:`x-${items.length}` as never,title,otherTitles:[],tags:{...b.tags,director:[nm()],cast:[nm(),nm(),nm(),nm()]}})}
  const big=new Catalogue(d,items)
  let t=process.cpuUsage();let w=performance.now(); new Linker(big,lex); console.log(n,'linker wall',(performance.now()-w).toFixed(0),'cpu',(process.cpuUsage(t).user/1000).toFixed(0))
  const u=createUnderstanding({catalogue:big,intentsDir:'intents'})
  const msgs=['i loved alien and blade runer','something like the matirx but funny and not too long please','recommend me a moive with some zombis','i loved zorblax nine','shawshenk redemtion was amazing','seen the first two, didnt like the third','who directed godfathr','asdfgh qwerty','i liked the grand budapst hotell a lot','anything else by christofer nolan']
  const times:number[]=[]
  for(let k=0;k<40;k++) for(const m of msgs){const s=process.cpuUsage();const a=performance.now();u.understand(m,{shown:[]});times.push(performance.now()-a)}
  times.sort((a,b)=>a-b); console.log('p50',times[times.length>>1]!.toFixed(2),'p95',times[Math.floor(times.length*.95)]!.toFixed(2),'max',times.at(-1)!.toFixed(1))
  for (const [name,text] of [['long words','xq zzk blorp '.repeat(800)],['one word','a'.repeat(10000)],['commas','a,b '.repeat(2500)],['titles','alien blade runer '.repeat(600)],['emoji','😀é '.repeat(3000)],['loved','loved zork '.repeat(1000)]] as const){const a=performance.now();u.understand(text,{shown:[]});const b=performance.now();u.understand(text,{shown:[]});console.log(name,(b-a).toFixed(1),(performance.now()-b).toFixed(1))}
  console.log((process.memoryUsage().rss/1e6).toFixed(0),'MB')
}
