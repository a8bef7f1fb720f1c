package network.mandala.images;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AotCacheTest {

  @TempDir Path folder;

  @Test
  void keepsWhatTheTrainingLoadedForTheVeryPathsOfTheImage() throws Exception {
    assumeTrue(canMount(), "this user may not mount in a namespace of its own");
    var program = SmallProgram.create(folder);
    var runtime = folder.resolve("runtime");
    JavaRuntime.link(runtime);
    var stage = Stage.create(folder.resolve("opt"), runtime, program);

    AotCache.train(stage, program, new WaitingTraining());

    // "on" makes an unusable cache an error
    var command = new ArrayList<>(List.of("unshare", "--mount", "--map-root-user", "sh", "-c"));
    command.add(
        "mount --bind \"$0\" /opt && exec /opt/java/bin/java -XX:AOTMode=on @/opt/mandala/java.args");
    command.add(stage.opt().toString());
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).isEqualTo("hello\n");
    assertThat(process.waitFor()).isZero();
  }

  private static boolean canMount() throws Exception {
    return new ProcessBuilder("unshare", "--mount", "--map-root-user", "true").start().waitFor()
        == 0;
  }

  private record WaitingTraining() implements Training {
    @Override
    public List<String> arguments() {
      return List.of("wait");
    }

    @Override
    public Map<String, String> environment() {
      return Map.of();
    }

    @Override
    public void awaitEnd(Process process) throws InterruptedException {
      Thread.sleep(1000);
    }

    @Override
    public void close() {}
  }
}
