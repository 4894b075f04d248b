package vn.congvan.audit;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Fact.State;
import vn.congvan.document.Fact.Subject;

/** Turns an entry into the bytes that are hashed. */
final class EntryWriter {
  static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private EntryWriter() {}

  static byte[] write(Entry entry) {
    var json = new CanonicalJson().open();
    var actor = entry.actor();
    json.open("actor")
        .text("auth", actor.auth())
        .text("kind", lower(actor.kind()))
        .text("org", actor.org())
        .text("ref", actor.ref())
        .text("role", actor.role())
        .close();
    state(json, "after", entry.after());
    state(json, "before", entry.before());
    if (entry.cause() != null || entry.event() != null) {
      json.open("corr").text("cause", entry.cause()).text("event", entry.event()).close();
    }
    json.text("id", entry.id()).text("log", entry.log());
    object(json, entry.object());
    json.text("outcome", lower(entry.outcome()))
        .text("prev", entry.prev())
        .text("reason", entry.reason());
    if (!entry.sd().isEmpty()) {
      json.texts("sd", entry.sd());
    }
    var where = entry.where();
    json.number("seq", entry.seq())
        .text("stream", entry.stream())
        .text("time", TIME.format(entry.time()))
        .text("type", entry.type())
        .number("v", 1)
        .open("where")
        .text("channel", where.channel())
        .text("node", where.node())
        .text("peer", where.peer())
        .close();
    return json.close().toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void state(CanonicalJson json, String name, @Nullable State state) {
    if (state != null) {
      json.open(name).text("sha256", state.sha256()).text("state", state.state()).close();
    }
  }

  private static void object(CanonicalJson json, @Nullable Subject object) {
    if (object != null) {
      json.open("object")
          .text("kind", object.kind())
          .text("mime", object.mime())
          .text("ref", object.ref())
          .text("sha256", object.sha256())
          .close();
    }
  }

  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
