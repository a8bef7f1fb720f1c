// A router and client of the older inference network, on published packages alone. It reads lines of JSON and answers each with a line.
import { createInterface } from 'node:readline'
import { createServer } from 'node:http'
import { randomUUID } from 'node:crypto'
import { ed25519 } from '@noble/curves/ed25519'
import { schnorr } from '@noble/curves/secp256k1'
import { sha256 } from '@noble/hashes/sha2'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils'
import stringify from 'fast-json-stable-stringify'
import { nip19 } from 'nostr-tools'

const base64 = bytes => Buffer.from(bytes).toString('base64')
const canonical = ({ payload, nonce, ts, keyId }) => new TextEncoder().encode(stringify({ payload, nonce, ts, keyId }))
const publicOf = npub => nip19.decode(npub).data

function sign({ key, payload, nonce = randomUUID(), ts = Date.now(), profile = 'schnorr', keyId }) {
  const secret = hexToBytes(key)
  if (profile === 'ed25519') {
    const unsigned = { payload, nonce, ts, keyId: keyId ?? bytesToHex(ed25519.getPublicKey(secret)) }
    return { ...unsigned, sig: base64(ed25519.sign(canonical(unsigned), secret)) }
  }
  const unsigned = { payload, nonce, ts, keyId: keyId ?? nip19.npubEncode(bytesToHex(schnorr.getPublicKey(secret))) }
  return { ...unsigned, sig: base64(schnorr.sign(sha256(canonical(unsigned)), secret)) }
}

function verify(envelope, profile = 'schnorr', publicKey) {
  const signature = Buffer.from(envelope.sig, 'base64')
  return profile === 'ed25519'
    ? ed25519.verify(signature, canonical(envelope), hexToBytes(publicKey ?? envelope.keyId))
    : schnorr.verify(signature, sha256(canonical(envelope)), publicOf(envelope.keyId))
}

let beats = []
let waiting = []

const operations = {
  keys: ({ key }) => ({
    npub: nip19.npubEncode(bytesToHex(schnorr.getPublicKey(hexToBytes(key)))),
    nsec: nip19.nsecEncode(hexToBytes(key)),
    ed25519: bytesToHex(ed25519.getPublicKey(hexToBytes(key)))
  }),
  sign: call => ({ envelope: sign(call) }),
  verify: ({ envelope, profile, publicKey }) => ({ ok: verify(JSON.parse(envelope), profile, publicKey) }),
  async infer({ url, profile, nodeKey, ...call }) {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(sign({ profile, ...call })) })
    const body = await response.json()
    const good = response.status === 200 &&
      body.response.keyId === body.metering.keyId &&
      body.response.payload.requestId === call.payload.requestId &&
      verify(body.response, profile, nodeKey) && verify(body.metering, profile, nodeKey)
    return { status: response.status, body, good }
  },
  listen: () => new Promise(resolve => {
    const server = createServer(async (request, response) => {
      let text = ''
      for await (const chunk of request) text += chunk
      const envelope = JSON.parse(text)
      const good = request.url === '/register-node' && verify(envelope) && Math.abs(Date.now() - envelope.ts) < 300000
      response.writeHead(good ? 200 : 401).end(JSON.stringify({ ok: good }))
      const beat = { good, envelope }
      const next = waiting.shift()
      next ? next(beat) : beats.push(beat)
    })
    server.listen(0, '127.0.0.1', () => resolve({ port: server.address().port }))
  }),
  heartbeat: () => beats.length > 0 ? beats.shift() : new Promise(resolve => waiting.push(resolve))
}

for await (const line of createInterface({ input: process.stdin })) {
  const { op, ...call } = JSON.parse(line)
  try {
    console.log(JSON.stringify(await operations[op](call)))
  } catch (error) {
    console.log(JSON.stringify({ failed: String(error) }))
  }
}
process.exit(0)
