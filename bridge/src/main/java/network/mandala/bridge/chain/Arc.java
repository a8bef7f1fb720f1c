package network.mandala.bridge.chain;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Function;

/**
 * An ARC of BSV: {@code POST /v1/tx} with the extended format, so that it checks scripts, sums and
 * fees, and {@code GET /v1/tx/:txid}.
 */
public final class Arc implements Broadcaster, AutoCloseable {
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int FIRST_OF_ARC = 460;
  private static final int LAST_OF_ARC = 499;
  private static final int LONGEST_WORD = 200;
  private static final Duration BESIDE_WAITING = Duration.ofSeconds(5);

  private final Gateway gateway;
  private final Duration wait;

  /**
   * @param token of the service; empty if it wants none
   * @param wait how long ARC waits until a node has seen a transaction, at most 30 s
   */
  public Arc(URI url, String token, Duration wait) {
    this.gateway = new Gateway("ARC", url, token, wait.plus(BESIDE_WAITING));
    this.wait = wait;
  }

  @Override
  public Report submit(Transaction transaction, Function<TxInput, TxOutput> spent) {
    var hex = HexFormat.of().formatHex(ExtendedFormat.of(transaction, spent));
    var answer =
        gateway.post(
            "/v1/tx",
            Map.of("rawTx", hex),
            Map.of(
                "X-WaitFor",
                "SEEN_ON_NETWORK",
                "X-MaxTimeout",
                Long.toString(Math.max(1, wait.toSeconds()))));
    return report(answer, transaction.id());
  }

  @Override
  public Report status(TxId transaction) {
    var answer = gateway.get("/v1/tx/" + transaction.hex());
    return answer.status() == NOT_FOUND ? new Report.NotKnown() : report(answer, transaction);
  }

  static Report report(Gateway.Answer answer, TxId transaction) {
    int status = answer.status();
    if (status == BAD_REQUEST || (status >= FIRST_OF_ARC && status <= LAST_OF_ARC)) {
      return new Report.Refused(problem(status, answer.body()));
    }
    if (status / 100 != OK / 100) {
      throw new GatewayUnavailable("ARC answers with status " + status);
    }
    if (!answer.body().path("txid").asText("").equals(transaction.hex())) {
      throw new GatewayUnavailable("ARC answers about another transaction");
    }
    var word = answer.body().path("txStatus").asText("");
    return switch (word) {
      case "SEEN_ON_NETWORK", "ACCEPTED_BY_NETWORK" -> new Report.Seen();
      case "MINED" -> new Report.Mined(path(answer.body().path("merklePath").asText("")));
      case "DOUBLE_SPEND_ATTEMPTED" -> new Report.Contested();
      case "REJECTED" -> new Report.Refused("the network rejects it" + extra(answer.body()));
      default -> new Report.Pending(clean(word));
    };
  }

  private static String problem(int status, JsonNode body) {
    var why =
        switch (status) {
          case 460 -> "it spends what is not there";
          case 461 -> "a script does not unlock what it spends";
          case 462 -> "its inputs are not valid";
          case 463 -> "it is malformed";
          case 464 -> "its outputs are not valid";
          case 465, 473 -> "its fee is too low";
          case 466 -> "another transaction spends the same";
          case 467, 468, 469 -> "its proofs are not valid";
          case 471, 472 -> "what it spends is frozen";
          default -> "the broadcaster refuses it";
        };
    return why + " (ARC " + status + extra(body) + ")";
  }

  private static String extra(JsonNode body) {
    var text = clean(body.path("extraInfo").asText(""));
    return text.isEmpty() ? "" : ": " + text;
  }

  /** Foreign words go to people and into rows: short, and only what can be printed. */
  private static String clean(String text) {
    var printable = text.replaceAll("[^\\x20-\\x7e]", " ").strip();
    return printable.length() > LONGEST_WORD ? printable.substring(0, LONGEST_WORD) : printable;
  }

  private static byte[] path(String hex) {
    try {
      return HexFormat.of().parseHex(hex);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  @Override
  public void close() {
    gateway.close();
  }
}
