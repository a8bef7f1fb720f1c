package network.mandala.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HashesTest {

  @Test
  void theOrderOfKeysDoesNotMatter() {
    var ab = new LinkedHashMap<String, Object>();
    ab.put("a", 1);
    ab.put("b", List.of("x"));
    var ba = new LinkedHashMap<String, Object>();
    ba.put("b", List.of("x"));
    ba.put("a", 1);

    assertThat(Hashes.of(ab)).isEqualTo(Hashes.of(ba)).hasSize(16);
  }

  @Test
  void contentsThatLookAlikeWhenGluedTogetherHaveHashesOfTheirOwn() {
    var hashes =
        List.of(
            Hashes.of(Map.of("a", "bc")),
            Hashes.of(Map.of("ab", "c")),
            Hashes.of(Map.of("a", List.of("b", "c"))),
            Hashes.of(Map.of("a", List.of("bc"))),
            Hashes.of(Map.of("a", Map.of("b", "c"))),
            Hashes.of(Map.of("a", List.of(List.of("b"), "c"))));

    assertThat(hashes).doesNotHaveDuplicates();
  }
}
