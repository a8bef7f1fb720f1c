package network.mandala.operator.registry;

import com.nimbusds.jose.util.Base64;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;

/** The key that signs grants and tokens, and the certificate by which the registry knows it. */
public final class TokenKey {

  private final RSAPrivateKey privateKey;
  private final X509Certificate certificate;

  private TokenKey(RSAPrivateKey privateKey, X509Certificate certificate) {
    this.privateKey = privateKey;
    this.certificate = certificate;
  }

  /**
   * Reads PEM files.
   *
   * @throws IOException when a file cannot be read
   * @throws IllegalArgumentException when a file is not what it should be, or key and certificate
   *     do not belong together
   */
  public static TokenKey load(Path keyFile, Path certificateFile) throws IOException {
    try {
      var key = RsaKeyPem.parse(Files.readString(keyFile));
      var certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(
                      new ByteArrayInputStream(Files.readAllBytes(certificateFile)));
      if (!(certificate.getPublicKey() instanceof RSAPublicKey publicKey)
          || !publicKey.getModulus().equals(key.getModulus())) {
        throw new IllegalArgumentException(
            keyFile + " and " + certificateFile + " do not belong together");
      }
      return new TokenKey(key, certificate);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "cannot use " + keyFile + " with " + certificateFile + ": " + e.getMessage(), e);
    }
  }

  RSAPrivateKey privateKey() {
    return privateKey;
  }

  RSAPublicKey publicKey() {
    return (RSAPublicKey) certificate.getPublicKey();
  }

  Base64 encodedCertificate() {
    try {
      return Base64.encode(certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a parsed certificate has an encoding", e);
    }
  }

  @Override
  public String toString() {
    return "TokenKey[***, certificate of " + certificate.getSubjectX500Principal() + "]";
  }
}
