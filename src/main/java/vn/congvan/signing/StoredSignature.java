package vn.congvan.signing;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.util.encoders.Hex;

/**
 * A signature or document time-stamp that a file of ours has, as far as raising it needs to know.
 * Read, not judged: whether it holds is the verifier's to say.
 *
 * @param end the first byte after what it covers
 * @param kind whether it is a document time-stamp
 * @param signer with the certificates beside it
 * @param stamp of its time-stamp, or of itself when it is one
 */
record StoredSignature(long end, boolean isStamp, Signer signer, Optional<Stamp> stamp) {
  private static final int MAX_CERTIFICATES = 64;

  record Signer(X509Certificate certificate, List<X509Certificate> others) {}

  record Stamp(Signer signer, Instant time) {}

  /** Every one that a file has, in the order of its form. */
  static List<StoredSignature> in(PreparedPdf file) throws IOException, NotOurs {
    var found = new ArrayList<StoredSignature>();
    var form = file.object(file.object(file.root()).reference("AcroForm"));
    for (var number : form.references("Fields")) {
      var field = file.object(number);
      if (field.is("FT", "Sig") && field.has("V")) {
        found.add(read(file.object(field.reference("V"))));
      }
    }
    return found;
  }

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

  /** Behind the structure there are zeros; what it is ends where its own length says. */
  private static byte[] contents(String hexadecimal) {
    var padded = Hex.decode(hexadecimal.substring(1, hexadecimal.length() - 1));
    return Arrays.copyOf(padded, Der.lengthOfFirst(padded));
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
