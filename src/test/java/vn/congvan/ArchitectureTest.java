package vn.congvan;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import vn.congvan.document.AgencyCode;

/** Which package may use which, and who alone may know Camel, queues, and the web. */
class ArchitectureTest {
  private static final String ROOT = "vn.congvan";

  /**
   * Each package with the packages it may use; the sentence for each is in its {@code
   * package-info.java}.
   */
  private static final Map<String, Set<String>> MAY_USE =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("document", Set.of()),
              Map.entry("inspection", Set.of("document")),
              Map.entry("store", Set.of("document")),
              Map.entry("content", Set.of("document")),
              Map.entry("directory", Set.of("document", "store")),
              Map.entry("audit", Set.of("document", "store")),
              Map.entry("trust", Set.of("document", "store")),
              Map.entry("signing", Set.of("document", "inspection", "store", "content", "trust")),
              Map.entry("validation", Set.of("document", "content", "trust")),
              Map.entry("packet", Set.of("document", "content", "trust", "signing")),
              Map.entry("register", Set.of("document", "store", "directory")),
              Map.entry(
                  "exchange",
                  Set.of(
                      "document", "store", "content", "directory", "packet", "trust", "signing")),
              Map.entry(
                  "submission",
                  Set.of("document", "inspection", "store", "content", "directory", "register")),
              Map.entry(
                  "approval",
                  Set.of(
                      "document",
                      "store",
                      "content",
                      "directory",
                      "register",
                      "signing",
                      "trust",
                      "validation")),
              Map.entry(
                  "issuing",
                  Set.of(
                      "document",
                      "store",
                      "content",
                      "directory",
                      "register",
                      "signing",
                      "trust",
                      "validation")),
              Map.entry("raising", Set.of("document", "store", "content", "register", "signing")),
              Map.entry(
                  "receiving",
                  Set.of(
                      "document",
                      "store",
                      "content",
                      "directory",
                      "trust",
                      "packet",
                      "validation",
                      "exchange")),
              Map.entry(
                  "web",
                  Set.of(
                      "document",
                      "store",
                      "content",
                      "directory",
                      "audit",
                      "trust",
                      "signing",
                      "validation",
                      "packet",
                      "register",
                      "exchange",
                      "submission",
                      "approval",
                      "issuing",
                      "receiving"))));

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .importUrl(AgencyCode.class.getProtectionDomain().getCodeSource().getLocation());

  @Test
  void arrowsGoUpTheTable() {
    for (var entry : MAY_USE.entrySet()) {
      var allowed = new ArrayList<String>();
      allowed.add(within(entry.getKey()));
      entry.getValue().forEach(name -> allowed.add(within(name)));
      classes()
          .that()
          .resideInAPackage(within(entry.getKey()))
          .should()
          .onlyDependOnClassesThat(
              DescribedPredicate.not(resideInAPackage(ROOT + ".."))
                  .or(resideInAnyPackage(allowed.toArray(String[]::new))))
          .because("%s may use only %s".formatted(entry.getKey(), entry.getValue()))
          .check(PRODUCT);
    }
  }

  @Test
  void everyPackageStandsInTheTable() {
    var packages =
        PRODUCT.stream()
            .map(JavaClass::getPackageName)
            .map(name -> name.substring(ROOT.length()).replaceFirst("^\\.", ""))
            .map(name -> name.contains(".") ? name.substring(0, name.indexOf('.')) : name)
            .filter(name -> !name.equals("app") && !name.isEmpty())
            .collect(Collectors.toSet());

    assertThat(packages).isEqualTo(MAY_USE.keySet());
  }

  @Test
  void onlyTheAppKnowsCamelAndQueues() {
    noClasses()
        .that()
        .resideOutsideOfPackage(within("app"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.camel..", "jakarta.jms..", "org.apache.activemq..", "org.springframework..")
        .because("the journey is in routes/; a capability is a plain method that a route calls")
        .check(PRODUCT);
  }

  @Test
  void onlyTheWebKnowsVertx() {
    noClasses()
        .that()
        .resideOutsideOfPackages(within("web"), within("app"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx..", "io.netty..")
        .because("HTTP is one door among several")
        .check(PRODUCT);
  }

  @Test
  void theMerkleTreeIsPureComputation() {
    classes()
        .that()
        .resideInAPackage(within("audit.merkle"))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(within("audit.merkle"), "java..", "org.jspecify.annotations"))
        .because("whoever audits the arithmetic should have nothing else to read")
        .check(PRODUCT);
  }

  @Test
  void signerAndVerifierShareNoCode() {
    for (var pair : List.of(List.of("signing", "validation"), List.of("validation", "signing"))) {
      noClasses()
          .that()
          .resideInAPackage(within(pair.get(0)))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(within(pair.get(1)))
          .because("a shared bug must not verify itself")
          .check(PRODUCT);
    }
  }

  @Test
  void timeComesFromAClock() {
    noClasses()
        .that()
        .resideOutsideOfPackage(within("app"))
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(java.time.LocalDate.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .because("a test must be able to set the time; take a java.time.Clock")
        .check(PRODUCT);
  }

  private static String within(String name) {
    return ROOT + "." + name + "..";
  }
}
