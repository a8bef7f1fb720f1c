package network.mandala.operator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonLogsTest {

  @Test
  void aLineNamesTheResourceThatItIsAbout() throws Exception {
    var line =
        encode(
            null,
            Map.of(
                "resource.kind", "Agent",
                "resource.namespace", "mandala-project-demo",
                "resource.name", "hello",
                "resource.generation", "3",
                "resource.uid", "not wanted"));

    assertThat(line.path("message").asText()).isEqualTo("Created Deployment hello");
    assertThat(line.path("level").asText()).isEqualTo("INFO");
    assertThat(line.path("resource.kind").asText()).isEqualTo("Agent");
    assertThat(line.path("resource.name").asText()).isEqualTo("hello");
    assertThat(line.path("resource.generation").asText()).isEqualTo("3");
    assertThat(line.has("resource.uid")).isFalse();
    assertThat(line.has("@timestamp")).isTrue();
  }

  @Test
  void aStackTraceIsOneFieldOfTheLineAndEnds() throws Exception {
    var line = encode(new IllegalStateException("outer", deep(500)), Map.of());

    assertThat(line.path("stack_trace").asText())
        .startsWith("java.lang.ArithmeticException: / by zero")
        .hasSizeLessThan(5_000);
  }

  private static JsonNode encode(Throwable thrown, Map<String, String> context) throws Exception {
    var logs = new LoggerContext();
    var logger = logs.getLogger("network.mandala.Test");
    var event =
        new LoggingEvent(
            "x", logger, Level.INFO, "Created {}", thrown, new Object[] {"Deployment hello"});
    event.setMDCPropertyMap(context);
    var line = JsonLogs.encoder(logs).encode(event);
    assertThat(line).endsWith((byte) '\n').containsOnlyOnce((byte) '\n');
    return new ObjectMapper().readTree(line);
  }

  private static RuntimeException deep(int frames) {
    try {
      return frames == 0 ? new RuntimeException(String.valueOf(1 / frames)) : deep(frames - 1);
    } catch (ArithmeticException e) {
      return e;
    }
  }
}
