package network.mandala.operator.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionTest {

  private static final String A = "sha256:" + "a".repeat(64);
  private static final String B = "sha256:" + "b".repeat(64);
  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final Instant NOW = Instant.ofEpochSecond(1_000_000);

  /** Tags of A and B by letter; what is mentioned; what is done, in words. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          KEY=A                                     | A                | -
          KEY=A                                     | demo/hello:KEY   | -
          KEY=A                                     | demo/other:KEY   | mark A
          KEY=A                                     | B                | mark A
          0123456789ab=A                            | -                | mark A
          KEY=A latest=A                            | -                | -
          latest=A                                  | -                | -
          v1.2=A unneeded-1-aaaaaaaaaaaa=A          | -                | unmark A
          KEY=A unneeded-999999-aaaaaaaaaaaa=A      | -                | -
          KEY=A unneeded-996401-aaaaaaaaaaaa=A      | -                | -
          KEY=A unneeded-996400-aaaaaaaaaaaa=A      | -                | delete A
          unneeded-1-aaaaaaaaaaaa=A                 | -                | delete A
          KEY=A unneeded-1-aaaaaaaaaaaa=A           | A                | unmark A
          KEY=A unneeded-1-aa=A                     | -                | -
          KEY=A sha256-AAAA=B                       | A                | -
          KEY=A sha256-AAAA=B                       | -                | mark A
          sha256-AAAA=B                             | -                | delete B
          KEY=A 0123456789ab=B                      | B                | mark A
          """)
  void staysWhileItIsNeededAndForAWhileAfter(String tags, String mentioned, String done) {
    var steps =
        Retention.decide(
            "demo/hello",
            tags(tags),
            Set.of(mentioned == null ? "" : words(mentioned))::contains,
            Duration.ofHours(1),
            NOW);

    assertThat(steps.stream().map(RetentionTest::words).toList())
        .isEqualTo(done == null ? java.util.List.of() : java.util.List.of(done));
  }

  private static Map<String, String> tags(String text) {
    var tags = new TreeMap<String, String>();
    for (var pair : text.strip().split(" +")) {
      int is = pair.indexOf('=');
      tags.put(
          pair.substring(0, is).replace("KEY", KEY).replace("AAAA", "a".repeat(64)),
          words(pair.substring(is + 1)));
    }
    return tags;
  }

  private static String words(String text) {
    return switch (text) {
      case "A" -> A;
      case "B" -> B;
      default -> text.replace("KEY", KEY);
    };
  }

  private static String words(Retention.Step step) {
    var letter = step.digest().equals(A) ? "A" : "B";
    return switch (step) {
      case Retention.Step.Mark mark -> {
        assertThat(mark.tag()).isEqualTo("unneeded-1000000-" + step.digest().substring(7, 19));
        yield "mark " + letter;
      }
      case Retention.Step.Unmark unmark -> "unmark " + letter;
      case Retention.Step.Delete delete -> "delete " + letter;
    };
  }
}
