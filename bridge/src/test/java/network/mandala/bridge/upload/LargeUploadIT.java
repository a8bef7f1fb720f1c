package network.mandala.bridge.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
 * Fault 24: the older nodes held uploads in memory. This bridge has a heap of which an upload is
 * three times as large, and which it needs most of for itself: it ends if anything on the way, from
 * the connection to the registry, holds more than pieces.
 */
class LargeUploadIT {
  private static final int MEBIBYTES = 200;
  private static final List<String> SMALL_HEAP =
      List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");

  @RegisterExtension static final ApiServer api = ApiServer.shared();
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  @TempDir Path folder;

  @Test
  void anUploadIsNeverHeldInMemory_24() throws Exception {
    var files = Files.createDirectory(folder.resolve("bridge"));
    try (var registry = SwallowingRegistry.start();
        var bridge =
            BridgeProgram.start(files, api.kubeconfig(), mysql.settings(), Map.of(), SMALL_HEAP)) {
      var owner = new RawClient(WalletKey.parse("22".repeat(32)), bridge.url()).shakeHands();
      var upload = LargeUpload.open(owner, api.client(), mysql.ledger(), registry);
      var source = upload.write(folder.resolve("source.tgz"), MEBIBYTES);

      var reply = upload.send(source);

      assertThat(reply.statusCode()).as(reply.body()).isEqualTo(202);
      assertThat(registry.bytes()).isGreaterThan(Files.size(source));
      assertThat(bridge.process().isAlive()).isTrue();
    }
  }
}
