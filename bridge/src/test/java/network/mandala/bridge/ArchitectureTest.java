package network.mandala.bridge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which part may know which. */
@AnalyzeClasses(packages = "network.mandala", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String BRIDGE = "network.mandala.bridge";

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("network.mandala.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packagesAreNamedForConcepts =
      noClasses()
          .should()
          .resideInAnyPackage(
              "..util..", "..utils..", "..common..", "..helper..", "..helpers..", "..impl..");

  @ArchTest
  static final ArchRule oneClassKnowsTheServer =
      noClasses()
          .that()
          .resideOutsideOfPackage(BRIDGE + ".http..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.helidon..");

  @ArchTest
  static final ArchRule authenticationKnowsNoProjects =
      noClasses()
          .that()
          .resideInAnyPackage(BRIDGE + ".http..", BRIDGE + ".session..", BRIDGE + ".auth..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              BRIDGE + ".route..", BRIDGE + ".user..", BRIDGE + ".project..", BRIDGE + ".node..");
}
