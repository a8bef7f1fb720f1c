package network.mandala.bridge.auth;

/** Names of the headers that carry a signature. */
final class AuthHeaders {
  static final String PREFIX = "x-bsv-auth";
  static final String VERSION = "x-bsv-auth-version";
  static final String IDENTITY_KEY = "x-bsv-auth-identity-key";
  static final String NONCE = "x-bsv-auth-nonce";
  static final String YOUR_NONCE = "x-bsv-auth-your-nonce";
  static final String SIGNATURE = "x-bsv-auth-signature";
  static final String REQUEST_ID = "x-bsv-auth-request-id";

  private AuthHeaders() {}
}
