/**
 * A proof that reconciling works, end to end: a Project that is touched regularly and must be
 * answered. Liveness fails when it is not, whatever the cause.
 */
package network.mandala.operator.canary;
