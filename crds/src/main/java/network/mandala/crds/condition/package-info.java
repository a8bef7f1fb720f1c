/**
 * What the conditions of all kinds have in common. A condition has a type and a reason; both are
 * words of enums, so that a rename in code does not change the API.
 */
package network.mandala.crds.condition;
