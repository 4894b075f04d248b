package vn.congvan.trust;

import static vn.congvan.trust.PathCase.ca;
import static vn.congvan.trust.PathCase.fails;
import static vn.congvan.trust.PathCase.holds;
import static vn.congvan.trust.PathCase.key;
import static vn.congvan.trust.PathCase.root;
import static vn.congvan.trust.PathCase.signer;
import static vn.congvan.trust.PathCase.sub;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.congvan.trust.PathDoesNotHold.Cause;
import vn.congvan.trust.lab.Certificates;
import vn.congvan.trust.lab.Certificates.Made;

/** Certificate policies that are asked for, and what CAs and anchors demand of them. */
class PathPoliciesTest {
  private static final String ANY = "2.5.29.32.0";
  private static final String ONE = "2.999.1";
  private static final String TWO = "2.999.2";
  private static final String THREE = "2.999.3";
  private static final Made ROOT = root();

  @ParameterizedTest
  @MethodSource("rows")
  void aPathHoldsOrDoesNotAsTheTableSays(PathCase row) {
    row.check();
  }

  static List<PathCase> rows() {
    return Stream.of(asked(), demandedByCas(), mapped(), mappingsInhibited(), anyInhibited())
        .flatMap(List::stream)
        .toList();
  }

  private static List<PathCase> asked() {
    var plain = of(ca(), signer());
    var one = of(ca().policies(ONE), signer().policies(ONE));
    var different = of(ca().policies(ONE), signer().policies(TWO));
    var narrowed = of(ca().policies(ONE, TWO), signer().policies(ONE));
    var any = of(ca().policies(ANY), signer().policies(ONE));
    var anyThroughout = of(ca().policies(ANY), signer().policies(ANY));
    var gap = of(ca().policies(ONE), sub(), signer().policies(ONE));
    var both = of(ca().policies(ONE, TWO), sub().policies(ONE), signer().policies(ONE, TWO));
    return List.of(
        holds("4.8.1 one policy, none asked for", one, ROOT),
        holds("4.8.1 one policy, this one asked for", one, ROOT).asking(ONE),
        holds("4.8.1 one policy, this or another asked for", one, ROOT).asking(ONE, TWO),
        no("4.8.1 one policy, another asked for", one).asking(TWO),
        holds("4.8.2 no policy, none asked for", plain, ROOT),
        no("4.8.2 no policy, one asked for", plain).asking(ONE),
        holds("4.8.3 the signer's is not the CA's, none asked for", different, ROOT),
        no("4.8.3 the signer's is not the CA's, this one asked for", different).asking(TWO),
        holds("4.8.4 the CA has more than the signer", narrowed, ROOT).asking(ONE),
        no("4.8.4 the CA alone has the one asked for", narrowed).asking(TWO),
        holds("4.8.5 the CA may issue under any", any, ROOT).asking(ONE),
        no("4.8.5 the CA may issue under any, the signer has another", any).asking(TWO),
        holds("4.8.6 any all along", anyThroughout, ROOT).asking(ONE),
        no("4.8.7 a CA between without policies", gap).asking(ONE),
        holds("4.8.8 what is left after each CA", both, ROOT).asking(ONE),
        no("4.8.8 what a CA between does not have", both).asking(TWO));
  }

  private static List<PathCase> demandedByCas() {
    var demanding = trusting(root -> root.policyConstraints(0, -1));
    var patient = trusting(root -> root.policyConstraints(9, -1));
    var afterOne = trusting(root -> root.policyConstraints(1, -1));
    var limited = trusting(root -> root.policies(ONE));
    var anchor = trusting(root -> root);
    return List.of(
        holds("4.9.1 demanded after ten", of(ca().policyConstraints(10, -1), signer()), ROOT),
        no("4.9.3 demanded at once", of(ca().policyConstraints(0, -1), signer())),
        holds(
            "4.9.4 demanded at once, and there",
            of(ca().policies(ONE).policyConstraints(0, -1), signer().policies(ONE)),
            ROOT),
        no(
            "4.9.5 a CA below demands it sooner",
            of(ca().policyConstraints(7, -1), sub().policyConstraints(0, -1), signer())),
        holds("4.9.6 a change of keys does not count", withChange(2, ca(), signer()), ROOT),
        no("4.9.7 a CA counts", of(ca().policyConstraints(2, -1), sub(), signer())),
        no(
            "4.9.8 what a CA demands is not taken back",
            of(ca().policyConstraints(0, -1), sub().policyConstraints(9, -1), signer())),
        fails("4.9.20 demanded by the anchor", Cause.CONSTRAINT, below(demanding, ca()), demanding),
        holds(
            "4.9.21 demanded by the anchor, and there",
            signer()
                .policies(ONE)
                .issuedBy(ca().policies(ONE).issuedBy(demanding, "CN=CA"), "CN=A"),
            demanding),
        holds("4.9.22 demanded by the anchor after nine", below(patient, ca()), patient),
        fails("4.9.23 the first CA counts", Cause.CONSTRAINT, below(afterOne, ca()), afterOne),
        holds(
                "4.9.24 the anchor is for the policy asked for",
                signer()
                    .policies(ONE)
                    .issuedBy(ca().policies(ONE).issuedBy(limited, "CN=CA"), "CN=A"),
                limited)
            .asking(ONE),
        fails(
                "4.9.25 the anchor is for another policy",
                Cause.CONSTRAINT,
                signer()
                    .policies(TWO)
                    .issuedBy(ca().policies(ANY).issuedBy(limited, "CN=CA"), "CN=A"),
                limited)
            .asking(TWO),
        fails("4.9.26 a trusted signer without the policy", Cause.CONSTRAINT, anchor, anchor)
            .asking(ONE),
        holds("4.9.27 a trusted signer with the policy", limited, limited).asking(ONE));
  }

  private static List<PathCase> mapped() {
    var oneIsTwo = of(ca().policies(ONE).mapping(ONE, TWO), signer().policies(TWO));
    var twice =
        of(
            ca().policies(ONE).mapping(ONE, TWO),
            sub().policies(TWO).mapping(TWO, THREE),
            signer().policies(THREE));
    var toBoth = of(ca().policies(ONE).mapping(ONE, TWO, ONE, THREE), signer().policies(THREE));
    return List.of(
        holds("4.10.1 one is called two below, none asked for", oneIsTwo, ROOT),
        holds("4.10.1 one is called two below, one asked for", oneIsTwo, ROOT).asking(ONE),
        no("4.10.1 one is called two below, two asked for", oneIsTwo).asking(TWO),
        no(
            "4.10.2 one is called two below, the signer has three",
            of(
                ca().policies(ONE).mapping(ONE, TWO).policyConstraints(0, -1),
                signer().policies(THREE))),
        holds("4.10.3 called otherwise twice", twice, ROOT).asking(ONE),
        no("4.10.3 called otherwise twice, asked for by its last name", twice).asking(THREE),
        no(
            "4.10.4 any is called two below",
            of(ca().policies(ANY).mapping(ANY, TWO), signer().policies(TWO))),
        no(
            "4.10.5 one is called any below",
            of(ca().policies(ONE).mapping(ONE, ANY), signer().policies(TWO))),
        holds("4.10.6 one is called two and three below", toBoth, ROOT).asking(ONE));
  }

  private static List<PathCase> mappingsInhibited() {
    var unmapped = trusting(root -> root.policyConstraints(-1, 0));
    return List.of(
        no(
                "4.11.1 no other names from here on",
                of(
                    ca().policies(ONE).policyConstraints(-1, 0),
                    sub().policies(ONE).mapping(ONE, TWO),
                    signer().policies(TWO)))
            .asking(ONE),
        holds(
                "4.11.2 one CA more may give other names",
                of(
                    ca().policies(ONE).policyConstraints(-1, 1),
                    sub().policies(ONE).mapping(ONE, TWO),
                    signer().policies(TWO)),
                ROOT)
            .asking(ONE),
        holds(
                "4.11.3 no other names are needed",
                of(
                    ca().policies(ONE).policyConstraints(-1, 0),
                    sub().policies(ONE),
                    signer().policies(ONE)),
                ROOT)
            .asking(ONE),
        fails(
                "4.11.20 the anchor lets nobody give other names",
                Cause.CONSTRAINT,
                signer()
                    .policies(TWO)
                    .issuedBy(
                        ca().policies(ONE).mapping(ONE, TWO).issuedBy(unmapped, "CN=CA"), "CN=A"),
                unmapped)
            .asking(ONE));
  }

  private static List<PathCase> anyInhibited() {
    var inhibiting = trusting(root -> root.inhibitAnyPolicy(0));
    var change =
        Certificates.ca()
            .withKey(key("ca-2"))
            .policies(ANY)
            .issuedBy(ca().policies(ONE).inhibitAnyPolicy(0).issuedBy(ROOT, "CN=CA"), "CN=CA");
    return List.of(
        no(
                "4.12.1 any is nothing from here on",
                of(ca().policies(ONE).inhibitAnyPolicy(0), signer().policies(ANY)))
            .asking(ONE),
        holds(
                "4.12.2 any is nothing, and the policy is there beside it",
                of(ca().policies(ONE).inhibitAnyPolicy(0), signer().policies(ANY, ONE)),
                ROOT)
            .asking(ONE),
        holds(
                "4.12.3 any still means something one step below",
                of(ca().policies(ONE).inhibitAnyPolicy(1), signer().policies(ANY)),
                ROOT)
            .asking(ONE),
        no(
                "4.12.4 and nothing two steps below",
                of(
                    ca().policies(ONE).inhibitAnyPolicy(1),
                    sub().policies(ONE),
                    signer().policies(ANY)))
            .asking(ONE),
        holds(
                "4.12.7 a change of keys may say any",
                signer().policies(ONE).issuedBy(change, "CN=A"),
                ROOT)
            .asking(ONE),
        fails(
                "4.12.20 any is nothing below the anchor",
                Cause.CONSTRAINT,
                signer()
                    .policies(ONE)
                    .issuedBy(ca().policies(ANY).issuedBy(inhibiting, "CN=CA"), "CN=A"),
                inhibiting)
            .asking(ONE));
  }

  private static PathCase no(String name, Made subject) {
    return fails(name, Cause.CONSTRAINT, subject, ROOT);
  }

  /** From the CA below the root down to the signer. */
  private static Made of(Certificates... downwards) {
    var issuer = ROOT;
    for (var i = 0; i < downwards.length; i++) {
      issuer = downwards[i].issuedBy(issuer, "CN=" + i);
    }
    return issuer;
  }

  private static Made withChange(int after, Certificates ca, Certificates signer) {
    var first = ca.policyConstraints(after, -1).issuedBy(ROOT, "CN=CA");
    return signer.issuedBy(Certificates.ca().withKey(key("ca-2")).issuedBy(first, "CN=CA"), "CN=A");
  }

  private static Made trusting(UnaryOperator<Certificates> more) {
    return more.apply(Certificates.ca().withKey(key("root"))).selfSigned("C=VN,CN=Gốc");
  }

  private static Made below(Made anchor, Certificates ca) {
    return signer().issuedBy(ca.issuedBy(anchor, "CN=CA"), "CN=A");
  }
}
