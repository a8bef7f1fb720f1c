package network.mandala.bridge.chain;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Asks a Block Headers Service of BSV: {@code POST /api/v1/chain/merkleroot/verify}. */
public final class BlockHeadersService implements BlockHeaders, AutoCloseable {
  private static final int OK = 200;

  private final Gateway gateway;

  /**
   * @param token of the service; empty if it wants none
   */
  public BlockHeadersService(URI url, String token, Duration time) {
    this.gateway = new Gateway("the block headers service", url, token, time);
  }

  @Override
  public Verdict check(Set<ChainRoot> roots) {
    if (roots.isEmpty()) {
      return Verdict.NOT_ON_IT;
    }
    var asked =
        roots.stream()
            .map(root -> Map.of("merkleRoot", root.root().hex(), "blockHeight", root.height()))
            .toList();
    var answer = gateway.post("/api/v1/chain/merkleroot/verify", asked, Map.of());
    if (answer.status() != OK) {
      throw new GatewayUnavailable(
          "the block headers service answers with status " + answer.status());
    }
    return switch (answer.body().path("confirmationState").asText("")) {
      case "CONFIRMED" -> Verdict.ON_LONGEST_CHAIN;
      case "INVALID" -> Verdict.NOT_ON_IT;
      case "UNABLE_TO_VERIFY" -> Verdict.NOT_KNOWN_YET;
      default -> throw new GatewayUnavailable("the block headers service says nothing known");
    };
  }

  @Override
  public void close() {
    gateway.close();
  }
}
