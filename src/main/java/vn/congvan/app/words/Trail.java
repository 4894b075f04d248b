package vn.congvan.app.words;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import vn.congvan.audit.LogEntry;
import vn.congvan.document.Language;
import vn.congvan.document.StatusCode;

/** The trail of a document (vết văn bản): everything the log holds of it, as a table. */
public final class Trail {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Language language;
  private final Function<String, String> names;

  /**
   * @param names the full name of a person by their pseudonymous id; the id itself where there is
   *     none
   */
  public Trail(Language language, Function<String, String> names) {
    this.language = language;
    this.names = names;
  }

  /**
   * @param entries of every stream of the document, in any order
   * @param width of the terminal, in columns
   */
  public List<String> lines(Collection<LogEntry> entries, int width) {
    var table =
        language == Language.VI
            ? new Table("Thời gian", "Cơ quan", "Việc", "Người thực hiện", "Chi tiết")
            : new Table("Time", "Agency", "What", "Who", "Details");
    for (var entry : inOrder(entries)) {
      table.row(
          Times.full(entry.time()),
          agency(entry),
          FactWords.of(entry.type(), language),
          who(entry),
          details(entry));
    }
    return table.lines(width);
  }

  /**
   * By time; within a stream never against its numbers, since a signature's time is in whole
   * seconds and would come before what it followed.
   */
  private static List<LogEntry> inOrder(Collection<LogEntry> entries) {
    var byStream =
        entries.stream()
            .sorted(Comparator.comparing(LogEntry::stream).thenComparing(LogEntry::seq))
            .toList();
    var notBefore = new HashMap<LogEntry, Instant>();
    var stream = "";
    var latest = Instant.MIN;
    for (var entry : byStream) {
      latest =
          entry.stream().equals(stream) && latest.isAfter(entry.time()) ? latest : entry.time();
      stream = entry.stream();
      notBefore.put(entry, latest);
    }
    return byStream.stream().sorted(Comparator.comparing(notBefore::get)).toList();
  }

  /**
   * Whose log it stands in: for a status that is the sender, who recorded what another reported.
   */
  private static String agency(LogEntry entry) {
    var colon = entry.stream().indexOf(':');
    return colon < 0 ? entry.organization() : entry.stream().substring(0, colon);
  }

  private String who(LogEntry entry) {
    return switch (entry.role()) {
      case "system" -> language == Language.VI ? "Hệ thống" : "The system";
      case "receiver" -> entry.organization();
      default -> names.apply(entry.actor());
    };
  }

  private String details(LogEntry entry) {
    var said = new ArrayList<String>();
    var body = body(entry);
    var reference = body.path("object").path("ref").asText("");
    var peer = body.path("where").path("peer").asText("");
    switch (entry.type()) {
      case "delivery.status", "delivery.status-repeated" -> {
        return status(entry, reference);
      }
      case "delivery.dispatched" -> said.add("→ " + peer);
      case "document.registered" ->
          said.add((language == Language.VI ? "số đến " : "arrival number ") + reference);
      case "document.assigned" -> said.add(names.apply(reference));
      default -> {
        if (!reference.isEmpty()) {
          said.add(reference);
        }
      }
    }
    if (entry.reason() != null) {
      said.add(entry.reason());
    }
    entry.disclosed().values().stream().filter(value -> !value.isBlank()).forEach(said::add);
    return String.join(" · ", said);
  }

  /** The receiver's own words follow the word for its status, unless they begin with it. */
  private String status(LogEntry entry, String reference) {
    var code = reference.isEmpty() ? String.valueOf(entry.after()) : reference;
    var word = "";
    for (var status : StatusCode.values()) {
      if (status.code().equals(code)) {
        word = language == Language.VI ? status.vietnamese() : english(status);
      }
    }
    var note = entry.disclosed().getOrDefault("note", "");
    if (note.isBlank()) {
      return code + " " + word;
    }
    return note.startsWith(word) ? code + " " + note : "%s %s · %s".formatted(code, word, note);
  }

  private static String english(StatusCode status) {
    return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The entry as it was hashed; what it says more than the columns. */
  private static JsonNode body(LogEntry entry) {
    try {
      return JSON.readTree(entry.bytes());
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory", e);
    }
  }
}
