package vn.congvan.trust.lab;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PolicyConstraints;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.jspecify.annotations.Nullable;
import vn.congvan.trust.CryptoProviders;

/** Certificates of every good and bad shape, for tests. */
public final class Certificates {
  public static final Instant NOW = Instant.parse("2026-11-22T02:30:00Z");

  private final CryptoProviders providers = CryptoProviders.best();
  private final List<Extension> extensions = new ArrayList<>();
  private @Nullable String signature;
  private Instant now = NOW;
  private int years = 5;
  private @Nullable KeyPair pair;

  private Certificates() {}

  /** A key and the chain from its certificate up. */
  public record Made(PrivateKey key, List<X509Certificate> chain, String keyAlgorithm) {
    public X509Certificate certificate() {
      return chain.get(0);
    }
  }

  public static Certificates ca() {
    var made = new Certificates();
    made.extensions.addAll(Extensions.forCa(Integer.MAX_VALUE));
    return made;
  }

  public static Certificates ca(int below) {
    var made = new Certificates();
    made.extensions.addAll(Extensions.forCa(below));
    return made;
  }

  public static Certificates signer() {
    var made = new Certificates();
    made.extensions.addAll(Extensions.forSigning());
    return made;
  }

  public static Certificates timeStamper() {
    var made = new Certificates();
    made.extensions.addAll(Extensions.forTimeStamps());
    return made;
  }

  /** Whom a CA gives the task of answering for it. */
  public static Certificates responder() {
    var made = new Certificates();
    made.extensions.addAll(Extensions.forOcsp());
    return made;
  }

  /** A signer's, but without any word on what its key is for. */
  public static Certificates withoutPurpose() {
    return new Certificates();
  }

  /** A CA that may issue only to subjects of this country. */
  public Certificates onlyFor(String country) {
    var tree = new GeneralSubtree(new GeneralName(new X500Name("C=" + country)));
    return with(
        Extension.nameConstraints, true, new NameConstraints(new GeneralSubtree[] {tree}, null));
  }

  /** Whose revocation list lies at this address. */
  public Certificates listedAt(String address) {
    var names = new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, address));
    return with(
        Extension.cRLDistributionPoints,
        false,
        new CRLDistPoint(
            new DistributionPoint[] {
              new DistributionPoint(new DistributionPointName(names), null, null)
            }));
  }

  /** Whose issuer's certificate lies at this address. */
  public Certificates issuedAt(String address) {
    return with(
        Extension.authorityInfoAccess,
        false,
        new AuthorityInformationAccess(
            AccessDescription.id_ad_caIssuers,
            new GeneralName(GeneralName.uniformResourceIdentifier, address)));
  }

  public Certificates with(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {
    try {
      extensions.add(new Extension(id, critical, value.toASN1Primitive().getEncoded("DER")));
      return this;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public Certificates policies(String... oids) {
    return with(
        Extension.certificatePolicies,
        false,
        new CertificatePolicies(
            Arrays.stream(oids)
                .map(oid -> new PolicyInformation(new ASN1ObjectIdentifier(oid)))
                .toArray(PolicyInformation[]::new)));
  }

  /**
   * @param pairs of an issuer's policy and what it is called below
   */
  public Certificates mapping(String... pairs) {
    var all = new ASN1EncodableVector();
    for (var i = 0; i < pairs.length; i += 2) {
      all.add(
          new DERSequence(
              new ASN1Encodable[] {
                new ASN1ObjectIdentifier(pairs[i]), new ASN1ObjectIdentifier(pairs[i + 1])
              }));
    }
    return with(Extension.policyMappings, true, new DERSequence(all));
  }

  /**
   * @param explicitAfter certificates; less than none: not demanded
   * @param unmappedAfter the same for mappings
   */
  public Certificates policyConstraints(int explicitAfter, int unmappedAfter) {
    return with(
        Extension.policyConstraints,
        true,
        new PolicyConstraints(
            explicitAfter < 0 ? null : BigInteger.valueOf(explicitAfter),
            unmappedAfter < 0 ? null : BigInteger.valueOf(unmappedAfter)));
  }

  public Certificates inhibitAnyPolicy(int after) {
    return with(Extension.inhibitAnyPolicy, true, new ASN1Integer(after));
  }

  public Certificates names(List<GeneralName> permitted, List<GeneralName> excluded) {
    return with(
        Extension.nameConstraints, true, new NameConstraints(trees(permitted), trees(excluded)));
  }

  private static GeneralSubtree @Nullable [] trees(List<GeneralName> names) {
    return names.isEmpty()
        ? null
        : names.stream().map(GeneralSubtree::new).toArray(GeneralSubtree[]::new);
  }

  public Certificates alsoNamed(GeneralName... names) {
    return with(Extension.subjectAlternativeName, false, new GeneralNames(names));
  }

  public Certificates withKey(KeyPair other) {
    pair = other;
    return this;
  }

  /** How its issuer signs it. */
  public Certificates signedWith(String algorithm) {
    signature = algorithm;
    return this;
  }

  public Certificates from(Instant start, int lastingYears) {
    now = start;
    years = lastingYears;
    return this;
  }

  public Made selfSigned(String subject) {
    var algorithm = pair().getPublic().getAlgorithm();
    return issuedBy(new Made(pair().getPrivate(), List.of(), algorithm), subject);
  }

  public Made issuedBy(Made issuer, String subject) {
    return issuedBy(issuer, new X500Name(subject));
  }

  public Made issuedBy(Made issuer, X500Name subject) {
    var authority = new Authority(issuer.key(), issuer.chain(), signature(issuer), providers);
    var chain = authority.issue(subject, pair().getPublic(), now, years, extensions);
    return new Made(pair().getPrivate(), chain, pair().getPublic().getAlgorithm());
  }

  private String signature(Made issuer) {
    if (signature != null) {
      return signature;
    }
    return issuer.keyAlgorithm().equals("RSA")
        ? "SHA256withRSA"
        : issuer.keyAlgorithm().startsWith("ML-DSA") ? "ML-DSA-65" : "SHA256withECDSA";
  }

  /** RSA, made only when no other key is given: it takes long. */
  private KeyPair pair() {
    var made = pair == null ? rsa(2048) : pair;
    pair = made;
    return made;
  }

  public static KeyPair p256() {
    return KeyKind.P256.generate(CryptoProviders.best());
  }

  public static KeyPair rsa(int bits) {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
