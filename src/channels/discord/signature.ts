import { createPublicKey, verify } from 'node:crypto'

/** What stands before the 32 bytes of an Ed25519 key in its DER form (RFC 8410). */
const HEAD = Buffer.from('302a300506032b6570032100', 'hex')

/** What Discord signs a request with. */
export interface Signed {
  readonly signature: string | undefined
  readonly timestamp: string | undefined
  readonly body: Buffer
}

/**
 * A check whether Discord made a request: Ed25519 over timestamp and body, byte for byte as it came.
 * @param publicKey of the application, 64 hexadecimal digits
 */
export function signatureCheck(publicKey: string): (request: Signed) => boolean {
  const key = createPublicKey({
    key: Buffer.concat([HEAD, Buffer.from(publicKey, 'hex')]),
    format: 'der',
    type: 'spki',
  })
  return ({ signature = '', timestamp = '', body }) =>
    /^[0-9a-f]{128}$/i.test(signature) &&
    /^\d{1,20}$/.test(timestamp) &&
    verify(null, Buffer.concat([Buffer.from(timestamp), body]), key, Buffer.from(signature, 'hex'))
}
