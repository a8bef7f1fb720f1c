package network.mandala.bridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import network.mandala.bridge.testing.InMemoryReplayCache;
import network.mandala.bridge.testing.PlayBridge;
import network.mandala.bridge.testing.RawClient;
import network.mandala.identity.bsv.WalletKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the key of sessions is renewed, as docs/how-to/bridge.md says it, seen by callers. */
class KeyRotationTest {
  private static final WalletKey KEY = WalletKey.parse("22".repeat(32));
  private static final String OLD = "aa".repeat(32);
  private static final String NEW = "bb".repeat(32);

  private final ReplayCache replays = new InMemoryReplayCache();
  private PlayBridge bridge = PlayBridge.start(0, OLD, replays);

  @AfterEach
  void stop() {
    bridge.close();
  }

  @Test
  void sessionsGoOnWhileTheOldKeyIsThereAndNewOnesDoNotNeedIt() {
    var before = caller();
    restart(NEW + "\n" + OLD);
    var meanwhile = caller();

    assertAnswers(before);
    assertAnswers(meanwhile);

    restart(NEW);

    assertAnswers(meanwhile);
    assertIsUnknown(before);
    assertAnswers(before.shakeHands());
  }

  /** While replicas start anew one after the other: an old one does not know the new key. */
  @Test
  void whoComesToAReplicaWithoutTheNewKeyIsToldToShakeHandsAgain() {
    restart(NEW + "\n" + OLD);
    var caller = caller();
    restart(OLD);

    assertIsUnknown(caller);
    assertAnswers(caller.shakeHands());
  }

  @Test
  void whatWasAnsweredBeforeIsNotAnsweredAgainAfterwards() {
    var caller = caller();
    var message = caller.post("/count", "{}");
    caller.send(message);

    restart(NEW + "\n" + OLD);

    var again = caller.send(message);
    assertThat(again.status()).isEqualTo(401);
    assertThat(again.body().path("description").asText()).contains("a request is answered once");
    assertThat(bridge.counted()).isZero();
  }

  private RawClient caller() {
    return new RawClient(KEY, bridge.url()).shakeHands();
  }

  private void restart(String keys) {
    int port = bridge.port();
    bridge.close();
    bridge = PlayBridge.start(port, keys, replays);
  }

  private static void assertAnswers(RawClient caller) {
    var answer = caller.send(caller.post("/echo", "{}"));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.signed()).isTrue();
  }

  private static void assertIsUnknown(RawClient caller) {
    var answer = caller.send(caller.post("/echo", "{}"));
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body().path("description").asText())
        .isEqualTo("Session not found for nonce: " + caller.sessionNonce());
  }
}
