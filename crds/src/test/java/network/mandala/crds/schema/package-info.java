/**
 * From the classes to the CRD YAML and the reference page, and the tests that hold them together.
 */
package network.mandala.crds.schema;
