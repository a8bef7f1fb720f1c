package network.mandala.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import network.mandala.crds.agent.AgentReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names, amounts and secrets in the words that people read. */
class WordsTest {

  @ParameterizedTest
  @CsvSource({
    "nginx, '', nginx, '', ''",
    "library/nginx:1.29, '', library/nginx, 1.29, ''",
    "ghcr.io/a/b:1, ghcr.io, a/b, 1, ''",
    "10.43.0.20:5000/demo/hello@sha256:ab, 10.43.0.20:5000, demo/hello, '', sha256:ab",
    "LOCALHOST/a:1@sha256:ab, localhost, a, 1, sha256:ab"
  })
  void aReferenceIsTakenApart(
      String reference, String host, String repository, String tag, String digest) {
    assertThat(ImageName.parse(reference)).isEqualTo(new ImageName(host, repository, tag, digest));
  }

  @ParameterizedTest
  @CsvSource({
    "0.25, 250m",
    "4, 4",
    "0.0001, 1m",
    "1073741824, 1Gi",
    "1610612736, 1.5Gi",
    "134217728, 128Mi",
    "1000, 1000",
    "0, 0"
  })
  void anAmountIsWrittenAsPeopleWriteIt(BigDecimal amount, String words) {
    assertThat(Quantities.words(amount)).isEqualTo(words);
  }

  @Test
  void valuesOfTheEnvironmentAreNotRepeated() {
    var redaction =
        Redaction.of(
            Map.of(
                "PASSWORD", "correct-horse",
                "LONGER", "correct-horse-battery",
                "KEY", "-----BEGIN-----\nMIIEvQ\n-----END-----",
                "PORT", "80"));

    var finding =
        redaction.apply(
            new Finding(
                AgentReason.CRASH_LOOPING,
                "login correct-horse-battery, correct-horse, MIIEvQ on 80"));

    assertThat(finding.message()).isEqualTo("login ***, ***, *** on 80");
  }
}
