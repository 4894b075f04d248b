package vn.congvan.document;

import java.util.List;

/**
 * Something that has happened to a document. Between hops of one agency's work events travel as
 * small JSON messages.
 */
public sealed interface DocumentEvent
    permits ArrivalRefused,
        Arrived,
        Assigned,
        AwaitingIssue,
        AwaitingSignature,
        Cancelled,
        Dispatched,
        Finished,
        Issued,
        NumberReserved,
        PacketRefused,
        Raised,
        Registered,
        RenewalDue,
        Returned,
        SealRequested,
        Signed,
        SigningBegun,
        Started,
        StatusRecorded,
        StatusRepeated,
        Submitted {

  EventHeader header();

  /** What the log will hold of it; at least one. */
  List<Fact> facts();

  default DocumentId document() {
    return header().document();
  }

  default AgencyCode agency() {
    return header().agency();
  }
}
