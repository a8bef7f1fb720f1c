/**
 * How every reconciler talks to Kubernetes: it applies children, reports status, records events and
 * classifies faults through these classes, and through nothing else.
 *
 * <ul>
 *   <li>{@link network.mandala.operator.kubernetes.Children} makes live objects equal to the
 *       desired ones and deletes what is no longer desired;
 *   <li>{@link network.mandala.operator.kubernetes.Informers} makes event sources with label
 *       selectors and small caches;
 *   <li>{@link network.mandala.operator.kubernetes.StatusWriter} patches a status when it changed;
 *   <li>{@link network.mandala.operator.kubernetes.Events} records transitions;
 *   <li>{@link network.mandala.operator.kubernetes.Fault} says who has to act on an exception.
 * </ul>
 */
package network.mandala.operator.kubernetes;
