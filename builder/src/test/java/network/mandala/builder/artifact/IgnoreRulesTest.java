package network.mandala.builder.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IgnoreRulesTest {
  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource({
    "*.log,        a.log,          true",
    "*.log,        deep/in/a.log,  true",
    "*.log,        a.log.txt,      false",
    "a?c,          abc,            true",
    "a?c,          a/c,            false",
    "/top,         top,            true",
    "/top,         in/top,         false",
    "in/file,      in/file,        true",
    "in/file,      x/in/file,      false",
    "in/*.js,      in/a.js,        true",
    "in/*.js,      in/b/a.js,      false",
    "in/**/a.js,   in/a.js,        true",
    "in/**/a.js,   in/b/c/a.js,    true",
    "**/a.js,      a.js,           true",
    "in/**,        in/b/c,         true",
    "[abc].js,     b.js,           true",
    "[!abc].js,    b.js,           false",
    "[!abc].js,    d.js,           true",
    "[a-c].js,     b.js,           true",
    "\\#a,         '#a',           true",
    "a+b(c).js,    a+b(c).js,      true",
    "folder/,      folder,         false",
  })
  void matchesAFile(String pattern, String path, boolean leavesOut) {
    assertThat(IgnoreRules.of(List.of(pattern)).leavesOut(path, false)).isEqualTo(leavesOut);
  }

  @Test
  void takesASlashAtTheEndForFoldersOnly() {
    var rules = IgnoreRules.of(List.of("build/"));

    assertThat(rules.leavesOut("build", true)).isTrue();
    assertThat(rules.leavesOut("in/build", true)).isTrue();
    assertThat(rules.leavesOut("build", false)).isFalse();
  }

  @Test
  void letsTheLastMatchDecide() {
    var rules = IgnoreRules.of(List.of("*.js", "!keep.js", "# comment", "", "old/keep.js"));

    assertThat(rules.leavesOut("a.js", false)).isTrue();
    assertThat(rules.leavesOut("keep.js", false)).isFalse();
    assertThat(rules.leavesOut("old/keep.js", false)).isTrue();
    assertThat(rules.takesBack("keep.js")).isTrue();
    assertThat(rules.takesBack("other")).isFalse();
  }

  @Test
  void namesALineThatIsNoPattern() {
    assertThatThrownBy(() -> IgnoreRules.of(List.of("[z-a]")))
        .isInstanceOf(SourceInvalid.class)
        .hasMessageContaining("The line \"[z-a]\" of .mandalaignore is no pattern");
  }
}
