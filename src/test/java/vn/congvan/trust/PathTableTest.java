package vn.congvan.trust;

import static vn.congvan.trust.PathCase.ca;
import static vn.congvan.trust.PathCase.fails;
import static vn.congvan.trust.PathCase.holds;
import static vn.congvan.trust.PathCase.key;
import static vn.congvan.trust.PathCase.root;
import static vn.congvan.trust.PathCase.signer;
import static vn.congvan.trust.PathCase.sub;
import static vn.congvan.trust.PathCase.withKey;
import static vn.congvan.trust.lab.Certificates.NOW;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.congvan.trust.PathDoesNotHold.Cause;
import vn.congvan.trust.lab.Certificates;
import vn.congvan.trust.lab.Certificates.Made;

/** Signatures, times, names of issuers, changes of keys, crossings, and what a CA may do. */
class PathTableTest {
  private static final Made ROOT = root();
  private static final Made CA = ca().from(NOW, 15).issuedBy(ROOT, "C=VN,CN=CA");
  private static final ASN1ObjectIdentifier PRIVATE = new ASN1ObjectIdentifier("2.999.7");

  @ParameterizedTest
  @MethodSource("rows")
  void aPathHoldsOrDoesNotAsTheTableSays(PathCase row) {
    row.check();
  }

  static List<PathCase> rows() throws CertificateException {
    return Stream.of(
            signatures(), times(), names(), keyChanges(), crossings(), constraints(), usages())
        .flatMap(List::stream)
        .toList();
  }

  private static List<PathCase> signatures() throws CertificateException {
    var stranger = key("stranger");
    var edwards = CryptoProviders.best().keyPairGenerator("Ed25519").generateKeyPair();
    var good = signer().issuedBy(CA, "CN=A");
    return List.of(
        holds("4.1.1 a sound path", good, ROOT),
        fails(
            "4.1.2 the CA's certificate is signed with another key",
            Cause.BAD_SIGNATURE,
            signer().issuedBy(ca().issuedBy(withKey(ROOT, stranger), "C=VN,CN=CA"), "CN=A"),
            ROOT),
        fails(
            "4.1.3 the signer's certificate is signed with another key",
            Cause.BAD_SIGNATURE,
            signer().issuedBy(withKey(CA, stranger), "CN=A"),
            ROOT),
        holds(
            "4.1.4 a CA with another kind of key",
            signer()
                .signedWith("Ed25519")
                .issuedBy(Certificates.ca().withKey(edwards).issuedBy(ROOT, "CN=Ed"), "CN=A"),
            ROOT),
        fails("4.1.5 a changed certificate", Cause.BAD_SIGNATURE, changed(good), ROOT),
        fails(
            "4.1.6 a digest that is broken",
            Cause.WEAK_KEY,
            signer().signedWith("SHA1withECDSA").issuedBy(CA, "CN=A"),
            ROOT));
  }

  private static List<PathCase> times() {
    var later = NOW.plus(Duration.ofDays(30));
    var before = NOW.minus(Duration.ofDays(800));
    var good = signer().issuedBy(CA, "CN=A");
    var end = good.certificate().getNotAfter().toInstant();
    return List.of(
        fails(
            "4.2.1 the CA is not valid yet",
            Cause.NOT_YET_VALID,
            signer().issuedBy(ca().from(later, 5).issuedBy(ROOT, "CN=CA"), "CN=A"),
            ROOT),
        fails(
            "4.2.2 the signer is not valid yet",
            Cause.NOT_YET_VALID,
            signer().from(later, 5).issuedBy(CA, "CN=A"),
            ROOT),
        holds(
            "4.2.3 valid since the last century",
            signer().from(Instant.parse("1951-01-01T00:00:00Z"), 100).issuedBy(CA, "CN=A"),
            ROOT),
        fails(
            "4.2.5 the CA has expired",
            Cause.EXPIRED,
            signer().issuedBy(ca().from(before, 1).issuedBy(ROOT, "CN=CA"), "CN=A"),
            ROOT),
        fails(
            "4.2.6 the signer has expired",
            Cause.EXPIRED,
            signer().from(before, 1).issuedBy(CA, "CN=A"),
            ROOT),
        fails(
            "4.2.7 the signer expired in the last century",
            Cause.EXPIRED,
            signer().from(Instant.parse("1990-01-01T00:00:00Z"), 2).issuedBy(CA, "CN=A"),
            ROOT),
        holds("4.2.8 valid beyond 2050", signer().from(NOW, 60).issuedBy(CA, "CN=A"), ROOT),
        holds("4.2.9 the last second", good, ROOT).at(end),
        fails("4.2.10 a second later", Cause.EXPIRED, good, ROOT).at(end.plusSeconds(1)),
        fails(
            "4.2.11 the anchor is not valid yet",
            Cause.NOT_YET_VALID,
            good,
            Certificates.ca().withKey(key("root")).from(later, 20).selfSigned("C=VN,CN=Gốc")),
        fails("4.2.12 the anchor has expired", Cause.EXPIRED, good, expiredRoot()));
  }

  private static List<PathCase> names() {
    var printable =
        new X500NameBuilder(BCStyle.INSTANCE)
            .addRDN(BCStyle.CN, new DERPrintableString("Cong vu"))
            .build();
    var namesake = Certificates.ca().withKey(key("namesake")).issuedBy(ROOT, "C=VN,CN=CA");
    var impostor = Certificates.ca().withKey(key("stranger")).selfSigned("C=VN,CN=Gốc");
    return List.of(
        fails(
                "4.3.1 the issuer has another name",
                Cause.UNKNOWN_ISSUER,
                signer().issuedBy(ca().issuedBy(ROOT, "C=VN,CN=CB"), "CN=A"),
                ROOT)
            .besideOnly(CA),
        fails(
                "4.3.2 the parts of the issuer's name in another order",
                Cause.UNKNOWN_ISSUER,
                signer().issuedBy(ca().issuedBy(ROOT, "CN=CA,C=VN"), "CN=A"),
                ROOT)
            .besideOnly(CA),
        holds(
                "4.3.3 white space in the issuer's name",
                signer().issuedBy(ca().issuedBy(ROOT, "C=VN,CN=Công  vụ"), "CN=A"),
                ROOT)
            .besideOnly(ca().issuedBy(ROOT, "C=VN,CN=Công vụ")),
        holds(
                "4.3.4 small and capital letters in the issuer's name",
                signer().issuedBy(ca().issuedBy(ROOT, "C=VN,CN=ca"), "CN=A"),
                ROOT)
            .besideOnly(CA),
        holds(
                "4.3.5 another string type in the issuer's name",
                signer().issuedBy(ca().issuedBy(ROOT, "CN=Cong vu"), "CN=A"),
                ROOT)
            .besideOnly(ca().issuedBy(ROOT, printable)),
        holds(
                "4.3.6 the CA that signed is found beside a namesake",
                signer().issuedBy(CA, "CN=A"),
                ROOT)
            .besideOnly(namesake, CA, namesake),
        fails(
                "4.3.7 only a namesake of the CA is there",
                Cause.BAD_SIGNATURE,
                signer().issuedBy(CA, "CN=A"),
                ROOT)
            .besideOnly(namesake),
        fails(
            "4.3.8 an impostor of the anchor",
            Cause.UNKNOWN_ISSUER,
            signer().issuedBy(impostor, "CN=A"),
            ROOT));
  }

  private static List<PathCase> keyChanges() throws CertificateException {
    var old = ROOT;
    var fresh = Certificates.ca().withKey(key("root-2")).from(NOW, 20).selfSigned("C=VN,CN=Gốc");
    var newWithOld = Certificates.ca().withKey(key("root-2")).issuedBy(old, "C=VN,CN=Gốc");
    var oldWithNew = Certificates.ca().withKey(key("root")).issuedBy(fresh, "C=VN,CN=Gốc");
    var forged =
        Certificates.ca()
            .withKey(key("root-2"))
            .issuedBy(withKey(old, key("stranger")), "C=VN,CN=Gốc");
    var ofNew = signer().issuedBy(fresh, "CN=A");
    var ofOld = signer().issuedBy(old, "CN=A");
    var expired = signer().from(NOW.minus(Duration.ofDays(800)), 1).issuedBy(fresh, "CN=A");
    return List.of(
        holds("4.5.1 the new key certified with the old", ofNew, old).besideOnly(newWithOld),
        holds("4.5.2 the old key certified with the new", ofOld, fresh).besideOnly(oldWithNew),
        fails("4.5.3 the new key certified by nobody", Cause.UNKNOWN_ISSUER, ofNew, old),
        fails("4.5.4 the new key certified with a stranger's", Cause.UNKNOWN_ISSUER, ofNew, old)
            .besideOnly(forged),
        holds("4.5.5 both roots trusted, the old one first", ofNew, old, fresh),
        holds("4.5.6 both roots trusted, the new one first", ofNew, fresh, old),
        holds("4.5.7 both roots trusted, the old one expired", ofNew, expiredRoot(), fresh),
        fails(
            "4.5.8 an expired signer stays one whichever root is tried first",
            Cause.EXPIRED,
            expired,
            old,
            fresh),
        fails(
            "4.5.9 a changed certificate is none that expired with the old root",
            Cause.BAD_SIGNATURE,
            changed(ofNew),
            expiredRoot(),
            fresh));
  }

  private static List<PathCase> crossings() {
    var other = Certificates.ca().withKey(key("other")).selfSigned("CN=Gốc khác");
    var crossed = Certificates.ca().withKey(key("other")).issuedBy(ROOT, "CN=Gốc khác");
    var expired =
        Certificates.ca()
            .withKey(key("other"))
            .from(NOW.minus(Duration.ofDays(800)), 1)
            .issuedBy(ROOT, "CN=Gốc khác");
    var narrow =
        Certificates.ca().withKey(key("other")).onlyFor("FR").issuedBy(ROOT, "CN=Gốc khác");
    var below = signer().issuedBy(ca().issuedBy(other, "CN=Dưới"), "C=VN,CN=A");
    var left = Certificates.ca().withKey(key("left")).selfSigned("CN=Trái");
    var right = Certificates.ca().withKey(key("right")).issuedBy(left, "CN=Phải");
    var leftByRight = Certificates.ca().withKey(key("left")).issuedBy(right, "CN=Trái");
    var rightByRoot = Certificates.ca().withKey(key("right")).issuedBy(ROOT, "CN=Phải");
    var inLoop = signer().issuedBy(left, "CN=A");
    return List.of(
        holds("4.5.20 another root that ours has certified", below, ROOT).beside(crossed),
        fails("4.5.21 another root", Cause.UNKNOWN_ISSUER, below, ROOT),
        fails("4.5.22 a crossing that expired", Cause.EXPIRED, below, ROOT).beside(expired),
        holds("4.5.23 a crossing that expired beside one that holds", below, ROOT)
            .beside(expired, crossed),
        holds("4.5.24 a crossing that is for others beside one that holds", below, ROOT)
            .beside(narrow, crossed),
        fails("4.5.25 a crossing that is for others", Cause.CONSTRAINT, below, ROOT).beside(narrow),
        fails("4.5.26 two CAs that certify each other", Cause.UNKNOWN_ISSUER, inLoop, ROOT)
            .besideOnly(right, leftByRight),
        holds("4.5.27 the same, and one of them is certified by ours", inLoop, ROOT)
            .besideOnly(right, leftByRight, rightByRoot),
        holds("4.5.28 the way through thirty namesakes", below, ROOT)
            .besideOnly(crowd(below, crossed)));
  }

  private static List<PathCase> constraints() {
    var flat = Certificates.ca(0).withKey(key("ca")).issuedBy(ROOT, "CN=Phẳng");
    var flatAgain = Certificates.ca(0).withKey(key("ca-2")).issuedBy(flat, "CN=Phẳng");
    var six = Certificates.ca(6).withKey(key("ca")).issuedBy(ROOT, "CN=Sáu");
    var four = Certificates.ca(4).withKey(key("sub")).issuedBy(six, "CN=Bốn");
    var one = Certificates.ca(1).withKey(key("ca-2")).issuedBy(four, "CN=Một");
    var none = Certificates.ca(0).withKey(key("ca-2")).issuedBy(four, "CN=Không");
    var flatRoot = Certificates.ca(0).withKey(key("root")).selfSigned("C=VN,CN=Gốc");
    var newWithFlat = Certificates.ca(0).withKey(key("root-2")).issuedBy(flatRoot, "C=VN,CN=Gốc");
    return List.of(
        fails(
            "4.6.1 a CA that does not say it is one",
            Cause.NOT_A_CA,
            below(certSigner(true)),
            ROOT),
        fails(
            "4.6.2 a CA that says it is none",
            Cause.NOT_A_CA,
            below(certSigner(true).with(BASIC, true, new BasicConstraints(false))),
            ROOT),
        fails(
            "4.6.3 the same, not critical",
            Cause.NOT_A_CA,
            below(certSigner(true).with(BASIC, false, new BasicConstraints(false))),
            ROOT),
        holds(
            "4.6.4 a CA that says so without being critical about it",
            below(certSigner(true).with(BASIC, false, new BasicConstraints(true))),
            ROOT),
        fails(
            "4.6.5 one CA too many",
            Cause.CONSTRAINT,
            signer().issuedBy(sub().issuedBy(flat, "CN=Dưới"), "CN=A"),
            ROOT),
        holds("4.6.7 a signer below a CA without CAs", signer().issuedBy(flat, "CN=A"), ROOT),
        holds("4.6.8 a CA as the certificate in question", sub().issuedBy(flat, "CN=Dưới"), ROOT),
        fails(
            "4.6.9 the narrowest limit holds",
            Cause.CONSTRAINT,
            signer().issuedBy(sub().issuedBy(none, "CN=Dưới"), "CN=A"),
            ROOT),
        holds(
            "4.6.13 as many as each allows",
            signer().issuedBy(Certificates.ca().withKey(key("x")).issuedBy(one, "CN=X"), "CN=A"),
            ROOT),
        holds("4.6.15 a change of keys is no step", signer().issuedBy(flatAgain, "CN=A"), ROOT),
        fails(
            "4.6.16 a step after a change of keys",
            Cause.CONSTRAINT,
            signer().issuedBy(sub().issuedBy(flatAgain, "CN=Dưới"), "CN=A"),
            ROOT),
        fails(
            "4.6.18 the anchor's own limit",
            Cause.CONSTRAINT,
            signer().issuedBy(ca().issuedBy(flatRoot, "CN=CA"), "CN=A"),
            flatRoot),
        holds(
            "4.6.19 a change of keys is no step below the anchor either",
            signer().issuedBy(newWithFlat, "CN=A"),
            flatRoot),
        fails("4.6.20 more CAs than anybody has", Cause.UNKNOWN_ISSUER, tower(), ROOT));
  }

  private static List<PathCase> usages() {
    var yes = new BasicConstraints(true);
    var critical = Certificates.ca().withKey(key("ca")).with(PRIVATE, true, new ASN1Integer(1));
    var known = Certificates.ca().withKey(key("root")).with(PRIVATE, false, new ASN1Integer(1));
    var strange = Certificates.ca().withKey(key("root")).with(PRIVATE, true, new ASN1Integer(1));
    var listsOnly = new KeyUsage(KeyUsage.cRLSign);
    var strangeRoot = strange.selfSigned("CN=Gốc");
    var knownRoot = known.selfSigned("CN=Gốc");
    var listRoot =
        Certificates.withoutPurpose()
            .withKey(key("root"))
            .with(BASIC, true, yes)
            .with(Extension.keyUsage, true, listsOnly)
            .selfSigned("CN=Gốc");
    return List.of(
        fails(
            "4.7.1 a CA whose key may not sign certificates",
            Cause.NOT_A_CA,
            below(bare().with(BASIC, true, yes).with(Extension.keyUsage, true, listsOnly)),
            ROOT),
        fails(
            "4.7.2 the same, not critical",
            Cause.NOT_A_CA,
            below(bare().with(BASIC, true, yes).with(Extension.keyUsage, false, listsOnly)),
            ROOT),
        holds(
            "4.7.3 a CA that says nothing of its key", below(bare().with(BASIC, true, yes)), ROOT),
        fails(
            "4.7.4 an anchor whose key may not sign certificates",
            Cause.NOT_A_CA,
            signer().issuedBy(listRoot, "CN=A"),
            listRoot),
        holds(
            "4.16.1 a private extension",
            signer().with(PRIVATE, false, new ASN1Integer(1)).issuedBy(CA, "CN=A"),
            ROOT),
        fails(
            "4.16.2 a critical private extension of the signer",
            Cause.CONSTRAINT,
            signer().with(PRIVATE, true, new ASN1Integer(1)).issuedBy(CA, "CN=A"),
            ROOT),
        fails(
            "4.16.3 of a CA between",
            Cause.CONSTRAINT,
            signer().issuedBy(critical.issuedBy(ROOT, "CN=CA"), "CN=A"),
            ROOT),
        fails(
            "4.16.4 of the anchor",
            Cause.CONSTRAINT,
            signer().issuedBy(strangeRoot, "CN=A"),
            strangeRoot),
        holds(
            "4.16.5 one of the anchor that is not critical",
            signer().issuedBy(knownRoot, "CN=A"),
            knownRoot));
  }

  private static final ASN1ObjectIdentifier BASIC = Extension.basicConstraints;

  private static Certificates bare() {
    return Certificates.withoutPurpose().withKey(key("ca"));
  }

  private static Certificates certSigner(boolean critical) {
    return bare().with(Extension.keyUsage, critical, new KeyUsage(KeyUsage.keyCertSign));
  }

  private static Made below(Certificates ca) {
    return signer().issuedBy(ca.issuedBy(ROOT, "CN=CA"), "CN=A");
  }

  private static Made expiredRoot() {
    return Certificates.ca()
        .withKey(key("root"))
        .from(NOW.minus(Duration.ofDays(800)), 1)
        .selfSigned("C=VN,CN=Gốc");
  }

  private static Made tower() {
    var top = ROOT;
    for (var i = 0; i < 9; i++) {
      top = Certificates.ca().withKey(key("x")).issuedBy(top, "CN=Tầng " + i);
    }
    return signer().issuedBy(top, "CN=A");
  }

  private static Made[] crowd(Made subject, Made crossed) {
    var all = new ArrayList<Made>();
    for (var i = 0; i < 30; i++) {
      all.add(Certificates.ca().withKey(key("other-" + i % 3)).selfSigned("CN=Gốc khác"));
    }
    all.add(new Made(subject.key(), subject.chain().subList(1, 2), "EC"));
    all.add(crossed);
    return all.toArray(Made[]::new);
  }

  private static Made changed(Made made) throws CertificateException {
    var encoded = made.certificate().getEncoded();
    encoded[encoded.length - 1] ^= 1;
    var chain = new ArrayList<>(made.chain());
    chain.set(
        0,
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(encoded)));
    return new Made(made.key(), chain, made.keyAlgorithm());
  }
}
