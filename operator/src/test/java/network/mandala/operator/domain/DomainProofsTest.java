package network.mandala.operator.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import network.mandala.domain.DomainProof;
import network.mandala.domain.TxtAnswer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainProofsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String PROOF = "mandala-project-verification=0123:agent";

  private final Map<String, TxtAnswer> answers = new ConcurrentHashMap<>();
  private final AtomicInteger lookups = new AtomicInteger();
  private final Queue<String> heard = new ConcurrentLinkedQueue<>();
  private final DomainProofs proofs =
      new DomainProofs(
          name -> {
            lookups.incrementAndGet();
            return answers.getOrDefault(name, new TxtAnswer.None());
          },
          Clock.fixed(NOW, ZoneOffset.UTC));

  @AfterEach
  void stop() {
    proofs.close();
  }

  @ParameterizedTest
  @CsvSource({
    "mandala-project-verification=0123:agent, true",
    "mandala-project-verification=0123:backend, true",
    "cars-project-verification=0123:backend, true",
    "cars-project-verification=0123:agent, true",
    "mandala-project-verification=0123:frontend, false",
    "mandala-project-verification=0124:agent, false",
    "mandala-project-verification=01234:agent, false",
    "mandala-project-verification=0123:agent2, false",
    "MANDALA-PROJECT-VERIFICATION=0123:AGENT, false",
    "' mandala-project-verification=0123:agent', false",
    "0123:agent, false"
  })
  void theValueIsExact(String found, boolean proved) {
    assertThat(DomainProof.ofAgent("0123").isIn(Set.of(found))).isEqualTo(proved);
  }

  @ParameterizedTest
  @CsvSource({
    "mandala-project-verification=0123:frontend, true",
    "cars-project-verification=0123:frontend, true",
    "mandala-project-verification=0123:agent, false",
    "cars-project-verification=0123:backend, false",
    "mandala-project-verification=4567:frontend, false"
  })
  void aFrontendHasASubjectOfItsOwn(String found, boolean proved) {
    assertThat(DomainProof.ofFrontend("0123").isIn(Set.of(found))).isEqualTo(proved);
  }

  @Test
  void theRecordToMakeIsOneThatIsAccepted() {
    var proof = DomainProof.ofAgent("0123");

    assertThat(DomainProof.recordName("shop.test")).isEqualTo("mandala_project.shop.test");
    assertThat(proof.recordValue()).isEqualTo(PROOF);
    assertThat(proof.isIn(Set.of(proof.recordValue()))).isTrue();
  }

  @Test
  void nothingIsKnownBeforeAnybodyAsked() {
    assertThat(proofs.find("shop.test")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"mandala_project.shop.test", "cars_project.shop.test"})
  void bothNamesAreLookedUp(String name) {
    answers.put(name, records(List.of("v=spf1 -all"), List.of(PROOF)));

    assertThat(ask("shop.test")).isEqualTo(new Checked(Set.of(PROOF), "", NOW, 1));
  }

  @Test
  void aRecordMayBeInParts() {
    answers.put(
        "mandala_project.shop.test",
        records(List.of("mandala-project-", "verification=0123", ":agent")));

    assertThat(ask("shop.test").proofs()).containsExactly(PROOF);
  }

  @Test
  void onlyWhatLooksLikeAProofIsRemembered() {
    answers.put(
        "mandala_project.shop.test",
        records(
            List.of("x".repeat(255), "y".repeat(255)),
            List.of("mandala-project-verification=" + "0".repeat(220)),
            List.of("\u0000\u0007\u001b[31m"),
            List.of("")));

    assertThat(ask("shop.test").proofs()).isEmpty();
  }

  @Test
  void veryManyProofsAreCutOff() {
    answers.put(
        "mandala_project.shop.test",
        new TxtAnswer.Records(
            IntStream.range(0, 1000)
                .mapToObj(i -> List.of("mandala-project-verification=%d:agent".formatted(i)))
                .toList()));

    assertThat(ask("shop.test").proofs()).hasSize(50);
  }

  @Test
  void troubleWithOneNameIsTold() {
    answers.put("mandala_project.shop.test", new TxtAnswer.Unanswered("it says SERVFAIL"));

    assertThat(ask("shop.test").isAnswered()).isFalse();
  }

  @Test
  void howOftenTheSameWasFoundIsCounted() {
    assertThat(ask("shop.test").times()).isEqualTo(1);
    assertThat(ask("shop.test").times()).isEqualTo(2);
    answers.put("cars_project.shop.test", records(List.of(PROOF)));
    assertThat(ask("shop.test").times()).isEqualTo(1);
  }

  @Test
  void aDomainIsLookedUpOnceAtATime() throws InterruptedException {
    var started = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    try (var slow =
        new DomainProofs(
            name -> {
              lookups.incrementAndGet();
              started.countDown();
              try {
                go.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return new TxtAnswer.None();
            },
            Clock.systemUTC())) {
      slow.onAnswer(heard::add);

      slow.ask("shop.test");
      started.await();
      IntStream.range(0, 100).forEach(i -> slow.ask("shop.test"));
      go.countDown();

      await().until(() -> slow.find("shop.test").isPresent() && heard.size() == 1);
      assertThat(lookups).hasValue(2);
    }
  }

  private Checked ask(String domain) {
    heard.clear();
    proofs.onAnswer(heard::add);
    proofs.ask(domain);
    await().until(() -> heard.contains(domain));
    return proofs.find(domain).orElseThrow();
  }

  @SafeVarargs
  private static TxtAnswer records(List<String>... records) {
    return new TxtAnswer.Records(Arrays.asList(records));
  }
}
