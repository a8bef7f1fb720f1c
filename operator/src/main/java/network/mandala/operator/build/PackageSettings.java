package network.mandala.operator.build;

import java.util.Map;
import java.util.TreeMap;
import network.mandala.crds.agent.AgentBuild;
import network.mandala.crds.reference.SecretKey;

/**
 * Settings of a package manager that a tenant keeps in Secrets. They are mounted where dependencies
 * are installed and nowhere else; the operator does not read them.
 *
 * @param npmrc null: none
 * @param pipConf null: none
 */
public record PackageSettings(SecretKey npmrc, SecretKey pipConf) {

  public static final PackageSettings NONE = new PackageSettings(null, null);

  /** Those of a spec, which may have no field build. */
  public static PackageSettings of(AgentBuild build) {
    return build == null ? NONE : new PackageSettings(build.npmrc(), build.pipConf());
  }

  /** Where they are, not what they are: a renewed token builds nothing again. */
  Map<String, String> asMap() {
    var map = new TreeMap<String, String>();
    if (npmrc != null) {
      map.put("npmrc", npmrc.name() + "/" + npmrc.key());
    }
    if (pipConf != null) {
      map.put("pipConf", pipConf.name() + "/" + pipConf.key());
    }
    return map;
  }
}
