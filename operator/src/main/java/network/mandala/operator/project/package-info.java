/**
 * The kind Project: a namespace with its quota, its limits, its fences and its credentials.
 *
 * <p>{@link network.mandala.operator.project.ProjectReconciler} reads as steps; {@link
 * network.mandala.operator.project.ProjectPlan} decides without I/O; the other classes each make
 * one part of what is desired.
 */
package network.mandala.operator.project;
