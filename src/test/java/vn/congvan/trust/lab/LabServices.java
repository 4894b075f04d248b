package vn.congvan.trust.lab;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import vn.congvan.trust.CryptoProviders;

/**
 * The lab's time-stamp server, OCSP responder, revocation lists and issuers' certificates, over
 * HTTP on the loopback address; and everything that goes wrong with such servers, when asked to.
 */
public final class LabServices implements AutoCloseable {
  public static final String POLICY = "1.3.6.1.4.1.55555.1";

  /** What the time-stamp server does. */
  public enum Stamping {
    RIGHT,
    DOWN,
    SILENT,
    REFUSING,
    REJECTING,
    ANOTHER_NONCE,
    NO_NONCE,
    ANOTHER_IMPRINT,
    ANOTHER_POLICY,
    AN_HOUR_LATE,
    SIGNED_BY_A_LEADER,
    SIGNED_BY_A_STRANGER,
    WITHOUT_CERTIFICATE,
    DAMAGED,
    ENDLESS
  }

  /** What the OCSP responder does. */
  public enum Answering {
    RIGHT,
    BY_THE_ISSUER,
    DOWN,
    SILENT,
    LATER,
    UNKNOWN,
    STALE,
    OF_THE_FUTURE,
    ANOTHER_NONCE,
    OF_ANOTHER,
    SIGNED_BY_A_LEADER,
    DAMAGED,
    ENDLESS
  }

  /** What the lists are. */
  public enum Listing {
    RIGHT,
    DOWN,
    STALE,
    SIGNED_BY_ANOTHER,
    PARTIAL,
    DAMAGED
  }

  private static final Duration VALID = Duration.ofDays(1);

  private final HttpServer server;
  private final Clock clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Map<String, AtomicLong> calls = new ConcurrentHashMap<>();
  private final Map<BigInteger, Instant> revoked = new ConcurrentHashMap<>();
  private final AtomicLong serials = new AtomicLong(1);
  private final Map<Path, PrivateKey> keys = new HashMap<>();
  private final LabPki pki;
  private final Path folder;
  private final CryptoProviders providers;

  public volatile Stamping stamping = Stamping.RIGHT;
  public volatile Answering answering = Answering.RIGHT;
  public volatile Listing listing = Listing.RIGHT;

  private LabServices(Path folder, Clock clock, CryptoProviders providers) throws IOException {
    this.clock = clock;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.setExecutor(
        Executors.newCachedThreadPool(
            work -> {
              var thread = new Thread(work, "lab-services");
              thread.setDaemon(true);
              return thread;
            }));
    this.pki = LabPki.open(folder, clock, providers, Optional.of(base()));
    this.folder = folder;
    this.providers = providers;
    serve("/tsa", "application/timestamp-reply", this::stamp);
    serve("/ocsp", "application/ocsp-response", this::answer);
    serve("/root.crl", "application/pkix-crl", r -> list(pki.root()));
    serve("/issuing.crl", "application/pkix-crl", r -> list(pki.issuing()));
    serve("/root.crt", "application/pkix-cert", r -> pki.root().chain().get(0).getEncoded());
    serve("/issuing.crt", "application/pkix-cert", r -> pki.issuing().chain().get(0).getEncoded());
    server.start();
  }

  /**
   * A lab in that folder whose certificates name these servers.
   *
   * @param folder of the lab's keys
   */
  public static LabServices start(Path folder, Clock clock, CryptoProviders providers) {
    try {
      return new LabServices(folder, clock, providers);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public LabPki pki() {
    return pki;
  }

  /** Another lab, whose root nobody here trusts; made when somebody asks. */
  private LabPki strangers() {
    return LabPki.open(folder.resolve("strangers"), clock, providers);
  }

  public URI base() {
    return URI.create(
        "http://%s:%d/"
            .formatted(server.getAddress().getHostString(), server.getAddress().getPort()));
  }

  public URI tsa() {
    return base().resolve("tsa");
  }

  /** How often a path was called. */
  public long calls(String path) {
    return calls.computeIfAbsent(path, p -> new AtomicLong()).get();
  }

  public void revoke(X509Certificate certificate, Instant at) {
    revoked.put(certificate.getSerialNumber(), at);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
  }

  /** Makes an answer of a request; empty for a connection that is closed without one. */
  @FunctionalInterface
  private interface Maker {
    byte[] answer(byte[] request) throws Exception;
  }

  private void serve(String path, String type, Maker maker) {
    server.createContext(
        path,
        exchange -> {
          calls.computeIfAbsent(path, p -> new AtomicLong()).incrementAndGet();
          try (exchange) {
            handle(exchange, type, maker);
          }
        });
  }

  private static void handle(HttpExchange exchange, String type, Maker maker) throws IOException {
    byte[] answer;
    try {
      answer = maker.answer(exchange.getRequestBody().readAllBytes());
    } catch (Refusal refusal) {
      exchange.sendResponseHeaders(refusal.status, -1);
      return;
    } catch (Exception e) {
      exchange.sendResponseHeaders(500, -1);
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", type);
    send(exchange, answer);
  }

  private static void send(HttpExchange exchange, byte[] answer) throws IOException {
    if (answer.length > 0) {
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
      return;
    }
    // Without end, until the caller has had enough.
    exchange.sendResponseHeaders(200, 0);
    var piece = new byte[1 << 12];
    while (true) {
      exchange.getResponseBody().write(piece);
    }
  }

  private static final class Refusal extends Exception {
    final int status;

    Refusal(int status) {
      super(String.valueOf(status));
      this.status = status;
    }
  }

  private byte[] stamp(byte[] encoded) throws Exception {
    var mode = stamping;
    switch (mode) {
      case DOWN -> throw new Refusal(503);
      case REFUSING -> throw new Refusal(400);
      case SILENT -> closing.await();
      case DAMAGED -> {
        return new byte[] {0x30, (byte) 0x83, 1, 0, 0, 2, 1, 0};
      }
      case ENDLESS -> {
        return new byte[0];
      }
      default -> {}
    }
    var request = new TimeStampRequest(encoded);
    var holder =
        mode == Stamping.SIGNED_BY_A_STRANGER
            ? strangers().timeStampSigner()
            : pki.timeStampSigner();
    var responses = new TimeStampResponseGenerator(tokens(holder), TSPAlgorithms.ALLOWED);
    if (mode == Stamping.REJECTING) {
      return responses.generateFailResponse(2, 1 << 14, "not today").getEncoded();
    }
    var at = mode == Stamping.AN_HOUR_LATE ? clock.instant().plusSeconds(3600) : clock.instant();
    var right =
        responses.generate(
            asked(request, mode), BigInteger.valueOf(serials.getAndIncrement()), Date.from(at));
    return mode == Stamping.SIGNED_BY_A_LEADER
        ? byALeader(right.getTimeStampToken().toCMSSignedData())
        : right.getEncoded();
  }

  /** The library refuses to make a time-stamp with a certificate that is not for it. */
  private byte[] byALeader(CMSSignedData right) throws Exception {
    var leader = pki.issuePerson("ld-stamping", "Lê Thị Bình", "UBND", KeyKind.P256);
    var hash = CryptoProviders.best().sha256().digest(leader.certificate().getEncoded());
    var named = new SigningCertificateV2(new ESSCertIDv2(hash));
    var attributes =
        new AttributeTable(
            new Attribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2, new DERSet(named)));
    var signed = new CMSSignedDataGenerator();
    signed.addSignerInfoGenerator(
        new JcaSimpleSignerInfoGeneratorBuilder()
            .setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator(attributes))
            .build("SHA256withECDSA", key(leader), leader.certificate()));
    signed.addCertificates(new JcaCertStore(List.of(leader.certificate(), pki.issuingCa())));
    var token =
        signed.generate(
            new CMSProcessableByteArray(
                PKCSObjectIdentifiers.id_ct_TSTInfo,
                (byte[]) right.getSignedContent().getContent()),
            true);
    return new DERSequence(
            new ASN1Encodable[] {new DERSequence(new ASN1Integer(0)), token.toASN1Structure()})
        .getEncoded();
  }

  private static TimeStampRequest asked(TimeStampRequest request, Stamping mode) throws Exception {
    var again = new TimeStampRequestGenerator();
    again.setCertReq(true);
    var imprint = request.getMessageImprintDigest();
    var nonce = request.getNonce();
    switch (mode) {
      case ANOTHER_NONCE -> nonce = nonce.add(BigInteger.ONE);
      case NO_NONCE -> nonce = null;
      case ANOTHER_IMPRINT -> imprint[0] ^= 1;
      case ANOTHER_POLICY -> {}
      case WITHOUT_CERTIFICATE -> again.setCertReq(false);
      default -> {
        return request;
      }
    }
    return again.generate(NISTObjectIdentifiers.id_sha256, imprint, nonce);
  }

  private TimeStampTokenGenerator tokens(Holder holder) throws Exception {
    var digests = new JcaDigestCalculatorProviderBuilder().build();
    var signer =
        new JcaSimpleSignerInfoGeneratorBuilder()
            .build(algorithm(holder.certificate()), key(holder), holder.certificate());
    var tokens =
        new TimeStampTokenGenerator(
            signer,
            digests.get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256)),
            new ASN1ObjectIdentifier(POLICY));
    var chain = new ArrayList<X509Certificate>();
    chain.add(holder.certificate());
    chain.add(pki.issuingCa());
    tokens.addCertificates(new JcaCertStore(chain));
    return tokens;
  }

  private byte[] answer(byte[] encoded) throws Exception {
    var mode = answering;
    switch (mode) {
      case DOWN -> throw new Refusal(503);
      case SILENT -> closing.await();
      case DAMAGED -> {
        return new byte[] {0x30, 3, 0x0A, 1, 0};
      }
      case LATER -> {
        return new OCSPRespBuilder().build(OCSPRespBuilder.TRY_LATER, null).getEncoded();
      }
      case ENDLESS -> {
        return new byte[0];
      }
      default -> {}
    }
    var request = new OCSPReq(encoded);
    var id = request.getRequestList()[0].getCertID();
    if (mode == Answering.OF_ANOTHER) {
      id =
          new org.bouncycastle.cert.ocsp.CertificateID(
              new JcaDigestCalculatorProviderBuilder()
                  .build()
                  .get(org.bouncycastle.cert.ocsp.CertificateID.HASH_SHA1),
              new JcaX509CertificateHolder(pki.issuingCa()),
              BigInteger.TEN);
    }
    var digests = new JcaDigestCalculatorProviderBuilder().build();
    var ofRoot = id.matchesIssuer(new JcaX509CertificateHolder(pki.root().chain().get(0)), digests);
    var now = now(mode == Answering.STALE, mode == Answering.OF_THE_FUTURE);
    var signer =
        mode == Answering.SIGNED_BY_A_LEADER
            ? pki.issuePerson("ld-answering", "Lê Thị Bình", "UBND", KeyKind.P256)
            : pki.ocspSigner();
    // The responder has its task from the issuing CA; the root answers for itself.
    var byIssuer = ofRoot || mode == Answering.BY_THE_ISSUER;
    var authority = ofRoot ? pki.root() : pki.issuing();
    var certificate = byIssuer ? authority.chain().get(0) : signer.certificate();
    var builder =
        new BasicOCSPRespBuilder(
            new RespID(X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded())));
    builder.addResponse(
        id, status(mode, id.getSerialNumber()), Date.from(now), Date.from(now.plus(VALID)));
    var nonce = request.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
    if (nonce != null) {
      var value =
          mode == Answering.ANOTHER_NONCE
              ? new DEROctetString(new byte[32]).getEncoded()
              : nonce.getExtnValue().getOctets();
      builder.setResponseExtensions(
          new Extensions(new Extension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, value)));
    }
    var key = byIssuer ? authority.key() : key(signer);
    var certificates =
        byIssuer
            ? new X509CertificateHolder[0]
            : new X509CertificateHolder[] {new JcaX509CertificateHolder(certificate)};
    var basic = builder.build(signer(certificate, key), certificates, Date.from(now));
    return new OCSPRespBuilder().build(OCSPResp.SUCCESSFUL, basic).getEncoded();
  }

  private CertificateStatus status(Answering mode, BigInteger serial) {
    if (mode == Answering.UNKNOWN) {
      return new UnknownStatus();
    }
    var at = revoked.get(serial);
    return at == null
        ? CertificateStatus.GOOD
        : new RevokedStatus(Date.from(at), CRLReason.keyCompromise);
  }

  private byte[] list(Authority of) throws Exception {
    var mode = listing;
    switch (mode) {
      case DOWN -> throw new Refusal(503);
      case DAMAGED -> {
        return new byte[] {0x30, 4, 0x30, 2, 5, 0};
      }
      default -> {}
    }
    var certificate = of.chain().get(0);
    var now = now(mode == Listing.STALE, false);
    var builder =
        new X509v2CRLBuilder(
            X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()),
            Date.from(now));
    builder.setNextUpdate(Date.from(now.plus(VALID)));
    revoked.forEach(
        (serial, at) -> builder.addCRLEntry(serial, Date.from(at), CRLReason.keyCompromise));
    if (mode == Listing.PARTIAL) {
      builder.addExtension(Extension.deltaCRLIndicator, true, new ASN1Integer(1));
    }
    var by = mode == Listing.SIGNED_BY_ANOTHER ? strangers().issuing() : of;
    return builder.build(signer(by.chain().get(0), by.key())).getEncoded();
  }

  private Instant now(boolean old, boolean early) {
    var now = clock.instant();
    return old ? now.minus(VALID.multipliedBy(3)) : early ? now.plus(VALID) : now;
  }

  private static ContentSigner signer(X509Certificate certificate, PrivateKey key)
      throws Exception {
    return new JcaContentSignerBuilder(algorithm(certificate)).build(key);
  }

  private static String algorithm(X509Certificate certificate) {
    return certificate.getPublicKey().getAlgorithm().equals("RSA")
        ? "SHA256withRSA"
        : "SHA256withECDSA";
  }

  private synchronized PrivateKey key(Holder holder) throws Exception {
    var known = keys.get(holder.keyFile());
    if (known != null) {
      return known;
    }
    var password = Files.readString(holder.passwordFile()).strip().toCharArray();
    var store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(holder.keyFile())) {
      store.load(in, password);
    }
    var key = (PrivateKey) store.getKey("key", password);
    keys.put(holder.keyFile(), key);
    return key;
  }
}
