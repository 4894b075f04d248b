package vn.congvan.web;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import vn.congvan.document.Attachment;
import vn.congvan.document.ContentHash;
import vn.congvan.document.Reason;

/** Answers with kept bytes, or with "you have them already". */
final class Files {
  private Files() {}

  static Answer.Stored main(ContentHash content, String name) {
    return new Answer.Stored(content, name, Attachment.PDF);
  }

  /**
   * @param position from 1
   */
  static Answer.Stored attachment(List<Attachment> attachments, int position) {
    if (position > attachments.size()) {
      throw new Problem(
          404,
          new Reason(
              "HTTP.NO_SUCH_ATTACHMENT",
              "Văn bản có %d phụ lục, không có phụ lục thứ %d."
                  .formatted(attachments.size(), position),
              "the document has %d attachments, there is no number %d"
                  .formatted(attachments.size(), position)));
    }
    var attachment = attachments.get(position - 1);
    return new Answer.Stored(attachment.content(), attachment.name(), attachment.mediaType());
  }

  static Answer answer(Call call, Answer.Stored file) {
    var tag = '"' + file.content().hex() + '"';
    var headers =
        Map.of(
            "ETag",
            tag,
            "Repr-Digest",
            "sha-256=:" + Base64.getEncoder().encodeToString(file.content().bytes()) + ":",
            // The bytes behind this address change when somebody signs, so a copy must be asked
            // about every time.
            "Cache-Control",
            "private, no-cache");
    var known = call.ifNoneMatch();
    return known != null && matches(known, tag)
        ? new Answer(304, headers, new Answer.Nothing())
        : new Answer(200, headers, file);
  }

  /** RFC 9110 §13.1.2, weak comparison. */
  private static boolean matches(String known, String tag) {
    return Arrays.stream(known.split(",", -1))
        .map(String::strip)
        .map(one -> one.startsWith("W/") ? one.substring(2) : one)
        .anyMatch(one -> one.equals("*") || one.equals(tag));
  }
}
