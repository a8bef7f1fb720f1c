package network.mandala.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import network.mandala.domain.testing.TestNameServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

class NameServersTest {

  private static final String NAME = "mandala_project.shop.test";
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final TestNameServer server = TestNameServer.start();
  private final NameServers servers = NameServers.of(List.of(server.address()), PATIENCE);

  @BeforeEach
  void tellTheTruth() {
    server.txt(NAME, "proof", "v=spf1 -all");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void recordsAreRead() {
    assertThat(servers.txt(NAME)).isEqualTo(records(List.of("proof"), List.of("v=spf1 -all")));
  }

  @Test
  void aNameThatIsNotThereHasNone() {
    assertThat(servers.txt("mandala_project.other.test")).isEqualTo(new TxtAnswer.None());
  }

  @Test
  void partsOfARecordStayTogether() {
    server.parts(NAME, "pro", "of");

    assertThat(servers.txt(NAME)).isEqualTo(records(List.of("pro", "of")));
  }

  @Test
  void anAnswerThatIsTooLargeForUdpIsFetchedByTcp() {
    var many = IntStream.range(0, 200).mapToObj(i -> "x".repeat(250)).toArray(String[]::new);
    many[199] = "proof";
    server.txt(NAME, many);

    assertThat(servers.txt(NAME))
        .isInstanceOfSatisfying(
            TxtAnswer.Records.class,
            answer -> assertThat(answer.records()).hasSize(200).contains(List.of("proof")));
  }

  @Test
  void anAliasIsFollowed() {
    server.alias(NAME, "verification.example.test");
    server.txt("verification.example.test", "proof");

    assertThat(servers.txt(NAME)).isEqualTo(records(List.of("proof")));
  }

  @Test
  void aliasesWithoutAnEndAreGivenUp() {
    server.alias(NAME, "a.test");
    server.alias("a.test", NAME);

    assertThat(servers.txt(NAME)).isEqualTo(new TxtAnswer.None());
    assertThat(server.questions()).isLessThanOrEqualTo(TxtMessage.MOST_ALIASES + 1);
  }

  @Test
  void anAliasOfItselfIsGivenUp() {
    server.alias(NAME, NAME);

    assertThat(servers.txt(NAME)).isEqualTo(new TxtAnswer.None());
    assertThat(server.questions()).isOne();
  }

  @Test
  void theNextServerIsAskedWhenOneIsAway() throws IOException {
    try (var gone = TestNameServer.start()) {
      gone.lie(answer -> null);

      var both = NameServers.of(List.of(gone.address(), server.address()), PATIENCE);

      assertThat(both.txt(NAME)).isInstanceOf(TxtAnswer.Records.class);
      assertThat(NameServers.of(List.of(gone.address()), PATIENCE).txt(NAME))
          .isEqualTo(new TxtAnswer.Unanswered("it does not answer"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Rcode.SERVFAIL, Rcode.REFUSED, Rcode.FORMERR, Rcode.NOTIMP})
  void aServerInTroubleProvesNothing(int code) {
    server.lie(
        answer -> {
          answer.getHeader().setRcode(code);
          return answer;
        });

    assertThat(servers.txt(NAME)).isInstanceOf(TxtAnswer.Unanswered.class);
  }

  @Test
  void recordsOfOtherNamesAndClassesDoNotCount() {
    server.lie(
        answer -> {
          answer.removeAllRecords(Section.ANSWER);
          answer.addRecord(txt("mandala_project.other.test", DClass.IN), Section.ANSWER);
          answer.addRecord(txt("shop.test", DClass.IN), Section.ANSWER);
          answer.addRecord(txt(NAME, DClass.CHAOS), Section.ANSWER);
          answer.addRecord(txt(NAME, DClass.IN), Section.ADDITIONAL);
          answer.addRecord(txt(NAME, DClass.IN), Section.AUTHORITY);
          return answer;
        });

    assertThat(servers.txt(NAME)).isEqualTo(new TxtAnswer.None());
  }

  @Test
  void anAnswerToAnotherQuestionIsNone() {
    server.lie(
        answer -> {
          answer.removeAllRecords(Section.QUESTION);
          answer.addRecord(
              Record.newRecord(TestNameServer.name("other.test"), Type.TXT, DClass.IN),
              Section.QUESTION);
          return answer;
        });

    assertThat(servers.txt(NAME)).isInstanceOf(TxtAnswer.Unanswered.class);
  }

  @Test
  void aQuestionIsNoAnswer() throws IOException {
    var name = TestNameServer.name(NAME);
    var message = Message.newQuery(Record.newRecord(name, Type.TXT, DClass.IN));
    message.addRecord(txt(NAME, DClass.IN), Section.ANSWER);

    assertThat(TxtMessage.read(message, name)).isInstanceOf(TxtMessage.Reading.Useless.class);
    message.getHeader().setFlag(Flags.QR);
    assertThat(TxtMessage.read(message, name)).isInstanceOf(TxtMessage.Reading.Answered.class);
  }

  @Test
  void bytesThatAreNoMessageAreNoAnswer() {
    server.say(new byte[] {1, 2, 3});

    assertThat(servers.txt(NAME)).isInstanceOf(TxtAnswer.Unanswered.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a..b", "mandala_project.", "x.\u0000.test"})
  void aNameThatIsNoneHasNoRecords(String name) {
    assertThat(servers.txt(name)).isEqualTo(new TxtAnswer.None());
  }

  /** Whatever bytes a true answer is changed into, reading it ends, and without a surprise. */
  @Test
  void changedBytesAreReadOrRefused() throws IOException {
    var name = TestNameServer.name(NAME);
    var message = Message.newQuery(Record.newRecord(name, Type.TXT, DClass.IN));
    message.getHeader().setFlag(Flags.QR);
    message.addRecord(txt(NAME, DClass.IN), Section.ANSWER);
    var wire = message.toWire();

    qt().withExamples(20_000)
        .forAll(integers().all(), lists().of(integers().between(0, 255)).ofSizeBetween(0, 8))
        .check(
            (seed, bytes) -> {
              var random = new Random(seed);
              var changed = wire.clone();
              bytes.forEach(b -> changed[random.nextInt(changed.length)] = b.byteValue());
              try {
                return TxtMessage.read(new Message(changed), name) != null;
              } catch (IOException refused) {
                return true;
              }
            });
  }

  private static TXTRecord txt(String name, int dclass) {
    return new TXTRecord(TestNameServer.name(name), dclass, 0, "proof");
  }

  @SafeVarargs
  private static TxtAnswer records(List<String>... records) {
    var all = new java.util.ArrayList<List<String>>();
    Collections.addAll(all, records);
    return new TxtAnswer.Records(all);
  }
}
