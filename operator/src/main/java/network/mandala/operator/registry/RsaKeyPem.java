package network.mandala.operator.registry;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * An RSA key in PEM, as openssl and cert-manager write it (PKCS#8, RFC 5208) or as Helm does
 * (PKCS#1, RFC 8017). The JDK reads the former only, which is the latter in an envelope that says
 * "RSA".
 */
final class RsaKeyPem {

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN (RSA )?PRIVATE KEY-----([^-]+)-----END (RSA )?PRIVATE KEY-----");

  /** Version 0 and the algorithm rsaEncryption (1.2.840.113549.1.1.1) with its empty parameters. */
  private static final byte[] VERSION_AND_ALGORITHM =
      HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;

  private RsaKeyPem() {}

  /**
   * @throws IllegalArgumentException when there is no such key in the text
   * @throws GeneralSecurityException when it is not a valid one
   */
  static RSAPrivateKey parse(String pem) throws GeneralSecurityException {
    var found = PEM.matcher(pem);
    if (!found.find()) {
      throw new IllegalArgumentException(
          "there is no RSA key in it (BEGIN PRIVATE KEY or BEGIN RSA PRIVATE KEY)");
    }
    var der = Base64.getMimeDecoder().decode(found.group(2).strip());
    var pkcs8 = found.group(1) == null ? der : envelope(der);
    return (RSAPrivateKey)
        KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  private static byte[] envelope(byte[] pkcs1) {
    var content = new ByteArrayOutputStream();
    content.writeBytes(VERSION_AND_ALGORITHM);
    content.writeBytes(element(OCTET_STRING, pkcs1));
    return element(SEQUENCE, content.toByteArray());
  }

  /** Keys are longer than 255 bytes and shorter than 64 KiB: two bytes of length. */
  private static byte[] element(int tag, byte[] content) {
    var out = new ByteArrayOutputStream();
    out.write(tag);
    out.write(0x82);
    out.write(content.length >> 8);
    out.write(content.length);
    out.writeBytes(content);
    return out.toByteArray();
  }
}
