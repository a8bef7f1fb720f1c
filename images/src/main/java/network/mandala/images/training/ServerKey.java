package network.mandala.images.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A self-signed RSA key for 127.0.0.1, for as long as a training lasts. */
final class ServerKey {

  private static final char[] PASSWORD = "training".toCharArray();

  private final KeyStore store;

  private ServerKey(KeyStore store) {
    this.store = store;
  }

  static ServerKey create(Path folder) throws IOException {
    var file = folder.resolve("server.p12");
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keyalg",
            "RSA",
            "-alias",
            "server",
            "-dname",
            "CN=training",
            "-ext",
            "SAN=IP:127.0.0.1",
            "-keystore",
            file.toString(),
            "-storepass",
            new String(PASSWORD));
    try {
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor() != 0) {
        throw new IOException("keytool failed");
      }
      var store = KeyStore.getInstance("PKCS12");
      try (var in = Files.newInputStream(file)) {
        store.load(in, PASSWORD);
      }
      return new ServerKey(store);
    } catch (GeneralSecurityException e) {
      throw new IOException("keytool wrote no usable key", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  SSLContext context() throws IOException {
    try {
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD);
      var context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  String certificatePem() throws IOException {
    try {
      return pem("CERTIFICATE", store.getCertificate("server").getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  String keyPem() throws IOException {
    try {
      return pem("PRIVATE KEY", store.getKey("server", PASSWORD).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static String pem(String type, byte[] der) {
    return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
        .formatted(type, Base64.getMimeEncoder().encodeToString(der));
  }
}
