/** The Helm chart, as the operator that it installs sees it. */
package network.mandala.operator.chart;
