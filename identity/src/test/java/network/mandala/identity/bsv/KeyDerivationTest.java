package network.mandala.identity.bsv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import network.mandala.identity.PublicKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyDerivationTest {
  /**
   * The vectors of BRC-42 as all implementations have them. An earlier text of the document had
   * others, of a derivation with the x coordinate alone.
   */
  @ParameterizedTest
  @CsvSource({
    "033f9160df035156f1c48e75eae99914fa1a1546bec19781e8eddb900200bff9d1,6a1751169c111b4667a6539ee1be6b7cd9f6e9c8fe011a5f2fe31e03a15e0ede,f3WCaUmnN9U=,761656715bbfa172f8f9f58f5af95d9d0dfd69014cfdcacc9a245a10ff8893ef",
    "027775fa43959548497eb510541ac34b01d5ee9ea768de74244a4a25f7b60fae8d,cab2500e206f31bc18a8af9d6f44f0b9a208c32d5cca2b22acfe9d1a213b2f36,2Ska++APzEc=,09f2b48bd75f4da6429ac70b5dce863d5ed2b350b6f2119af5626914bdb7c276",
    "0338d2e0d12ba645578b0955026ee7554889ae4c530bd7a3b6f688233d763e169f,7a66d0896f2c4c2c9ac55670c71a9bc1bdbdfb4e8786ee5137cea1d0a05b6f20,cN/yQ7+k7pg=,7114cd9afd1eade02f76703cc976c241246a2f26f5c4b7a3a0150ecc745da9f0",
    "02830212a32a47e68b98d477000bde08cb916f4d44ef49d47ccd4918d9aaabe9c8,6e8c3da5f2fb0306a88d6bcd427cbfba0b9c7f4c930c43122a973d620ffa3036,m2/QAsmwaA4=,f1d6fb05da1225feeddd1cf4100128afe09c3c1aadbffbd5c8bd10d329ef8f40",
    "03f20a7e71c4b276753969e8b7e8b67e2dbafc3958d66ecba98dedc60a6615336d,e9d174eff5708a0a41b32624f9b9cc97ef08f8931ed188ee58d5390cad2bf68e,jgpUIjWFlVQ=,c5677c533f17c30f79a40744b18085632b262c0c13d87f3848c385f1389f79a6"
  })
  void derivesThePrivateKeysOfBrc42(String sender, String recipient, String invoice, String key) {
    var mine = WalletKey.parse(recipient).with(PublicKey.parse(sender));

    assertThat(mine.myKey(new Invoice(invoice)).exportHex()).isEqualTo(key);
  }

  /** As above. */
  @ParameterizedTest
  @CsvSource({
    "583755110a8c059de5cd81b8a04e1be884c46083ade3f779c1e022f6f89da94c,02c0c1e1a1f7d247827d1bcf399f0ef2deef7695c322fd91a01a91378f101b6ffc,IBioA4D/OaE=,03c1bf5baadee39721ae8c9882b3cf324f0bf3b9eb3fc1b8af8089ca7a7c2e669f",
    "2c378b43d887d72200639890c11d79e8f22728d032a5733ba3d7be623d1bb118,039a9da906ecb8ced5c87971e9c2e7c921e66ad450fd4fc0a7d569fdb5bede8e0f,PWYuo9PDKvI=,0398cdf4b56a3b2e106224ff3be5253afd5b72de735d647831be51c713c9077848",
    "d5a5f70b373ce164998dff7ecd93260d7e80356d3d10abf928fb267f0a6c7be6,02745623f4e5de046b6ab59ce837efa1a959a8f28286ce9154a4781ec033b85029,X9pnS+bByrM=,0273eec9380c1a11c5a905e86c2d036e70cbefd8991d9a0cfca671f5e0bbea4a3c",
    "46cd68165fd5d12d2d6519b02feb3f4d9c083109de1bfaa2b5c4836ba717523c,031e18bb0bbd3162b886007c55214c3c952bb2ae6c33dd06f57d891a60976003b1,+ktmYRHv3uQ=,034c5c6bf2e52e8de8b2eb75883090ed7d1db234270907f1b0d1c2de1ddee5005d",
    "7c98b8abd7967485cfb7437f9c56dd1e48ceb21a4085b8cdeb2a647f62012db4,03c8885f1e1ab4facd0f3272bb7a48b003d2e608e1619fb38b8be69336ab828f37,PPfDTTcl1ao=,03304b41cfa726096ffd9d8907fe0835f888869eda9653bca34eb7bcab870d3779"
  })
  void derivesThePublicKeysOfBrc42(String sender, String recipient, String invoice, String key) {
    var theirs = WalletKey.parse(sender).with(PublicKey.parse(recipient));

    assertThat(theirs.theirKey(new Invoice(invoice)).hex()).isEqualTo(key);
  }

  @Test
  void bothPartiesDeriveTheSameKeyWhateverTheBlinding() {
    var one = WalletKey.parse("11".repeat(32));
    var other = WalletKey.parse("22".repeat(32));
    var invoice = Invoice.of(SecurityLevel.EVERY_APP, "test vectors", "1");

    for (int i = 0; i < 50; i++) {
      assertThat(one.with(other.publicKey()).theirKey(invoice))
          .isEqualTo(other.with(one.publicKey()).myKey(invoice).publicKey());
    }
  }

  @Test
  void whatIsSignedForAnyoneEverybodyVerifies() {
    var signer = WalletKey.parse("11".repeat(32));
    var invoice = Invoice.of(SecurityLevel.EVERY_COUNTERPARTY, "mandala node registry", "1");
    var signature = signer.with(WalletKey.anyone().publicKey()).sign(invoice, new byte[] {1});

    assertThat(
            WalletKey.anyone().with(signer.publicKey()).verify(invoice, new byte[] {1}, signature))
        .isTrue();
  }

  @Test
  void normalisesTheNameOfAProtocol() {
    assertThat(Invoice.of(SecurityLevel.EVERY_APP, " URL Signing ", "k").number())
        .isEqualTo("1-url signing-k");
  }

  @ParameterizedTest
  @CsvSource({
    "abcd,k",
    "two  blanks,k",
    "some protocol,k",
    "no_dashes,k",
    "näme ok,k",
    "short ok,''"
  })
  void refusesWhatBrc43DoesNotAllow(String protocol, String keyId) {
    assertThatThrownBy(() -> Invoice.of(SecurityLevel.SILENT, protocol, keyId))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesAKeyIdOver800Characters() {
    assertThat(Invoice.of(SecurityLevel.SILENT, "a name", "k".repeat(800)).number()).hasSize(809);
    assertThatThrownBy(() -> Invoice.of(SecurityLevel.SILENT, "a name", "k".repeat(801)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void neverPrintsItself() {
    assertThat(WalletKey.parse("11".repeat(32)).toString()).isEqualTo("WalletKey[***]");
  }
}
