package network.mandala.bridge.chain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Transactions, the oldest first, with proofs of those that are in blocks (BRC-62, and BRC-96).
 *
 * @param transactions by name, in their order
 * @param proofs of some of them
 */
public record Beef(SequencedMap<TxId, Transaction> transactions, Map<TxId, MerklePath> proofs) {
  private static final long VERSION_1 = 0xefbe0001L;
  private static final long VERSION_2 = 0xefbe0002L;
  private static final int LEAST_BYTES_OF_PATH = 4;
  private static final int LEAST_BYTES_OF_TRANSACTION = 33;
  private static final int MOST_TRANSACTIONS = 2000;
  private static final int RAW = 0;
  private static final int RAW_WITH_PROOF = 1;
  private static final int ONLY_NAME = 2;

  static Beef read(ByteReader in) {
    long version = in.uint32();
    if (version != VERSION_1 && version != VERSION_2) {
      throw new InvalidChainData("this is no BEEF of version 1 or 2");
    }
    var paths = new ArrayList<MerklePath>();
    int proofs = in.count(LEAST_BYTES_OF_PATH, "the number of proofs");
    for (int i = 0; i < proofs; i++) {
      paths.add(MerklePath.read(in));
    }
    int count = in.count(LEAST_BYTES_OF_TRANSACTION, "the number of transactions");
    if (count > MOST_TRANSACTIONS) {
      throw new InvalidChainData("there are more than " + MOST_TRANSACTIONS + " transactions");
    }
    var beef = new Beef(new LinkedHashMap<>(), new LinkedHashMap<>());
    for (int i = 0; i < count; i++) {
      if (version == VERSION_1) {
        beef.readFirst(in, paths);
      } else {
        beef.readSecond(in, paths);
      }
    }
    return beef;
  }

  /** Those alone, in their order. */
  Beef only(Set<TxId> wanted) {
    var some = new LinkedHashMap<>(transactions);
    some.keySet().retainAll(wanted);
    return new Beef(some, proofs);
  }

  private void readFirst(ByteReader in, List<MerklePath> paths) {
    var transaction = Transaction.read(in);
    int flag = in.uint8();
    if (flag > RAW_WITH_PROOF) {
      throw new InvalidChainData("a transaction has neither a proof nor none");
    }
    add(transaction);
    if (flag == RAW_WITH_PROOF) {
      proofs.put(transaction.id(), path(in, paths));
    }
  }

  private void readSecond(ByteReader in, List<MerklePath> paths) {
    int format = in.uint8();
    if (format == ONLY_NAME) {
      // Whoever spends its outputs is told that it is missing.
      in.hash();
      return;
    }
    if (format != RAW && format != RAW_WITH_PROOF) {
      throw new InvalidChainData("a transaction has an unknown format");
    }
    if (format == RAW) {
      add(Transaction.read(in));
    } else {
      var path = path(in, paths);
      var transaction = Transaction.read(in);
      add(transaction);
      proofs.put(transaction.id(), path);
    }
  }

  private static MerklePath path(ByteReader in, List<MerklePath> paths) {
    long index = in.number(Integer.MAX_VALUE, "the number of a proof");
    if (index >= paths.size()) {
      throw new InvalidChainData("a transaction names a proof that is not there");
    }
    return paths.get((int) index);
  }

  private void add(Transaction transaction) {
    if (transactions.putIfAbsent(transaction.id(), transaction) != null) {
      throw new InvalidChainData("a transaction is there twice");
    }
  }
}
