import { readdirSync } from 'node:fs'
import { Catalogue } from './src/catalogue/catalogue.ts'
import { readDomain, readCatalogue } from './src/catalogue/read.ts'
import { Random } from './src/random.ts'
import { Linker } from './src/dialogue/understand/linker.ts'
import { readLexicon } from './src/dialogue/understand/lexicon.ts'
const d = await readDomain('data/films/domain.yml')
const cat = await readCatalogue(readdirSync('data/films').filter(f=>f.endsWith('.jsonl')).map(f=>'data/films/'+f), d)
const lex=readLexicon('intents/words.yml', d)
const words=[...new Set(cat.items.flatMap(i=>(i.text+' '+i.title).split(/[^A-Za-z]+/)).filter(w=>w.length>2))]
const rnd=new Random(3)
const n=Number(process.argv[2])
  const items=[...cat.items]
  while(items.length<n){const b=rnd.pick(cat.items);const k=1+rnd.int(4);const title=Array.from({length:k},()=>{const w=rnd.pick(words);return w[0]!.toUpperCase()+w.slice(1)+(rnd.int(3)?'':String.fromCharCode(97+rnd.int(26)))}).join(' ');
    const nm=()=>rnd.pick(words)+' '+rnd.pick(words)+String.fromCharCode(97+rnd.int(26))+String.fromCharCode(97+rnd.int(26))
    items.push({...b,id:`x-${items.length}` as never,title,otherTitles:[],tags:{...b.tags,director:[nm()],cast:[nm(),nm(),nm(),nm()]}})}
  const big=new Catalogue(d,items)
  for(let i=0;i<2;i++){let t=process.cpuUsage();new Linker(big,lex); const u=process.cpuUsage(t);console.log(n,'linker cpu',(u.user/1000).toFixed(0),(u.system/1000).toFixed(0))}
