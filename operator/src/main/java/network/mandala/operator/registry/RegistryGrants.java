package network.mandala.operator.registry;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes and verifies grants, and makes the tokens that the registry accepts. Safe to use from many
 * threads.
 */
public final class RegistryGrants {

  /** How long a token of the registry is valid: the push of a large layer must fit in. */
  static final Duration TOKEN_LIFETIME = Duration.ofMinutes(15);

  private static final String GRANT_AUDIENCE = "mandala-grant";
  private static final JOSEObjectType GRANT_TYPE = new JOSEObjectType("mandala-grant+jwt");
  private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);
  private static final String ACCESS = "access";
  private static final String PROJECT_UID = "projectUid";
  private static final int LONGEST_GRANT = 16 * 1024;

  private final String issuer;
  private final String service;
  private final ProjectDirectory projects;
  private final Clock clock;
  private final JWSSigner signer;
  private final JWSVerifier verifier;
  private final JWSHeader tokenHeader;

  /**
   * @param issuer as the registry expects it in tokens
   * @param service the audience of tokens: the name of the registry
   * @param projects which projects there are: the grant of one that is gone is worth nothing, also
   *     when another of the same name has been made since
   */
  public RegistryGrants(
      TokenKey key, String issuer, String service, ProjectDirectory projects, Clock clock) {
    this.issuer = issuer;
    this.service = service;
    this.projects = projects;
    this.clock = clock;
    this.signer = new RSASSASigner(key.privateKey());
    this.verifier = new RSASSAVerifier(key.publicKey());
    this.tokenHeader =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .type(JOSEObjectType.JWT)
            .x509CertChain(List.of(key.encodedCertificate()))
            .build();
  }

  String service() {
    return service;
  }

  /**
   * A grant: the password that goes with the user name {@code project}.
   *
   * @param uid of the Project; the grant ends with it
   * @param lifetime after which it is worth nothing
   */
  public String mint(String project, String uid, Collection<Access> access, Duration lifetime) {
    var now = clock.instant();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .audience(GRANT_AUDIENCE)
            .subject(project)
            .claim(PROJECT_UID, uid)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(lifetime)))
            .claim(
                ACCESS,
                access.stream()
                    .map(right -> Map.of("name", right.name(), "actions", right.actions()))
                    .toList())
            .build();
    return sign(new JWSHeader.Builder(JWSAlgorithm.RS256).type(GRANT_TYPE).build(), claims);
  }

  /**
   * The grant in a password; empty when it is forged, expired, of somebody else or of a project
   * that is gone, or no grant at all (a token of the registry is none).
   */
  public Optional<Grant> verify(String subject, String password) {
    // Grants of the node itself (for its base images) name no project.
    return ProjectDirectory.RESERVED.contains(subject)
        ? open(subject, password).map(Opened::grant)
        : projects.uidOf(subject).flatMap(uid -> verify(subject, uid, password));
  }

  /** As above, for a project that need not be in the directory. */
  public Optional<Grant> verify(String project, String uid, String password) {
    return open(project, password)
        .filter(opened -> uid.equals(opened.projectUid))
        .map(Opened::grant);
  }

  private record Opened(Grant grant, String projectUid) {}

  private Optional<Opened> open(String subject, String password) {
    if (password.length() > LONGEST_GRANT) {
      return Optional.empty();
    }
    try {
      var jwt = SignedJWT.parse(password);
      if (!JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm())
          || !GRANT_TYPE.equals(jwt.getHeader().getType())
          || !jwt.verify(verifier)) {
        return Optional.empty();
      }
      var claims = jwt.getJWTClaimsSet();
      var expires = claims.getExpirationTime();
      if (!List.of(GRANT_AUDIENCE).equals(claims.getAudience())
          || !issuer.equals(claims.getIssuer())
          || !subject.equals(claims.getSubject())
          || expires == null
          || !expires.toInstant().isAfter(clock.instant())) {
        return Optional.empty();
      }
      return Optional.of(
          new Opened(
              new Grant(subject, access(claims), expires.toInstant()),
              claims.getStringClaim(PROJECT_UID)));
    } catch (ParseException | JOSEException | IllegalArgumentException noGrant) {
      return Optional.empty();
    }
  }

  /** A token of the registry with exactly these rights; empty rights are left out. */
  Token token(String subject, Collection<Access> rights) {
    var now = clock.instant();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .subject(subject)
            .audience(service)
            .issueTime(Date.from(now))
            .notBeforeTime(Date.from(now.minus(CLOCK_SKEW)))
            .expirationTime(Date.from(now.plus(TOKEN_LIFETIME)))
            .jwtID(UUID.randomUUID().toString())
            .claim(
                ACCESS,
                rights.stream()
                    .filter(right -> !right.actions().isEmpty())
                    .map(RegistryGrants::tokenAccess)
                    .toList())
            .build();
    return new Token(sign(tokenHeader, claims), now, TOKEN_LIFETIME);
  }

  /** What the token endpoint answers. */
  record Token(String token, Instant issuedAt, Duration lifetime) {}

  private static Map<String, Object> tokenAccess(Access right) {
    // The list of all repositories is no repository; only the operator itself ever asks for it.
    var type = right.equals(RegistryCleaner.CATALOG) ? "registry" : "repository";
    return Map.of("type", type, "name", right.name(), "actions", right.actions());
  }

  private static List<Access> access(JWTClaimsSet claims) throws ParseException {
    var rights = new ArrayList<Access>();
    for (var entry : claims.getListClaim(ACCESS)) {
      if (entry instanceof Map<?, ?> map
          && map.get("name") instanceof String name
          && map.get("actions") instanceof List<?> actions) {
        rights.add(new Access(name, actions.stream().map(String::valueOf).toList()));
      }
    }
    return rights;
  }

  private String sign(JWSHeader header, JWTClaimsSet claims) {
    try {
      var jwt = new SignedJWT(header, claims);
      jwt.sign(signer);
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("RS256 cannot be computed", e);
    }
  }
}
