package network.mandala.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Which servers a client of ours believes. */
public final class Trust {

  private Trust() {}

  /**
   * Believes the certificates of a file, and no others.
   *
   * @param bundle PEM certificates
   * @throws IOException when it cannot be read
   * @throws IllegalArgumentException when it holds no certificates
   */
  public static SSLContext in(Path bundle) throws IOException {
    try (InputStream in = Files.newInputStream(bundle)) {
      var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      int number = 0;
      for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        trusted.setCertificateEntry("authority-" + number++, certificate);
      }
      if (number == 0) {
        throw new IllegalArgumentException(bundle + " holds no certificate");
      }
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      var context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(bundle + " cannot be used: " + e.getMessage(), e);
    }
  }
}
