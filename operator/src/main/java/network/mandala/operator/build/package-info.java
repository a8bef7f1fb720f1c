/**
 * How an image is built from the source of an agent: a Job in the tenant's namespace, or in that
 * for its Dockerfiles, under a quota and without rights in the cluster. Everything here is pure;
 * the package {@code agent} decides when a build is needed and applies what is desired.
 *
 * <ul>
 *   <li>{@link network.mandala.operator.build.BuildInput} is all that an image depends on; its key
 *       names the Job, the tag and the grant, so the same input is never built twice;
 *   <li>{@link network.mandala.operator.build.BuildJob} and {@link
 *       network.mandala.operator.build.BuildGrantSecret} are what is desired;
 *   <li>{@link network.mandala.operator.build.BuildState} is what Job and pods say.
 * </ul>
 */
package network.mandala.operator.build;
