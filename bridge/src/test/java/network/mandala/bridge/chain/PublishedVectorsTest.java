package network.mandala.bridge.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the published SDK writes, and the examples of the BRC documents. */
class PublishedVectorsTest {
  /** BRC-62. */
  private static final String BEEF =
      "0100beef01fe636d0c0007021400fe507c0c7aa754cef1f7889d5fd395cf1f785dd7de98eed895dbedfe4e5bc70d"
          + "1502ac4e164f5bc16746bb0868404292ac8318bbac3800e4aad13a014da427adce3e010b00bc4ff395efd1171"
          + "9b277694cface5aa50d085a0bb81f613f70313acd28cf4557010400574b2d9142b8d28b61d88e3b2c3f44d858"
          + "411356b49a28a4643b6d1a6a092a5201030051a05fc84d531b5d250c23f4f886f6812f9fe3f402d61607f977b"
          + "4ecd2701c19010000fd781529d58fc2523cf396a7f25440b409857e7e221766c57214b1d38c7b481f01010062"
          + "f542f45ea3660f86c013ced80534cb5fd4c19d66c56e7e8c5d4bf2d40acc5e010100b121e91836fd7cd5102b6"
          + "54e9f72f3cf6fdbfd0b161c53a9c54b12c841126331020100000001cd4e4cac3c7b56920d1e7655e7e260d31f"
          + "29d9a388d04910f1bbd72304a79029010000006b483045022100e75279a205a547c445719420aa3138bf14743"
          + "e3f42618e5f86a19bde14bb95f7022064777d34776b05d816daf1699493fcdf2ef5a5ab1ad710d9c97bfb5b8f"
          + "7cef3641210263e2dee22b1ddc5e11f6fab8bcd2378bdd19580d640501ea956ec0e786f93e76ffffffff013e6"
          + "60000000000001976a9146bfd5c7fbe21529d45803dbcf0c87dd3c71efbc288ac0000000001000100000001ac"
          + "4e164f5bc16746bb0868404292ac8318bbac3800e4aad13a014da427adce3e000000006a47304402203a61a2e"
          + "931612b4bda08d541cfb980885173b8dcf64a3471238ae7abcd368d6402204cbf24f04b9aa2256d8901f0ed97"
          + "866603d2be8324c2bfb7a37bf8fc90edd5b441210263e2dee22b1ddc5e11f6fab8bcd2378bdd19580d640501e"
          + "a956ec0e786f93e76ffffffff013c660000000000001976a9146bfd5c7fbe21529d45803dbcf0c87dd3c71efb"
          + "c288ac0000000000";

  /** BRC-74. */
  private static final String BUMP =
      "fe8a6a0c000c04fde80b0011774f01d26412f0d16ea3f0447be0b5ebec67b0782e321a7a01cbdf7f734e30fde90b"
          + "02004e53753e3fe4667073063a17987292cfdea278824e9888e52180581d7188d8fdea0b025e441996fc53f01"
          + "91d649e68a200e752fb5f39e0d5617083408fa179ddc5c998fdeb0b0102fdf405000671394f72237d08a4277f4"
          + "435e5b6edf7adc272f25effef27cdfe805ce71a81fdf50500262bccabec6c4af3ed00cc7a7414edea9c5efa92f"
          + "b8623dd6160a001450a528201fdfb020101fd7c010093b3efca9b77ddec914f8effac691ecb54e2c81d0ab81cb"
          + "c4c4b93befe418e8501bf01015e005881826eb6973c54003a02118fe270f03d46d02681c8bc71cd44c613e86302"
          + "f8012e00e07a2bb8bb75e5accff266022e1e5e6e7b4d6d943a04faadcf2ab4a22f796ff30116008120cafa17309"
          + "c0bb0e0ffce835286b3a2dcae48e4497ae2d2b7ced4f051507d010a00502e59ac92f46543c23006bff855d96f5e"
          + "648043f0fb87a7a5949e6a9bebae430104001ccd9f8f64f4d0489b30cc815351cf425e0e78ad79a589350e4341ac"
          + "165dbe45010301010000af8764ce7e1cc132ab5ed2229a005c87201c9a5ee15c0f91dd53eff31ab30cd4";

  static Stream<JsonNode> vectors() throws IOException {
    try (var in = PublishedVectorsTest.class.getResourceAsStream("chain-vectors.json")) {
      return StreamSupport.stream(
          new ObjectMapper().readTree(in).get("vectors").spliterator(), false);
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void isReadCheckedAndWrittenAsTheSdkDoes(JsonNode vector) {
    var beef = AtomicBeef.parse(bytes(vector.get("atomicBeef").textValue()));
    var evidence = Evidence.of(beef);

    assertThat(evidence.subject().id().hex()).isEqualTo(vector.get("txid").textValue());
    assertThat(HexFormat.of().formatHex(evidence.subject().bytes()))
        .isEqualTo(vector.get("tx").textValue());
    var roots = new HashSet<ChainRoot>();
    vector
        .get("roots")
        .forEach(
            root ->
                roots.add(
                    new ChainRoot(
                        root.get("height").longValue(), new TxId(root.get("root").textValue()))));
    assertThat(evidence.roots()).isEqualTo(roots);
    assertThat(evidence.unchecked()).isZero();
    var extended = vector.get("extendedFormat").textValue();
    assertThat(evidence.unproven().isEmpty()).isEqualTo(extended.isEmpty());
    if (!extended.isEmpty()) {
      assertThat(
              HexFormat.of()
                  .formatHex(
                      ExtendedFormat.of(
                          evidence.unproven().getLast(),
                          input ->
                              evidence
                                  .all()
                                  .get(input.source())
                                  .outputs()
                                  .get((int) input.index()))))
          .isEqualTo(extended);
    }
  }

  @Test
  void theExampleOfBrc62() {
    var subject = "157428aee67d11123203735e4c540fa1bdab3b36d5882c6f8c5ff79f07d20d1c";
    var beef = Beef.read(new ByteReader(bytes(BEEF)));
    assertThat(beef.transactions()).hasSize(2);
    assertThat(beef.transactions().lastEntry().getKey().hex()).isEqualTo(subject);

    var atomic = new ByteWriter().bytes(bytes("01010101")).bytes(new TxId(subject).bytes());
    var evidence = Evidence.of(AtomicBeef.parse(atomic.bytes(bytes(BEEF)).toBytes()));

    assertThat(evidence.unchecked()).isZero();
    assertThat(evidence.roots())
        .containsExactly(
            new ChainRoot(
                814_435,
                new TxId("bb6f640cc4ee56bf38eb5a1969ac0c16caa2d3d202b22bf3735d10eec0ca6e00")));
  }

  @Test
  void theExampleOfBrc74() {
    var path = MerklePath.parse(bytes(BUMP));

    assertThat(path.height()).isEqualTo(813_706);
    for (var transaction :
        new String[] {
          "304e737fdfcb017a1a322e78b067ecebb5e07b44f0a36ed1f01264d2014f7711",
          "d888711d588021e588984e8278a2decf927298173a06737066e43f3e75534e00",
          "98c9c5dd79a18f40837061d5e0395ffb52e700a2689e641d19f053fc9619445e"
        }) {
      assertThat(path.rootFor(new TxId(transaction)).root().hex())
          .isEqualTo("57aab6e6fb1b697174ffb64e062c4728f2ffd33ddcfa02a43b64d8cd29b483b4");
    }
    assertThatThrownBy(() -> path.rootFor(new TxId("00".repeat(32))))
        .isInstanceOf(InvalidChainData.class);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
