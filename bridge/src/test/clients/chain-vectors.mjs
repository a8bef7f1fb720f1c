// Writes the vectors of the package chain, as the published SDK makes them: node chain-vectors.mjs > chain-vectors.json
import * as sdk from '@bsv/sdk'

const { Transaction, MerklePath, P2PKH, PrivateKey, Beef, Utils, UnlockingScript, Hash } = sdk
const key = PrivateKey.fromHex('22'.repeat(32))
const lock = new P2PKH().lock(key.toPublicKey().toHash())
const hex = bytes => Utils.toHex(bytes)

function coin (n, satoshis, outputs = 1) {
  const tx = new Transaction()
  tx.addInput({ sourceTXID: n.toString(16).padStart(2, '0').repeat(32), sourceOutputIndex: n, unlockingScript: UnlockingScript.fromHex('0151'), sequence: 0xffffffff - n })
  for (let i = 0; i < outputs; i++) tx.addOutput({ satoshis, lockingScript: lock })
  return tx
}

const hash = hex => Utils.toHex(Hash.hash256(Utils.toArray(hex, 'hex').reverse()).reverse())
/** The proofs of one of so many transactions of a block. */
function mined (tx, height, size, position) {
  let level = Array.from({ length: size }, (_, i) => i === position ? tx.id('hex') : hash((i + 1).toString(16).padStart(64, '0')))
  let offset = position
  const path = []
  while (level.length > 1 || path.length === 0) {
    const beside = offset ^ 1
    const leaves = path.length === 0 ? [{ offset, hash: level[offset], txid: true }] : []
    if (level.length > 1) leaves.push(beside < level.length ? { offset: beside, hash: level[beside] } : { offset: beside, duplicate: true })
    path.push(leaves.sort((a, b) => a.offset - b.offset))
    if (level.length === 1) break
    const next = []
    for (let i = 0; i < level.length; i += 2) next.push(hash((level[i + 1] ?? level[i]) + level[i]))
    level = next
    offset >>= 1
  }
  tx.merklePath = new MerklePath(height, path)
  if (tx.merklePath.computeRoot(tx.id('hex')) !== level[0]) throw new Error('the root differs')
  return tx
}

async function spend (sources, outputs, scope = 'all', anyoneCanPay = false) {
  const tx = new Transaction()
  for (const [source, index] of sources) {
    tx.addInput({ sourceTransaction: source, sourceOutputIndex: index, unlockingScriptTemplate: new P2PKH().unlock(key, scope, anyoneCanPay), sequence: 0xffffffff })
  }
  for (const satoshis of outputs) tx.addOutput({ satoshis, lockingScript: lock })
  await tx.sign()
  return tx
}

const vectors = []
function vector (name, tx, version) {
  const beef = Beef.fromBinary(tx.toBEEF())
  beef.version = version
  const roots = beef.bumps.map(bump => ({ height: bump.blockHeight, root: bump.computeRoot() }))
  let ef = ''
  try { ef = tx.toHexEF() } catch {}
  vectors.push({ name, txid: tx.id('hex'), tx: tx.toHex(), atomicBeef: hex(beef.toBinaryAtomic(tx.id('hex'))), roots, extendedFormat: tx.merklePath ? '' : ef })
}

const V1 = 4022206465
const V2 = 4022206466
for (const [size, position] of [[1, 0], [2, 0], [2, 1], [3, 2], [7, 6], [11, 4]]) {
  const source = mined(coin(1, 5000), 700000 + size, size, position)
  vector(`block of ${size}, at ${position}`, await spend([[source, 0]], [4000]), V1)
}
for (const scope of ['all', 'none', 'single']) {
  for (const alone of [false, true]) {
    const source = mined(coin(2, 5000, 2), 710000, 4, 1)
    vector(`signs ${scope}${alone ? ', alone' : ''}`, await spend([[source, 0], [source, 1]], [4000, 3000], scope, alone), V2)
  }
}
{
  const one = mined(coin(3, 1000), 720000, 5, 4)
  const two = mined(coin(4, 2000), 720001, 2, 1)
  const first = await spend([[one, 0], [two, 0]], [1400, 1500])
  const second = await spend([[first, 0]], [1300])
  const third = await spend([[first, 1], [second, 0]], [2000, 700])
  vector('three generations, version 1', third, V1)
  vector('three generations, version 2', third, V2)
}
vector('the payment itself is in a block', mined(coin(5, 777), 730000, 6, 5), V2)
console.log(JSON.stringify({ madeBy: '@bsv/sdk 2.1.0, src/test/clients/chain-vectors.mjs', vectors }, null, 1))
