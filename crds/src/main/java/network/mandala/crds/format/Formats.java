package network.mandala.crds.format;

import java.time.Duration;

/** Patterns of string values, and what they mean as types. */
public final class Formats {
  /** A Kubernetes quantity that is not negative. In the CRD an integer is accepted as well. */
  public static final String QUANTITY =
      "^[0-9]{1,15}(\\.[0-9]{1,9})?(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$";

  /** A time span: a number and one unit, from seconds to days. */
  public static final String DURATION = "^[0-9]{1,6}(s|m|h|d)$";

  /** RFC 3339. In the CRD this is {@code format: date-time}. */
  public static final String TIME = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T.*$";

  /** A DNS-1123 label. */
  public static final String NAME = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

  /** A DNS-1123 subdomain: names of Secrets and ConfigMaps. */
  public static final String OBJECT_NAME =
      "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

  /** A host name with at least two labels, in lower case. */
  public static final String HOST =
      "^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\\.)+[a-z]([-a-z0-9]{0,61}[a-z0-9])?$";

  /** A reference to an image, with a tag or a digest. */
  public static final String IMAGE = "^[a-zA-Z0-9][-a-zA-Z0-9._:/]*(@sha256:[a-f0-9]{64})?$";

  /** A reference to an OCI artifact by digest; without a host the registry of the node is meant. */
  public static final String ARTIFACT = "^[a-zA-Z0-9][-a-zA-Z0-9._:/]*@sha256:[a-f0-9]{64}$";

  /** A SHA-256 in lower-case hex. */
  public static final String SHA256 = "^[a-f0-9]{64}$";

  /** A relative path inside an artifact, without {@code ..} and without a leading slash. */
  public static final String PATH_INSIDE =
      "^[A-Za-z0-9_@+-][A-Za-z0-9._@+-]*(/[A-Za-z0-9_@+-][A-Za-z0-9._@+-]*)*$";

  /** A compressed secp256k1 public key in hex: the identity of a person or a program. */
  public static final String IDENTITY_KEY = "^0[23][0-9a-f]{64}$";

  /** A raw Ed25519 public key (32 bytes) in padded base64. */
  public static final String ED25519_KEY = "^[A-Za-z0-9+/]{43}=$";

  /** An e-mail address: one {@code @} with a domain after it, nothing that ends a header. */
  public static final String EMAIL = "^[^\\s@,;:<>()\"\\\\]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$";

  /** An https URL with a host name or an address, without user, password and fragment. */
  public static final String HTTPS_URL =
      "^https://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?([/?][^\\s#@<>\"\\\\]*)?$";

  private Formats() {}

  /**
   * Parses a {@link #DURATION}.
   *
   * @throws IllegalArgumentException when the text does not match
   */
  public static Duration duration(String text) {
    if (!text.matches(DURATION)) {
      throw new IllegalArgumentException(
          "not a duration: \"" + text + "\"; write a number and s, m, h or d, such as 90s or 14d");
    }
    long amount = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> Duration.ofSeconds(amount);
      case 'm' -> Duration.ofMinutes(amount);
      case 'h' -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
