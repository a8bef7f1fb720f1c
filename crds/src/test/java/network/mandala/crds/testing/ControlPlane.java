package network.mandala.crds.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** etcd and kube-apiserver on loopback ports with a folder of their own; optionally controllers. */
final class ControlPlane implements AutoCloseable {
  /**
   * What a cluster does with objects without any node: enough for owners, namespaces, roles and
   * quotas.
   */
  private static final String CONTROLLERS =
      String.join(
          ",",
          "garbage-collector-controller",
          "namespace-controller",
          "serviceaccount-controller",
          "resourcequota-controller",
          "deployment-controller",
          "replicaset-controller",
          "statefulset-controller",
          "job-controller");

  private static final int RSA_BITS = 2048;

  private final Path folder;
  private final boolean controllers;
  private final int port = freePort();
  private final int etcdPort = freePort();
  private final String token = randomToken();
  private final RunningProgram etcd;
  private RunningProgram apiServer;
  private RunningProgram controllerManager;

  private ControlPlane(Path folder, boolean controllers) {
    this.folder = folder;
    this.controllers = controllers;
    writeServiceAccountKeys();
    write("tokens.csv", token + ",test,test,system:masters\n");
    write("kubeconfig", kubeconfigText());
    this.etcd = startEtcd();
  }

  /** Starts the processes; they are not ready yet. */
  static ControlPlane start(boolean controllers) {
    try {
      var plane = new ControlPlane(Files.createTempDirectory("mandala-api-server-"), controllers);
      plane.startApiServer();
      return plane;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "https://127.0.0.1:" + port;
  }

  String token() {
    return token;
  }

  Path kubeconfig() {
    return folder.resolve("kubeconfig");
  }

  /** The certificate that the API server made for itself; it is there before the port is open. */
  Path certificate() {
    return folder.resolve("certificates").resolve("apiserver.crt");
  }

  void startApiServer() {
    var arguments =
        new ArrayList<>(
            List.of(
                "--etcd-servers=http://127.0.0.1:" + etcdPort,
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--endpoint-reconciler-type=none",
                "--secure-port=" + port,
                "--cert-dir=" + folder.resolve("certificates"),
                "--token-auth-file=" + folder.resolve("tokens.csv"),
                "--authorization-mode=RBAC",
                "--allow-privileged=true",
                "--service-cluster-ip-range=10.0.0.0/16",
                "--service-account-issuer=https://test.mandala.network",
                "--service-account-key-file=" + folder.resolve("service-account.pub"),
                "--service-account-signing-key-file=" + folder.resolve("service-account.key")));
    if (!controllers) {
      // Nobody makes the account "default" that this plugin wants to see before a pod.
      arguments.add("--disable-admission-plugins=ServiceAccount");
    }
    apiServer = RunningProgram.start(folder, "kube-apiserver", arguments);
  }

  void stopApiServer() {
    apiServer.close();
  }

  /** To be called when the API server is ready. */
  void startControllers() {
    if (controllers && controllerManager == null) {
      controllerManager =
          RunningProgram.start(
              folder,
              "kube-controller-manager",
              List.of(
                  "--kubeconfig=" + kubeconfig(),
                  "--controllers=" + CONTROLLERS,
                  "--leader-elect=false",
                  "--use-service-account-credentials=false",
                  "--service-account-private-key-file=" + folder.resolve("service-account.key"),
                  "--bind-address=127.0.0.1",
                  "--secure-port=0",
                  "--concurrent-gc-syncs=4"));
    }
  }

  /**
   * Does nothing while everything runs.
   *
   * @throws IllegalStateException with the end of the log when a program has ended
   */
  void requireAlive() {
    for (RunningProgram program : programs()) {
      if (!program.isAlive()) {
        throw new IllegalStateException(program.describe());
      }
    }
  }

  String describe() {
    return String.join("\n\n", programs().stream().map(RunningProgram::describe).toList());
  }

  @Override
  public void close() {
    for (RunningProgram program : programs().reversed()) {
      program.close();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<RunningProgram> programs() {
    return Stream.of(etcd, apiServer, controllerManager).filter(p -> p != null).toList();
  }

  private RunningProgram startEtcd() {
    String url = "http://127.0.0.1:" + etcdPort;
    String peerUrl = "http://127.0.0.1:" + freePort();
    return RunningProgram.start(
        folder,
        "etcd",
        List.of(
            "--data-dir=" + folder.resolve("etcd"),
            "--unsafe-no-fsync",
            "--listen-client-urls=" + url,
            "--advertise-client-urls=" + url,
            "--listen-peer-urls=" + peerUrl,
            "--initial-advertise-peer-urls=" + peerUrl,
            "--initial-cluster=default=" + peerUrl));
  }

  private String kubeconfigText() {
    return """
    apiVersion: v1
    kind: Config
    current-context: test
    contexts: [{name: test, context: {cluster: test, user: test}}]
    clusters: [{name: test, cluster: {server: "%s", certificate-authority: "%s"}}]
    users: [{name: test, user: {token: "%s"}}]
    """
        .formatted(url(), certificate(), token);
  }

  private void writeServiceAccountKeys() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(RSA_BITS);
      var pair = generator.generateKeyPair();
      write("service-account.key", pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
      write("service-account.pub", pem("PUBLIC KEY", pair.getPublic().getEncoded()));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has RSA", e);
    }
  }

  private static String pem(String kind, byte[] content) {
    String text =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, text);
  }

  private void write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String randomToken() {
    var bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
