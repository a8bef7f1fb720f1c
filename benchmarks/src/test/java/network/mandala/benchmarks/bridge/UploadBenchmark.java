package network.mandala.benchmarks.bridge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import network.mandala.bridge.testing.BridgeProgram;
import network.mandala.bridge.testing.LargeUpload;
import network.mandala.bridge.testing.RawClient;
import network.mandala.bridge.testing.SwallowingRegistry;
import network.mandala.crds.testing.ApiServer;
import network.mandala.identity.bsv.WalletKey;
import network.mandala.ledger.testing.MySqlServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a large upload costs the bridge in memory: what it refers to before, and the most of many
 * looks while it takes the upload. Prints; asserts nothing. {@code benchmarks/bridge.sh} runs it.
 */
class UploadBenchmark {
  private static final int MEBIBYTES = 200;

  @RegisterExtension static final ApiServer api = ApiServer.alone();
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  @TempDir Path folder;

  @Test
  void aLargeUpload() throws IOException, InterruptedException {
    var files = Files.createDirectory(folder.resolve("bridge"));
    try (var registry = SwallowingRegistry.start();
        var bridge =
            BridgeProgram.start(
                files, api.kubeconfig(), mysql.settings(), Map.of(), ProductionFlags.all());
        var sender = Executors.newSingleThreadExecutor()) {
      var owner = new RawClient(WalletKey.parse("22".repeat(32)), bridge.url()).shakeHands();
      // The first is for what is loaded and made once.
      var small = LargeUpload.open(owner, api.client(), mysql.ledger(), registry);
      small.send(small.write(folder.resolve("small.tgz"), 1));
      var large = LargeUpload.open(owner, api.client(), mysql.ledger(), registry);
      var source = large.write(folder.resolve("large.tgz"), MEBIBYTES);
      long before = LiveHeap.bytes(bridge.process());
      long began = System.nanoTime();
      var answer = sender.submit(() -> large.send(source).statusCode());
      long most = 0;
      int looks = 0;
      while (!answer.isDone()) {
        most = Math.max(most, LiveHeap.bytes(bridge.process()));
        looks++;
      }
      System.out.printf(
          Locale.ROOT,
          "an upload of %d MiB, answered with %d after %.1f s: live heap %.1f MB before, at most"
              + " %.1f MB in %d looks meanwhile%n",
          MEBIBYTES,
          answer.resultNow(),
          (System.nanoTime() - began) / 1e9,
          before / 1e6,
          most / 1e6,
          looks);
    }
  }
}
