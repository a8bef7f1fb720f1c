// A wallet as the published command lines look for it: POST /METHOD with JSON in, JSON out.
// node wallet-stub.mjs PRIVATE-KEY [PORT]; prints {event: 'ready'}, then one line for each payment.
import { createServer } from 'node:http'
import { randomBytes } from 'node:crypto'
import { LockingScript, MerklePath, P2PKH, PrivateKey, ProtoWallet, Transaction, UnlockingScript } from '@bsv/sdk'

const [hex, port = '3321'] = process.argv.slice(2)
const key = PrivateKey.fromHex(hex)
const say = line => process.stdout.write(JSON.stringify(line) + '\n')

// A coin of ours out of nothing: the only transaction of a block that no chain has.
function coin (satoshis) {
  const source = new Transaction()
  const script = randomBytes(16)
  source.addInput({
    sourceTXID: '00'.repeat(32),
    sourceOutputIndex: 0xffffffff,
    unlockingScript: UnlockingScript.fromBinary([script.length, ...script]),
    sequence: 0xffffffff
  })
  source.addOutput({ satoshis, lockingScript: new P2PKH().lock(key.toAddress()) })
  source.merklePath = MerklePath.fromCoinbaseTxidAndHeight(source.id('hex'), 800000)
  return source
}

class Wallet extends ProtoWallet {
  async getVersion () { return { version: 'stub-1.0.0' } }
  async getNetwork () { return { network: 'testnet' } }
  async isAuthenticated () { return { authenticated: true } }
  async waitForAuthentication () { return { authenticated: true } }
  async listCertificates () { return { totalCertificates: 0, certificates: [] } }

  async createAction ({ description, outputs }) {
    const satoshis = outputs.reduce((sum, output) => sum + output.satoshis, 0)
    const transaction = new Transaction()
    transaction.addInput({
      sourceTransaction: coin(satoshis + 100),
      sourceOutputIndex: 0,
      unlockingScriptTemplate: new P2PKH().unlock(key)
    })
    for (const { satoshis, lockingScript } of outputs) {
      transaction.addOutput({ satoshis, lockingScript: LockingScript.fromHex(lockingScript) })
    }
    await transaction.sign()
    const txid = transaction.id('hex')
    say({ event: 'payment', description, satoshis, txid })
    return { txid, tx: transaction.toAtomicBEEF() }
  }
}

const bytesAsNumbers = (_name, value) => value instanceof Uint8Array ? [...value] : value
const wallet = new Wallet(key)
const server = createServer(async (request, response) => {
  const method = request.url.slice(1)
  let body = ''
  for await (const chunk of request) body += chunk
  try {
    if (!/^[a-zA-Z]+$/.test(method) || typeof wallet[method] !== 'function') throw new Error('no method ' + method)
    const result = await wallet[method](JSON.parse(body || '{}'), request.headers.originator)
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result, bytesAsNumbers))
  } catch (error) {
    response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ message: String(error.message) }))
  }
})
server.on('error', error => { say({ event: 'failed', error: error.message }); process.exit(1) })
server.listen(Number(port), 'localhost', () => say({ event: 'ready', identity: key.toPublicKey().toString() }))
process.stdin.resume().on('end', () => process.exit(0))
