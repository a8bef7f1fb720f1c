package network.mandala.identity.fedai;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A signed message (section 2.2). It is made of the text that came: members that nobody here knows
 * are signed too.
 *
 * @param payload an object in canonical JSON
 * @param nonce never twice from one key
 * @param ts when it was signed, in milliseconds since 1970
 * @param keyId whose it is said to be
 * @param sig base64
 */
public record Envelope(String payload, String nonce, double ts, String keyId, String sig) {
  private static final Set<String> MEMBERS = Set.of("payload", "nonce", "ts", "keyId", "sig");

  /** Up to here the digits of a double are those of its integer. */
  private static final double LARGEST_WHOLE = 1L << 53;

  /**
   * Reads one; who signed it is not checked.
   *
   * @throws InvalidEnvelope naming each field that is wrong
   */
  public static Envelope parse(String json) {
    Map<String, String> members;
    try {
      members = JsonText.members(JsonText.canonical(json));
    } catch (IllegalArgumentException e) {
      throw new InvalidEnvelope(List.of("envelope: must be a JSON object"));
    }
    var problems = new ArrayList<String>();
    members.keySet().stream()
        .filter(name -> !MEMBERS.contains(name))
        .forEach(name -> problems.add("envelope: unrecognized key"));
    var payload = members.getOrDefault("payload", "");
    if (!payload.startsWith("{")) {
      problems.add("payload: must be an object");
    }
    var nonce = text(members, "nonce", problems);
    var keyId = text(members, "keyId", problems);
    var sig = text(members, "sig", problems);
    var ts = members.getOrDefault("ts", "");
    if (ts.isEmpty() || "-0123456789".indexOf(ts.charAt(0)) < 0) {
      problems.add("ts: must be a number");
    }
    if (!problems.isEmpty()) {
      throw new InvalidEnvelope(problems);
    }
    return new Envelope(payload, nonce, Double.parseDouble(ts), keyId, sig);
  }

  private static String text(Map<String, String> members, String name, List<String> problems) {
    var value = members.getOrDefault(name, "");
    if (value.isEmpty() || !JsonText.isString(value) || value.length() == 2) {
      problems.add(name + ": must be a text that is not empty");
      return "";
    }
    return JsonText.unquote(value);
  }

  /**
   * Signs a payload.
   *
   * @param payload an object in JSON
   * @param keyId by which the receiver knows the key
   */
  public static Envelope sign(
      String payload, String nonce, long ts, String keyId, EnvelopePrivateKey key) {
    var unsigned = new Envelope(JsonText.canonical(payload), nonce, ts, keyId, "");
    var sig = Base64.getEncoder().encodeToString(key.sign(unsigned.signedBytes()));
    return new Envelope(unsigned.payload, nonce, ts, keyId, sig);
  }

  /** Whether the key's owner signed all of it. */
  public boolean isSignedBy(EnvelopePublicKey key) {
    byte[] signature;
    try {
      signature = Base64.getDecoder().decode(sig);
    } catch (IllegalArgumentException e) {
      return false;
    }
    return key.verify(signedBytes(), signature);
  }

  /** What is signed: canonical JSON of everything but the signature, in UTF-8. */
  public byte[] signedBytes() {
    var members = "{" + unsignedMembers() + "}";
    return (isWhole(ts) ? members : JsonText.canonical(members)).getBytes(StandardCharsets.UTF_8);
  }

  /** As it goes over the wire. */
  public String json() {
    return "{" + unsignedMembers() + ",\"sig\":" + JsonText.quote(sig) + "}";
  }

  private String unsignedMembers() {
    // Canonical as it stands, but for the time where that is no whole number.
    return "\"keyId\":"
        + JsonText.quote(keyId)
        + ",\"nonce\":"
        + JsonText.quote(nonce)
        + ",\"payload\":"
        + payload
        + ",\"ts\":"
        + number(ts);
  }

  private static String number(double value) {
    return isWhole(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private static boolean isWhole(double value) {
    return value == Math.rint(value) && Math.abs(value) < LARGEST_WHOLE;
  }
}
