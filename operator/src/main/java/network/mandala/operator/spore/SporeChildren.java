package network.mandala.operator.spore;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import network.mandala.crds.spore.SporeRelease;

/** The objects that a course wants, in the order in which they are made: records first. */
final class SporeChildren {

  /** Every kind that a spore has. */
  static final Set<Class<? extends HasMetadata>> ALL =
      Set.of(
          ControllerRevision.class, Deployment.class, Service.class, HorizontalPodAutoscaler.class);

  private final Seen seen;

  SporeChildren(Seen seen) {
    this.seen = seen;
  }

  List<HasMetadata> desired(Course course) {
    return switch (course) {
      case Course.Leave leave -> List.of();
      case Course.Stop stop -> List.copyOf(revisions(stop.verdict(), List.of()));
      case Course.Run run -> running(run);
    };
  }

  private List<HasMetadata> running(Course.Run run) {
    var serving = run.serving();
    var desired =
        new ArrayList<HasMetadata>(
            revisions(run.verdict(), run.targets().stream().map(Target::release).toList()));
    run.targets()
        .forEach(target -> desired.add(SporeDeployment.desired(seen, run.project(), target)));
    desired.add(
        SporeService.desired(seen, run.routed(), serving.release().port(), run.switchedAt()));
    var instances = Instances.of(seen.spec());
    if (instances.isAutoscaled()) {
      desired.add(SporeAutoscaler.desired(seen, run.routed(), instances));
    }
    return desired;
  }

  /** Of the wanted release, of those that there are pods of, and of those that have served. */
  private List<ControllerRevision> revisions(Verdict verdict, List<Release> present) {
    var served = new HashSet<String>();
    seen.status().history().stream().map(SporeRelease::digest).forEach(served::add);
    var ids = new HashSet<String>();
    present.forEach(release -> ids.add(release.id()));
    var wanted =
        verdict == null || verdict.release() == null
            ? Stream.<ControllerRevision>empty()
            : Stream.of(SporeRevision.desired(seen, verdict.release(), seen.source()));
    var kept =
        seen.revisions().stream()
            .filter(
                revision ->
                    ids.contains(SporeRevision.idOf(revision))
                        || SporeRevision.sourceOf(revision).equals(seen.source())
                        || served.contains(SporeRevision.read(revision).bundle().digest()))
            .filter(
                revision ->
                    verdict == null
                        || verdict.release() == null
                        || !SporeRevision.idOf(revision).equals(verdict.release().id()));
    return Stream.concat(wanted, kept).toList();
  }
}
