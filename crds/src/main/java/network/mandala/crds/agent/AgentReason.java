package network.mandala.crds.agent;

import network.mandala.crds.condition.Actor;
import network.mandala.crds.condition.ConditionReason;

/** Why a condition of an Agent has its status. */
public enum AgentReason implements ConditionReason {
  RUNNING("Running", Actor.NOBODY, "All wanted pods are ready.", "Nothing to do."),
  BUILT("Built", Actor.NOBODY, "The image was built from the source.", "Nothing to do."),
  IMAGE_GIVEN(
      "ImageGiven",
      Actor.NOBODY,
      "The image is named by the spec; nothing is built.",
      "Nothing to do."),
  ROUTED("Routed", Actor.NOBODY, "The host names lead to the agent.", "Nothing to do."),
  PENDING(
      "Pending",
      Actor.NOBODY,
      "It is this step's turn later; an earlier one is not done.",
      "By itself, when the earlier step is done."),
  BUILDING(
      "Building", Actor.NOBODY, "The image is being built.", "By itself, when the build ends."),
  BUILD_QUEUED(
      "BuildQueued",
      Actor.NOBODY,
      "The build waits for room in the quota or on a node.",
      "By itself when pods end; raise the quota if it stays."),
  BUILD_FAILED(
      "BuildFailed",
      Actor.TENANT,
      "The build ended with an error; the message has its last lines.",
      "Change the source, push it and apply the new artifact."),
  BUILD_TIMED_OUT(
      "BuildTimedOut",
      Actor.TENANT,
      "The build took longer than the node allows.",
      "Make it smaller, or ask the provider to allow more time."),
  SOURCE_NOT_FOUND(
      "SourceNotFound",
      Actor.TENANT,
      "The registry does not have the artifact.",
      "Push the source again, and use the digest that is printed."),
  SOURCE_INVALID(
      "SourceInvalid",
      Actor.TENANT,
      "The artifact is not a gzipped tar of plain files and folders.",
      "Push the folder with the CLI."),
  SOURCE_TOO_LARGE(
      "SourceTooLarge",
      Actor.TENANT,
      "The source has more bytes or files than the node accepts.",
      "Leave out what the program does not need."),
  ENTRY_MISSING(
      "EntryMissing",
      Actor.TENANT,
      "The file to start is not in the source.",
      "Add it, or name another one in spec.build.entry."),
  DOCKERFILE_MISSING(
      "DockerfileMissing",
      Actor.TENANT,
      "The Dockerfile is not in the source.",
      "Add it, or name another one in spec.build.dockerfile."),
  SOURCE_FORBIDDEN(
      "SourceForbidden",
      Actor.TENANT,
      "The artifact belongs to another project or registry.",
      "Push it to the repository of the own project."),
  RUNTIME_UNSUPPORTED(
      "RuntimeUnsupported",
      Actor.TENANT,
      "This node cannot build for the runtime.",
      "Use another runtime, or push an image and name it in spec.source.image."),
  IMAGE_CANNOT_BE_PULLED(
      "ImageCannotBePulled",
      Actor.TENANT,
      "The image does not exist or may not be pulled.",
      "Correct the name; make it public or push it to the registry of the node."),
  CRASH_LOOPING(
      "CrashLooping",
      Actor.TENANT,
      "The program ends again and again; the message has its exit code and last lines.",
      "Correct the program or its environment, and deploy again."),
  OUT_OF_MEMORY(
      "OutOfMemory",
      Actor.TENANT,
      "The program was killed because it used more memory than its limit.",
      "Raise spec.resources.memoryLimit or use less memory."),
  CONFIGURATION_MISSING(
      "ConfigurationMissing",
      Actor.TENANT,
      "A Secret or ConfigMap that spec.envFrom names does not exist.",
      "Create it, or remove the entry."),
  UNSCHEDULABLE(
      "Unschedulable",
      Actor.PROVIDER,
      "No node of the cluster has room for the pod, or has what it asks for.",
      "Ask for less, or ask the provider to add nodes."),
  QUOTA_EXCEEDED(
      "QuotaExceeded",
      Actor.TENANT,
      "The quota of the project is used up; the message says by what.",
      "Lower resources or scaling, delete something, or ask for a higher quota."),
  ROLLING_OUT(
      "RollingOut",
      Actor.NOBODY,
      "New pods are being started.",
      "By itself, when they are ready or the time is up."),
  ROLLOUT_TIMED_OUT(
      "RolloutTimedOut",
      Actor.TENANT,
      "The new release did not become ready in time; the last good one serves.",
      "Correct what the message says, and deploy again."),
  UNHEALTHY(
      "Unhealthy",
      Actor.TENANT,
      "The program runs but fails its health check.",
      "Correct the program, or spec.healthCheck."),
  STORAGE_UNAVAILABLE(
      "StorageUnavailable",
      Actor.PROVIDER,
      "The volume cannot be made or mounted.",
      "When the storage class makes volumes again; the message says what stands against it."),
  DATABASES_ANSWER(
      "DatabasesAnswer", Actor.NOBODY, "All databases of the agent answer.", "Nothing to do."),
  DATABASE_PREPARING(
      "DatabasePreparing",
      Actor.NOBODY,
      "A database of the agent is being started; a new release waits for it.",
      "By itself, when the database answers."),
  DATABASE_FAILED(
      "DatabaseFailed",
      Actor.TENANT,
      "A database of the agent does not start, or ends again and again; the message says how.",
      "Do what the message says; go back to a backup if its data is damaged."),
  HOST_TAKEN(
      "HostTaken",
      Actor.TENANT,
      "Another agent answers at the host name already.",
      "Choose another name or remove the domain from the other agent."),
  DOMAIN_UNVERIFIED(
      "DomainUnverified",
      Actor.TENANT,
      "A domain is not proved to belong to the project.",
      "Make the DNS records that the message names."),
  DOMAINS_VERIFIED(
      "DomainsVerified",
      Actor.NOBODY,
      "Each domain is proved to belong to the project.",
      "Nothing to do."),
  DOMAIN_PROOF_MISSING(
      "DomainProofMissing",
      Actor.TENANT,
      "The DNS record that proves a domain has gone; the domain works for some days more.",
      "Make the DNS record again that the message names."),
  CERTIFIED(
      "Certified",
      Actor.NOBODY,
      "Each domain that leads to the agent has a certificate.",
      "Nothing to do."),
  CERTIFICATE_PENDING(
      "CertificatePending",
      Actor.NOBODY,
      "The certificate of a domain is being got; it answers over http meanwhile.",
      "By itself, within a minute."),
  CERTIFICATE_REFUSED(
      "CertificateRefused",
      Actor.TENANT,
      "The certificate authority refuses a domain; the message has its words.",
      "Let the domain lead to this node; it is tried again by itself."),
  AUTHORITY_UNAVAILABLE(
      "AuthorityUnavailable",
      Actor.PROVIDER,
      "The certificate authority does not answer.",
      "When it answers again; it is tried again by itself."),
  HOST_NOT_COVERED(
      "HostNotCovered",
      Actor.PROVIDER,
      "The provider's certificate does not cover a host name of the agent.",
      "By a certificate that covers it (tls.wildcard), or by cert-manager."),
  RELEASE_NOT_FOUND(
      "ReleaseNotFound",
      Actor.TENANT,
      "spec.release names a release that status.releases does not have.",
      "Use an id of status.releases, or remove the field."),
  SUSPENDED(
      "Suspended",
      Actor.TENANT,
      "spec.suspend is true or spec.scaling.replicas is 0: no routes, no pods.",
      "Set suspend to false, or replicas above 0."),
  SLEEPING(
      "Sleeping",
      Actor.NOBODY,
      "No request came for spec.scaling.sleep.afterIdleSeconds, so no pod runs.",
      "By itself: the next request starts a pod."),
  WAKING(
      "Waking",
      Actor.NOBODY,
      "A request came while the agent slept; a pod is being started and the request waits for it.",
      "By itself, when the pod is ready."),
  PROJECT_SUSPENDED(
      "ProjectSuspended",
      Actor.TENANT,
      "The project has no money left; all its agents sleep.",
      "Top up the project; the agent wakes up by itself."),
  BALANCE_TOO_LOW(
      "BalanceTooLow",
      Actor.TENANT,
      "The balance of the project does not pay for a new build or release; what runs goes on.",
      "Top up the project; it goes on by itself."),
  BALANCE_UNKNOWN(
      "BalanceUnknown",
      Actor.PROVIDER,
      "The ledger has not told the balance of the project yet; a new build or release waits for"
          + " it.",
      "When the ledger answers; it goes on by itself."),
  NO_PROJECT(
      "NoProject",
      Actor.TENANT,
      "The namespace does not belong to a Project.",
      "Create the Agent in the namespace of a Project."),
  NAMESPACE_NOT_READY(
      "NamespaceNotReady",
      Actor.NOBODY,
      "The namespace of the project is still being prepared.",
      "By itself within seconds; else look at the conditions of the Project."),
  REGISTRY_UNAVAILABLE(
      "RegistryUnavailable",
      Actor.PROVIDER,
      "The registry does not answer.",
      "When it answers again; it is tried again by itself."),
  CLUSTER_REFUSED(
      "ClusterRefused",
      Actor.PROVIDER,
      "The cluster refused an object of the agent; the message names it.",
      "Remove the policy that stands against it; it is tried again by itself."),
  INVALID_SPEC(
      "InvalidSpec",
      Actor.TENANT,
      "The spec contradicts itself or the configuration of the node; the message names the field.",
      "Change the field that the message names."),
  DELETING(
      "Deleting",
      Actor.NOBODY,
      "The agent is being deleted.",
      "By itself, when everything is gone.");

  private final String word;
  private final Actor actor;
  private final String cause;
  private final String clears;

  AgentReason(String word, Actor actor, String cause, String clears) {
    this.word = word;
    this.actor = actor;
    this.cause = cause;
    this.clears = clears;
  }

  @Override
  public String word() {
    return word;
  }

  @Override
  public String cause() {
    return cause;
  }

  @Override
  public Actor actor() {
    return actor;
  }

  @Override
  public String clears() {
    return clears;
  }

  /**
   * Whether waiting does not cure it: the tenant has to do something. A program that is not healthy
   * may become so until the rollout's time is over.
   */
  public static boolean needsTenant(String word) {
    for (var reason : values()) {
      if (reason.word.equals(word)) {
        return reason.actor == Actor.TENANT && reason != UNHEALTHY;
      }
    }
    return false;
  }
}
