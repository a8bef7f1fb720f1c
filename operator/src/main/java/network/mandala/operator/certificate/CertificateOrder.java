package network.mandala.operator.certificate;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeNetworkException;
import org.shredzone.acme4j.exception.AcmeServerException;

/** One order, from wherever it is to its certificate. Used by one thread. */
final class CertificateOrder {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** An ingress controller needs a moment to learn of a route, and no authority asks twice. */
  private static final long ROUTE_SECONDS = 3;

  private final Login login;
  private final CountDownLatch closed;

  /**
   * @param closed when this process ends
   */
  CertificateOrder(Login login, CountDownLatch closed) {
    this.login = login;
    this.closed = closed;
  }

  /** The authority says no: to be asked again only after a while. */
  static final class RefusedByAuthority extends Exception {
    private static final long serialVersionUID = 1;

    RefusedByAuthority(String message) {
      super(message);
    }
  }

  /**
   * @param remember is told where a new order is, before anything is done with it
   * @param route makes the authority's way to us
   * @return the certificate first
   */
  List<X509Certificate> complete(OrderRecord record, Consumer<String> remember, Runnable route)
      throws AcmeException, RefusedByAuthority, InterruptedException {
    var order = findOrMake(record, remember);
    if (order.getStatus() == Status.PENDING) {
      authorize(order, route);
      order.waitUntilReady(PATIENCE);
    }
    if (order.getStatus() == Status.READY) {
      order.execute(Pem.parseKey(record.key()));
    }
    if (order.waitForCompletion(PATIENCE) != Status.VALID) {
      throw refused("the order is " + order.getStatus(), order.getError().orElse(null));
    }
    return order.getCertificate().getCertificateChain();
  }

  private Order findOrMake(OrderRecord record, Consumer<String> remember) throws AcmeException {
    if (!record.location().isEmpty()) {
      try {
        var known = login.bindOrder(URI.create(record.location()).toURL());
        known.fetch();
        if (EnumSet.of(Status.PENDING, Status.READY, Status.PROCESSING, Status.VALID)
            .contains(known.getStatus())) {
          return known;
        }
      } catch (AcmeNetworkException away) {
        throw away;
      } catch (AcmeException | java.net.MalformedURLException forgotten) {
        // It has expired, or the authority has lost its memory: there is a new one then.
      }
    }
    var order = login.newOrder().domain(record.host()).create();
    remember.accept(order.getLocation().toString());
    return order;
  }

  private void authorize(Order order, Runnable route)
      throws AcmeException, RefusedByAuthority, InterruptedException {
    for (var authorization : order.getAuthorizations()) {
      if (authorization.getStatus() == Status.PENDING) {
        authorize(authorization, route);
      }
    }
  }

  private void authorize(Authorization authorization, Runnable route)
      throws AcmeException, RefusedByAuthority, InterruptedException {
    var challenge =
        authorization
            .findChallenge(Http01Challenge.class)
            .orElseThrow(() -> new RefusedByAuthority("the authority offers no HTTP-01 challenge"));
    if (challenge.getStatus() == Status.PENDING) {
      route.run();
      if (closed.await(ROUTE_SECONDS, TimeUnit.SECONDS)) {
        throw new InterruptedException("this process ends");
      }
      challenge.trigger();
    }
    if (authorization.waitForCompletion(PATIENCE) != Status.VALID) {
      challenge.fetch();
      throw refused("the host could not be checked", challenge.getError().orElse(null));
    }
  }

  private static RefusedByAuthority refused(String what, Problem problem) {
    return new RefusedByAuthority(problem == null ? what : what + ": " + words(problem));
  }

  /**
   * The words of an authority about somebody else's host: short, and without control characters.
   */
  static String words(AcmeServerException e) {
    return words(e.getProblem());
  }

  private static String words(Problem problem) {
    return plain(problem.getDetail().orElseGet(() -> String.valueOf(problem.getType())));
  }

  static String plain(String text) {
    var plain = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return plain.length() > 300 ? plain.substring(0, 299) + "…" : plain;
  }
}
