package network.mandala.activator.edge;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import network.mandala.crds.spore.Spore;
import network.mandala.crds.spore.SporeLabels;

/**
 * The ways to all spores, kept as the cluster changes. What is known stays of use while the API
 * server is away. Safe to use from many threads.
 */
final class Routes implements AutoCloseable {

  private static final String BY_APP = "app";
  private static final String SERVICE_OF_SLICE = "kubernetes.io/service-name";

  /**
   * Only what the cluster itself found out about pods: a slice that somebody wrote could lead
   * anywhere.
   */
  private static final Map<String, String> OF_PODS =
      Map.of("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io");

  private final SharedIndexInformer<Spore> spores;
  private final SharedIndexInformer<EndpointSlice> slices;
  private final Map<String, Route> routes = new ConcurrentHashMap<>();
  private final BiConsumer<String, String> gone;

  /**
   * @param gone is told namespace and app of a way that does not exist any more
   */
  Routes(KubernetesClient client, BiConsumer<String, String> gone) {
    this.gone = gone;
    spores =
        client
            .resources(Spore.class)
            .inAnyNamespace()
            .runnableInformer(0)
            .addIndexers(Map.of(BY_APP, spore -> List.of(spore.getMetadata().getName())));
    slices =
        client
            .discovery()
            .v1()
            .endpointSlices()
            .inAnyNamespace()
            .withLabel(SporeLabels.SPORE)
            .withLabels(OF_PODS)
            .runnableInformer(0)
            .addIndexers(Map.of(BY_APP, slice -> List.of(key(slice, service(slice)))));
    spores.addEventHandler(changes(spore -> spore.getMetadata().getName()));
    slices.addEventHandler(changes(Routes::service));
  }

  /**
   * Returns when all of them are known.
   *
   * @throws TimeoutException when the API server does not tell in time
   */
  void start(Duration atMost) throws InterruptedException, TimeoutException {
    try {
      CompletableFuture.allOf(
              spores.start().toCompletableFuture(), slices.start().toCompletableFuture())
          .get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("spores and their instances cannot be watched", e);
    }
    spores.getIndexer().list().forEach(spore -> look(spore.getMetadata().getName()));
  }

  boolean isFilled() {
    return spores.hasSynced() && slices.hasSynced();
  }

  Optional<Route> find(String app) {
    return Optional.ofNullable(routes.get(app));
  }

  private synchronized void look(String app) {
    var owner = RouteTable.owner(spores.getIndexer().byIndex(BY_APP, app));
    var known = routes.get(app);
    var namespace = owner.map(spore -> spore.getMetadata().getNamespace()).orElse(null);
    if (known != null && !known.namespace().equals(namespace)) {
      routes.remove(app);
      gone.accept(known.namespace(), app);
      known = null;
    }
    if (owner.isEmpty()) {
      return;
    }
    var endpoints =
        RouteTable.endpoints(slices.getIndexer().byIndex(BY_APP, key(owner.get(), app)));
    if (known == null) {
      routes.put(app, new Route(namespace, app, endpoints, System::nanoTime));
    } else {
      known.replace(endpoints);
    }
  }

  private <T> ResourceEventHandler<T> changes(Function<T, String> app) {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(T added) {
        look(app.apply(added));
      }

      @Override
      public void onUpdate(T before, T now) {
        look(app.apply(now));
      }

      @Override
      public void onDelete(T deleted, boolean stateUnknown) {
        look(app.apply(deleted));
      }
    };
  }

  private static String service(EndpointSlice slice) {
    return slice.getMetadata().getLabels().getOrDefault(SERVICE_OF_SLICE, "");
  }

  private static String key(HasMetadata of, String app) {
    return of.getMetadata().getNamespace() + "/" + app;
  }

  @Override
  public void close() {
    spores.close();
    slices.close();
  }
}
