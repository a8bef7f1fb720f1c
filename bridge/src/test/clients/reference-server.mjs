// The published middleware with the routes of PlayBridge, as far as both can have them.
import express from 'express'
import { createAuthMiddleware } from '@bsv/auth-express-middleware'
import { createPaymentMiddleware } from '@bsv/payment-express-middleware'
import { CompletedProtoWallet, P2PKH, PrivateKey, PublicKey, Transaction } from '@bsv/sdk'

// It takes a payment as the older nodes' wallet does: whose key the first output pays to is checked, not how much.
class Wallet extends CompletedProtoWallet {
  async internalizeAction ({ tx, outputs }) {
    const { derivationPrefix, derivationSuffix, senderIdentityKey } = outputs[0].paymentRemittance
    const { publicKey } = await this.getPublicKey({
      protocolID: [2, '3241645161d8'], keyID: derivationPrefix + ' ' + derivationSuffix, counterparty: senderIdentityKey, forSelf: true
    })
    const script = new P2PKH().lock(PublicKey.fromString(publicKey).toHash()).toHex()
    if (Transaction.fromAtomicBEEF(tx).outputs[0].lockingScript.toHex() !== script) throw new Error('The output is not ours')
    return { accepted: true }
  }
}

const wallet = new Wallet(PrivateKey.fromHex(process.argv[2]))
const app = express()
app.use(express.json({ limit: '1mb' }))
app.use(createAuthMiddleware({ wallet }))
const echo = (request, response) => response.json({ identity: request.auth.identityKey, body: request.body ?? {} })
app.post('/echo', echo)
app.get('/echo', echo)
app.put('/echo', echo)
app.post('/words/:word', (request, response) => response.json({ word: request.params.word }))
app.get('/words/:word', (request, response) => response.json({ word: request.params.word }))
let count = 0
app.post('/count', (_request, response) => response.json({ count: ++count }))
app.post('/refuse/:status', (request, response) => response.status(Number(request.params.status)).json({ error: 'as you like it' }))
app.post('/pay', (_request, response) => response.status(402).set({
  'x-bsv-payment-version': '1.0',
  'x-bsv-payment-satoshis-required': '7',
  'x-bsv-payment-derivation-prefix': 'cHJlZml4'
}).json({ status: 'error', code: 'ERR_PAYMENT_REQUIRED', satoshisRequired: 7 }))
const project = number => ({
  id: number.toString(16).padStart(32, '0'), name: 'project ' + number, network: 'testnet', balance: '0.00000000', created_at: '2026-01-01T00:00:00Z'
})
app.post('/api/v1/project/list', (_request, response) => response.json({ projects: [1, 2, 3, 4, 5].map(project) }))
// Top-ups as the older nodes have them: what is priced ends in /pay, what is credited is what the body says.
app.use('/api/v1/project', createPaymentMiddleware({
  wallet, calculateRequestPrice: request => request.path.endsWith('/pay') ? Number(request.body.amount) : 0
}))
const balances = {}
app.post('/api/v1/project/:id/pay', ({ params: { id }, body: { amount } }, response) => {
  if (typeof amount !== 'number' || amount <= 0) return response.status(400).json({ error: 'Invalid amount. Must be a positive number.' })
  balances[id] = (balances[id] ?? 0) + amount
  response.json({ message: `Paid ${amount} sats. New balance: ${balances[id]}` })
})
const server = app.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ event: 'ready', port: server.address().port })))
process.stdin.resume().on('end', () => process.exit(0))
