/**
 * Who may pull and push what: grants (long-lived credentials that carry their own rights), the
 * token endpoint that the registry sends its clients to, and the removal of a project's
 * repositories.
 *
 * <p>Nothing is stored. A grant is a signed statement of rights; the endpoint verifies it and
 * answers with what is both asked and granted, so any replica answers any request.
 *
 * @see <a href="https://distribution.github.io/distribution/spec/auth/token/">token
 *     authentication</a>
 */
package network.mandala.operator.registry;
