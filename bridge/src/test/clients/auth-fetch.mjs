// A published client, led line by line: {id, method, path, headers, body} in, {id, status, ...} out.
// node auth-fetch.mjs PACKAGE URL PRIVATE-KEY [pays]; with a wallet that really pays
import { createInterface } from 'node:readline'
import { payingWallet } from './paying-wallet.mjs'

// What the package prints is not ours to read.
console.log = console.info = console.warn = console.error

const [name, url, key, pays] = process.argv.slice(2)
const sdk = await import(name)
const { AuthFetch, PrivateKey, ProtoWallet } = sdk

// Ten lines of wallet: what AuthFetch asks for beyond keys is one payment.
class Wallet extends ProtoWallet {
  async createAction (action) {
    const { satoshis, lockingScript } = action.outputs[0]
    say({ event: 'payment', satoshis, lockingScript })
    return { txid: '00'.repeat(32), tx: [1, 1, 1, 1] }
  }
}

const say = line => process.stdout.write(JSON.stringify(line) + '\n')
const client = new AuthFetch(pays ? payingWallet(sdk, key, { event: say }).wallet : new Wallet(PrivateKey.fromHex(key)))
const late = ms => new Promise((_resolve, reject) => setTimeout(() => reject(new Error('HANGS')), ms).unref())

async function call ({ id, method, path, headers, body, timeout }) {
  try {
    const response = await Promise.race([client.fetch(url + path, { method, headers, body }), late(timeout ?? 20000)])
    say({ id, status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() })
  } catch (error) {
    say({ id, error: String(error.message) })
  }
}

createInterface({ input: process.stdin })
  .on('line', line => { void call(JSON.parse(line)) })
  .on('close', () => process.exit(0))
say({ event: 'ready' })
