import type { FastifyInstance } from 'fastify'

/**
 * Makes `app.close()` end soon and kindly: turns in flight get their answer, their connections close after it,
 * idle keep-alive connections are swept away, and after `deadlineMs` what is left is cut.
 * @param ending called first: end streams here, which would otherwise stay open for ever
 * @returns whether closing has begun
 */
export function closeGracefully(app: FastifyInstance, ending: () => Promise<void>, deadlineMs: number): () => boolean {
  let closing = false
  let sweep: NodeJS.Timeout | undefined
  let deadline: NodeJS.Timeout | undefined
  app.addHook('preClose', async () => {
    closing = true
    sweep = setInterval(() => app.server.closeIdleConnections(), 100)
    deadline = setTimeout(() => app.server.closeAllConnections(), deadlineMs)
    await ending()
  })
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close')
  })
  app.addHook('onClose', async () => {
    clearInterval(sweep)
    clearTimeout(deadline)
  })
  return () => closing
}
