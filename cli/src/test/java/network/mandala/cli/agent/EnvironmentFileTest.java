package network.mandala.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import network.mandala.cli.console.Failure;
import org.junit.jupiter.api.Test;

class EnvironmentFileTest {
  @Test
  void readsLines() {
    var variables =
        EnvironmentFile.parse(
            List.of(
                "# a comment",
                "",
                "A=1",
                "  export B = two words ",
                "C='quoted # = $A'",
                "D=\"\"",
                "E=",
                "F=a=b"),
            "file");

    assertThat(variables)
        .isEqualTo(
            Map.of("A", "1", "B", "two words", "C", "quoted # = $A", "D", "", "E", "", "F", "a=b"));
  }

  @Test
  void saysWhichLineIsWrongAndNotWhatIsInIt() {
    assertThatThrownBy(() -> EnvironmentFile.parse(List.of("A=1", "hunter2"), "my.env"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("line 2 of my.env")
        .hasMessageNotContaining("hunter2");
  }
}
