package network.mandala.crds;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.fabric8.kubernetes.client.CustomResource;

/** The API is words without deeds: anyone can depend on it, and it depends on nobody. */
@AnalyzeClasses(packages = "network.mandala", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule dependsOnTheModelAndAnnotationsOnly =
      classes()
          .should()
          .onlyDependOnClassesThat(
              JavaClass.Predicates.resideInAnyPackage(
                      "java.lang..",
                      "java.util",
                      "java.time",
                      "network.mandala.crds..",
                      "com.fasterxml.jackson.annotation",
                      "io.fabric8.generator.annotation",
                      "io.fabric8.crd.generator.annotation",
                      "io.fabric8.kubernetes.model.annotation",
                      "io.fabric8.kubernetes.api.model")
                  .or(JavaClass.Predicates.type(CustomResource.class)));

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("network.mandala.crds.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule noPackageIsADrawerForOddsAndEnds =
      noClasses().should().resideInAnyPackage("..util..", "..common..", "..helper..", "..impl..");
}
