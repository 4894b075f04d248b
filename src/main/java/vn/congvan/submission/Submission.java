package vn.congvan.submission;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import vn.congvan.content.ContentStore;
import vn.congvan.directory.Directory;
import vn.congvan.directory.Role;
import vn.congvan.document.Act;
import vn.congvan.document.Attachment;
import vn.congvan.document.DocumentId;
import vn.congvan.document.EventHeader;
import vn.congvan.document.Fact;
import vn.congvan.document.Ids;
import vn.congvan.document.Refused;
import vn.congvan.document.Submitted;
import vn.congvan.document.Upload;
import vn.congvan.document.VietnamTime;
import vn.congvan.inspection.ReportedFonts;

/**
 * The gate of the journey. What passes is kept in the content store, durably, before anything
 * refers to it; what does not is deleted from quarantine, and only the refusal with its code stays,
 * in the log.
 */
public final class Submission {
  private final Directory directory;
  private final ContentStore content;
  private final PdfGate pdfGate;
  private final MetadataGate metadataGate;
  private final Clock clock;

  public Submission(
      Directory directory, ContentStore content, SubmissionLimits limits, Clock clock) {
    this.directory = directory;
    this.content = content;
    this.pdfGate = new PdfGate(limits);
    this.metadataGate = new MetadataGate(directory, limits);
    this.clock = clock;
  }

  /**
   * Checks everything that can be checked without changing anything, then keeps the files.
   *
   * @throws Refused with the first reason found; the log will hold it
   */
  public Submitted check(Act.Submit act) {
    var now = clock.instant();
    var header =
        new EventHeader(
            Ids.next(now),
            new DocumentId(Ids.next(now)),
            act.actor().agency(),
            act.actor(),
            now,
            act.channel());
    try {
      return checked(act, header, now);
    } catch (Refused refused) {
      discard(act);
      throw new Refused(refused.reason(), List.of(refusal(act, header, refused)));
    }
  }

  private Submitted checked(Act.Submit act, EventHeader header, Instant now) {
    var today = VietnamTime.dayOf(now);
    directory.require(act.actor(), Role.OFFICER, today);
    var metadata = metadataGate.check(act.metadata(), act.actor().agency(), today);
    var fonts = new ArrayList<ReportedFonts>();
    fonts.add(pdfGate.checkMain(content.path(act.main()), act.main()));
    pdfGate.checkCount(act.attachments());
    for (var upload : act.attachments()) {
      fonts.add(pdfGate.checkAttachment(content.path(upload), upload));
    }

    var main = content.keep(act.main());
    var attachments = new ArrayList<Attachment>();
    for (var upload : act.attachments()) {
      attachments.add(
          new Attachment(
              content.keep(upload),
              pdfGate.fileName(upload),
              pdfGate.mediaType(upload),
              upload.size()));
    }
    return new Submitted(
        header, main, attachments, metadata, ReportedFonts.warning(fonts).orElse(null));
  }

  private void discard(Act.Submit act) {
    content.discard(act.main());
    act.attachments().forEach(content::discard);
  }

  private static Fact refusal(Act.Submit act, EventHeader header, Refused refused) {
    Upload main = act.main();
    return Fact.of("submission.refused", header.stream(), header)
        .object(new Fact.Subject("upload", null, null, main.content()))
        .ended(Fact.Outcome.DENIED, refused.reason().code());
  }
}
