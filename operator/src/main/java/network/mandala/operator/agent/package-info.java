/**
 * The kind Agent: from an image or a source to pods, a Service, a route and a status that says what
 * to do next.
 *
 * <p>{@link network.mandala.operator.agent.AgentReconciler} observes, decides, applies and reports.
 * What it decides with is pure: {@link network.mandala.operator.agent.Seen} is what the caches
 * hold, {@link network.mandala.operator.agent.AgentPlan} is what to do about it, one class per
 * child says how that child should be, and {@link network.mandala.operator.agent.AgentStatuses}
 * says it to people.
 *
 * <p>A release is an image with a configuration ({@link
 * network.mandala.operator.agent.ReleaseContent}), kept as an immutable ControllerRevision and an
 * immutable Secret, so a running release can be made again, and returned to, whatever the spec says
 * meanwhile.
 */
package network.mandala.operator.agent;
