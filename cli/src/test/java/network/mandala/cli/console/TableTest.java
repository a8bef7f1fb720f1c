package network.mandala.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void alignsColumnsAndShowsNothingAsADash() {
    var table = new Table("NAME", "WHY").row("hello", null).row("a-long-name", "runs");

    assertThat(table.toString())
        .isEqualTo(
            """
            NAME         WHY
            hello        -
            a-long-name  runs""");
  }
}
