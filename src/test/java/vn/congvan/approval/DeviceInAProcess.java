package vn.congvan.approval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import vn.congvan.app.demo.Lab;
import vn.congvan.app.lab.SignatureImage;
import vn.congvan.content.ContentStore;
import vn.congvan.directory.Agency;
import vn.congvan.directory.Directory;
import vn.congvan.directory.KeyHolding;
import vn.congvan.directory.Person;
import vn.congvan.directory.Role;
import vn.congvan.document.Act;
import vn.congvan.document.Actor;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.AwaitingSignature;
import vn.congvan.document.ContentHash;
import vn.congvan.document.DocumentId;
import vn.congvan.document.DocumentType;
import vn.congvan.document.EventHeader;
import vn.congvan.document.Ids;
import vn.congvan.document.KeyPlace;
import vn.congvan.document.Metadata;
import vn.congvan.document.OutgoingState;
import vn.congvan.document.Submitted;
import vn.congvan.document.Urgency;
import vn.congvan.register.OutgoingDocument;
import vn.congvan.register.OutgoingRegister;
import vn.congvan.signing.CertificateGate;
import vn.congvan.signing.DeviceSigner;
import vn.congvan.signing.KeyRing;
import vn.congvan.signing.PlainPdf;
import vn.congvan.signing.SigningKey;
import vn.congvan.signing.SigningRules;
import vn.congvan.signing.SigningSessions;
import vn.congvan.store.Database;
import vn.congvan.store.DatabaseSettings;
import vn.congvan.trust.CryptoProviders;

/**
 * An office whose leader signs with a device, one document after another, in a process that may be
 * killed. It says on its output when a session has begun and when a document is signed.
 */
final class DeviceInAProcess implements AutoCloseable {
  static final AgencyCode CITY = new AgencyCode("H57");
  static final int DOCUMENTS = 12;
  private static final String LEADER = "h57-ld-01";
  private static final Actor ACTOR =
      new Actor(Actor.Kind.USER, LEADER, CITY, Role.LEADER.key(), "test");

  private final Path folder;
  private final Clock clock = Clock.systemUTC();
  private final Database database;
  final ContentStore content;
  final OutgoingRegister register;
  private final SigningSessions sessions;
  private final OwnDevice device;
  private final SigningKey key;

  DeviceInAProcess(Path folder) throws IOException {
    this.folder = folder;
    this.database =
        Database.open(
            new DatabaseSettings("jdbc:sqlite:" + folder.resolve("congvan.db"), null, null, 4),
            List.of("vn/congvan/register/migration", "vn/congvan/signing/migration"));
    this.content = new ContentStore(folder.resolve("content"), clock);
    this.register = new OutgoingRegister(database, clock);
    this.sessions = new SigningSessions(database, clock);
    var keys = new KeyRing(SigningRules.standard());
    this.key = keys.key(folder.resolve("device.p12"), folder.resolve("device.password"));
    this.device =
        new OwnDevice(
            register,
            directory(),
            content,
            keys,
            new DeviceSigner(CryptoProviders.best()),
            CertificateGate.ofDays(clock),
            sessions,
            Duration.ofMinutes(15),
            clock);
  }

  /** With a third argument, completes first what the process before had begun. */
  public static void main(String[] arguments) throws Exception {
    try (var office = new DeviceInAProcess(Path.of(arguments[0]))) {
      if (office.all().isEmpty()) {
        office.submit();
      }
      if (arguments.length > 2) {
        office.complete(DocumentId.parse(arguments[1]), UUID.fromString(arguments[2]));
      }
      System.out.println("ready");
      for (var document : office.waiting()) {
        office.begin(document);
      }
    }
    System.out.println("done");
  }

  private void begin(OutgoingDocument document) throws Exception {
    var chain = new ArrayList<String>();
    for (var certificate : key.chain()) {
      chain.add(Base64.getEncoder().encodeToString(certificate.getEncoded()));
    }
    var begun =
        device.begin(
            new Act.BeginSigning(ACTOR, "test", document.id(), document.main(), chain, "", "RAW"));
    database.inUnit(
        "begin",
        sql -> {
          sessions.open(begun);
          return begun;
        });
    System.out.println("begun " + document.id() + " " + begun.session());
    complete(document.id(), begun.session());
  }

  private void complete(DocumentId document, UUID session) {
    var toSign =
        sessions.find(session, document, LEADER).map(pending -> pending.toSign()).orElse(null);
    if (toSign == null) {
      return; // It was completed before the process was killed.
    }
    var signed =
        device.finish(
            new Act.FinishSigning(
                ACTOR,
                "test",
                document,
                session,
                Base64.getEncoder().encodeToString(key.sign(toSign))));
    database.inUnit(
        "finish",
        sql -> {
          register.sign(signed);
          sessions.close(signed);
          return signed;
        });
    System.out.println("signed " + document);
  }

  private void submit() throws IOException {
    var source = folder.resolve("letter.pdf");
    Files.write(source, Lab.letter("Nguyễn Văn An"));
    var layout =
        PageLayout.of(
            source,
            PageAnchors.standard(),
            new PageLayout.Asked(
                "Nguyễn Văn An", "UBND-VX", vn.congvan.document.Urgency.NORMAL, 200, 100));
    try (var plain = PlainPdf.prepare(source, layout)) {
      var prepared = content.put(plain::writeTo);
      for (var i = 0; i < DOCUMENTS; i++) {
        var id = new DocumentId(Ids.next(clock.instant()));
        database.inUnit(
            "submit",
            sql -> {
              register.submit(new Submitted(header(id), prepared, List.of(), metadata()));
              register.awaitSignature(new AwaitingSignature(header(id), prepared));
              return id;
            });
      }
    }
  }

  List<OutgoingDocument> waiting() {
    return register.waiting(CITY, 100, OutgoingState.AWAITING_SIGNATURE);
  }

  List<OutgoingDocument> all() {
    return register.waiting(
        CITY, 100, OutgoingState.AWAITING_SIGNATURE, OutgoingState.SIGNED, OutgoingState.SUBMITTED);
  }

  ContentHash before(OutgoingDocument document) {
    return register.mainBefore(document.id()).orElseThrow();
  }

  private EventHeader header(DocumentId id) {
    return new EventHeader(Ids.next(clock.instant()), id, CITY, ACTOR, clock.instant(), "test");
  }

  private static Metadata metadata() {
    return new Metadata(
        DocumentType.OFFICIAL_LETTER,
        "UBND-VX",
        "V/v ký bằng thiết bị",
        LEADER,
        Urgency.NORMAL,
        List.of(new AgencyCode("H57.12")),
        List.of("Như trên"),
        null,
        null);
  }

  private Directory directory() throws IOException {
    var image = folder.resolve("hand.png");
    if (!Files.exists(image)) {
      Files.write(image, SignatureImage.png("Nguyễn Văn An"));
    }
    var post = new Person.Post(Role.LEADER, "CHỦ TỊCH", null, LocalDate.of(2020, 1, 1), null);
    var leader =
        new Person(
            LEADER,
            "Nguyễn Văn An",
            List.of(post),
            new KeyHolding(new KeyPlace.Device(folder.resolve("device.der")), image));
    return new Directory(
        List.of(
            new Agency(
                CITY,
                "000.00.00.H57",
                "UBND thành phố Huế",
                null,
                "Huế",
                null,
                null,
                true,
                Agency.NumberSeries.COMMON,
                LocalDate.of(2020, 1, 1),
                null,
                null,
                null,
                null,
                List.of(leader))));
  }

  @Override
  public void close() {
    database.close();
  }
}
