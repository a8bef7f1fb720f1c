package network.mandala.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeaderClockTest {
  @Test
  void aNewConnectionHasSoMuchTimeForItsFirstRequest() {
    var clock = new HeaderClock(10, 100);

    assertThat(clock.isLate(110)).isFalse();
    assertThat(clock.isLate(111)).isTrue();
  }

  @Test
  void aBodyIsNotMeasuredHere() {
    var clock = new HeaderClock(10, 100);
    clock.stop();

    assertThat(clock.isLate(1_000_000)).isFalse();
  }

  @Test
  void theNextRequestBeginsWithItsFirstByte() {
    var clock = new HeaderClock(10, 100);
    clock.stop();
    clock.awaitNext();

    assertThat(clock.isLate(5_000)).isFalse();
    assertThat(clock.isLate(5_010)).isFalse();
    assertThat(clock.isLate(5_011)).isTrue();
  }
}
