package vn.congvan.document;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person asks the journey to do. Each act enters one route of {@code routes/}, which carries
 * it out or refuses it.
 */
public sealed interface Act {
  /** Who asks; recognised by the door the act came through, not claimed by the act. */
  Actor actor();

  /** By which door: {@code http}, {@code cli}, {@code demo}. */
  String channel();

  /** Hand in a PDF and its attachments. */
  record Submit(
      Actor actor, String channel, Metadata metadata, Upload main, List<Upload> attachments)
      implements Act {
    public Submit {
      attachments = List.copyOf(attachments);
    }
  }

  /**
   * The leader signs.
   *
   * @param shown SHA-256 of the PDF the leader was shown; another document is not signed
   * @param approval under which many documents are signed at once; null when it is this one alone
   */
  record Sign(
      Actor actor, String channel, DocumentId document, ContentHash shown, @Nullable UUID approval)
      implements Act {}

  /**
   * The leader asks for a signature to be prepared for the leader's own device.
   *
   * @param shown SHA-256 of the PDF the leader was shown
   * @param certificates of the device in DER and Base64, its own first
   * @param padding {@code PSS} or {@code PKCS1} where an RSA key can do only one; empty for what
   *     this installation prefers
   * @param form what the device sends back: {@code RAW} or {@code CMS}
   */
  record BeginSigning(
      Actor actor,
      String channel,
      DocumentId document,
      ContentHash shown,
      List<String> certificates,
      String padding,
      String form)
      implements Act {
    public BeginSigning {
      certificates = List.copyOf(certificates);
    }
  }

  /**
   * The leader's device has signed.
   *
   * @param signature in Base64, in the form the session began with
   */
  record FinishSigning(
      Actor actor, String channel, DocumentId document, UUID session, String signature)
      implements Act {}

  /** The leader returns the draft to its author. */
  record Return(Actor actor, String channel, DocumentId document, String note) implements Act {}

  /**
   * The clerk issues: number, date, register, seal, send.
   *
   * @param shown SHA-256 of the PDF the clerk was shown, which then is the only one to be issued;
   *     null where the clerk's program does not say
   */
  record Issue(Actor actor, String channel, DocumentId document, @Nullable ContentHash shown)
      implements Act {}

  /** The clerk cancels a document that is not yet issued. */
  record Cancel(Actor actor, String channel, DocumentId document, String note) implements Act {}

  /** The receiving clerk enters an arrival in the book. */
  record Register(Actor actor, String channel, DocumentId document) implements Act {}

  /** The receiving clerk returns an arrival to its sender. */
  record Refuse(Actor actor, String channel, DocumentId document, String reasonCode, String note)
      implements Act {}

  /** The receiving leader says who handles it. */
  record Assign(
      Actor actor,
      String channel,
      DocumentId document,
      String lead,
      List<String> supporting,
      @Nullable LocalDate deadline,
      String instruction)
      implements Act {
    public Assign {
      supporting = List.copyOf(supporting);
    }
  }

  /** The officer begins. */
  record Start(Actor actor, String channel, DocumentId document) implements Act {}

  /** The officer finishes. */
  record Finish(Actor actor, String channel, DocumentId document, String note) implements Act {}
}
