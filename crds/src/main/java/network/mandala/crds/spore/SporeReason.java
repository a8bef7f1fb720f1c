package network.mandala.crds.spore;

import network.mandala.crds.condition.Actor;
import network.mandala.crds.condition.ConditionReason;

/** Why a condition of a Spore has its status. */
public enum SporeReason implements ConditionReason {
  RUNNING("Running", Actor.NOBODY, "All wanted instances are ready.", "Nothing to do."),
  VERIFIED(
      "Verified",
      Actor.NOBODY,
      "Hash, signature and signer of the bundle are good.",
      "Nothing to do."),
  ROUTED("Routed", Actor.NOBODY, "The path at the edge leads to the spore.", "Nothing to do."),
  PENDING(
      "Pending",
      Actor.NOBODY,
      "It is the turn of this step later; an earlier one is not done.",
      "By itself, when the earlier step is done."),
  LAUNCHING(
      "Launching",
      Actor.NOBODY,
      "Instances of the bundle are being started.",
      "By itself, when they are healthy and warm."),
  DRAINING(
      "Draining",
      Actor.NOBODY,
      "The instances of the old bundle finish their requests.",
      "By itself after spec.drain at the latest."),
  BUNDLE_NOT_FOUND(
      "BundleNotFound",
      Actor.TENANT,
      "The repository does not have the bundle.",
      "Publish it, and use the digest that is printed."),
  BUNDLE_INVALID(
      "BundleInvalid",
      Actor.TENANT,
      "The bundle is no ZIP of exactly a manifest and a binary, or its manifest breaks a rule.",
      "Pack the bundle again."),
  BUNDLE_TOO_LARGE(
      "BundleTooLarge",
      Actor.TENANT,
      "The bundle is larger than the node accepts.",
      "Make the binary smaller."),
  SIGNATURE_INVALID(
      "SignatureInvalid",
      Actor.TENANT,
      "The signature or the hash of the binary does not match: the bundle was altered.",
      "Publish the bundle as it was signed."),
  SIGNER_NOT_TRUSTED(
      "SignerNotTrusted",
      Actor.TENANT,
      "No trusted signer of the Project has the key, or not for this app, or not now.",
      "Add the key to spec.trustedSigners of the Project, or sign with one that is there."),
  SIGNER_REVOKED(
      "SignerRevoked",
      Actor.TENANT,
      "The key that signed the bundle is revoked.",
      "Sign the bundle with another key."),
  BUNDLE_REVOKED(
      "BundleRevoked",
      Actor.TENANT,
      "The provider has revoked the bundle by its digest.",
      "Publish another bundle."),
  BINARY_UNSUPPORTED(
      "BinaryUnsupported",
      Actor.TENANT,
      "The binary is no Linux program for the processors of the nodes.",
      "Build it for the processor that the message names, and publish a new bundle."),
  ROLLBACK_REFUSED(
      "RollbackRefused",
      Actor.TENANT,
      "The bundle is older than one that ran before.",
      "Publish a newer one, or set spec.rollback to allow."),
  BUDGET_EXCEEDED(
      "BudgetExceeded",
      Actor.TENANT,
      "The manifest asks for more than spec.budget gives to an instance.",
      "Raise the budget, or lower the nutrients of the manifest."),
  PROFILE_UNSUPPORTED(
      "ProfileUnsupported",
      Actor.TENANT,
      "The node does not have the security profile that the manifest names.",
      "Name another profile in the manifest, or ask the provider to install it."),
  ROLLOUT_FAILED(
      "RolloutFailed",
      Actor.TENANT,
      "The new bundle did not become healthy in time; the old one serves.",
      "Correct the program, and publish a new bundle."),
  CRASH_LOOPING(
      "CrashLooping",
      Actor.TENANT,
      "The program ends again and again; the message has its exit code and last lines.",
      "Correct the program, and publish a new bundle."),
  UNHEALTHY(
      "Unhealthy",
      Actor.TENANT,
      "The program runs, and does not answer GET /health on the port that it is told in PORT.",
      "Let it listen there, or give it more time with spec.startup."),
  IMAGE_CANNOT_BE_PULLED(
      "ImageCannotBePulled",
      Actor.PROVIDER,
      "A node does not get the image that was made of the bundle.",
      "When the registry answers the nodes again; it is tried again by itself."),
  OUT_OF_MEMORY(
      "OutOfMemory",
      Actor.TENANT,
      "The program was killed because it used more memory than its limit.",
      "Raise spec.budget.memoryMb and the nutrients, or use less memory."),
  CONFIGURATION_MISSING(
      "ConfigurationMissing",
      Actor.TENANT,
      "A Secret or ConfigMap that spec.envFrom names does not exist.",
      "Create it, or remove the entry."),
  UNSCHEDULABLE(
      "Unschedulable",
      Actor.PROVIDER,
      "No node of the cluster has room for the pod.",
      "Ask for less, or ask the provider to add nodes."),
  QUOTA_EXCEEDED(
      "QuotaExceeded",
      Actor.TENANT,
      "The quota of the project is used up; the message says by what.",
      "Lower plan or nutrients, delete something, or ask for a higher quota."),
  PATH_TAKEN(
      "PathTaken",
      Actor.TENANT,
      "Another spore answers at the path already.",
      "Give one of them another name."),
  SUSPENDED(
      "Suspended",
      Actor.TENANT,
      "spec.suspend is true or spec.plan.replicas is 0: no routes, no instances.",
      "Set suspend to false, or replicas above 0."),
  PROJECT_SUSPENDED(
      "ProjectSuspended",
      Actor.TENANT,
      "The project has no money left; everything in it sleeps.",
      "Top up the project; the spore wakes up by itself."),
  BALANCE_TOO_LOW(
      "BalanceTooLow",
      Actor.TENANT,
      "The project has too little money for a new bundle to begin.",
      "Top up what the message says; it goes on by itself."),
  BALANCE_UNKNOWN(
      "BalanceUnknown",
      Actor.PROVIDER,
      "The ledger has not told the balance of the project.",
      "When the ledger answers again; what runs goes on."),
  NO_PROJECT(
      "NoProject",
      Actor.TENANT,
      "The namespace does not belong to a Project.",
      "Create the Spore in the namespace of a Project."),
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
      "The cluster refused an object of the spore; the message names it.",
      "Remove the policy that stands against it; it is tried again by itself."),
  INVALID_SPEC(
      "InvalidSpec",
      Actor.TENANT,
      "The spec contradicts itself or the configuration of the node; the message names the field.",
      "Change the field that the message names."),
  DELETING(
      "Deleting",
      Actor.NOBODY,
      "The spore is being deleted.",
      "By itself, when everything is gone.");

  private final String word;
  private final Actor actor;
  private final String cause;
  private final String clears;

  SporeReason(String word, Actor actor, String cause, String clears) {
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
