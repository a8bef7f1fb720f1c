package network.mandala.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Duration;
import java.time.Instant;

/** Which part may know which: the directions in which dependencies point. */
@AnalyzeClasses(packages = "network.mandala", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String OPERATOR = "network.mandala.operator";

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("network.mandala.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packagesAreNamedForConcepts =
      noClasses()
          .should()
          .resideInAnyPackage(
              "..util..", "..utils..", "..common..", "..helper..", "..helpers..", "..impl..");

  /** But for the registry's client, which reads signed bundles and pushes what they become. */
  @ArchTest
  static final ArchRule theOperatorKnowsTheResourcesAlone =
      noClasses()
          .that()
          .resideInAPackage(OPERATOR + "..")
          .and()
          .resideOutsideOfPackage(OPERATOR + ".bundle..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "network.mandala.builder..", "network.mandala.cli..", "network.mandala.cluster..");

  @ArchTest
  static final ArchRule theResourcesKnowNobody =
      noClasses()
          .that()
          .resideInAPackage("network.mandala.crds..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(OPERATOR + "..");

  @ArchTest
  static final ArchRule bundlesAreReadWithTheClientOfTheRegistryAlone =
      classes()
          .that()
          .resideInAPackage(OPERATOR + ".bundle..")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackages(
              "network.mandala.builder",
              "network.mandala.builder.sbom..",
              OPERATOR + ".agent..",
              OPERATOR + ".spore..");

  /** What reconcilers stand on does not know them. */
  @ArchTest
  static final ArchRule theGroundDoesNotKnowTheKinds =
      noClasses()
          .that()
          .resideInAnyPackage(
              OPERATOR + ".kubernetes..",
              OPERATOR + ".config..",
              OPERATOR + ".http..",
              OPERATOR + ".telemetry..",
              OPERATOR + ".registry..",
              OPERATOR + ".canary..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              OPERATOR + ".project..", OPERATOR + ".agent..", OPERATOR + ".build..");

  @ArchTest
  static final ArchRule projectsDoNotKnowWorkloads =
      noClasses()
          .that()
          .resideInAPackage(OPERATOR + ".project..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(OPERATOR + ".agent..", OPERATOR + ".build..");

  /** Time comes from a Clock, so that tests own it. */
  @ArchTest
  static final ArchRule timeIsInjected =
      noClasses()
          .that()
          .resideInAPackage(OPERATOR + "..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule nobodySleeps =
      noClasses()
          .that()
          .resideInAPackage(OPERATOR + "..")
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(Thread.class, "sleep", Duration.class);

  @ArchTest
  static final ArchRule theWiringIsAtTheTop =
      classes()
          .that()
          .haveSimpleName("OperatorProcess")
          .should()
          .onlyHaveDependentClassesThat()
          .resideInAPackage(OPERATOR);
}
