package network.mandala.builder.registry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import network.mandala.builder.registry.RegistryFault.Kind;

/**
 * One registry, as one user. Every failure is a {@link RegistryFault}. Thread-safe; keeps tokens
 * for as long as it lives.
 */
public final class RegistryClient implements AutoCloseable {
  /** How long a transfer may bring nothing before it is given up. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration SHORT = Duration.ofSeconds(30);

  /** The slowest upload that is still waited for. */
  private static final long SLOWEST_BYTES_PER_SECOND = 64 * 1024;

  private static final int MAX_MANIFEST = 4 * 1024 * 1024;
  private static final String MANIFESTS =
      String.join(
          ", ", Manifest.IMAGE, Manifest.INDEX, Manifest.DOCKER_IMAGE, Manifest.DOCKER_INDEX);

  private final Wire wire;

  public RegistryClient(String host, Credentials credentials, Transport transport) {
    this(host, credentials, transport, Wire.usualTrust());
  }

  /**
   * As above.
   *
   * @param trust which servers are believed, where it speaks TLS
   */
  public RegistryClient(
      String host, Credentials credentials, Transport transport, SSLContext trust) {
    wire = new Wire(host, credentials, transport, trust);
  }

  /** Whether {@code repository} has the blob already. */
  public boolean hasBlob(String repository, Digest digest) {
    var answer = wire.send(pullFrom(repository), request(blobPath(repository, digest)).HEAD());
    Wire.close(answer);
    if (answer.statusCode() != 200 && answer.statusCode() != 404) {
      throw unexpected("look for a blob in " + repository, answer);
    }
    return answer.statusCode() == 200;
  }

  /** Uploads a file as a blob, unless the repository has it already. */
  public void pushBlob(String repository, Digest digest, Path file, Progress progress) {
    try {
      push(repository, digest, Files.size(file), () -> open(file), progress);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Uploads bytes as a blob, unless the repository has them already. */
  public Digest pushBlob(String repository, byte[] content) {
    var digest = Digest.of(content);
    push(
        repository,
        digest,
        content.length,
        () -> new ByteArrayInputStream(content),
        Progress.SILENT);
    return digest;
  }

  private void push(
      String repository,
      Digest digest,
      long size,
      Supplier<InputStream> content,
      Progress progress) {
    if (!hasBlob(repository, digest)) {
      var opened =
          wire.send(
              pushTo(repository),
              request("/v2/" + repository + "/blobs/uploads/").POST(BodyPublishers.noBody()));
      Wire.close(opened);
      if (opened.statusCode() != 202) {
        throw unexpected("start an upload to " + repository, opened);
      }
      var bytes =
          BodyPublishers.ofInputStream(() -> new CountedStream(content.get(), size, progress));
      var finish =
          HttpRequest.newBuilder(uploadUri(opened, digest))
              .timeout(SHORT.plusSeconds(size / SLOWEST_BYTES_PER_SECOND))
              .setHeader("Content-Type", "application/octet-stream")
              .PUT(size == 0 ? BodyPublishers.noBody() : BodyPublishers.fromPublisher(bytes, size));
      var done = wire.send(pushTo(repository), finish);
      if (done.statusCode() != 201) {
        throw unexpected("store a blob in " + repository, done);
      }
      Wire.close(done);
    }
    progress.moved(size, size);
  }

  /**
   * Makes a blob of another repository of this registry appear in {@code repository}, without
   * moving a byte.
   *
   * @return false when the registry will not: the blob must then be uploaded
   */
  public boolean mountBlob(String repository, String from, Digest digest) {
    String path =
        "/v2/"
            + repository
            + "/blobs/uploads/?mount="
            + Wire.encode(digest.value())
            + "&from="
            + Wire.encode(from);
    String purpose = pushTo(repository) + " from " + from;
    var answer = wire.send(purpose, request(path).POST(BodyPublishers.noBody()));
    Wire.close(answer);
    // On 202 it has opened an ordinary upload instead. Cancelling it takes the right to delete,
    // which a build does not have: the
    // registry forgets unfinished uploads by itself.
    if (answer.statusCode() != 201 && answer.statusCode() != 202) {
      throw unexpected("mount a blob from " + from + " in " + repository, answer);
    }
    return answer.statusCode() == 201;
  }

  /** The manifest that {@code reference} names by tag or digest; a digest is checked. */
  public Manifest manifest(Reference reference) {
    var request =
        request("/v2/" + reference.repository() + "/manifests/" + reference.selector())
            .setHeader("Accept", MANIFESTS);
    var answer = wire.send(pullFrom(reference.repository()), request.GET());
    if (answer.statusCode() != 200) {
      throw missingOr("read the manifest of " + reference, reference.toString(), answer);
    }
    byte[] bytes = wire.body(answer, MAX_MANIFEST, "the manifest of " + reference);
    var digest = Digest.of(bytes);
    if (reference.isPinned() && !reference.selector().equals(digest.value())) {
      throw corrupt(reference.toString(), digest);
    }
    String mediaType = answer.headers().firstValue("Content-Type").orElse("");
    return new Manifest(digest, bytes.length, mediaType, wire.json(bytes));
  }

  /** Stores a manifest under a tag or its digest. */
  public Digest pushManifest(Reference reference, String mediaType, byte[] content) {
    putManifest(reference, mediaType, content);
    return Digest.of(content);
  }

  /**
   * Stores a manifest that has a subject.
   *
   * @return whether the registry lists it among the subject's referrers by itself
   */
  boolean pushReferrer(Reference reference, byte[] content) {
    return putManifest(reference, Manifest.IMAGE, content)
        .headers()
        .firstValue("OCI-Subject")
        .isPresent();
  }

  private HttpResponse<InputStream> putManifest(
      Reference reference, String mediaType, byte[] content) {
    var digest = Digest.of(content);
    String selector = reference.selector().isEmpty() ? digest.value() : reference.selector();
    var request =
        request("/v2/" + reference.repository() + "/manifests/" + selector)
            .setHeader("Content-Type", mediaType)
            .PUT(BodyPublishers.ofByteArray(content));
    var answer = wire.send(pushTo(reference.repository()), request);
    if (answer.statusCode() != 201) {
      throw unexpected("store the manifest of " + reference, answer);
    }
    Wire.close(answer);
    return answer;
  }

  /**
   * Writes a blob to {@code file}; fails as soon as it exceeds {@code maxBytes}, and when its
   * digest is another.
   */
  public void pullBlob(
      String repository, Digest digest, Path file, long maxBytes, Progress progress) {
    String what = repository + "@" + digest;
    var answer = wire.send(pullFrom(repository), request(blobPath(repository, digest)).GET());
    if (answer.statusCode() != 200) {
      throw missingOr("read " + what, what, answer);
    }
    long announced = answer.headers().firstValueAsLong("Content-Length").orElse(-1);
    var hash = Digest.sha256();
    try (var in = answer.body();
        var guard = new StallGuard(in, PATIENCE);
        var out = Files.newOutputStream(file)) {
      byte[] buffer = new byte[64 * 1024];
      long done = 0;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        done += read;
        if (done > maxBytes) {
          throw new RegistryFault(Kind.TOO_LARGE, what + " is larger than " + maxBytes + " bytes");
        }
        guard.moved();
        hash.update(buffer, 0, read);
        out.write(buffer, 0, read);
        progress.moved(done, announced < 0 ? maxBytes : announced);
      }
    } catch (IOException e) {
      throw wire.unavailable(wire.uri("").getAuthority(), "send " + what, e);
    }
    var actual = Digest.of(hash);
    if (!actual.equals(digest)) {
      throw corrupt(what, actual);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(wire.uri(path)).timeout(SHORT);
  }

  private static String blobPath(String repository, Digest digest) {
    return "/v2/" + repository + "/blobs/" + digest;
  }

  private static String pushTo(String repository) {
    return "push to " + repository;
  }

  private static String pullFrom(String repository) {
    return "pull from " + repository;
  }

  private static URI uploadUri(HttpResponse<?> opened, Digest digest) {
    String location = opened.headers().firstValue("Location").orElse("");
    URI uri = opened.uri().resolve(location);
    if (location.isEmpty() || !uri.getScheme().equals(opened.uri().getScheme())) {
      throw new RegistryFault(
          Kind.UNEXPECTED,
          "registry "
              + opened.uri().getAuthority()
              + " wants the upload at \""
              + location
              + "\", which is refused");
    }
    String separator = uri.getRawQuery() == null ? "?" : "&";
    return URI.create(uri + separator + "digest=" + Wire.encode(digest.value()));
  }

  private RegistryFault missingOr(String what, String missing, HttpResponse<InputStream> answer) {
    if (answer.statusCode() == 404) {
      Wire.close(answer);
      return new RegistryFault(Kind.NOT_FOUND, missing + " is not in the registry");
    }
    return unexpected(what, answer);
  }

  private RegistryFault unexpected(String what, HttpResponse<InputStream> answer) {
    return new RegistryFault(
        Kind.UNEXPECTED,
        "registry "
            + answer.uri().getAuthority()
            + " answered "
            + answer.statusCode()
            + wire.explain(answer)
            + " when asked to "
            + what);
  }

  private static RegistryFault corrupt(String what, Digest actual) {
    return new RegistryFault(
        Kind.CORRUPT, what + " came with other content: its digest is " + actual);
  }

  private static InputStream open(Path file) {
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    wire.close();
  }
}
