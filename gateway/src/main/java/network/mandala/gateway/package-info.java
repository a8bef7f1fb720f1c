/**
 * The data plane of inference: signed calls of routers are checked, paid, run by a model runner and
 * answered with signatures. It does no inference itself and has no rights in the cluster.
 */
package network.mandala.gateway;
