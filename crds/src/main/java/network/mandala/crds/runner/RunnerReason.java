package network.mandala.crds.runner;

import network.mandala.crds.condition.Actor;
import network.mandala.crds.condition.ConditionReason;

/** Why a condition of a Runner has its status. */
public enum RunnerReason implements ConditionReason {
  SERVING("Serving", Actor.NOBODY, "The wanted pods, or the endpoint, answer.", "Nothing to do."),
  MODEL_LOADED(
      "ModelLoaded",
      Actor.NOBODY,
      "The model is loaded, and its hash is the wanted one.",
      "Nothing to do."),
  IDLE(
      "Idle",
      Actor.NOBODY,
      "spec.scaling.min is 0 and nobody asks; the first request starts a pod.",
      "By itself with the next request."),
  PENDING(
      "Pending",
      Actor.NOBODY,
      "It is the turn of this step later; an earlier one is not done.",
      "By itself, when the earlier step is done."),
  DOWNLOADING(
      "Downloading",
      Actor.NOBODY,
      "The file of the model is being fetched.",
      "By itself, when it is there."),
  LOADING("Loading", Actor.NOBODY, "Pods are loading the model.", "By itself, when it is loaded."),
  MODEL_NOT_FOUND(
      "ModelNotFound",
      Actor.TENANT,
      "The source of the model does not have the file, or does not let us read it.",
      "Correct spec.model.source."),
  MODEL_HASH_MISMATCH(
      "ModelHashMismatch",
      Actor.TENANT,
      "The file is not the one that spec.model.sha256 names.",
      "Correct the hash or the source."),
  MODEL_INVALID(
      "ModelInvalid",
      Actor.TENANT,
      "The backend cannot read the file.",
      "Use another file, format or backend."),
  MODEL_TOO_LARGE(
      "ModelTooLarge",
      Actor.TENANT,
      "The model needs more memory than the pods have.",
      "Raise spec.resources, or use a smaller model."),
  BACKEND_UNSUPPORTED(
      "BackendUnsupported",
      Actor.TENANT,
      "This node does not offer the backend; mock is for tests only.",
      "Use another backend."),
  ENDPOINT_UNREACHABLE(
      "EndpointUnreachable",
      Actor.TENANT,
      "The endpoint does not answer, or refuses the API key.",
      "Correct spec.endpoint or spec.apiKey, or bring the server up."),
  SANDBOX_VIOLATION(
      "SandboxViolation",
      Actor.TENANT,
      "The endpoint resolves to an address that the sandbox does not allow.",
      "Use another endpoint, or change spec.sandbox."),
  IMAGE_CANNOT_BE_PULLED(
      "ImageCannotBePulled",
      Actor.TENANT,
      "The image does not exist or may not be pulled.",
      "Correct the name, or push it to the registry of the node."),
  CRASH_LOOPING(
      "CrashLooping",
      Actor.TENANT,
      "The backend ends again and again; the message has its exit code and last lines.",
      "Correct the model, its parameters or the image."),
  OUT_OF_MEMORY(
      "OutOfMemory",
      Actor.TENANT,
      "The backend was killed because it used more memory than its limit.",
      "Raise spec.resources.memory, or use a smaller model."),
  UNSCHEDULABLE(
      "Unschedulable",
      Actor.PROVIDER,
      "No node of the cluster has room for the pod, or a GPU that fits.",
      "Ask for less, or ask the provider to add nodes."),
  QUOTA_EXCEEDED(
      "QuotaExceeded",
      Actor.TENANT,
      "The quota of the project is used up; the message says by what.",
      "Lower resources or scaling, delete something, or ask for a higher quota."),
  ROLLOUT_TIMED_OUT(
      "RolloutTimedOut",
      Actor.TENANT,
      "New pods did not become ready in time; the old ones serve.",
      "Correct what the message says."),
  STORAGE_UNAVAILABLE(
      "StorageUnavailable",
      Actor.PROVIDER,
      "The volume for the model cannot be made or mounted.",
      "When the storage class makes volumes again."),
  SUSPENDED(
      "Suspended",
      Actor.TENANT,
      "spec.suspend is true or spec.scaling.replicas is 0: no pods.",
      "Set suspend to false, or replicas above 0."),
  PROJECT_SUSPENDED(
      "ProjectSuspended",
      Actor.TENANT,
      "The project has no money left; everything in it sleeps.",
      "Top up the project; the runner wakes up by itself."),
  NO_PROJECT(
      "NoProject",
      Actor.TENANT,
      "The namespace does not belong to a Project.",
      "Create the Runner in the namespace of a Project."),
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
      "The cluster refused an object of the runner; the message names it.",
      "Remove the policy that stands against it; it is tried again by itself."),
  INVALID_SPEC(
      "InvalidSpec",
      Actor.TENANT,
      "The spec contradicts itself or the configuration of the node; the message names the field.",
      "Change the field that the message names."),
  DELETING(
      "Deleting",
      Actor.NOBODY,
      "The runner is being deleted.",
      "By itself, when everything is gone.");

  private final String word;
  private final Actor actor;
  private final String cause;
  private final String clears;

  RunnerReason(String word, Actor actor, String cause, String clears) {
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
}
