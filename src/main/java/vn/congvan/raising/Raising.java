package vn.congvan.raising;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vn.congvan.content.ContentStore;
import vn.congvan.document.Actor;
import vn.congvan.document.Attachment;
import vn.congvan.document.ContentHash;
import vn.congvan.document.DocumentEvent;
import vn.congvan.document.EventHeader;
import vn.congvan.document.Ids;
import vn.congvan.document.Issued;
import vn.congvan.document.Raised;
import vn.congvan.document.Reason;
import vn.congvan.document.RetryLater;
import vn.congvan.document.SetAside;
import vn.congvan.register.OutgoingDocument;
import vn.congvan.register.OutgoingRegister;
import vn.congvan.register.RaisedFiles;
import vn.congvan.signing.PadesLevel;
import vn.congvan.signing.PdfRaiser;

/**
 * The heavy part of raising: appends to the files of an issued document what proves their
 * signatures for longer, and keeps the new bytes in the content store. Changes no state.
 *
 * <p>Nobody waits for it. What was reached before a server was away is kept, so that no time-stamp
 * is taken twice.
 */
public final class Raising {
  private final OutgoingRegister register;
  private final RaisedFiles raisedFiles;
  private final ContentStore content;
  private final PdfRaiser raiser;
  private final Optional<PadesLevel> target;
  private final Clock clock;

  /**
   * @param target empty when documents stay as they were issued
   */
  public Raising(
      OutgoingRegister register,
      RaisedFiles raisedFiles,
      ContentStore content,
      PdfRaiser raiser,
      Optional<PadesLevel> target,
      Clock clock) {
    this.register = register;
    this.raisedFiles = raisedFiles;
    this.content = content;
    this.raiser = raiser;
    this.target = target;
    this.clock = clock;
  }

  /** Whether documents are raised at all. */
  public boolean isWanted() {
    return target.isPresent();
  }

  /**
   * Adds what is missing to the files of the document that the event is about.
   *
   * @throws RetryLater when nothing could be added now
   * @throws SetAside when a file cannot be raised at all
   */
  public Raised raise(DocumentEvent event) {
    var document = register.get(event.document(), event.agency());
    var number = document.number();
    if (number == null) {
      throw notIssued(document);
    }
    var now = clock.instant();
    var done = new ArrayList<Raised.RaisedFile>();
    var complete = true;
    for (var issued : files(document)) {
      try {
        var raised = raise(issued, now);
        if (raised.isPresent()) {
          done.add(raised.get().file);
          complete = raised.get().whole;
        }
      } catch (RetryLater | SetAside failure) {
        if (done.isEmpty()) {
          throw failure;
        }
        complete = false;
      }
      if (!complete) {
        break;
      }
    }
    var header =
        new EventHeader(
            Ids.from(event.header().id().toString(), "raise"),
            event.document(),
            event.agency(),
            Actor.node(event.agency()),
            now,
            "queue");
    return new Raised(header, number, done, complete);
  }

  /**
   * The document with its files as far as they are raised now; what is to come is not waited for.
   */
  public Issued best(Issued event) {
    return new Issued(
        event.header(),
        event.number(),
        event.metadata(),
        best(event.sealed()),
        event.attachments().stream().map(this::best).toList(),
        event.warning());
  }

  private Attachment best(Attachment attachment) {
    var newest = raisedFiles.newest(attachment.content());
    return newest.isEmpty()
        ? attachment
        : attachment.with(newest.get().content(), content.size(newest.get().content()));
  }

  private ContentHash best(ContentHash issued) {
    return raisedFiles.newest(issued).map(RaisedFiles.Version::content).orElse(issued);
  }

  private record OneRaised(Raised.RaisedFile file, boolean whole) {}

  private Optional<OneRaised> raise(ContentHash issued, Instant now) {
    var newest = raisedFiles.newest(issued);
    var level = newest.flatMap(version -> PadesLevel.of(version.level()));
    var renewal =
        newest.flatMap(RaisedFiles.Version::renewAt).filter(at -> !at.isAfter(now)).isPresent();
    var wanted = target.orElse(PadesLevel.B_B);
    if (!renewal && level.filter(reached -> reached.includes(wanted)).isPresent()) {
      return Optional.empty();
    }
    raiser.holdStamps();
    var from = newest.map(RaisedFiles.Version::content).orElse(issued);
    Path file = content.path(from);
    var raised = renewal ? raiser.renew(file) : raiser.raise(file, wanted);
    if (!raised.pdf().baseHash().equals(from)) {
      throw ContentStore.damaged(from);
    }
    return Optional.of(
        new OneRaised(
            new Raised.RaisedFile(
                issued,
                content.put(raised.pdf()::writeTo),
                raised.pdf().size(),
                raised.level().toString(),
                raised.stampEnds().orElse(null)),
            raised.heldUpBy().isEmpty()));
  }

  private static List<ContentHash> files(OutgoingDocument document) {
    var files = new ArrayList<ContentHash>();
    files.add(document.main());
    document.attachments().stream()
        .filter(Attachment::isPdf)
        .map(Attachment::content)
        .forEach(files::add);
    return files;
  }

  private static SetAside notIssued(OutgoingDocument document) {
    return new SetAside(
        new Reason(
            "RAISE.NOT_ISSUED",
            "Không nâng mức chữ ký được: văn bản chưa ban hành (%s)."
                .formatted(document.state().vietnamese()),
            "cannot raise the signatures: the document is not issued (%s)"
                .formatted(document.state())));
  }
}
