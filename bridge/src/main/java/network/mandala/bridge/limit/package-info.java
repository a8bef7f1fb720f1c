/** How much one caller may ask for. */
package network.mandala.bridge.limit;
