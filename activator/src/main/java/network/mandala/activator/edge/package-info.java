/**
 * The way to spores: {@code /<app>/rest?q} goes to an instance of the Spore of that name as {@code
 * /rest?q}. It decides nothing: which instances there are is in the EndpointSlices of the Spore's
 * Service, which leads to the colour that serves.
 */
package network.mandala.activator.edge;
