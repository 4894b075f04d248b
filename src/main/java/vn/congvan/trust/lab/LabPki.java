package vn.congvan.trust.lab;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.trust.CryptoProviders;

/**
 * A root, an issuing CA for public duty, and whoever they issue to, in a folder. Opening it again
 * finds what is there; issuing again to the same holder returns the same certificate. Thread-safe
 * within one process; two processes must not work on one folder at once.
 */
public final class LabPki {
  private static final String LAB = "Phòng thử nghiệm Công Văn";
  private static final Pattern REF = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final int ROOT_YEARS = 20;
  private static final int CA_YEARS = 15;
  private static final int HOLDER_YEARS = 5;
  private static final Duration LISTS_VALID = Duration.ofDays(1);

  private final Path folder;
  private final Clock clock;
  private final CryptoProviders providers;
  private final Function<String, List<Extension>> addresses;
  private final Authority root;
  private final Authority issuing;

  /**
   * @param addresses what certificates say of where their issuer, by its name, can be asked
   */
  private LabPki(
      Path folder,
      Clock clock,
      CryptoProviders providers,
      Function<String, List<Extension>> addresses)
      throws IOException {
    this.folder = folder;
    this.clock = clock;
    this.providers = providers;
    this.addresses = addresses;
    for (var part : List.of("anchors", "authorities", "services", "persons", "agencies")) {
      Files.createDirectories(folder.resolve(part));
    }
    this.root = makeRoot();
    publishAnchor(root.chain().get(0));
    this.issuing = issuingCa(root);
  }

  /**
   * @throws Halt when the folder cannot be used
   */
  public static LabPki open(Path folder, Clock clock, CryptoProviders providers) {
    return open(folder, clock, providers, Optional.empty());
  }

  /**
   * @param services where certificates issued from now on say that OCSP responder, revocation lists
   *     and issuers' certificates lie: {@code ocsp}, {@code root.crl}, {@code issuing.crl}, {@code
   *     root.crt} and {@code issuing.crt} below it
   * @throws Halt when the folder cannot be used
   */
  public static LabPki open(
      Path folder, Clock clock, CryptoProviders providers, Optional<URI> services) {
    return opened(
        folder,
        clock,
        providers,
        issuer -> services.map(base -> Extensions.addresses(base, issuer)).orElse(List.of()));
  }

  /**
   * @param lists where certificates issued from now on say that revocation lists and issuers'
   *     certificates lie: {@code root.crl}, {@code issuing.crl}, {@code root.crt} and {@code
   *     issuing.crt} below it
   * @throws Halt when the folder cannot be used
   */
  public static LabPki openWithLists(
      Path folder, Clock clock, CryptoProviders providers, URI lists) {
    return opened(folder, clock, providers, issuer -> Extensions.addressesOfLists(lists, issuer));
  }

  private static LabPki opened(
      Path folder,
      Clock clock,
      CryptoProviders providers,
      Function<String, List<Extension>> addresses) {
    try {
      return new LabPki(folder, clock, providers, addresses);
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  /** Where the root's certificate lies as PEM, alone. */
  public Path anchorsFolder() {
    return folder.resolve("anchors");
  }

  /** The certificate of the CA that issues to everybody here. */
  public X509Certificate issuingCa() {
    return issuing.chain().get(0);
  }

  public X509Certificate rootCa() {
    return root.chain().get(0);
  }

  /** The root's revocation list as of now, in DER: nobody is on it. */
  public byte[] rootList() {
    return root.emptyList(now(), LISTS_VALID);
  }

  /** The same of the CA that issues to everybody here. */
  public byte[] issuingList() {
    return issuing.emptyList(now(), LISTS_VALID);
  }

  /** Signs the lists of the root. */
  Authority root() {
    return root;
  }

  /** Signs the lists of everybody else. */
  Authority issuing() {
    return issuing;
  }

  public Holder timeStampSigner() {
    return issue(
        "services",
        "time-stamp",
        KeyKind.RSA2048,
        name().addRDN(BCStyle.CN, "Cấp dấu thời gian (thử nghiệm)"),
        Extensions.forTimeStamps());
  }

  public Holder ocspSigner() {
    return issue(
        "services",
        "ocsp",
        KeyKind.RSA2048,
        name().addRDN(BCStyle.CN, "Trả lời OCSP (thử nghiệm)"),
        Extensions.forOcsp());
  }

  /**
   * A leader's certificate.
   *
   * @param ref pseudonymous id, in the subject's serialNumber: letters, digits, dots, hyphens
   * @param organization the agency's name
   */
  public Holder issuePerson(String ref, String name, String organization, KeyKind kind) {
    if (!REF.matcher(ref).matches()) {
      throw new IllegalArgumentException("not a reference that can name a file: '" + ref + "'");
    }
    var subject =
        new X500NameBuilder(BCStyle.INSTANCE)
            .addRDN(BCStyle.C, "VN")
            .addRDN(BCStyle.O, organization)
            .addRDN(BCStyle.CN, name)
            .addRDN(BCStyle.SERIALNUMBER, ref);
    return issue("persons", fileName(ref, kind), kind, subject, Extensions.forSigning());
  }

  /** An agency's seal. The subject's organizationIdentifier (2.5.4.97) is the agency's code. */
  public Holder issueAgency(AgencyCode code, String name, KeyKind kind) {
    var subject =
        new X500NameBuilder(BCStyle.INSTANCE)
            .addRDN(BCStyle.C, "VN")
            .addRDN(BCStyle.O, name)
            .addRDN(BCStyle.CN, name)
            .addRDN(BCStyle.ORGANIZATION_IDENTIFIER, code.value());
    return issue("agencies", fileName(code.value(), kind), kind, subject, Extensions.forSigning());
  }

  /** A post-quantum key stands beside its holder's other one. */
  private static String fileName(String holder, KeyKind kind) {
    return kind == KeyKind.ML_DSA_65 ? holder + ".ml-dsa-65" : holder;
  }

  private synchronized Holder issue(
      String part, String file, KeyKind kind, X500NameBuilder subject, List<Extension> purpose) {
    var stored = new KeyFile(folder.resolve(part), file);
    try {
      var found = stored.read(providers);
      if (found.isPresent()) {
        return stored.holder(found.get());
      }
      var pair = kind.generate(providers);
      var extensions = new ArrayList<>(purpose);
      extensions.addAll(addresses.apply("issuing"));
      var chain = issuing.issue(subject.build(), pair.getPublic(), now(), HOLDER_YEARS, extensions);
      var entry = new KeyFile.Entry(pair.getPrivate(), chain);
      stored.write(entry);
      return stored.holder(entry);
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  private Authority makeRoot() throws IOException {
    var subject = name().addRDN(BCStyle.CN, "CA gốc thử nghiệm Công Văn").build();
    var self = new KeyFile(folder.resolve("authorities"), "root");
    var entry = self.read(providers);
    if (entry.isEmpty()) {
      refuseToReplace(self);
      var pair = KeyKind.RSA3072.generate(providers);
      var maker = authority(new KeyFile.Entry(pair.getPrivate(), List.of()));
      var chain =
          maker.issue(
              subject, pair.getPublic(), now(), ROOT_YEARS, Extensions.forCa(Integer.MAX_VALUE));
      self.write(new KeyFile.Entry(pair.getPrivate(), chain));
      entry = self.read(providers);
    }
    return authority(entry.orElseThrow());
  }

  private Authority issuingCa(Authority root) throws IOException {
    var subject = name().addRDN(BCStyle.CN, "CA phục vụ công vụ (thử nghiệm)").build();
    var stored = new KeyFile(folder.resolve("authorities"), "public-duty");
    var entry = stored.read(providers);
    if (entry.isEmpty()) {
      refuseToReplace(stored);
      var pair = KeyKind.RSA2048.generate(providers);
      var extensions = new ArrayList<>(Extensions.forCa(0));
      extensions.addAll(addresses.apply("root"));
      var chain = root.issue(subject, pair.getPublic(), now(), CA_YEARS, extensions);
      stored.write(new KeyFile.Entry(pair.getPrivate(), chain));
      entry = stored.read(providers);
    }
    return authority(entry.orElseThrow());
  }

  private Authority authority(KeyFile.Entry entry) {
    return new Authority(
        entry.key(), entry.chain(), KeyKind.RSA3072.signatureAlgorithm(), providers);
  }

  /** Whatever an authority has issued stops to hold with it; a new one is a person's decision. */
  private static void refuseToReplace(KeyFile authority) throws IOException {
    if (authority.exists()) {
      throw new IOException("the key of an authority is there and cannot be opened");
    }
  }

  private void publishAnchor(X509Certificate root) throws IOException {
    try {
      var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(root.getEncoded());
      var pem = "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
      var file = anchorsFolder().resolve("root.pem");
      var bytes = pem.getBytes(StandardCharsets.US_ASCII);
      if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), bytes)) {
        KeyFile.writeDurably(file, bytes, false);
      }
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate made here has an encoding", e);
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private static X500NameBuilder name() {
    return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.C, "VN").addRDN(BCStyle.O, LAB);
  }

  private static Halt unusable(Path folder, IOException cause) {
    return new Halt(
        new Reason(
            "LAB.UNUSABLE",
            "Không dùng được thư mục khóa thử nghiệm %s (%s). Sửa quyền hoặc xóa thư mục rồi chạy lại."
                .formatted(folder, cause.getMessage()),
            "cannot use the lab's key folder %s (%s); mend its permissions or delete it and start again"
                .formatted(folder, cause.getMessage())),
        cause);
  }
}
