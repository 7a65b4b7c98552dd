import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { expect, test } from 'vitest'
import { signatureCheck } from '../../../src/channels/discord/signature.ts'

const rawHex = (key: KeyObject) => Buffer.from(String(key.export({ format: 'jwk' }).x), 'base64url').toString('hex')

test('only what the key signed, byte for byte, is Discord', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const isDiscord = signatureCheck(rawHex(publicKey))
  const body = Buffer.from('{"type":1}')
  const timestamp = '1767225600'
  const signature = sign(null, Buffer.from(`${timestamp}${body}`), privateKey).toString('hex')
  expect(isDiscord({ signature, timestamp, body })).toBe(true)
  expect(isDiscord({ signature: signature.toUpperCase(), timestamp, body })).toBe(true)
  expect(isDiscord({ signature, timestamp, body: Buffer.from('{"type":2}') })).toBe(false)
  expect(isDiscord({ signature, timestamp: '1767225601', body })).toBe(false)
  // The bytes of timestamp and body alone do not say where the one ends.
  expect(isDiscord({ signature, timestamp: `${timestamp}{`, body: body.subarray(1) })).toBe(false)
  for (const odd of [undefined, '', 'zz', 'ab'.repeat(63)])
    expect(isDiscord({ signature: odd, timestamp, body })).toBe(false)
  expect(isDiscord({ signature, timestamp: undefined, body })).toBe(false)
  const other = signatureCheck(rawHex(generateKeyPairSync('ed25519').publicKey))
  expect(other({ signature, timestamp, body })).toBe(false)
})
