package vn.congvan.web;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Act;
import vn.congvan.document.ContentHash;
import vn.congvan.document.DocumentId;
import vn.congvan.document.Signed;

/**
 * Many documents signed with one approval. Each is an act of its own, bound to what the leader was
 * shown of it: one that is refused or fails holds up no other, and a node that dies on the way
 * leaves each of them signed or not signed.
 */
final class ApprovalApi {
  private final Desk desk;
  private final Workers signers;
  private final int most;

  /**
   * @param signers where they are signed at the same time
   * @param most documents of one approval
   */
  ApprovalApi(Desk desk, Workers signers, int most) {
    this.desk = desk;
    this.signers = signers;
    this.most = most;
  }

  /** A document and what the leader was shown of it. */
  private record Approved(DocumentId document, ContentHash shown) {}

  /**
   * What became of one document.
   *
   * @param status as HTTP would have answered for it alone
   * @param sha256 of the signed PDF
   * @param warning what the leader must be told although the key has signed
   */
  record Outcome(
      String document,
      boolean signed,
      int status,
      @Nullable String sha256,
      OutgoingView.@Nullable Warning warning,
      @Nullable String code,
      @Nullable String detail,
      @Nullable String incident,
      @Nullable String recorded) {}

  /** An approval as the contract shows it. */
  record ApprovalView(String approval, int signed, int notSigned, List<Outcome> documents) {}

  Map<String, Operate> operations() {
    return Map.of("signDocuments", this::sign);
  }

  private Answer sign(Call call) {
    var approval = UUID.randomUUID();
    var works = new ArrayList<Callable<Outcome>>();
    for (var approved : approved(call)) {
      works.add(() -> sign(call, approved, approval));
    }
    try {
      var outcomes = signers.all(works);
      var signed = (int) outcomes.stream().filter(Outcome::signed).count();
      return Answer.ok(
          new ApprovalView(approval.toString(), signed, outcomes.size() - signed, outcomes));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problems.stopping();
    } catch (ExecutionException e) {
      throw new IllegalStateException("what one document came to was not told", e);
    }
  }

  private Outcome sign(Call call, Approved approved, UUID approval) {
    var document = approved.document.toString();
    try {
      var event =
          desk.perform(
              new Act.Sign(
                  call.actor(), call.channel(), approved.document, approved.shown, approval));
      if (!(event instanceof Signed signed)) {
        throw new IllegalStateException("the route signs nothing: " + event);
      }
      return new Outcome(
          document,
          true,
          200,
          signed.signed().hex(),
          OutgoingView.Warning.of(signed.warning()),
          null,
          null,
          null,
          null);
    } catch (Throwable e) {
      // Throwable, because an Error over one document must not hide what became of the others.
      var problem = Problems.of(e, "signing %s among others".formatted(document));
      return new Outcome(
          document,
          false,
          problem.status(),
          null,
          null,
          problem.reason().code(),
          problem.reason().in(call.language()),
          problem.incident(),
          problem.recorded());
    }
  }

  private List<Approved> approved(Call call) {
    var documents = call.body().getJsonArray("documents");
    if (documents.size() > most) {
      throw Problems.field(
          "/documents",
          "có %d văn bản, mỗi lần ký tối đa %d (signing.at-once)".formatted(documents.size(), most),
          "there are %d documents, %d can be signed at once (signing.at-once)"
              .formatted(documents.size(), most));
    }
    var approved = new ArrayList<Approved>();
    var seen = new HashSet<DocumentId>();
    for (var i = 0; i < documents.size(); i++) {
      JsonObject item = documents.getJsonObject(i);
      var document = DocumentId.parse(item.getString("document"));
      if (!seen.add(document)) {
        throw Problems.field(
            "/documents/%d/document".formatted(i),
            "văn bản này đã có ở trên",
            "this document is in the list already");
      }
      approved.add(new Approved(document, new ContentHash(item.getString("shown"))));
    }
    return approved;
  }
}
