package network.mandala.bridge.chain;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;

/**
 * One transaction with all that proves it (BRC-95). Published wallets also send transactions that
 * it does not need: they are left out, so they neither help nor harm.
 *
 * @param subject the transaction that it is about
 */
public record AtomicBeef(Transaction subject, Beef beef) {
  private static final long PREFIX = 0x01010101L;

  /**
   * Reads it; what it claims is not checked yet.
   *
   * @throws InvalidChainData if it is none
   */
  public static AtomicBeef parse(byte[] bytes) {
    var in = new ByteReader(bytes);
    if (in.uint32() != PREFIX) {
      throw new InvalidChainData("this is no AtomicBEEF");
    }
    var name = TxId.of(in.hash());
    var beef = Beef.read(in);
    in.end();
    var subject = beef.transactions().get(name);
    if (subject == null) {
      throw new InvalidChainData("the transaction that it is about is not in it");
    }
    return new AtomicBeef(subject, beef.only(relatives(subject, beef)));
  }

  private static Set<TxId> relatives(Transaction subject, Beef beef) {
    var seen = new HashSet<TxId>();
    var next = new ArrayDeque<Transaction>();
    seen.add(subject.id());
    next.add(subject);
    while (!next.isEmpty()) {
      for (var input : next.remove().inputs()) {
        var source = beef.transactions().get(input.source());
        if (source != null && seen.add(source.id())) {
          next.add(source);
        }
      }
    }
    return seen;
  }
}
