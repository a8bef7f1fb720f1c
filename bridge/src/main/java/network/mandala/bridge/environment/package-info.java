/** The variables that the admins of a project give to what runs in it. */
package network.mandala.bridge.environment;
