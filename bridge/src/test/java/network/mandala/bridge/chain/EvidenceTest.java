package network.mandala.bridge.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import network.mandala.identity.bsv.PaymentKeys;
import network.mandala.identity.bsv.WalletKey;
import org.junit.jupiter.api.Test;

class EvidenceTest {
  private static final WalletKey KEY = WalletKey.parse("22".repeat(32));
  private static final WalletKey OTHER = WalletKey.parse("33".repeat(32));
  private static final byte[] SCRIPT = PaymentKeys.lockingScript(KEY.publicKey());
  private static final long FINAL = 0xffffffffL;

  private final PlayCoins coins = new PlayCoins(KEY);

  @Test
  void aPaymentFromABlockIsProven() {
    var paid = coins.payLater(700, SCRIPT);

    var evidence = Evidence.of(AtomicBeef.parse(paid.beef()));

    assertThat(evidence.unproven()).extracting(Transaction::id).endsWith(paid.id()).hasSize(2);
    assertThat(evidence.roots()).isEqualTo(paid.roots());
  }

  @Test
  void whoPaysMoreThanHeHasIsRefused() {
    var coin = coins.coin(1000);
    var tooMuch = coins.spend(coin, List.of(new TxOutput(600, SCRIPT), new TxOutput(401, SCRIPT)));

    refused(coin, List.of(tooMuch), "pays more than it has");
  }

  @Test
  void whoSpendsTwiceIsRefused() {
    var coin = coins.coin(1000);
    var one = coins.spend(coin, List.of(new TxOutput(900, SCRIPT)));
    var two = coins.spend(coin, List.of(new TxOutput(800, SCRIPT)));
    var both = join(one, two);

    refused(coin, List.of(one, two, both), "is spent twice");
  }

  @Test
  void whoSignsForAnotherIsRefused() {
    var coin = new PlayCoins(OTHER).coin(1000);
    var stolen = coins.spend(coin, List.of(new TxOutput(900, SCRIPT)));

    refused(coin, List.of(stolen), "is not signed rightly");
  }

  @Test
  void whoSpendsWhatIsNotThereIsRefused() {
    var coin = coins.coin(1000);
    var missing = coins.spend(coins.coin(5), List.of(new TxOutput(1, SCRIPT)));

    refused(coin, List.of(missing), "is spent, but is not there");
    var second = input(coin, 1);
    refused(
        coin,
        List.of(Transaction.of(1, List.of(second), List.of(new TxOutput(1, SCRIPT)), 0)),
        "has no such output");
  }

  @Test
  void otherScriptsAreCounted() {
    var open =
        Transaction.of(
            1,
            List.of(new TxInput(new TxId("ab".repeat(32)), 0, new byte[0], FINAL)),
            List.of(new TxOutput(1000, new byte[] {0x51})),
            0);
    var spent = Transaction.of(1, List.of(input(open, 0)), List.of(new TxOutput(900, SCRIPT)), 0);

    assertThat(Evidence.of(beef(open, List.of(spent))).unchecked()).isEqualTo(1);
  }

  @Test
  void aLongChainThatNobodyMinedIsRefused() {
    var coin = coins.coin(1_000_000);
    var chain = new ArrayList<Transaction>();
    var last = coin;
    for (int i = 1; i <= 101; i++) {
      last = coins.spend(last, List.of(new TxOutput(1_000_000 - i, SCRIPT)));
      chain.add(last);
    }

    assertThat(Evidence.of(beef(coin, chain.subList(0, 100))).unproven()).hasSize(100);
    refused(coin, chain, "too many transactions");
  }

  @Test
  void aMissingSubjectIsRefusedAndWhatItDoesNotNeedIsLeftOut() {
    var paid = coins.pay(10, SCRIPT);
    var hex = HexFormat.of().formatHex(paid.beef());
    var other = hex.replace(HexFormat.of().formatHex(paid.id().bytes()), "ab".repeat(32));

    assertThatThrownBy(() -> AtomicBeef.parse(HexFormat.of().parseHex(other)))
        .hasMessage("the transaction that it is about is not in it");
    var two = coins.payAgain(paid, 5, SCRIPT);
    var unrelated =
        new PlayCoins.Paid(
            two.transaction(), List.of(paid.transaction(), two.transaction()), paid.coin());
    var evidence = Evidence.of(AtomicBeef.parse(unrelated.beef()));
    assertThat(evidence.unproven()).extracting(Transaction::id).containsExactly(two.id());
    assertThat(evidence.all()).hasSize(2);
  }

  private Transaction join(Transaction one, Transaction two) {
    var inputs = List.of(input(one, 0), input(two, 0));
    var unsigned = Transaction.of(1, inputs, List.of(new TxOutput(1, SCRIPT)), 0);
    var signed = new ArrayList<TxInput>();
    for (int i = 0; i < 2; i++) {
      var source = (i == 0 ? one : two).outputs().getFirst();
      var input = inputs.get(i);
      signed.add(
          new TxInput(input.source(), 0, PublicKeyHash.unlock(unsigned, i, source, KEY), FINAL));
    }
    return Transaction.of(1, signed, unsigned.outputs(), 0);
  }

  private static TxInput input(Transaction source, long index) {
    return new TxInput(source.id(), index, new byte[0], FINAL);
  }

  private static void refused(Transaction coin, List<Transaction> unproven, String why) {
    assertThatThrownBy(() -> Evidence.of(beef(coin, unproven)))
        .isInstanceOf(InvalidChainData.class)
        .hasMessageContaining(why);
  }

  private static AtomicBeef beef(Transaction coin, List<Transaction> unproven) {
    var all = new LinkedHashMap<TxId, Transaction>();
    all.put(coin.id(), coin);
    unproven.forEach(transaction -> all.put(transaction.id(), transaction));
    return new AtomicBeef(
        unproven.getLast(),
        new Beef(all, Map.of(coin.id(), MerklePath.parse(PlayCoins.path(coin)))));
  }
}
