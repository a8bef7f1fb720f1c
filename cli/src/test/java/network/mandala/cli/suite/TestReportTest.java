package network.mandala.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestReportTest {
  private static final String MIXED =
      """
      <testsuite name="a.b.SomeTest" tests="4" errors="1" skipped="1" failures="1">
        <testcase name="works" classname="a.b.SomeTest" time="0.1"><system-out>&lt;failure&gt;</system-out></testcase>
        <testcase name="fails" classname="a.b.SomeTest"><failure message="expected 1&#10;but was 2">trace</failure></testcase>
        <testcase name="breaks" classname="a.b.SomeTest"><error>trace</error></testcase>
        <testcase name="waits" classname="a.b.SomeTest"><skipped message="no Docker"/></testcase>
      </testsuite>
      """;

  @Test
  void countsEachTestOnce() throws XMLStreamException {
    var report = parse(MIXED);

    assertThat(report.count()).isEqualTo(new TestCount(1, 2, 1));
    assertThat(report.count().toString()).isEqualTo("1 passed, 2 failed, 1 skipped");
  }

  @Test
  void namesTheFailuresWithTheirMessageOnOneLine() throws XMLStreamException {
    assertThat(parse(MIXED).failures())
        .containsExactly("SomeTest.fails: expected 1 but was 2", "SomeTest.breaks: no message");
  }

  @Test
  void ofALongMessageBeginningAndEndAreKept() throws XMLStreamException {
    var failure =
        "<testsuite><testcase name=\"fails\" classname=\"a.B\"><failure message=\"from %s to\"/></testcase></testsuite>"
            .formatted("x".repeat(5000));

    assertThat(parse(failure).failures())
        .singleElement()
        .asString()
        .startsWith("B.fails: from xxx")
        .endsWith("xxx to")
        .hasSizeLessThan(1100);
  }

  @Test
  void aTestThatPassedOnTheSecondTryIsNamedAndHasPassed() throws XMLStreamException {
    var report =
        parse(
            """
            <testsuite name="a.b.SomeIT">
              <testcase name="trembles" classname="a.b.SomeIT">
                <flakyFailure message="too late">trace<system-out>x</system-out></flakyFailure>
              </testcase>
            </testsuite>
            """);

    assertThat(report.count()).isEqualTo(new TestCount(1, 0, 0));
    assertThat(report.repeated()).containsExactly("SomeIT.trembles: too late");
  }

  @Test
  void addsUpTheReportsOfAllModules(@TempDir Path checkout) throws IOException {
    write(checkout.resolve("crds/target/surefire-reports/TEST-a.xml"), MIXED);
    write(checkout.resolve("cli/target/failsafe-reports/TEST-b.xml"), MIXED);
    write(checkout.resolve("cli/target/failsafe-reports/failsafe-summary.xml"), "<other/>");

    assertThat(TestReport.read(checkout, Instant.EPOCH).count()).isEqualTo(new TestCount(2, 4, 2));
  }

  @Test
  void takesAReportThatIsCutOffAsAFailure(@TempDir Path checkout) throws IOException {
    write(checkout.resolve("crds/target/surefire-reports/TEST-a.xml"), MIXED.substring(0, 150));

    var report = TestReport.read(checkout, Instant.EPOCH);

    assertThat(report.count().failed()).isEqualTo(1);
    assertThat(report.failures()).singleElement().asString().contains("TEST-a.xml is cut off");
  }

  @Test
  void leavesTheReportsOfEarlierRunsOut(@TempDir Path checkout) throws IOException {
    write(checkout.resolve("crds/target/surefire-reports/TEST-a.xml"), MIXED);

    assertThat(TestReport.read(checkout, Instant.now().plusSeconds(60)))
        .isEqualTo(TestReport.EMPTY);
  }

  private static TestReport parse(String xml) throws XMLStreamException {
    return TestReport.parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }

  private static void write(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
