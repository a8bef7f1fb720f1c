package network.mandala.builder.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** A key and a self-signed certificate for 127.0.0.1, made anew for a test by the JDK's keytool. */
record TestCertificate(
    PrivateKey key, X509Certificate certificate, Path keyFile, Path certificateFile) {
  private static final String PASSWORD = "of-a-test";

  static TestCertificate create(Path folder) throws IOException, InterruptedException {
    Path store = folder.resolve("key.p12");
    var keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "test",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-dname",
                "CN=registry of a test",
                "-ext",
                "san=ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String output =
        new String(
            keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException("keytool failed: " + output);
    }
    try (var in = Files.newInputStream(store)) {
      var keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      var key = (PrivateKey) keys.getKey("test", PASSWORD.toCharArray());
      var certificate = (X509Certificate) keys.getCertificate("test");
      Path keyFile =
          Files.writeString(folder.resolve("key.pem"), pem("PRIVATE KEY", key.getEncoded()));
      Path certificateFile =
          Files.writeString(
              folder.resolve("certificate.pem"), pem("CERTIFICATE", certificate.getEncoded()));
      return new TestCertificate(key, certificate, keyFile, certificateFile);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String type, byte[] content) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
  }
}
