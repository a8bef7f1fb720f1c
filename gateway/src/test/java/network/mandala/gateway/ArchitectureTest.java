package network.mandala.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/** Which part may know which. */
@AnalyzeClasses(
    packages = "network.mandala.gateway",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String GATEWAY = "network.mandala.gateway";

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching(GATEWAY + ".(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule oneClassKnowsTheServer =
      noClasses()
          .that()
          .resideOutsideOfPackage(GATEWAY + ".http..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.helidon..");

  @ArchTest
  static final ArchRule sqlIsWhereItsNameSaysSo =
      noClasses()
          .that()
          .haveSimpleNameNotStartingWith("Jdbi")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.jdbi..", "java.sql..");

  /** It has no rights in the cluster, and so no client for one. */
  @ArchTest
  static final ArchRule theGatewayKnowsNoClusterAndNoOtherProcess =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.fabric8..",
              "network.mandala.operator..",
              "network.mandala.bridge..",
              "network.mandala.billing..");

  @ArchTest
  static final ArchRule timeIsInjected =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");
}
