package vn.congvan.signing;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.util.encoders.Hex;

/**
 * A signature or document time-stamp that a file has, as far as raising it needs to know. Read, not
 * judged: whether it holds is the verifier's to say.
 *
 * @param end the first byte after what it covers
 * @param kind whether it is a document time-stamp
 * @param signer with the certificates beside it
 * @param stamp of its time-stamp, or of itself when it is one
 */
record StoredSignature(long end, boolean isStamp, Signer signer, Optional<Stamp> stamp) {
  private static final int MAX_CERTIFICATES = 64;
  private static final int MAX_FIELDS = 1 << 16;

  record Signer(X509Certificate certificate, List<X509Certificate> others) {}

  record Stamp(Signer signer, Instant time) {}

  /** Every one that a file has, in the order of its form, whoever made it. */
  static List<StoredSignature> in(SourcePdf file) throws IOException, NotOurs {
    var found = new ArrayList<StoredSignature>();
    var form = file.object(file.root()).get("AcroForm");
    if (form.isEmpty()) {
      return found;
    }
    var open = new ArrayDeque<Node>();
    for (var number : file.references(file.dictionary(form.get()), "Fields")) {
      open.add(new Node(number, ""));
    }
    var seen = new HashSet<Integer>();
    for (var node = open.poll(); node != null; node = open.poll()) {
      if (!seen.add(node.number)) {
        throw new NotOurs("a field stands in the form twice");
      }
      if (seen.size() > MAX_FIELDS) {
        throw new NotOurs("too many fields");
      }
      var field = file.object(node.number);
      var type = field.get("FT").orElse(node.type);
      if (type.equals("/Sig") && field.has("V")) {
        found.add(read(file.dictionary(field.require("V"))));
        continue;
      }
      for (var kid : file.references(field, "Kids")) {
        open.add(new Node(kid, type));
      }
    }
    return found;
  }

  /**
   * A field of the form.
   *
   * @param type what the fields above it say it is
   */
  private record Node(int number, String type) {}

  private static StoredSignature read(RawDictionary dictionary) throws NotOurs {
    var range = dictionary.numbers("ByteRange");
    if (range.length != 4) {
      throw new NotOurs("a signature without its byte range");
    }
    var isStamp = dictionary.is("SubFilter", "ETSI.RFC3161");
    try {
      var data = new CMSSignedData(contents(dictionary.require("Contents")));
      var signer = onlySigner(data);
      return new StoredSignature(
          range[2] + range[3],
          isStamp,
          signer(data, signer),
          isStamp ? Optional.of(stamp(data)) : signatureStamp(signer));
    } catch (CMSException | IOException | CertificateException | RuntimeException e) {
      throw new NotOurs("a signature cannot be decoded");
    }
  }

  /** Behind the structure there are zeros; it ends where its own lengths say, in BER too. */
  private static ContentInfo contents(String hexadecimal) throws IOException {
    var padded = Hex.decode(hexadecimal.substring(1, hexadecimal.length() - 1));
    try (var in = new ASN1InputStream(padded)) {
      return ContentInfo.getInstance(in.readObject());
    }
  }

  private static SignerInformation onlySigner(CMSSignedData data) throws CMSException {
    var signers = data.getSignerInfos().getSigners();
    if (signers.size() != 1) {
      throw new CMSException("one signer was expected");
    }
    return signers.iterator().next();
  }

  private static Signer signer(CMSSignedData data, SignerInformation signer)
      throws CertificateException, CMSException {
    var all = new ArrayList<X509Certificate>();
    X509Certificate own = null;
    for (X509CertificateHolder holder : data.getCertificates().getMatches(null)) {
      if (all.size() == MAX_CERTIFICATES) {
        throw new CMSException("too many certificates");
      }
      var certificate = new JcaX509CertificateConverter().getCertificate(holder);
      all.add(certificate);
      if (signer.getSID().match(holder)) {
        own = certificate;
      }
    }
    if (own == null) {
      throw new CMSException("the signer's certificate is missing");
    }
    return new Signer(own, all);
  }

  private static Optional<Stamp> signatureStamp(SignerInformation signer)
      throws CMSException, IOException, CertificateException {
    var unsigned = signer.getUnsignedAttributes();
    var attribute =
        unsigned == null ? null : unsigned.get(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken);
    if (attribute == null) {
      return Optional.empty();
    }
    var token = attribute.getAttrValues().getObjectAt(0).toASN1Primitive().getEncoded();
    return Optional.of(stamp(new CMSSignedData(token)));
  }

  private static Stamp stamp(CMSSignedData token)
      throws CMSException, IOException, CertificateException {
    var content = token.getSignedContent();
    if (content == null || !(content.getContent() instanceof byte[] encoded)) {
      throw new CMSException("no time-stamp");
    }
    try {
      return new Stamp(
          signer(token, onlySigner(token)),
          TSTInfo.getInstance(encoded).getGenTime().getDate().toInstant());
    } catch (java.text.ParseException e) {
      throw new CMSException("no time in a time-stamp", e);
    }
  }
}
