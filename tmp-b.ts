import { readIntents } from './src/dialogue/understand/intents.ts'
let t=performance.now(); 
try { const r=readIntents('intents'); console.log(r.names.length, r.examples.length) } catch(e) { console.log(String(e)) }
console.log(performance.now()-t)
