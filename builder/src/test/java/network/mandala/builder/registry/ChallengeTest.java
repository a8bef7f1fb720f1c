package network.mandala.builder.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ChallengeTest {
  @Test
  void readsWhatATokenIsAskedWith() {
    var challenge =
        Challenge.parse(
            "Bearer realm=\"http://a/token\",service=\"s\",scope=\"repository:a:pull,push repository:b:pull\",error=insufficient_scope");

    assertThat(challenge.isBearer()).isTrue();
    assertThat(challenge.parameters())
        .isEqualTo(
            Map.of(
                "realm",
                "http://a/token",
                "service",
                "s",
                "scope",
                "repository:a:pull,push repository:b:pull",
                "error",
                "insufficient_scope"));
  }

  @Test
  void readsBasicInAnyCaseAndWithoutParameters() {
    assertThat(Challenge.parse("basic realm=\"it said \\\"hi\\\"\"").parameter("realm"))
        .isEqualTo("it said \"hi\"");
    assertThat(Challenge.parse("BASIC").isBasic()).isTrue();
  }

  @Test
  void takesNoBearerWithoutARealm() {
    assertThat(Challenge.parse("Bearer service=\"s\"").isBearer()).isFalse();
  }
}
