/** References to other objects in the namespace of a resource. */
package network.mandala.crds.reference;
