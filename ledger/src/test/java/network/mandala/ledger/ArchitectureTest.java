package network.mandala.ledger;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/** The books know no process and no cluster, and SQL is where its name says so. */
@AnalyzeClasses(packages = "network.mandala.ledger", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String LEDGER = "network.mandala.ledger";

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("network.mandala.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule dependsOnTheResourcesAndOnKeysOnly =
      noClasses()
          .should()
          .dependOnClassesThat(
              JavaClass.Predicates.resideInAPackage("network.mandala..")
                  .and(
                      DescribedPredicate.not(
                          JavaClass.Predicates.resideInAnyPackage(
                              LEDGER + "..",
                              "network.mandala.identity",
                              "network.mandala.crds.."))));

  @ArchTest
  static final ArchRule knowsNoCluster =
      noClasses().should().dependOnClassesThat().resideInAPackage("io.fabric8.kubernetes.client..");

  @ArchTest
  static final ArchRule sqlIsWhereItsNameSaysSo =
      noClasses()
          .that()
          .resideOutsideOfPackage(LEDGER + ".database")
          .and()
          .haveSimpleNameNotStartingWith("Jdbi")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.jdbi..", "java.sql..", "com.mysql..");

  @ArchTest
  static final ArchRule arithmeticAndReceiptsArePure =
      classes()
          .that()
          .resideInAnyPackage(
              LEDGER + ".money", LEDGER + ".usage", LEDGER + ".price", LEDGER + ".receipt")
          .and()
          .haveSimpleNameNotStartingWith("Jdbi")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              LEDGER + ".money",
              LEDGER + ".usage",
              LEDGER + ".price",
              LEDGER + ".receipt",
              "network.mandala.identity",
              "com.fasterxml.jackson..",
              "java.io",
              "java.lang..",
              "java.math",
              "java.nio.charset",
              "java.time..",
              "java.util..");

  @ArchTest
  static final ArchRule timeIsTheDatabasesOrAClocks =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");
}
