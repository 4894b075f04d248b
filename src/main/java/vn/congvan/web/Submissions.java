package vn.congvan.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchemaValidationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.content.ContentStore;
import vn.congvan.document.Act;
import vn.congvan.document.Actor;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.DocumentEvent;
import vn.congvan.document.DocumentType;
import vn.congvan.document.Metadata;
import vn.congvan.document.OutgoingState;
import vn.congvan.document.Submitted;
import vn.congvan.document.Upload;
import vn.congvan.document.Urgency;

/**
 * Takes a submission in as it arrives: each file goes straight into quarantine, and nothing stays
 * there unless the journey takes the document.
 */
final class Submissions {
  private static final String METADATA = "metadata";
  private static final String MAIN = "main";
  private static final String ATTACHMENT = "attachment";

  /** A list of every agency in the country fits. */
  static final int MAX_METADATA = 4 << 20;

  private final Contract contract;
  private final Desk desk;
  private final ContentStore content;
  private final WebSettings.Limits limits;

  Submissions(Contract contract, Backend backend, WebSettings.Limits limits) {
    this.contract = contract;
    this.desk = backend.desk();
    this.content = backend.content();
    this.limits = limits;
  }

  /** A submission taken, as the contract shows it. */
  record Taken(
      String id,
      OutgoingState state,
      String stateText,
      OutgoingView.@Nullable Warning fileWarning) {
    static Taken of(DocumentEvent event) {
      return new Taken(
          event.document().toString(),
          OutgoingState.SUBMITTED,
          OutgoingState.SUBMITTED.vietnamese(),
          OutgoingView.Warning.of(event instanceof Submitted taken ? taken.warning() : null));
    }
  }

  /**
   * Reads the whole stream and hands the document in; durable when it returns.
   *
   * @throws Problem or Refused or a Failure; then no file of it is kept
   */
  Answer take(Actor actor, MultipartStream stream) throws InterruptedException {
    var parts = new Parts();
    try {
      read(stream, parts);
      var event =
          desk.perform(
              new Act.Submit(actor, "http", parts.metadata(), parts.main(), parts.attachments));
      return Answer.status(201, Taken.of(event))
          .with("Location", "/api/v1/documents/" + event.document());
    } finally {
      // What was taken has moved out of quarantine by now, and is not there to be deleted.
      parts.uploads().forEach(content::discard);
    }
  }

  private void read(MultipartStream stream, Parts parts) throws InterruptedException {
    for (var piece = stream.next();
        !(piece instanceof MultipartStream.End);
        piece = stream.next()) {
      if (piece instanceof MultipartStream.FileBegins file) {
        file(stream, file, parts);
      } else if (piece instanceof MultipartStream.Field field) {
        if (!field.name().equals(METADATA)) {
          throw unexpected(field.name());
        }
        parts.take(metadata(field.value().getBytes(StandardCharsets.UTF_8)));
      }
    }
  }

  private void file(MultipartStream stream, MultipartStream.FileBegins file, Parts parts) {
    var in = new PartInput(stream);
    switch (file.field()) {
      case METADATA -> parts.take(metadata(whole(in)));
      case MAIN -> {
        if (parts.main != null) {
          throw twice(MAIN);
        }
        parts.main = receive(in, file, parts);
      }
      case ATTACHMENT -> {
        if (parts.attachments.size() >= limits.attachments()) {
          throw Problems.field(
              ATTACHMENT,
              "có hơn %d phụ lục".formatted(limits.attachments()),
              "there are more than %d".formatted(limits.attachments()));
        }
        parts.attachments.add(receive(in, file, parts));
      }
      default -> throw unexpected(file.field());
    }
  }

  private Upload receive(PartInput in, MultipartStream.FileBegins file, Parts parts) {
    var left = limits.upload() - parts.bytes();
    if (left < 1) {
      throw Problems.tooLarge(limits.upload());
    }
    return content.receive(in, file.fileName(), file.mediaType(), Math.min(limits.file(), left));
  }

  private static byte[] whole(PartInput in) {
    try {
      var bytes = in.readNBytes(MAX_METADATA + 1);
      if (bytes.length > MAX_METADATA) {
        throw Problems.tooLarge(MAX_METADATA);
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("the upload was interrupted", e);
    }
  }

  private Metadata metadata(byte[] text) {
    JsonBody.check(text);
    var given = object(text);
    var result = contract.newDocument().validate(given);
    try {
      result.checkValidity();
    } catch (JsonSchemaValidationException e) {
      throw ContractProblems.of(result, null);
    }
    return new Metadata(
        DocumentType.valueOf(given.getString("type")),
        given.getString("symbol"),
        given.getString("subject"),
        given.getString("signer"),
        Urgency.valueOf(given.getString("urgency", Urgency.NORMAL.name())),
        Call.texts(given, "receivers").stream().map(AgencyCode::new).toList(),
        Call.texts(given, "toPlaces"),
        given.getString("secrecy"),
        Call.date(given, "dueDate").orElse(null));
  }

  private static JsonObject object(byte[] text) {
    try {
      return new JsonObject(Buffer.buffer(text));
    } catch (DecodeException e) {
      throw Problems.field(METADATA, "phải là một đối tượng JSON", "it must be a JSON object");
    }
  }

  private static Problem unexpected(String field) {
    return Problems.field(
        field,
        "không có phần này; chỉ có metadata, main và attachment, hai phần sau là tệp",
        "there is no such part; there are metadata, main and attachment, and the last two are files");
  }

  private static Problem twice(String field) {
    return Problems.field(field, "chỉ được gửi một lần", "it may be sent only once");
  }

  private static Problem missing(String field) {
    return Problems.field(field, "còn thiếu", "it is missing");
  }

  /** What has come in so far. */
  private static final class Parts {
    private @Nullable Metadata metadata;
    private @Nullable Upload main;
    private final List<Upload> attachments = new ArrayList<>();

    void take(Metadata given) {
      if (metadata != null) {
        throw twice(METADATA);
      }
      metadata = given;
    }

    Metadata metadata() {
      if (metadata == null) {
        throw missing(METADATA);
      }
      return metadata;
    }

    Upload main() {
      if (main == null) {
        throw missing(MAIN);
      }
      return main;
    }

    List<Upload> uploads() {
      var all = new ArrayList<>(attachments);
      if (main != null) {
        all.add(main);
      }
      return all;
    }

    long bytes() {
      return uploads().stream().mapToLong(Upload::size).sum();
    }
  }
}
