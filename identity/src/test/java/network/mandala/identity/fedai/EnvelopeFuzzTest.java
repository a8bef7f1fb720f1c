package network.mandala.identity.fedai;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import network.mandala.identity.InvalidKey;

/** Text of strangers is read, or refused in the way that is documented. */
class EnvelopeFuzzTest {
  @FuzzTest(maxDuration = "10s")
  void envelopes(FuzzedDataProvider data) {
    try {
      var envelope = Envelope.parse(data.consumeRemainingAsString());

      assertThat(Envelope.parse(envelope.json())).isEqualTo(envelope);
    } catch (InvalidEnvelope refused) {
      assertThat(refused.details()).isNotEmpty();
    }
  }

  @FuzzTest(maxDuration = "10s")
  void keys(FuzzedDataProvider data) {
    for (var profile : KeyProfile.values()) {
      var text = data.consumeString(100);
      try {
        var key = EnvelopePublicKey.parse(profile, text);

        assertThat(EnvelopePublicKey.parse(profile, key.text())).isEqualTo(key);
      } catch (InvalidKey refused) {
        assertThat(refused.getMessage()).isNotEmpty();
      }
    }
  }
}
