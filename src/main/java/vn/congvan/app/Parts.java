package vn.congvan.app;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import vn.congvan.app.data.DataFolder;
import vn.congvan.approval.Approval;
import vn.congvan.approval.OwnDevice;
import vn.congvan.approval.PageAnchors;
import vn.congvan.audit.AuditLog;
import vn.congvan.content.ContentStore;
import vn.congvan.directory.Directory;
import vn.congvan.directory.DirectoryFile;
import vn.congvan.exchange.Arrivals;
import vn.congvan.exchange.Deliveries;
import vn.congvan.exchange.PostOffice;
import vn.congvan.issuing.Issuing;
import vn.congvan.packet.PacketLimits;
import vn.congvan.packet.PacketReader;
import vn.congvan.raising.Raising;
import vn.congvan.receiving.Receiving;
import vn.congvan.register.IncomingRegister;
import vn.congvan.register.Numbering;
import vn.congvan.register.OutgoingBook;
import vn.congvan.register.OutgoingRegister;
import vn.congvan.register.RaisedFiles;
import vn.congvan.signing.Box;
import vn.congvan.signing.DeviceSigner;
import vn.congvan.signing.KeyRing;
import vn.congvan.signing.PdfSigner;
import vn.congvan.signing.SigningSessions;
import vn.congvan.store.Database;
import vn.congvan.store.DatabaseSettings;
import vn.congvan.store.Inbox;
import vn.congvan.store.Outbox;
import vn.congvan.submission.Submission;
import vn.congvan.submission.SubmissionLimits;
import vn.congvan.trust.CertificatePaths;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.TrustAnchors;
import vn.congvan.validation.PdfVerifier;

/** One of each capability, built from the settings; nothing runs by itself here. */
record Parts(
    CryptoProviders providers,
    Directory directory,
    Database database,
    ContentStore content,
    Path contentFolder,
    Inbox inbox,
    Outbox outbox,
    AuditLog log,
    OutgoingRegister outgoing,
    OutgoingBook book,
    IncomingRegister incoming,
    Numbering numbering,
    Submission submission,
    Approval approval,
    OwnDevice ownDevice,
    SigningSessions signingSessions,
    Issuing issuing,
    PdfVerifier verifier,
    Proving proving,
    RaisedFiles raisedFiles,
    Raising raising,
    Deliveries deliveries,
    PostOffice postOffice,
    Receiving receiving) {

  /** The tables of each package; the store's own come first by themselves. */
  static final List<String> MIGRATIONS =
      List.of(
          "vn/congvan/audit/migration",
          "vn/congvan/register/migration",
          "vn/congvan/signing/migration",
          "vn/congvan/exchange/migration",
          "vn/congvan/app/migration");

  /**
   * @param closing gets what must be closed again, as soon as it is open
   */
  static Parts build(Settings settings, DataFolder data, Clock clock, Closing closing) {
    var providers = CryptoProviders.best();
    var directory =
        DirectoryFile.read(
            settings.path("directory.file").orElse(data.config().resolve("agencies.yaml")));
    var anchors =
        TrustAnchors.read(settings.path("trust.directory").orElse(data.folder().resolve("trust")));
    var database = closing.add("database", Database.open(database(settings, data), MIGRATIONS));
    var contentFolder = settings.path("content.directory").orElse(data.content());
    var content = new ContentStore(contentFolder, clock);
    var outbox = new Outbox(database, clock);
    var outgoing = new OutgoingRegister(database, clock);
    var keys = new KeyRing(SigningSettings.rules(settings), clock);
    var sessions = new SigningSessions(database, clock);
    var paths = new CertificatePaths(anchors, providers);
    var proving = Proving.of(settings, paths, providers, clock);
    var raisedFiles =
        new RaisedFiles(
            database,
            settings.duration("raise.renew-before"),
            Proving.olderAreDue(settings),
            clock);
    var gate = proving.gate(settings, clock);
    var signer = new PdfSigner(providers, proving.signingStamps());
    var verifier =
        new PdfVerifier(
            proving.verifying().paths(),
            providers,
            Proving.policy(settings),
            proving.verifying().servers());
    // Whether certificates of our own were revoked is asked where their keys sign, as
    // issue.revocation
    // says; and a document under way here may be B-B whatever is demanded of what arrives.
    var ofOurOwn = new PdfVerifier(paths, providers);
    var arrivals = new Arrivals(database);
    var deliveries = new Deliveries(database, directory, content, clock);
    return new Parts(
        providers,
        directory,
        database,
        content,
        contentFolder,
        new Inbox(database, clock),
        outbox,
        new AuditLog(database, settings.text("log.origin"), settings.text("node.name"), clock),
        outgoing,
        new OutgoingBook(database),
        new IncomingRegister(database, directory, clock),
        new Numbering(database, clock),
        new Submission(directory, content, limits(settings), clock),
        new Approval(
            outgoing, directory, content, keys, signer, ofOurOwn, gate, anchors(settings), clock),
        new OwnDevice(
            outgoing,
            directory,
            content,
            keys,
            new DeviceSigner(providers),
            gate,
            sessions,
            settings.duration("signing.session-life"),
            clock),
        sessions,
        new Issuing(outgoing, directory, content, keys, signer, ofOurOwn, gate, clock),
        verifier,
        proving,
        raisedFiles,
        new Raising(outgoing, raisedFiles, content, proving.raiser(), proving.target(), clock),
        deliveries,
        new PostOffice(database, outbox, arrivals, directory, content),
        new Receiving(
            directory,
            content,
            new PacketReader(content, packetLimits(settings)),
            verifier,
            settings.duration("verify.wait"),
            arrivals,
            deliveries,
            clock));
  }

  static DatabaseSettings database(Settings settings, DataFolder data) {
    var url = settings.text("database.url");
    var user = settings.text("database.user");
    return new DatabaseSettings(
        url.isEmpty() ? "jdbc:sqlite:" + data.db().resolve("congvan.db") : url,
        user.isEmpty() ? null : user,
        settings.path("database.password-file").orElse(null),
        (int) settings.number("database.max-connections"));
  }

  static PageAnchors anchors(Settings settings) {
    return new PageAnchors(
        PageAnchors.Fraction.parse(settings.text("page.number")),
        PageAnchors.Fraction.parse(settings.text("page.date")),
        PageAnchors.Fraction.parse(settings.text("page.signature")),
        PageAnchors.Fraction.parse(settings.text("page.urgency")),
        settings.number("page.seal-diameter") * Box.MM);
  }

  private static SubmissionLimits limits(Settings settings) {
    return new SubmissionLimits(
        settings.number("submission.max-file") << 20,
        (int) settings.number("submission.max-pages"),
        (int) settings.number("submission.max-attachments"),
        (int) settings.number("submission.max-receivers"));
  }

  private static PacketLimits packetLimits(Settings settings) {
    var usual = PacketLimits.standard();
    return new PacketLimits(
        settings.number("packet.max-size") << 20,
        settings.number("packet.max-file") << 20,
        (int) settings.number("packet.max-files"),
        usual.maxDepth(),
        usual.maxTextChars());
  }
}
