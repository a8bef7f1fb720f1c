package network.mandala.bridge.testing;

import java.io.IOException;
import network.mandala.identity.bsv.WalletKey;

/**
 * A wallet at the one address where published command lines look for it without being told: only
 * one can be at a time. What it pays with are real transactions of coins that no chain has.
 */
public final class WalletStub implements AutoCloseable {
  private final NodeProgram program;

  private WalletStub(NodeProgram program) {
    this.program = program;
  }

  public static WalletStub start(WalletKey key) throws IOException {
    var program = NodeProgram.start("wallet-stub.mjs", key.exportHex());
    var first = program.read();
    if (!first.get("event").textValue().equals("ready")) {
      program.close();
      throw new IOException("the wallet stub does not listen: " + first.get("error").textValue());
    }
    return new WalletStub(program);
  }

  /**
   * The next payment that it was asked for, in the order in which it was.
   *
   * @throws IOException if the wallet ended
   */
  public Payment nextPayment() throws IOException {
    var line = program.read();
    return new Payment(line.get("satoshis").longValue(), line.get("txid").textValue());
  }

  /** What it paid. */
  public record Payment(long satoshis, String txid) {}

  @Override
  public void close() {
    program.close();
  }
}
