import { readFileSync, writeFileSync } from 'node:fs'
import { createUnderstanding } from './src/dialogue/understand/index.ts'
import { demoCatalogue } from './test/dialogue/understand/demo.ts'
import { show } from './test/dialogue/understand/show.ts'
const u = createUnderstanding({catalogue: await demoCatalogue(), intentsDir:'intents'})
const out: string[] = []; const seen=new Set<string>()
for (const f of ['1','2','3','4','5']) for (const line of readFileSync(`/tmp/u${f}.txt`,'utf8').split('\n').filter(Boolean)) {
  if (line.includes('\t')||seen.has(line)) continue; seen.add(line)
  out.push(`- [${JSON.stringify(line)}, ${JSON.stringify(show(u.understand(line,{shown:[]})))}]`)
}
writeFileSync('/tmp/table.yml', out.join('\n')+'\n')
