/**
 * A small client of an OCI registry: what packing, fetching and assembling need of the distribution
 * protocol, and no more.
 *
 * <p>Written on the JDK's HTTP client because nothing at hand does all of it: blobs streamed with
 * their progress, blobs mounted from another repository, a size limit and a digest check on
 * everything that is read, Basic and token authentication also over plain HTTP on a network of
 * one's own. A general library adds 16 MB of classes to a process that should start in a fraction
 * of a second.
 */
package network.mandala.builder.registry;
