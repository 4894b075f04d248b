package vn.congvan.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.congvan.document.Actor;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.DocumentId;
import vn.congvan.document.EventHeader;
import vn.congvan.document.Ids;
import vn.congvan.document.SetAside;
import vn.congvan.document.Signed;
import vn.congvan.document.SigningBegun;
import vn.congvan.store.Database;
import vn.congvan.store.Engine;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.lab.Certificates;

class SigningSessionsTest {
  private static final Instant NOW = Instant.parse("2026-03-05T02:30:15Z");
  private static final Duration LIFE = Duration.ofMinutes(15);
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final DocumentId LETTER = new DocumentId(Ids.from("letter"));
  private static final DocumentId OTHER = new DocumentId(Ids.from("other"));

  @TempDir private Path folder;

  private byte[] pending = {};
  private PendingSignature prepared;

  @BeforeEach
  void aSignatureIsPrepared() throws Exception {
    var file = Files.write(folder.resolve("p.pdf"), new Desk(folder).prepared(Sources.letter()));
    var made =
        Certificates.signer().issuedBy(Certificates.ca().selfSigned("CN=Gốc"), "CN=Lê Thị Bình");
    var key = DeviceKey.of(List.of(made.certificate().getEncoded()), SigningRules.standard());
    prepared =
        new DeviceSigner(CryptoProviders.best())
            .prepare(
                file,
                new LeaderSignature(key, Desk.HAND, Desk.SIGNED_AT, "Lê Thị Bình", null),
                DeviceForm.RAW);
    pending = prepared.encoded();
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aSessionIsFoundByItsSignerForItsDocumentUntilItExpires(Engine engine) {
    var database = engine.open("vn/congvan/signing/migration");
    var sessions = new SigningSessions(database, CLOCK);
    var begun = open(database, sessions, LETTER, "an");
    var other = open(database, sessions, OTHER, "an");

    assertThat(sessions.find(begun.session(), LETTER, "an").orElseThrow().encoded())
        .isEqualTo(pending);
    assertThat(sessions.find(begun.session(), LETTER, "binh")).isEmpty();
    assertThat(sessions.find(begun.session(), OTHER, "an")).isEmpty();
    assertThat(sessions.find(UUID.randomUUID(), LETTER, "an")).isEmpty();
    var later = new SigningSessions(database, Clock.offset(CLOCK, LIFE));
    assertThat(later.find(begun.session(), LETTER, "an")).isEmpty();

    var again = open(database, sessions, LETTER, "an");
    assertThat(sessions.find(begun.session(), LETTER, "an")).as("replaced").isEmpty();
    assertThat(sessions.find(again.session(), LETTER, "an")).isPresent();

    database.inUnit(
        "close",
        sql -> {
          var hash = begun.shown();
          sessions.close(new Signed(header(LETTER, "an"), hash, hash, hash, null));
          return sql;
        });
    assertThat(sessions.find(again.session(), LETTER, "an")).as("closed").isEmpty();
    assertThat(sessions.find(other.session(), OTHER, "an")).as("another's").isPresent();
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aRowThatWasTamperedWithIsNoSession(Engine engine) {
    var database = engine.open("vn/congvan/signing/migration");
    var sessions = new SigningSessions(database, CLOCK);
    var begun = open(database, sessions, LETTER, "an");
    database.inUnit(
        "tamper",
        sql ->
            sql.update(
                "UPDATE signing_session SET shown = ? WHERE id = ?",
                "0".repeat(64),
                begun.session().toString()));

    assertThatThrownBy(() -> sessions.find(begun.session(), LETTER, "an"))
        .isInstanceOfSatisfying(
            SetAside.class, e -> assertThat(e.reason().code()).isEqualTo("SIGN.SESSION_SPOILT"));
  }

  static Stream<Engine> engines() {
    return Stream.of(Engine.sqlite(), Engine.postgresql());
  }

  private SigningBegun open(
      Database database, SigningSessions sessions, DocumentId document, String signer) {
    var begun =
        new SigningBegun(
            header(document, signer),
            prepared.document(),
            UUID.randomUUID(),
            prepared.document(),
            prepared.signed(),
            new SigningBegun.Offer("", "", "", ""),
            Base64.getEncoder().encodeToString(pending),
            NOW.plus(LIFE));
    return database.inUnit(
        "open",
        sql -> {
          sessions.open(begun);
          return begun;
        });
  }

  private static EventHeader header(DocumentId document, String signer) {
    var agency = new AgencyCode("H57");
    return new EventHeader(
        Ids.next(NOW),
        document,
        agency,
        new Actor(Actor.Kind.USER, signer, agency, "leader", "test"),
        NOW,
        "test");
  }
}
