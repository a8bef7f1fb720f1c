package network.mandala.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadClockTest {
  @Test
  void aNewConnectionHasSoMuchTimeForItsFirstRequest() {
    var clock = new ReadClock(10, 50, 100);

    assertThat(clock.isLate(110)).isFalse();
    assertThat(clock.isLate(111)).isTrue();
  }

  @Test
  void aBodyIsNotMeasuredHere() {
    var clock = new ReadClock(10, 50, 100);
    clock.headersHaveCome();

    assertThat(clock.isLate(1_000_000)).isFalse();
  }

  @Test
  void theNextRequestBeginsWithItsFirstByte() {
    var clock = new ReadClock(10, 50, 100);
    clock.headersHaveCome();
    clock.awaitNext();

    assertThat(clock.isLate(5_000)).isFalse();
    assertThat(clock.isLate(5_010)).isFalse();
    assertThat(clock.isLate(5_011)).isTrue();
  }

  @Test
  void headersOfWhichNothingMoreComesAreWaitedForTwiceAsLong() {
    var clock = new ReadClock(10, 50, 100);
    clock.waits(105);

    assertThat(clock.isOver(120)).isFalse();
    assertThat(clock.isOver(121)).isTrue();
  }

  @Test
  void aBodyOfWhichNothingMoreComesIsWaitedForSinceItsLastByte() {
    var clock = new ReadClock(10, 50, 100);
    clock.headersHaveCome();
    clock.waits(1_000);

    assertThat(clock.isOver(1_050)).isFalse();
    assertThat(clock.isOver(1_051)).isTrue();
    clock.waits(1_060);
    assertThat(clock.isOver(1_061)).isFalse();
  }

  @Test
  void neitherTheNextRequestNorAnAnswerIsWaitedForHere() {
    var clock = new ReadClock(10, 50, 100);
    clock.headersHaveCome();

    assertThat(clock.isOver(1_000_000)).isFalse();
    clock.waits(1_000);
    clock.waitsNoMore();
    assertThat(clock.isOver(1_000_000)).isFalse();
    clock.awaitNext();
    clock.waits(1_000);
    assertThat(clock.isOver(1_000_000)).isFalse();
  }
}
