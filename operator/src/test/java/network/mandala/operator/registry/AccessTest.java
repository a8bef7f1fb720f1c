package network.mandala.operator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quicktheories.core.Gen;

class AccessTest {

  @ParameterizedTest(name = "{0} covers {1}: {2}")
  @CsvSource({
    "demo/hello,          demo/hello,              true",
    "demo/hello,          demo/hello/source,       false",
    "demo/hello,          demo/hell,               false",
    "demo/*,              demo/hello,              true",
    "demo/*,              demo/hello/source,       true",
    "demo/*,              demo,                    false",
    "demo/*,              demo/,                   false",
    "demo/*,              demo-2/hello,            false",
    "demo/*,              other/demo/hello,        false",
    "demo/*/source,       demo/hello/source,       true",
    "demo/*/source,       demo/hello,              false",
    "demo/*/source,       demo/a/b/source,         false",
    "demo/*/source,       demo//source,            false",
    "demo/*/source,       other/hello/source,      false",
    "*/hello,             demo/hello,              false",
    "*,                   demo,                    false",
    "demo/*,              demo/*,                  false",
    "mandala/*,           mandala/node,            true"
  })
  void aPatternCoversRepositories(String pattern, String repository, boolean covered) {
    assertThat(Access.pull(pattern).covers(repository)).isEqualTo(covered);
  }

  @ParameterizedTest(name = "asked {0}, granted {1}: {2}")
  @CsvSource({
    "'pull,push', 'pull',       'pull'",
    "'pull',      'pull,push',  'pull'",
    "'pull,push', 'pull,push',  'pull,push'",
    "'push',      'pull',       ''",
    "'*',         'pull',       ''",
    "'delete',    'pull,push',  ''"
  })
  void theAnswerIsWhatIsBothAskedAndGranted(String asked, String granted, String answer) {
    var rights = List.of(new Access("demo/*", List.of(granted.split(","))));

    var actions =
        Access.intersect(new Access("demo/hello", List.of(asked.split(","))), rights).actions();

    assertThat(String.join(",", actions)).isEqualTo(answer);
  }

  @Test
  void rightsOfSeveralPatternsAddUp() {
    var rights = List.of(Access.pull("demo/*"), Access.pullAndPush("demo/*/source"));

    assertThat(Access.intersect(Access.pullAndPush("demo/a/source"), rights).actions())
        .containsExactly("pull", "push");
    assertThat(Access.intersect(Access.pullAndPush("demo/a"), rights).actions())
        .containsExactly("pull");
  }

  /** Whatever is asked: no action on a repository that no single granted pattern gives. */
  @Test
  void neverMoreThanGranted() {
    qt().forAll(accesses(), access())
        .check(
            (granted, asked) ->
                Access.intersect(asked, granted).actions().stream()
                    .allMatch(
                        action ->
                            asked.actions().contains(action)
                                && granted.stream()
                                    .anyMatch(
                                        right ->
                                            right.actions().contains(action)
                                                && matchesByRegex(right.name(), asked.name()))));
  }

  /** The rules of patterns, said in another way. */
  private static boolean matchesByRegex(String pattern, String repository) {
    var regex =
        pattern
            .replaceAll("^\\*.*", "(?!)")
            .replaceAll("/\\*$", "(/[^/*]+)+")
            .replaceAll("/\\*/", "/[^/*]+/");
    return repository.matches(regex);
  }

  private static Gen<Access> access() {
    var segments = List.of("demo", "other", "a", "source", "*", "");
    var actions = List.of("pull", "push", "delete", "*");
    return lists()
        .of(integers().between(0, segments.size() - 1))
        .ofSizeBetween(1, 4)
        .zip(
            lists().of(integers().between(0, actions.size() - 1)).ofSizeBetween(0, 4),
            (name, acts) ->
                new Access(
                    String.join("/", name.stream().map(segments::get).toList()),
                    acts.stream().map(actions::get).toList()));
  }

  private static Gen<List<Access>> accesses() {
    return lists().of(access()).ofSizeBetween(0, 4);
  }
}
