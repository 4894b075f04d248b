package vn.congvan.trust;

import static vn.congvan.trust.PathCase.ca;
import static vn.congvan.trust.PathCase.fails;
import static vn.congvan.trust.PathCase.holds;
import static vn.congvan.trust.PathCase.key;
import static vn.congvan.trust.PathCase.root;
import static vn.congvan.trust.PathCase.signer;
import static vn.congvan.trust.PathCase.sub;

import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.congvan.trust.PathDoesNotHold.Cause;
import vn.congvan.trust.lab.Certificates;
import vn.congvan.trust.lab.Certificates.Made;

/** The names that CAs and anchors allow below them. */
class PathNamesTest {
  private static final Made ROOT = root();
  private static final GeneralName OURS = directory("C=VN,O=UBND");
  private static final GeneralName OFFICE = directory("C=VN,O=UBND,OU=VP");
  private static final GeneralName THEIRS = directory("C=VN,O=Sở");

  @ParameterizedTest
  @MethodSource("rows")
  void aPathHoldsOrDoesNotAsTheTableSays(PathCase row) {
    row.check();
  }

  static List<PathCase> rows() {
    return Stream.of(directoryNames(), mail(), hosts(), ofTheAnchor())
        .flatMap(List::stream)
        .toList();
  }

  private static List<PathCase> directoryNames() {
    var permitted = permitting(OURS);
    var excluded = excluding(OURS);
    var both = ca().names(List.of(OURS), List.of(OFFICE)).issuedBy(ROOT, "CN=CA");
    var narrowed =
        sub().names(List.of(OFFICE), List.of()).issuedBy(permitting(OURS), "C=VN,O=UBND,CN=Dưới");
    var widened =
        sub().names(List.of(THEIRS), List.of()).issuedBy(permitting(OURS), "C=VN,O=UBND,CN=Dưới");
    var outside = sub().issuedBy(permitting(OURS), "C=VN,O=Sở,CN=Dưới");
    var change = Certificates.ca().withKey(key("ca-2")).issuedBy(permitting(OURS), "CN=CA");
    return List.of(
        holds("4.13.1 within", of(permitted, "C=VN,O=UBND,CN=A"), ROOT),
        no("4.13.2 outside", of(permitted, "C=VN,O=Sở,CN=A")),
        no("4.13.2 above", of(permitted, "C=VN,CN=A")),
        no(
            "4.13.3 another name of the signer outside",
            signer().alsoNamed(THEIRS).issuedBy(permitted, "C=VN,O=UBND,CN=A")),
        holds(
            "4.13.4 another name of the signer within",
            signer().alsoNamed(OFFICE).issuedBy(permitted, "C=VN,O=UBND,CN=A"),
            ROOT),
        holds("4.13.5 within one of two", of(permitting(OURS, THEIRS), "C=VN,O=Sở,CN=A"), ROOT),
        no("4.13.7 excluded", of(excluded, "C=VN,O=UBND,CN=A")),
        holds("4.13.8 not excluded", of(excluded, "C=VN,O=Sở,CN=A"), ROOT),
        holds("4.13.9 within and not excluded", of(both, "C=VN,O=UBND,OU=TC,CN=A"), ROOT),
        no("4.13.10 within and excluded", of(both, "C=VN,O=UBND,OU=VP,CN=A")),
        holds("4.13.11 within both CAs'", of(narrowed, "C=VN,O=UBND,OU=VP,CN=A"), ROOT),
        no("4.13.12 within the upper CA's alone", of(narrowed, "C=VN,O=UBND,CN=A")),
        no("4.13.13 a CA cannot widen what it may", of(widened, "C=VN,O=Sở,CN=A")),
        no("4.13.14 a CA between outside", of(outside, "C=VN,O=UBND,CN=A")),
        holds("4.13.19 a change of keys keeps its name", of(change, "C=VN,O=UBND,CN=A"), ROOT),
        no("4.13.20 what is below is not let off", of(change, "C=VN,O=Sở,CN=A")));
  }

  private static List<PathCase> mail() {
    var permitted = permitting(mail("ubnd.gov.vn"));
    var excluded = excluding(mail("ubnd.gov.vn"));
    return List.of(
        holds(
            "4.13.21 an address within",
            signer().alsoNamed(mail("a@ubnd.gov.vn")).issuedBy(permitted, "CN=A"),
            ROOT),
        no(
            "4.13.22 an address outside",
            signer().alsoNamed(mail("a@so.gov.vn")).issuedBy(permitted, "CN=A")),
        no(
            "4.13.26 an excluded address",
            signer().alsoNamed(mail("a@ubnd.gov.vn")).issuedBy(excluded, "CN=A")),
        no("4.13.28 an address outside, in the subject", of(permitted, "CN=A,E=a@so.gov.vn")),
        holds(
            "4.13.29 an address within, in the subject",
            of(permitted, "CN=A,E=a@ubnd.gov.vn"),
            ROOT));
  }

  private static List<PathCase> hosts() {
    var host = permitting(host("ubnd.gov.vn"));
    var address = permitting(address(".ubnd.gov.vn"));
    return List.of(
        holds(
            "4.13.30 a host within",
            signer().alsoNamed(host("vp.ubnd.gov.vn")).issuedBy(host, "CN=A"),
            ROOT),
        no(
            "4.13.31 a host outside",
            signer().alsoNamed(host("vp.so.gov.vn")).issuedBy(host, "CN=A")),
        no(
            "4.13.38 a host that only ends the same",
            signer().alsoNamed(host("xubnd.gov.vn")).issuedBy(host, "CN=A")),
        no(
            "4.13.33 an excluded host",
            signer()
                .alsoNamed(host("vp.ubnd.gov.vn"))
                .issuedBy(excluding(host("ubnd.gov.vn")), "CN=A")),
        holds(
            "4.13.34 a web address within",
            signer().alsoNamed(address("http://vp.ubnd.gov.vn/a")).issuedBy(address, "CN=A"),
            ROOT),
        no(
            "4.13.35 a web address outside",
            signer().alsoNamed(address("http://so.gov.vn/a")).issuedBy(address, "CN=A")));
  }

  private static List<PathCase> ofTheAnchor() {
    var none = List.<GeneralName>of();
    var ours = anchor(List.of(OURS), none);
    var notOurs = anchor(none, List.of(OURS));
    var ourMail = anchor(List.of(mail("ubnd.gov.vn")), none);
    var change = Certificates.ca().withKey(key("root-2")).issuedBy(ours, "C=VN,CN=Gốc");
    return List.of(
        holds("4.13.40 within the anchor's", of(ours, "C=VN,O=UBND,CN=A"), ours),
        fails("4.13.41 outside the anchor's", Cause.CONSTRAINT, of(ours, "C=VN,CN=A"), ours),
        fails(
            "4.13.42 excluded by the anchor",
            Cause.CONSTRAINT,
            of(notOurs, "C=VN,O=UBND,CN=A"),
            notOurs),
        fails(
            "4.13.43 a CA outside the anchor's",
            Cause.CONSTRAINT,
            of(ca().issuedBy(ours, "C=VN,CN=CA"), "C=VN,O=UBND,CN=A"),
            ours),
        fails(
            "4.13.44 an address outside the anchor's, in the subject",
            Cause.CONSTRAINT,
            of(ourMail, "CN=A,E=a@so.gov.vn"),
            ourMail),
        holds(
            "4.13.45 an address within the anchor's, in the subject",
            of(ourMail, "CN=A,E=a@ubnd.gov.vn"),
            ourMail),
        fails(
            "4.13.46 another name outside the anchor's",
            Cause.CONSTRAINT,
            signer().alsoNamed(THEIRS).issuedBy(ours, "C=VN,O=UBND,CN=A"),
            ours),
        holds("4.13.47 the anchor's change of keys", of(change, "C=VN,O=UBND,CN=A"), ours),
        fails(
            "4.13.48 what is below it is not let off",
            Cause.CONSTRAINT,
            of(change, "C=VN,CN=A"),
            ours));
  }

  private static PathCase no(String name, Made subject) {
    return fails(name, Cause.CONSTRAINT, subject, ROOT);
  }

  private static Made of(Made issuer, String subject) {
    return signer().issuedBy(issuer, subject);
  }

  private static Made permitting(GeneralName... names) {
    return ca().names(List.of(names), List.of()).issuedBy(ROOT, "CN=CA");
  }

  private static Made excluding(GeneralName... names) {
    return ca().names(List.of(), List.of(names)).issuedBy(ROOT, "CN=CA");
  }

  private static Made anchor(List<GeneralName> permitted, List<GeneralName> excluded) {
    return Certificates.ca()
        .withKey(key("root"))
        .names(permitted, excluded)
        .selfSigned("C=VN,CN=Gốc");
  }

  private static GeneralName directory(String name) {
    return new GeneralName(new X500Name(name));
  }

  private static GeneralName mail(String value) {
    return new GeneralName(GeneralName.rfc822Name, value);
  }

  private static GeneralName host(String value) {
    return new GeneralName(GeneralName.dNSName, value);
  }

  private static GeneralName address(String value) {
    return new GeneralName(GeneralName.uniformResourceIdentifier, value);
  }
}
