package network.mandala.builder;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Certificates that are trusted besides those of the JVM, which reads a file of its own format and
 * no PEM.
 */
final class TrustBundle {
  private static final char[] PASSWORD = "public".toCharArray(); // of certificates: nothing to hide

  private TrustBundle() {}

  /**
   * Makes every TLS client that this JVM starts from now on trust the certificates in {@code pem},
   * too.
   */
  static void install(Path pem, Path temporaryFolder) throws IOException {
    try {
      var trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, PASSWORD);
      int count = 0;
      for (X509Certificate certificate : ofThisJvm()) {
        trusted.setCertificateEntry("jvm-" + count++, certificate);
      }
      try (var in = new BufferedInputStream(Files.newInputStream(pem))) {
        for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
          trusted.setCertificateEntry("bundle-" + count++, certificate);
        }
      }
      Path store = temporaryFolder.resolve("trust.p12");
      try (var out = Files.newOutputStream(store)) {
        trusted.store(out, PASSWORD);
      }
      System.setProperty("javax.net.ssl.trustStore", store.toString());
      System.setProperty("javax.net.ssl.trustStoreType", "PKCS12");
      System.setProperty("javax.net.ssl.trustStorePassword", new String(PASSWORD));
    } catch (GeneralSecurityException e) {
      throw new BuildFailed(
          Reason.BUILDER_FAULT,
          "The trust bundle "
              + pem
              + " cannot be read ("
              + e.getMessage()
              + "): it is no list of certificates in PEM.",
          e);
    }
  }

  private static X509Certificate[] ofThisJvm() throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .flatMap(manager -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers()))
        .toArray(X509Certificate[]::new);
  }
}
