package network.mandala.billing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/** Which part may know which. */
@AnalyzeClasses(packages = "network.mandala", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String BILLING = "network.mandala.billing";

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching(BILLING + ".(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule meteringIsPure =
      noClasses()
          .that()
          .resideInAPackage(BILLING + ".metering..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net..", "java.io..", "java.nio..", "java.sql..", "org.jdbi..");

  /** It has no rights in the cluster, and so no client for one. */
  @ArchTest
  static final ArchRule billingDoesNotKnowKubernetes =
      noClasses()
          .that()
          .resideInAPackage(BILLING + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.fabric8.kubernetes.client..",
              "network.mandala.operator..",
              "network.mandala.cli..");

  /** Time comes from a Clock, so that tests own it. */
  @ArchTest
  static final ArchRule timeIsInjected =
      noClasses()
          .that()
          .resideInAnyPackage(
              BILLING + ".tick..", BILLING + ".metering..", BILLING + ".prometheus..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");
}
