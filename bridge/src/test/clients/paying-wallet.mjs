// A wallet that really pays, without any network: coins of its own making, proved by a block that nobody mined.
// A node believes it only if its block headers say so, or if it is a test node (payments.verifier: trusted-test).
import { createHash } from 'node:crypto'

export function payingWallet (sdk, key, { height = 800000, rich = 1000000000, event = () => {} } = {}) {
  const { ProtoWallet, PrivateKey, Transaction, MerklePath, P2PKH, LockingScript, UnlockingScript } = sdk

  /** A transaction of a block with others beside it, paying this key. */
  function coin (satoshis) {
    const tx = new Transaction()
    tx.addInput({
      sourceTXID: createHash('sha256').update(String(Math.random())).digest('hex'),
      sourceOutputIndex: 0,
      unlockingScript: UnlockingScript.fromHex('00'),
      sequence: 0xffffffff
    })
    tx.addOutput({ satoshis, lockingScript: new P2PKH().lock(PrivateKey.fromHex(key).toPublicKey().toHash()) })
    const txid = tx.id('hex')
    const beside = createHash('sha256').update(txid).digest('hex')
    tx.merklePath = new MerklePath(height, [
      [{ offset: 2, hash: txid, txid: true }, { offset: 3, duplicate: true }],
      [{ offset: 0, hash: beside }]
    ])
    return tx
  }

  async function spend (source, outputs) {
    const tx = new Transaction()
    tx.addInput({
      sourceTransaction: source,
      sourceOutputIndex: 0,
      unlockingScriptTemplate: new P2PKH().unlock(PrivateKey.fromHex(key)),
      sequence: 0xffffffff
    })
    for (const { satoshis, lockingScript } of outputs) {
      tx.addOutput({ satoshis, lockingScript: LockingScript.fromHex(lockingScript) })
    }
    await tx.sign()
    return tx
  }

  class PayingWallet extends ProtoWallet {
    async createAction ({ outputs }) {
      const source = coin(rich)
      event({ event: 'payment', satoshis: outputs[0].satoshis, root: source.merklePath.computeRoot(source.id('hex')), height })
      const tx = await spend(source, outputs)
      return { txid: tx.id('hex'), tx: tx.toAtomicBEEF() }
    }
  }
  return { wallet: new PayingWallet(PrivateKey.fromHex(key)), coin, spend }
}
