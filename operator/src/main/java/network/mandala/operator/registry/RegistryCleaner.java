package network.mandala.operator.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads and removes what is in the registry, with the rights that the operator gives itself. The
 * bytes are freed by the registry's own garbage collection. Safe to use from many threads.
 */
public final class RegistryCleaner {

  /** The right to list all repositories. */
  static final Access CATALOG = new Access("catalog", List.of("*"));

  private static final Logger log = LoggerFactory.getLogger(RegistryCleaner.class);
  private static final String OPERATOR = "mandala-operator";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int PAGE = 500;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Without these the registry answers with the digest of a converted manifest. */
  private static final String MANIFEST_TYPES =
      "application/vnd.oci.image.manifest.v1+json,application/vnd.oci.image.index.v1+json,"
          + "application/vnd.docker.distribution.manifest.v2+json,"
          + "application/vnd.docker.distribution.manifest.list.v2+json";

  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  private final HttpClient http;
  private final URI root;
  private final RegistryGrants grants;

  /**
   * @param root scheme, host and port of the registry
   */
  public RegistryCleaner(HttpClient http, URI root, RegistryGrants grants) {
    this.http = http;
    this.root = root;
    this.grants = grants;
  }

  /**
   * Deletes every tagged manifest of every repository below a prefix; what is gone already is no
   * error, so it can be called again.
   *
   * @param prefix the project, without a slash at its end
   * @return how many manifests were deleted
   * @throws IOException when the registry does not answer, or refuses
   */
  public int deleteRepositoriesBelow(String prefix) throws IOException, InterruptedException {
    int deleted = 0;
    for (var repository : repositoriesBelow(prefix + "/")) {
      deleted += deleteRepository(repository, Set.of());
    }
    return deleted;
  }

  /**
   * Deletes the tagged manifests of a repository, and those of the given digests, tagged or not.
   *
   * @return how many manifests were deleted
   */
  public int deleteRepository(String repository, Collection<String> digests)
      throws IOException, InterruptedException {
    var all = new LinkedHashSet<String>(digests);
    all.addAll(tagsOf(repository).values());
    int deleted = 0;
    for (var digest : all) {
      deleted += delete(repository, digest) ? 1 : 0;
    }
    if (deleted > 0) {
      log.info("Deleted {} manifests of repository {}", deleted, repository);
    }
    return deleted;
  }

  /** All repositories, in alphabetical order. */
  List<String> repositories() throws IOException, InterruptedException {
    return repositoriesBelow("");
  }

  /** The tags of a repository, each with the digest that it names. */
  Map<String, String> tagsOf(String repository) throws IOException, InterruptedException {
    var token = token(repository, Access.PULL);
    var digests = new TreeMap<String, String>();
    for (var tag : tags(repository, token)) {
      var head = send("HEAD", manifest(repository, tag), token);
      expect(head, 200, 404);
      head.headers()
          .firstValue("Docker-Content-Digest")
          .ifPresent(digest -> digests.put(tag, digest));
    }
    return digests;
  }

  /**
   * The digest that a tag names; empty when there is no such tag.
   *
   * @throws IOException when the registry does not answer, or refuses
   */
  public Optional<String> digestOf(String repository, String tag)
      throws IOException, InterruptedException {
    var head = send("HEAD", manifest(repository, tag), token(repository, Access.PULL));
    expect(head, 200, 404);
    return head.statusCode() == 404
        ? Optional.empty()
        : head.headers().firstValue("Docker-Content-Digest").filter(DIGEST.asMatchPredicate());
  }

  /** Gives a manifest one tag more; one that is gone gets none. */
  void tag(String repository, String digest, String tag) throws IOException, InterruptedException {
    var token = token(repository, Access.PULL, Access.PUSH);
    var manifest = send("GET", manifest(repository, digest), token);
    expect(manifest, 200, 404);
    if (manifest.statusCode() == 200) {
      var type = manifest.headers().firstValue("Content-Type").orElse("");
      var request =
          request(manifest(repository, tag), token)
              .PUT(HttpRequest.BodyPublishers.ofByteArray(manifest.body()))
              .header("Content-Type", type);
      expect(http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()), 201);
    }
  }

  /** Takes a tag away; the manifest stays. */
  void untag(String repository, String tag) throws IOException, InterruptedException {
    var token = token(repository, Access.PULL, Access.DELETE);
    expect(send("DELETE", manifest(repository, tag), token), 202, 404);
  }

  /**
   * Deletes one manifest with all its tags.
   *
   * @return false when it was gone already
   */
  boolean delete(String repository, String digest) throws IOException, InterruptedException {
    var token = token(repository, Access.PULL, Access.DELETE);
    var answer = send("DELETE", manifest(repository, digest), token);
    expect(answer, 202, 404);
    return answer.statusCode() == 202;
  }

  private String token(String repository, String... actions) {
    return grants.token(OPERATOR, List.of(new Access(repository, List.of(actions)))).token();
  }

  private static String manifest(String repository, String tagOrDigest) {
    return "/v2/" + repository + "/manifests/" + tagOrDigest;
  }

  private List<String> tags(String repository, String token)
      throws IOException, InterruptedException {
    var answer = send("GET", "/v2/" + repository + "/tags/list", token);
    expect(answer, 200, 404);
    return answer.statusCode() == 404 ? List.of() : texts(answer.body(), "tags");
  }

  /** The registry lists in alphabetical order, so it can start at the prefix. */
  private List<String> repositoriesBelow(String prefix) throws IOException, InterruptedException {
    var token = grants.token(OPERATOR, List.of(CATALOG)).token();
    var found = new ArrayList<String>();
    var last = prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1);
    while (true) {
      var query = "?n=" + PAGE + "&last=" + URLEncoder.encode(last, StandardCharsets.UTF_8);
      var answer = send("GET", "/v2/_catalog" + query, token);
      expect(answer, 200);
      var page = texts(answer.body(), "repositories");
      page.stream().filter(name -> name.startsWith(prefix)).forEach(found::add);
      if (page.size() < PAGE || !page.getLast().startsWith(prefix)) {
        return found;
      }
      last = page.getLast();
    }
  }

  private HttpResponse<byte[]> send(String method, String path, String token)
      throws IOException, InterruptedException {
    var request = request(path, token).method(method, HttpRequest.BodyPublishers.noBody()).build();
    return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  private HttpRequest.Builder request(String path, String token) {
    return HttpRequest.newBuilder(root.resolve(path))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + token)
        .header("Accept", MANIFEST_TYPES + ",application/json");
  }

  private static void expect(HttpResponse<byte[]> answer, Integer... statuses) throws IOException {
    if (!List.of(statuses).contains(answer.statusCode())) {
      throw new IOException(
          "the registry answered %d to %s %s"
              .formatted(
                  answer.statusCode(),
                  answer.request().method(),
                  answer.request().uri().getPath()));
    }
  }

  private static List<String> texts(byte[] json, String field) throws IOException {
    var texts = new ArrayList<String>();
    for (JsonNode text : JSON.readTree(json).path(field)) {
      texts.add(text.asText());
    }
    return texts;
  }
}
