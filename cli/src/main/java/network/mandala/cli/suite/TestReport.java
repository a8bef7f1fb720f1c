package network.mandala.cli.suite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What JUnit XML reports say, as Surefire and Failsafe write them.
 *
 * @param failures one line each: class, test, the message or its beginning and end
 * @param repeated the same of tests that failed first and passed when they were run again
 */
record TestReport(TestCount count, List<String> failures, List<String> repeated) {
  private static final int LONGEST_MESSAGE = 1000;

  static final TestReport EMPTY = new TestReport(TestCount.NONE, List.of());

  TestReport {
    failures = List.copyOf(failures);
    repeated = List.copyOf(repeated);
  }

  TestReport(TestCount count, List<String> failures) {
    this(count, failures, List.of());
  }

  /**
   * Reads every {@code TEST-*.xml} below the report folders of the modules in {@code checkout} that
   * was written after {@code start}.
   */
  static TestReport read(Path checkout, Instant start) {
    var sum = EMPTY;
    for (Path file : files(checkout)) {
      try (InputStream in = Files.newInputStream(file)) {
        if (!Files.getLastModifiedTime(file).toInstant().isBefore(start)) {
          sum = sum.plus(parse(in));
        }
      } catch (XMLStreamException e) {
        var cutOff = List.of(file + " is cut off: its tests were killed");
        sum = sum.plus(new TestReport(new TestCount(0, 1, 0), cutOff));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return sum;
  }

  /** Of tests that began and never reported. */
  static TestReport lost(String why) {
    return new TestReport(
        new TestCount(0, 1, 0), List.of("tests that began have no result: " + why));
  }

  static TestReport parse(InputStream in) throws XMLStreamException {
    var factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    XMLStreamReader xml = factory.createXMLStreamReader(in);
    int passed = 0;
    int skipped = 0;
    var failures = new ArrayList<String>();
    var repeated = new ArrayList<String>();
    String test = null;
    boolean ok = true;
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          switch (xml.getLocalName()) {
            case "testcase" -> {
              test =
                  simpleName(xml.getAttributeValue(null, "classname"))
                      + "."
                      + xml.getAttributeValue(null, "name");
              ok = true;
            }
            case "failure", "error" -> {
              if (test != null && ok) {
                failures.add(test + ": " + shortened(xml.getAttributeValue(null, "message")));
                ok = false;
              }
            }
            case "flakyFailure", "flakyError" ->
                repeated.add(test + ": " + shortened(xml.getAttributeValue(null, "message")));
            case "skipped" -> {
              if (test != null && ok) {
                skipped++;
                ok = false;
              }
            }
            default -> {}
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          if (xml.getLocalName().equals("testcase")) {
            passed += ok ? 1 : 0;
            test = null;
          }
        }
        default -> {}
      }
    }
    return new TestReport(new TestCount(passed, failures.size(), skipped), failures, repeated);
  }

  TestReport plus(TestReport other) {
    return new TestReport(
        count.plus(other.count),
        Stream.concat(failures.stream(), other.failures.stream()).toList(),
        Stream.concat(repeated.stream(), other.repeated.stream()).toList());
  }

  private static List<Path> files(Path checkout) {
    try (Stream<Path> modules = Files.list(checkout)) {
      var files = new ArrayList<Path>();
      for (Path module : modules.filter(Files::isDirectory).sorted().toList()) {
        for (String folder : List.of("surefire-reports", "failsafe-reports")) {
          Path reports = module.resolve("target").resolve(folder);
          if (Files.isDirectory(reports)) {
            try (Stream<Path> found = Files.list(reports)) {
              found
                  .filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                  .sorted()
                  .forEach(files::add);
            }
          }
        }
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String simpleName(String className) {
    return className == null ? "?" : className.substring(className.lastIndexOf('.') + 1);
  }

  /** On one line; enough to see what was expected and what came. */
  private static String shortened(String message) {
    if (message == null || message.isBlank()) {
      return "no message";
    }
    var line = message.strip().replaceAll("\\s*\\R\\s*", " ");
    return line.length() <= LONGEST_MESSAGE
        ? line
        : line.substring(0, LONGEST_MESSAGE / 2)
            + " ... "
            + line.substring(line.length() - LONGEST_MESSAGE / 2);
  }
}
