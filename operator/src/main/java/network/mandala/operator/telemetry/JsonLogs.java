package network.mandala.operator.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.List;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.fieldnames.LogstashFieldNames;
import net.logstash.logback.stacktrace.ShortenedThrowableConverter;
import org.slf4j.Logger;

/**
 * One JSON object per line on stdout; the resource that a line is about comes from the MDC. In
 * code, because reading it from XML costs a tenth of the time to the first reconcile.
 */
public final class JsonLogs extends ContextAwareBase implements Configurator {

  /** Level of our own lines: DEBUG, INFO, WARN or ERROR. */
  private static final String LEVEL_VARIABLE = "MANDALA_LOG_LEVEL";

  /** Who names a file knows better. */
  private static final String FILE_PROPERTY = "logback.configurationFile";

  private static final List<String> RESOURCE =
      List.of("resource.kind", "resource.namespace", "resource.name", "resource.generation");

  private static final String IGNORED = "[ignore]";
  private static final int STACK_DEPTH = 15;
  private static final int STACK_LENGTH = 4096;

  @Override
  public ExecutionStatus configure(LoggerContext logs) {
    if (System.getProperty(FILE_PROPERTY) != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    var appender = new ConsoleAppender<ILoggingEvent>();
    appender.setContext(logs);
    appender.setName("stdout");
    appender.setEncoder(encoder(logs));
    appender.start();

    var root = logs.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    root.setLevel(Level.INFO);
    logs.getLogger("network.mandala")
        .setLevel(Level.toLevel(System.getenv(LEVEL_VARIABLE), Level.INFO));
    logs.getLogger("io.fabric8").setLevel(Level.WARN);
    logs.getLogger("io.javaoperatorsdk").setLevel(Level.WARN);
    logs.getLogger("Default ConfigurationService implementation").setLevel(Level.WARN);
    // Faults are classified and logged once, by the reconcilers.
    logs.getLogger("io.javaoperatorsdk.operator.processing.event.EventProcessor")
        .setLevel(Level.ERROR);
    // That the resources are v1alpha1 is no news; and every watch that is closed "did not succeed".
    logs.getLogger("io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils")
        .setLevel(Level.ERROR);
    logs.getLogger("io.fabric8.kubernetes.client.jdkhttp.JdkWebSocketImpl").setLevel(Level.ERROR);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  static LogstashEncoder encoder(LoggerContext logs) {
    var stacks = new ShortenedThrowableConverter();
    stacks.setMaxDepthPerThrowable(STACK_DEPTH);
    stacks.setMaxLength(STACK_LENGTH);
    stacks.setRootCauseFirst(true);
    stacks.start();
    var names = new LogstashFieldNames();
    names.setVersion(IGNORED);
    names.setLevelValue(IGNORED);
    var encoder = new LogstashEncoder();
    encoder.setContext(logs);
    encoder.setIncludeMdcKeyNames(RESOURCE);
    encoder.setThrowableConverter(stacks);
    encoder.setFieldNames(names);
    encoder.start();
    return encoder;
  }
}
