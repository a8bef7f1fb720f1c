package network.mandala.operator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TagDigestsTest {

  private static final String IMAGE = "registry.test/demo/app:1";

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
  private final AtomicReference<TagDigests.Lookup> registry =
      new AtomicReference<>((repository, tag) -> Optional.of("sha256:ab"));
  private final AtomicInteger asked = new AtomicInteger();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final TagDigests tags =
      new TagDigests(
          (repository, tag) -> {
            asked.incrementAndGet();
            assertThat(repository + ":" + tag).isEqualTo("demo/app:1");
            return registry.get().digest(repository, tag);
          },
          ((InstantSource) now::get).withZone(ZoneOffset.UTC));

  @AfterEach
  void stop() {
    tags.close();
  }

  @Test
  void aDigestIsTrueForAMomentOnly() {
    ask();

    assertThat(tags.find(IMAGE).orElseThrow().digest()).isEqualTo("sha256:ab");
    now.set(now.get().plusSeconds(30));
    assertThat(tags.find(IMAGE)).as("the tag may have moved").isEmpty();
  }

  @Test
  void whatWasUsedIsAskedAnew() {
    ask();
    tags.forget(IMAGE);

    assertThat(tags.find(IMAGE)).isEmpty();
    ask();
    assertThat(asked).hasValue(2);
  }

  @Test
  void aTagThatIsMissingIsNotOneThatNobodyKnowsOf() {
    registry.set((repository, tag) -> Optional.empty());
    ask();
    assertThat(tags.find(IMAGE).orElseThrow().isFound()).isFalse();
    assertThat(tags.find(IMAGE).orElseThrow().isAnswered()).isTrue();

    registry.set(
        (repository, tag) -> {
          throw new IOException("Connection refused: 10.0.0.7");
        });
    now.set(now.get().plusSeconds(5));
    ask();
    assertThat(tags.find(IMAGE).orElseThrow().trouble())
        .as("words of ours")
        .isEqualTo("the registry does not answer");
  }

  @Test
  void nobodyIsAskedAgainAtOnce() {
    ask();
    tags.ask(IMAGE, "demo/app", "1");
    now.set(now.get().plus(Duration.ofSeconds(5)));
    ask();

    assertThat(asked).hasValue(2);
  }

  private void ask() {
    int before = heard.size();
    tags.onAnswer(heard::add);
    tags.ask(IMAGE, "demo/app", "1");
    await().until(() -> heard.size() > before);
  }
}
