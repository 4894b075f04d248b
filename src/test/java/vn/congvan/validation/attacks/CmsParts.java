package vn.congvan.validation.attacks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/** The parts of a SignedData, each to be replaced. */
final class CmsParts {
  ASN1ObjectIdentifier outer;
  ASN1ObjectIdentifier contentType;
  @Nullable ASN1Encodable content;
  ASN1Set digests;
  List<ASN1Encodable> certificates = new ArrayList<>();
  List<ASN1Encodable> signers = new ArrayList<>();

  SignerIdentifier id;
  AlgorithmIdentifier digest;
  @Nullable ASN1Set attributes;
  AlgorithmIdentifier algorithm;
  ASN1OctetString signature;
  @Nullable ASN1Set unsigned;

  CmsParts(byte[] cms) {
    var info = ContentInfo.getInstance(cms);
    var data = SignedData.getInstance(info.getContent());
    outer = info.getContentType();
    contentType = data.getEncapContentInfo().getContentType();
    content = data.getEncapContentInfo().getContent();
    digests = data.getDigestAlgorithms();
    data.getCertificates().forEach(certificates::add);
    var signer = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
    id = signer.getSID();
    digest = signer.getDigestAlgorithm();
    attributes = signer.getAuthenticatedAttributes();
    algorithm = signer.getDigestEncryptionAlgorithm();
    signature = signer.getEncryptedDigest();
    unsigned = signer.getUnauthenticatedAttributes();
  }

  /** Those that were read. */
  ASN1Set attributes() {
    return Objects.requireNonNull(attributes);
  }

  SignerInfo signer() {
    return new SignerInfo(id, digest, attributes, algorithm, signature, unsigned);
  }

  byte[] encoded() {
    if (signers.isEmpty()) {
      signers = new ArrayList<>(List.of(signer()));
    }
    var data =
        new SignedData(
            digests, new ContentInfo(contentType, content), set(certificates), null, set(signers));
    try {
      return new ContentInfo(outer, data).getEncoded("DER");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static DERSet set(List<? extends ASN1Encodable> items) {
    var vector = new ASN1EncodableVector();
    items.forEach(vector::add);
    return new DERSet(vector);
  }

  /** Changes parts. */
  @FunctionalInterface
  interface Change {
    void of(CmsParts parts);
  }

  static UnaryOperator<byte[]> parts(Change change) {
    return cms -> {
      var parts = new CmsParts(cms);
      change.of(parts);
      return parts.encoded();
    };
  }
}
