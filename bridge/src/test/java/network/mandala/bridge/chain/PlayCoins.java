package network.mandala.bridge.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import network.mandala.identity.Sha256;
import network.mandala.identity.bsv.PaymentKeys;
import network.mandala.identity.bsv.WalletKey;

/** Transactions of a chain that nobody mines, for tests: signed and proven as real ones are. */
public final class PlayCoins {
  public static final long HEIGHT = 800_000;

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final long FINAL = 0xffffffffL;

  private final WalletKey key;

  public PlayCoins(WalletKey key) {
    this.key = key;
  }

  /** A payment, and where its money came from. */
  public record Paid(Transaction transaction, List<Transaction> unproven, Transaction coin) {
    public TxId id() {
      return transaction.id();
    }

    /** The only root that it needs. */
    public Set<ChainRoot> roots() {
      return Set.of(MerklePath.parse(path(coin)).rootFor(coin.id()));
    }

    /** An AtomicBEEF. */
    public byte[] beef() {
      return beef(0x02);
    }

    /** As if it was in a block itself. */
    public byte[] minedBeef() {
      return new ByteWriter()
          .uint32(0x01010101L)
          .bytes(id().bytes())
          .bytes(new byte[] {2, 0, (byte) 0xbe, (byte) 0xef})
          .number(1)
          .bytes(path(id()))
          .number(1)
          .uint8(1)
          .number(0)
          .bytes(transaction.bytes())
          .toBytes();
    }

    public byte[] beef(int version) {
      var to =
          new ByteWriter()
              .uint32(0x01010101L)
              .bytes(id().bytes())
              .bytes(new byte[] {(byte) version, 0, (byte) 0xbe, (byte) 0xef})
              .number(1)
              .bytes(path(coin))
              .number(unproven.size() + 1);
      if (version == 1) {
        to.bytes(coin.bytes()).uint8(1).number(0);
        unproven.forEach(transaction -> to.bytes(transaction.bytes()).uint8(0));
      } else {
        to.uint8(1).number(0).bytes(coin.bytes());
        unproven.forEach(transaction -> to.uint8(0).bytes(transaction.bytes()));
      }
      return to.toBytes();
    }
  }

  /** Pays from a new coin of a block. */
  public Paid pay(long satoshis, byte[] script) {
    var coin = coin(satoshis + 1000);
    var transaction = spend(coin, List.of(new TxOutput(satoshis, script)));
    return new Paid(transaction, List.of(transaction), coin);
  }

  /** Pays from a coin that somebody in between has spent before, unmined. */
  public Paid payLater(long satoshis, byte[] script) {
    var coin = coin(satoshis + 2000);
    var between =
        spend(
            coin,
            List.of(new TxOutput(satoshis + 1000, PaymentKeys.lockingScript(key.publicKey()))));
    var transaction = spend(between, List.of(new TxOutput(satoshis, script)));
    return new Paid(transaction, List.of(between, transaction), coin);
  }

  /** The same coin once more. */
  public Paid payAgain(Paid first, long satoshis, byte[] script) {
    var transaction = spend(first.coin(), List.of(new TxOutput(satoshis, script)));
    return new Paid(transaction, List.of(transaction), first.coin());
  }

  /** A transaction with those that it spends, all of which are in blocks: an AtomicBEEF. */
  public static byte[] beef(Transaction subject, List<Transaction> sources) {
    var to =
        new ByteWriter()
            .uint32(0x01010101L)
            .bytes(subject.id().bytes())
            .bytes(new byte[] {2, 0, (byte) 0xbe, (byte) 0xef})
            .number(sources.size());
    sources.forEach(source -> to.bytes(path(source)));
    to.number(sources.size() + 1);
    for (int i = 0; i < sources.size(); i++) {
      to.uint8(1).number(i).bytes(sources.get(i).bytes());
    }
    return to.uint8(0).bytes(subject.bytes()).toBytes();
  }

  /** A transaction of a block, with an output for this key. */
  public Transaction coin(long satoshis) {
    var from =
        TxId.of(
            Sha256.of(
                ("coin " + COUNT.incrementAndGet())
                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    return Transaction.of(
        1,
        List.of(new TxInput(from, 0, new byte[] {0x51}, FINAL)),
        List.of(new TxOutput(satoshis, PaymentKeys.lockingScript(key.publicKey()))),
        0);
  }

  /** The proof of a transaction that is alone with one other in its block. */
  public static byte[] path(Transaction transaction) {
    return path(transaction.id());
  }

  public static byte[] path(TxId transaction) {
    return new ByteWriter()
        .number(HEIGHT)
        .uint8(1)
        .number(2)
        .number(0)
        .uint8(0)
        .bytes(Sha256.of(transaction.bytes()))
        .number(1)
        .uint8(2)
        .bytes(transaction.bytes())
        .toBytes();
  }

  Transaction spend(Transaction source, List<TxOutput> outputs) {
    var unsigned =
        Transaction.of(1, List.of(new TxInput(source.id(), 0, new byte[0], FINAL)), outputs, 0);
    var inputs = new ArrayList<TxInput>();
    inputs.add(
        new TxInput(
            source.id(),
            0,
            PublicKeyHash.unlock(unsigned, 0, source.outputs().getFirst(), key),
            FINAL));
    return Transaction.of(1, inputs, outputs, 0);
  }
}
