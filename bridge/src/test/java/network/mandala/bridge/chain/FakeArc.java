package network.mandala.bridge.chain;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * An ARC as far as this node asks it. It takes the extended format only, finds that two
 * transactions spend the same, and says of each transaction what the test wants; else that it is
 * seen.
 */
public final class FakeArc implements AutoCloseable {
  public static final String TOKEN = "token of arc";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Map<String, String> known = new HashMap<>();
  private final Map<String, String> wanted = new HashMap<>();
  private final Map<String, Integer> refusals = new HashMap<>();
  private final Map<String, String> spentBy = new HashMap<>();
  private final List<String> submitted = new ArrayList<>();
  private final Map<String, Transaction> transactions = new HashMap<>();
  private int outage;
  private long delayMillis;

  public FakeArc() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/tx", this::answer);
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What it says of this transaction from now on. */
  public synchronized void says(TxId transaction, String status) {
    wanted.put(transaction.hex(), status);
    known.computeIfPresent(transaction.hex(), (id, old) -> status);
    if (status.equals("REJECTED")) {
      spentBy.values().removeIf(transaction.hex()::equals);
    }
  }

  /** It refuses this transaction with one of its codes; 200: it takes it. */
  public synchronized void refuses(TxId transaction, int code) {
    if (code == 200) {
      refusals.remove(transaction.hex());
    } else {
      refusals.put(transaction.hex(), code);
    }
  }

  /** Somebody has spent the first output of this transaction elsewhere. */
  public synchronized void spends(TxId source) {
    spentBy.put(source + ":0", "somebody");
  }

  /** Every call is answered so; 0 ends it. */
  public synchronized void fails(int httpStatus) {
    outage = httpStatus;
  }

  public synchronized void takes(long millis) {
    delayMillis = millis;
  }

  /** It has lost its database. */
  public synchronized void forgets() {
    known.clear();
  }

  public synchronized long submissions(TxId transaction) {
    return submitted.stream().filter(transaction.hex()::equals).count();
  }

  public synchronized List<String> submissions() {
    return List.copyOf(submitted);
  }

  /** All that were ever submitted and spend an output of this transaction. */
  public synchronized List<Transaction> spending(TxId source) {
    return transactions.values().stream()
        .filter(one -> one.inputs().stream().anyMatch(input -> input.source().equals(source)))
        .toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      var body = exchange.getRequestBody().readAllBytes();
      if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("authorization"))) {
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      long delay;
      synchronized (this) {
        delay = delayMillis;
      }
      if (delay > 0) {
        Thread.sleep(delay);
      }
      ObjectNode reply;
      synchronized (this) {
        reply =
            outage != 0
                ? problem(outage, "down")
                : exchange.getRequestMethod().equals("POST")
                    ? submit(Spent.read(body))
                    : status(path.substring("/v1/tx/".length()));
      }
      var bytes = JSON.writeValueAsBytes(reply);
      exchange.sendResponseHeaders(reply.get("status").intValue(), bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ObjectNode submit(Spent spent) {
    var id = spent.transaction().id().hex();
    submitted.add(id);
    transactions.put(id, spent.transaction());
    if (refusals.containsKey(id)) {
      return problem(refusals.get(id), "as the test wants it");
    }
    for (var input : spent.transaction().inputs()) {
      var by = spentBy.putIfAbsent(input.source() + ":" + input.index(), id);
      if (by != null && !by.equals(id)) {
        known.put(id, "DOUBLE_SPEND_ATTEMPTED");
        return status(id);
      }
    }
    known.put(id, wanted.getOrDefault(id, "SEEN_ON_NETWORK"));
    return status(id);
  }

  private ObjectNode status(String id) {
    if (!known.containsKey(id)) {
      return problem(404, "not found");
    }
    var status = known.get(id);
    return JSON.createObjectNode()
        .put("status", 200)
        .put("title", "OK")
        .put("txid", id)
        .put("txStatus", status)
        .put("extraInfo", "")
        .put(
            "merklePath",
            status.equals("MINED") ? HexFormat.of().formatHex(PlayCoins.path(new TxId(id))) : "");
  }

  private static ObjectNode problem(int status, String extra) {
    return JSON.createObjectNode().put("status", status).put("extraInfo", extra);
  }

  /** A transaction in the extended format, read as BRC-30 has it. */
  record Spent(Transaction transaction, long satoshis) {
    static Spent read(byte[] body) throws IOException {
      var in =
          new ByteReader(HexFormat.of().parseHex(JSON.readTree(body).get("rawTx").textValue()));
      long version = in.uint32();
      if (!HexFormat.of().formatHex(in.bytes(6)).equals("0000000000ef")) {
        throw new IOException("not in the extended format");
      }
      var inputs = new ArrayList<TxInput>();
      long satoshis = 0;
      for (long i = in.number(1000, "inputs"); i > 0; i--) {
        inputs.add(TxInput.read(in));
        satoshis += TxOutput.read(in).satoshis();
      }
      var outputs = new ArrayList<TxOutput>();
      for (long i = in.number(1000, "outputs"); i > 0; i--) {
        outputs.add(TxOutput.read(in));
      }
      var transaction = Transaction.of(version, inputs, outputs, in.uint32());
      in.end();
      return new Spent(transaction, satoshis);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
