#!/usr/bin/env node
import { run } from './program.ts'

// Whoever reads our output may stop before we do (`| head -1`): that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

process.exitCode = await run(process.argv.slice(2))
// A command that ended in an error may have left something half open, which must not keep the process.
if (process.exitCode !== 0) setTimeout(() => process.exit(), 300).unref()
