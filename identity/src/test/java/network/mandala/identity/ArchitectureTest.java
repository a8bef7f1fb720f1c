package network.mandala.identity;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Pure functions: no files, no network, no logs, nothing of the other modules. */
@AnalyzeClasses(packages = "network.mandala.identity", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule dependsOnTheCurveAndTheCanonicalFormOnly =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "network.mandala.identity..",
              "fr.acinq.secp256k1",
              "org.bouncycastle.crypto..",
              "org.erdtman.jcs",
              "java.lang..",
              "java.util..",
              "java.security",
              "java.security.spec",
              "java.time..",
              "javax.crypto..",
              "java.nio",
              "java.nio.charset",
              "java.io");
}
