package network.mandala.bridge.date;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class JavaScriptDateTest {
  @Test
  void isWrittenAsNodeDoes() {
    assertThat(JavaScriptDate.text(Instant.parse("2025-11-05T10:22:33.999Z")))
        .isEqualTo("Wed Nov 05 2025 10:22:33 GMT+0000 (Coordinated Universal Time)");
    assertThat(JavaScriptDate.text(Instant.parse("2024-09-30T00:00:00Z")))
        .isEqualTo("Mon Sep 30 2024 00:00:00 GMT+0000 (Coordinated Universal Time)");
  }
}
