package network.mandala.bridge.chain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One check of {@link Evidence}: transactions in their order, each after what it spends. */
final class EvidenceCheck {
  private final AtomicBeef atomic;
  private final int mostUnproven;
  private final int mostInputs;
  private final Map<TxId, Transaction> older = new HashMap<>();
  private final Set<String> spent = new HashSet<>();
  private final List<Transaction> unproven = new ArrayList<>();
  private final Set<ChainRoot> roots = new HashSet<>();
  private int inputs;
  private int unchecked;

  EvidenceCheck(AtomicBeef atomic, int mostUnproven, int mostInputs) {
    this.atomic = atomic;
    this.mostUnproven = mostUnproven;
    this.mostInputs = mostInputs;
  }

  Evidence run() {
    for (var transaction : atomic.beef().transactions().values()) {
      var proof = atomic.beef().proofs().get(transaction.id());
      if (proof == null) {
        unproven(transaction);
      } else {
        roots.add(proof.rootFor(transaction.id()));
      }
      older.put(transaction.id(), transaction);
    }
    return new Evidence(
        atomic.subject(), List.copyOf(unproven), Map.copyOf(older), Set.copyOf(roots), unchecked);
  }

  private void unproven(Transaction transaction) {
    unproven.add(transaction);
    inputs += transaction.inputs().size();
    if (unproven.size() > mostUnproven || inputs > mostInputs) {
      throw new InvalidChainData("there are too many transactions that are in no block yet");
    }
    var sighash = new Sighash(transaction);
    long in = 0;
    for (int i = 0; i < transaction.inputs().size(); i++) {
      var output = spend(transaction.inputs().get(i));
      in = Math.addExact(in, output.satoshis());
      switch (PublicKeyHash.check(transaction, sighash, i, output)) {
        case VALID -> {}
        case INVALID ->
            throw new InvalidChainData(
                "an input of " + transaction.id() + " is not signed rightly");
        case UNKNOWN -> unchecked++;
      }
    }
    long out = 0;
    for (var output : transaction.outputs()) {
      out = Math.addExact(out, output.satoshis());
    }
    if (out > in) {
      throw new InvalidChainData("the transaction " + transaction.id() + " pays more than it has");
    }
  }

  private TxOutput spend(TxInput input) {
    var source = older.get(input.source());
    if (source == null) {
      throw new InvalidChainData(
          "the transaction " + input.source() + " is spent, but is not there or comes later");
    }
    if (input.index() >= source.outputs().size()) {
      throw new InvalidChainData("the transaction " + source.id() + " has no such output");
    }
    if (!spent.add(input.source() + ":" + input.index())) {
      throw new InvalidChainData("an output of " + source.id() + " is spent twice");
    }
    return source.outputs().get((int) input.index());
  }
}
