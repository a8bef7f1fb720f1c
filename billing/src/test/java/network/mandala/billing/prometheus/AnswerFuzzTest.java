package network.mandala.billing.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Whatever a server sends is either read, with samples that can be charged, or refused. */
class AnswerFuzzTest {

  private static final SampleRules RULES = new SampleRules(0, 2_000_000_000_000L, 1e12, 1000);

  @FuzzTest(maxDuration = "20s")
  void isReadOrRefused(byte[] bytes) throws IOException {
    try {
      AnswerParser.parse(
          new ByteArrayInputStream(bytes),
          RULES,
          series -> {
            for (int i = 0; i < series.count(); i++) {
              assertThat(series.value(i)).isBetween(0.0, RULES.highest());
              assertThat(series.millis(i)).isBetween(RULES.fromMillis(), RULES.toMillis());
              assertThat(i == 0 || series.millis(i) > series.millis(i - 1)).isTrue();
            }
          });
    } catch (PrometheusFault refused) {
      assertThat(refused.getMessage()).isNotBlank().hasSizeLessThan(500);
    } catch (IOException e) {
      // Bytes that are not UTF-8.
      assertThat(e).isInstanceOf(java.io.CharConversionException.class);
    }
  }
}
