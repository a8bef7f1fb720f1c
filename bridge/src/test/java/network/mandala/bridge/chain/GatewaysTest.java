package network.mandala.bridge.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import network.mandala.bridge.chain.BlockHeaders.Verdict;
import network.mandala.identity.bsv.PaymentKeys;
import network.mandala.identity.bsv.WalletKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The clients of ARC and of block headers against servers that speak as those do. */
class GatewaysTest {
  private static final WalletKey KEY = WalletKey.parse("22".repeat(32));
  private static final Duration SHORT = Duration.ofSeconds(1);

  private FakeArc server;
  private FakeHeaders headers;
  private Arc arc;
  private PlayCoins.Paid paid;
  private Map<TxId, Transaction> sources;

  @BeforeEach
  void start() throws IOException {
    server = new FakeArc();
    headers = new FakeHeaders();
    arc = new Arc(server.url(), FakeArc.TOKEN, SHORT);
    paid = new PlayCoins(KEY).pay(10, PaymentKeys.lockingScript(KEY.publicKey()));
    sources = Map.of(paid.coin().id(), paid.coin());
  }

  @AfterEach
  void stop() {
    arc.close();
    server.close();
    headers.close();
  }

  @ParameterizedTest
  @CsvSource({
    "SEEN_ON_NETWORK, Seen",
    "ACCEPTED_BY_NETWORK, Seen",
    "MINED, Mined",
    "DOUBLE_SPEND_ATTEMPTED, Contested",
    "REJECTED, Refused",
    "SEEN_IN_ORPHAN_MEMPOOL, Pending",
    "MINED_IN_STALE_BLOCK, Pending",
    "QUEUED, Pending",
    "RECEIVED, Pending",
    "STORED, Pending",
    "ANNOUNCED_TO_NETWORK, Pending",
    "REQUESTED_BY_NETWORK, Pending",
    "SENT_TO_NETWORK, Pending",
    "UNKNOWN, Pending",
    "SOMETHING_NEW, Pending"
  })
  void everyStatusHasAMeaning(String status, String report) {
    server.says(paid.id(), status);

    assertThat(arc.submit(paid.transaction(), sources).getClass().getSimpleName())
        .isEqualTo(report);
    assertThat(arc.status(paid.id()).getClass().getSimpleName()).isEqualTo(report);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 460, 461, 462, 463, 464, 465, 466, 467, 468, 469, 471, 472, 473, 499})
  void itsOwnErrorsAreRefusals(int code) {
    server.refuses(paid.id(), code);

    assertThat(arc.submit(paid.transaction(), sources))
        .isInstanceOfSatisfying(
            Report.Refused.class,
            refused -> assertThat(refused.why()).contains("(ARC " + code + ": as the test wants"));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 409, 418, 429, 500, 502, 503, 301})
  void everythingElseIsNoAnswer(int status) {
    server.fails(status);

    assertThatThrownBy(() -> arc.submit(paid.transaction(), sources))
        .isInstanceOf(GatewayUnavailable.class)
        .hasMessageNotContaining(FakeArc.TOKEN);
  }

  @Test
  void whatItDoesNotKnowIsNoRefusal() {
    assertThat(arc.status(paid.id())).isInstanceOf(Report.NotKnown.class);
  }

  @Test
  void silenceAndAbsenceAreNoAnswer() throws IOException {
    server.takes(8000);
    assertThatThrownBy(() -> arc.status(paid.id()))
        .isInstanceOf(GatewayUnavailable.class)
        .hasMessageContaining("in time");
    try (var nobody = new Arc(URI.create("http://127.0.0.1:9"), "", SHORT)) {
      assertThatThrownBy(() -> nobody.status(paid.id()))
          .isInstanceOf(GatewayUnavailable.class)
          .hasMessageContaining("cannot be reached");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CONFIRMED, ON_LONGEST_CHAIN",
    "INVALID, NOT_ON_IT",
    "UNABLE_TO_VERIFY, NOT_KNOWN_YET"
  })
  void headersSayWhatTheyKnow(String state, Verdict verdict) {
    headers.saysOfAll(state);
    try (var service = new BlockHeadersService(headers.url(), FakeHeaders.TOKEN, SHORT)) {
      assertThat(service.check(paid.roots())).isEqualTo(verdict);
      assertThat(service.check(Set.of())).isEqualTo(Verdict.NOT_ON_IT);
    }
  }

  @Test
  void headersThatSaySomethingElseSayNothing() {
    try (var service = new BlockHeadersService(headers.url(), FakeHeaders.TOKEN, SHORT);
        var stranger = new BlockHeadersService(headers.url(), "wrong", SHORT)) {
      assertThatThrownBy(() -> stranger.check(paid.roots()))
          .isInstanceOf(GatewayUnavailable.class)
          .hasMessageContaining("is its token right?");
      headers.saysOfAll("MAYBE");
      assertThatThrownBy(() -> service.check(paid.roots())).isInstanceOf(GatewayUnavailable.class);
      headers.answersWith(400);
      assertThatThrownBy(() -> service.check(paid.roots())).isInstanceOf(GatewayUnavailable.class);
    }
  }
}
