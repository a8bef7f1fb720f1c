/**
 * Makes the container images of our own processes, without a container engine: a runtime cut to
 * what they use, their jars, and a cache of loaded classes from a training run. Part of no image
 * itself.
 */
package network.mandala.images;
