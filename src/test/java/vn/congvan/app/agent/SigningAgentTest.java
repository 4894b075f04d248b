package vn.congvan.app.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.signing.KeyRing;
import vn.congvan.signing.SigningKey;
import vn.congvan.signing.SigningRules;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.lab.KeyKind;
import vn.congvan.trust.lab.LabPki;

/** Pages ask; only those of the agency are heard, and only the leader's word makes a signature. */
class SigningAgentTest {
  private static final String ORIGIN = "https://congvan.example.vn";
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir static Path folder;
  private static SigningKey key;

  private final List<SigningAgent.Document> shown = new ArrayList<>();
  private boolean agrees = true;
  private SigningAgent agent;

  @BeforeAll
  static void aKey() throws IOException {
    var lab = LabPki.open(folder, Clock.systemUTC(), CryptoProviders.best());
    var holder = lab.issuePerson("ld-1", "Nguyễn Văn An", "UBND", KeyKind.P256);
    key = new KeyRing(SigningRules.standard()).key(holder.keyFile(), holder.passwordFile());
  }

  @BeforeEach
  void start() throws IOException {
    agent =
        SigningAgent.start(
            0,
            key,
            Set.of(ORIGIN),
            (origin, documents) -> {
              shown.addAll(documents);
              return agrees;
            });
  }

  @AfterEach
  void stop() {
    agent.close();
  }

  @Test
  void whatTheLeaderAgreesToIsSignedAndShownBefore() throws Exception {
    var attributes = attributes(key, 1);
    var answer = ask(ORIGIN, body(attributes));

    assertThat(answer.statusCode()).isEqualTo(200);
    var signature = Base64.getDecoder().decode(json(answer).path("signatures").get(0).asText());
    var check =
        CryptoProviders.best().verifier("SHA256withECDSA", key.certificate().getPublicKey());
    check.update(attributes);
    assertThat(check.verify(signature)).isTrue();
    assertThat(shown)
        .containsExactly(
            new SigningAgent.Document(
                "Công văn số 5", HexFormat.of().formatHex(sha256(new byte[] {1}))));
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains(ORIGIN);
  }

  @Test
  void whatTheLeaderDoesNotAgreeToIsNotSigned() throws Exception {
    agrees = false;
    var answer = ask(ORIGIN, body(attributes(key, 1)));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(json(answer).path("code").asText()).isEqualTo("AGENT.REFUSED");
  }

  @Test
  void pagesOfOthersAndOtherNamesOfTheAddressGetNothing() throws Exception {
    for (var origin : new String[] {"https://evil.example", "http://congvan.example.vn", "null"}) {
      var answer = ask(origin, body(attributes(key, 1)));
      assertThat(answer.statusCode()).as(origin).isEqualTo(403);
      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }
    assertThat(shown).isEmpty();
    var without =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(at("/v1/certificates")).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(without.statusCode()).isEqualTo(403);
  }

  @Test
  void theKeySignsNothingThatIsNoSignatureOfADocumentWithItsOwnCertificate() throws Exception {
    var other =
        new KeyRing(SigningRules.standard())
            .key(
                LabPki.open(folder, Clock.systemUTC(), CryptoProviders.best())
                    .issuePerson("ld-2", "Trần Thị Bình", "UBND", KeyKind.P256)
                    .keyFile(),
                folder.resolve("persons/ld-2.password"));
    var random = new Random(20261124);
    var spoilt = new ArrayList<byte[]>();
    for (var i = 0; i < 300; i++) {
      var one = attributes(key, i).clone();
      one[random.nextInt(8)] ^= (byte) (1 + random.nextInt(255));
      spoilt.add(one);
    }
    spoilt.add(attributes(other, 1));
    spoilt.add("a login challenge".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    spoilt.add(new byte[0]);
    spoilt.add(new byte[5000]);
    for (var one : spoilt) {
      var answer = ask(ORIGIN, body(one));
      assertThat(answer.statusCode()).as(HexFormat.of().formatHex(one)).isEqualTo(400);
    }
    for (var text : new String[] {"", "{", "[]", "{\"documents\":[]}", "{\"documents\":[1]}"}) {
      assertThat(ask(ORIGIN, text).statusCode()).as(text).isEqualTo(400);
    }
    assertThat(ask(ORIGIN, "x".repeat(2 << 20)).statusCode()).isEqualTo(413);
    assertThat(shown).isEmpty();
  }

  private String body(byte[] toSign) throws IOException {
    return JSON.writeValueAsString(
        Map.of(
            "documents",
            List.of(
                Map.of(
                    "title",
                    "Công văn số 5",
                    "toSign",
                    Base64.getEncoder().encodeToString(toSign)))));
  }

  private HttpResponse<String> ask(String origin, String body) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(at("/v1/sign"))
                .header("Origin", origin)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + agent.port() + path);
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return JSON.readTree(answer.body());
  }

  private static byte[] attributes(SigningKey of, int content) throws Exception {
    var all = new ASN1EncodableVector();
    all.add(new Attribute(CMSAttributes.contentType, new DERSet(CMSObjectIdentifiers.data)));
    all.add(
        new Attribute(
            CMSAttributes.messageDigest,
            new DERSet(new DEROctetString(sha256(new byte[] {(byte) content})))));
    all.add(
        new Attribute(
            PKCSObjectIdentifiers.id_aa_signingCertificateV2,
            new DERSet(
                new SigningCertificateV2(new ESSCertIDv2(sha256(of.certificate().getEncoded()))))));
    return new DERSet(all).getEncoded("DER");
  }

  private static byte[] sha256(byte[] of) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(of);
  }
}
