/**
 * A short life for each of our programs, without a cluster: just real enough that it loads the
 * classes that it will need at once when it starts for good. What these stand-ins answer is no
 * model of the real ones, and proves nothing.
 */
package network.mandala.images.training;
