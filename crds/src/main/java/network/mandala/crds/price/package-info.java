/** What resources cost, as their status tells it. */
package network.mandala.crds.price;
