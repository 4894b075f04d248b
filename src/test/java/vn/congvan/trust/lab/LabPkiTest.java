package vn.congvan.trust.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.Halt;
import vn.congvan.trust.CertificatePaths;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.KeyStoreFile;
import vn.congvan.trust.TrustAnchors;

class LabPkiTest {
  private static final Clock CLOCK = Clock.fixed(Certificates.NOW, ZoneOffset.UTC);
  private static final AgencyCode CITY = new AgencyCode("H57");

  @TempDir Path folder;

  private final CryptoProviders providers = CryptoProviders.best();

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void everyHolderHasAPathToTheOneAnchorAndAKeyThatFits(KeyKind kind) throws Exception {
    var lab = open();
    var holder = lab.issuePerson("ld-001", "Lê Thị Bình", "UBND thành phố Huế", kind);

    var entry =
        KeyStoreFile.read(
                Files.readAllBytes(holder.keyFile()), password(holder).toCharArray(), providers)
            .get(0);
    var chain = entry.chain();
    var paths = new CertificatePaths(TrustAnchors.read(lab.anchorsFolder()), providers);
    assertThat(paths.check(holder.certificate(), chain, Certificates.NOW)).hasSize(3);
    assertThat(
            paths.check(
                holder.certificate(), chain, Certificates.NOW.plus(Duration.ofDays(4 * 365))))
        .hasSize(3);

    var signer = providers.signer(kind.signatureAlgorithm(), entry.key());
    signer.update(new byte[] {1, 2, 3});
    var verifier =
        providers.verifier(kind.signatureAlgorithm(), holder.certificate().getPublicKey());
    verifier.update(new byte[] {1, 2, 3});
    assertThat(verifier.verify(signer.sign())).isTrue();
  }

  @Test
  void aCertificateSaysWhoseItIsAndWhatFor() throws Exception {
    var lab = open();
    var person = lab.issuePerson("ld-001", "Lê Thị Bình", "UBND thành phố Huế", KeyKind.P256);
    var agency = lab.issueAgency(CITY, "Ủy ban nhân dân thành phố Huế", KeyKind.P256);

    var personName = subject(person);
    assertThat(value(personName, BCStyle.CN)).isEqualTo("Lê Thị Bình");
    assertThat(value(personName, BCStyle.SERIALNUMBER)).isEqualTo("ld-001");
    assertThat(value(personName, BCStyle.O)).isEqualTo("UBND thành phố Huế");
    assertThat(value(personName, BCStyle.C)).isEqualTo("VN");
    assertThat(value(subject(agency), BCStyle.ORGANIZATION_IDENTIFIER)).isEqualTo("H57");
    assertThat(value(subject(agency), BCStyle.CN)).isEqualTo("Ủy ban nhân dân thành phố Huế");
    for (var holder : List.of(person, agency)) {
      var usage = holder.certificate().getKeyUsage();
      assertThat(usage[0] && usage[1]).as("digitalSignature and nonRepudiation").isTrue();
      assertThat(holder.certificate().getBasicConstraints()).isEqualTo(-1);
    }

    var timeStamps = lab.timeStampSigner().certificate();
    assertThat(timeStamps.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.8");
    assertThat(timeStamps.getCriticalExtensionOIDs()).contains("2.5.29.37");
    var ocsp = lab.ocspSigner().certificate();
    assertThat(ocsp.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.9");
    assertThat(ocsp.getNonCriticalExtensionOIDs()).contains("1.3.6.1.5.5.7.48.1.5");
  }

  @Test
  void openingAgainFindsWhatIsThere() throws Exception {
    var first = open();
    var person = first.issuePerson("ld-001", "Lê Thị Bình", "Huế", KeyKind.P256);
    var bytes = Files.readAllBytes(person.keyFile());
    var again = open();

    assertThat(again.issuePerson("ld-001", "Lê Thị Bình", "Huế", KeyKind.P256)).isEqualTo(person);
    assertThat(Files.readAllBytes(person.keyFile())).isEqualTo(bytes);
    assertThat(again.issuingCa()).isEqualTo(first.issuingCa());
    assertThat(TrustAnchors.read(again.anchorsFolder()))
        .isEqualTo(TrustAnchors.read(first.anchorsFolder()));
  }

  @Test
  void anInterruptedRunIsFinishedByTheNext() throws Exception {
    var lab = open();
    var person = lab.issuePerson("ld-001", "Lê Thị Bình", "Huế", KeyKind.P256);

    // Stopped between the password and the key file.
    Files.move(person.keyFile(), person.keyFile().resolveSibling("ld-001.p12.tmp"));
    var anew = open().issuePerson("ld-001", "Lê Thị Bình", "Huế", KeyKind.P256);
    assertThat(anew.certificate()).isNotEqualTo(person.certificate());
    assertThat(load(anew).size()).isEqualTo(1);

    // A disk that lost the end of the file.
    Files.write(anew.keyFile(), java.util.Arrays.copyOf(Files.readAllBytes(anew.keyFile()), 100));
    var third = open().issuePerson("ld-001", "Lê Thị Bình", "Huế", KeyKind.P256);
    assertThat(load(third).size()).isEqualTo(1);
    assertThat(anew.keyFile().resolveSibling("ld-001.p12.unusable-1")).exists();

    Files.delete(lab.anchorsFolder().resolve("root.pem"));
    assertThat(TrustAnchors.read(open().anchorsFolder()).certificates()).hasSize(1);
  }

  @Test
  void anAuthorityThatCannotBeOpenedIsNotReplaced() throws Exception {
    open();
    var root = folder.resolve("authorities").resolve("root.p12");
    var bytes = Files.readAllBytes(root);
    Files.write(root, java.util.Arrays.copyOf(bytes, 100));

    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            Halt.class, e -> assertThat(e.reason().code()).isEqualTo("LAB.UNUSABLE"));
    Files.write(root, bytes);
    open();
  }

  @Test
  void keysAndPasswordsAreForTheirOwnerOnlyAndNoTwoPasswordsAreAlike() throws Exception {
    var lab = open();
    var one = lab.issuePerson("ld-001", "Lê Thị Bình", "Huế", KeyKind.P256);
    var two = lab.issueAgency(CITY, "Huế", KeyKind.P256);
    for (var file : List.of(one.keyFile(), one.passwordFile(), two.keyFile(), two.passwordFile())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    assertThat(password(one)).hasSizeGreaterThan(20).isNotEqualTo(password(two));
  }

  @Test
  void aReferenceThatWouldLeaveTheFolderIsRefused() {
    var lab = open();
    for (var bad : List.of("../root", "", ".hidden", "a/b", "Lê")) {
      assertThatThrownBy(() -> lab.issuePerson(bad, "Ai", "Đâu", KeyKind.P256))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private LabPki open() {
    return LabPki.open(folder, CLOCK, providers);
  }

  private static KeyStore load(Holder holder) throws Exception {
    return KeyStore.getInstance(holder.keyFile().toFile(), password(holder).toCharArray());
  }

  private static String password(Holder holder) throws Exception {
    return Files.readString(holder.passwordFile());
  }

  private static X500Name subject(Holder holder) {
    return X500Name.getInstance(holder.certificate().getSubjectX500Principal().getEncoded());
  }

  private static String value(X500Name name, org.bouncycastle.asn1.ASN1ObjectIdentifier type) {
    return IETFUtils.valueToString(name.getRDNs(type)[0].getFirst().getValue());
  }
}
