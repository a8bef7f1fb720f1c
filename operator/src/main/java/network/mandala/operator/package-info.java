/** The operator: resources in, Kubernetes objects and status out. */
package network.mandala.operator;
