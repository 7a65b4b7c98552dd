import { STATUS_CODES } from 'node:http'
import type { FastifyError, FastifyInstance } from 'fastify'
import { HttpProblem } from '../channels/http-problem.ts'
import { TastebudError } from '../errors.ts'
import type { Log } from '../log.ts'

/** Largest body that is taken, in bytes. */
export const bodyLimit = 64 * 1024

/** Every refusal as `application/problem+json` (RFC 9457) with our code, what to do, and the request's id. */
export function answerProblems(app: FastifyInstance, log: Log): void {
  app.setErrorHandler((error: unknown, request, reply) => {
    const problem = asProblem(error)
    const at = { id: request.id, method: request.method, route: request.routeOptions.url, code: problem.code }
    if (problem.status >= 500) log.error({ ...at, error }, problem.message)
    if (problem.status === 401) reply.header('www-authenticate', 'Bearer')
    if (problem.status === 429 || problem.status === 503) reply.header('retry-after', '1')
    return reply.code(problem.status).type('application/problem+json; charset=utf-8').send(toJson(problem, request.id))
  })
  app.setNotFoundHandler((request) => {
    throw new HttpProblem(
      404,
      'NOT_FOUND',
      `There is nothing at ${request.method} ${request.url.split('?')[0]}.`,
      'The chat page is at /, the webhook at POST /webhooks/rest/webhook.',
    )
  })
}

function toJson(problem: HttpProblem, requestId: string) {
  const { status, code, message, fix } = problem
  return JSON.stringify({
    type: 'about:blank',
    title: STATUS_CODES[status],
    status,
    detail: message,
    code,
    fix,
    requestId,
  })
}

/** What went wrong, as a caller may know it: a bug of ours says no more than that it is one. */
export function asProblem(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error
  if (error instanceof TastebudError) {
    return new HttpProblem(statusOf(error.code), error.code, publicMessage(error), error.fix)
  }
  switch ((error as Partial<FastifyError> | undefined)?.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new HttpProblem(413, 'BODY_TOO_LARGE', `The body has more than ${bodyLimit} bytes.`, 'Send it in parts.')
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new HttpProblem(
        415,
        'NOT_JSON',
        'The body is not declared as JSON.',
        'Send it with the header "Content-Type: application/json".',
      )
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return new HttpProblem(400, 'BAD_JSON', 'The body is not valid JSON.', 'Send one JSON object.')
  }
  const status = (error as Partial<FastifyError> | undefined)?.statusCode
  if (status !== undefined && status >= 400 && status < 500) {
    return new HttpProblem(
      status,
      'BAD_REQUEST',
      'The request cannot be read.',
      'Look at its address, headers and body.',
    )
  }
  return new HttpProblem(
    500,
    'INTERNAL',
    'Something inside Tastebud broke.',
    'Try again; if it stays, report the request id with the line of the log that has it.',
  )
}

function statusOf(code: string): number {
  if (code === 'KEY_REUSED') return 422
  if (code === 'VERSION_CONFLICT') return 409
  if (code === 'TOO_MANY_TURNS') return 429
  return code.startsWith('STORE_') ? 503 : 500
}

/** Paths of the operator's machine are nothing for callers; the log has the whole sentence. */
function publicMessage(error: TastebudError): string {
  return error.code.startsWith('STORE_') ? 'The store of conversations does not work at the moment.' : error.message
}
