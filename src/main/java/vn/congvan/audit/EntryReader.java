package vn.congvan.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.congvan.audit.merkle.Hash;
import vn.congvan.document.Actor;
import vn.congvan.document.ContentHash;
import vn.congvan.document.Fact;
import vn.congvan.document.Fact.State;
import vn.congvan.document.Fact.Subject;

/** Reads the bytes of an entry; takes nothing that format v1 does not name. */
final class EntryReader {
  private static final JsonFactory JSON = new JsonFactory();

  private EntryReader() {}

  static Entry read(byte[] bytes) throws EntryRefused {
    if (bytes.length > Entry.MAX_BYTES) {
      throw new EntryRefused("longer than " + Entry.MAX_BYTES + " bytes");
    }
    try (var json = JSON.createParser(bytes)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new EntryRefused("not a JSON object");
      }
      var members = Members.read(json);
      if (json.nextToken() != null) {
        throw new EntryRefused("something stands behind the object");
      }
      var entry = entry(members);
      // Whatever a parser is lenient about, an entry has one spelling only.
      if (!Arrays.equals(EntryWriter.write(entry), bytes)) {
        throw new EntryRefused("not in canonical form");
      }
      return entry;
    } catch (IOException | IllegalArgumentException | DateTimeParseException e) {
      throw new EntryRefused(String.valueOf(e.getMessage()), e);
    }
  }

  private static Entry entry(Members top) throws EntryRefused {
    if (top.number("v") != 1) {
      throw new EntryRefused("another version than 1");
    }
    var actor = top.object("actor");
    var where = top.object("where");
    var corr = top.hasObject("corr") ? top.object("corr") : new Members();
    var prev = top.textOrNull("prev");
    var entry =
        new Entry(
            UUID.fromString(top.text("id")),
            top.text("type"),
            Instant.parse(top.text("time")),
            top.text("log"),
            top.text("stream"),
            top.number("seq"),
            prev == null ? null : Hash.parse(prev),
            new Entry.By(
                Actor.Kind.valueOf(upper(actor.text("kind"))),
                actor.text("ref"),
                actor.textOrNull("org"),
                actor.text("role"),
                actor.text("auth")),
            new Entry.Where(
                where.textOrNull("node"), where.text("channel"), where.textOrNull("peer")),
            object(top),
            state(top, "before"),
            state(top, "after"),
            Fact.Outcome.valueOf(upper(top.text("outcome"))),
            top.textOrNull("reason"),
            uuid(corr.textOrNull("event")),
            uuid(corr.textOrNull("cause")),
            top.texts("sd"));
    for (var members : List.of(actor, where, corr, top)) {
      members.requireEmpty();
    }
    return entry;
  }

  private static @Nullable Subject object(Members top) throws EntryRefused {
    if (!top.hasObject("object")) {
      return null;
    }
    var members = top.object("object");
    var subject =
        new Subject(
            members.text("kind"),
            members.textOrNull("ref"),
            members.textOrNull("mime"),
            hash(members));
    members.requireEmpty();
    return subject;
  }

  private static @Nullable State state(Members top, String name) throws EntryRefused {
    if (!top.hasObject(name)) {
      return null;
    }
    var members = top.object(name);
    var state = new State(members.text("state"), hash(members));
    members.requireEmpty();
    return state;
  }

  private static @Nullable ContentHash hash(Members members) throws EntryRefused {
    var hex = members.textOrNull("sha256");
    return hex == null ? null : new ContentHash(hex);
  }

  private static @Nullable UUID uuid(@Nullable String text) {
    return text == null ? null : UUID.fromString(text);
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  /** The members of an object; each is taken once, and none may be left. */
  private static final class Members {
    private final Map<String, Object> values = new HashMap<>();

    static Members read(JsonParser json) throws IOException, EntryRefused {
      var members = new Members();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        var name = json.currentName();
        var value = value(json);
        if (members.values.put(name, value) != null) {
          throw new EntryRefused("two members of the same name");
        }
      }
      return members;
    }

    private static Object value(JsonParser json) throws IOException, EntryRefused {
      switch (json.nextToken()) {
        case VALUE_STRING -> {
          return json.getText();
        }
        case VALUE_NUMBER_INT -> {
          return json.getLongValue();
        }
        case START_OBJECT -> {
          return read(json);
        }
        case START_ARRAY -> {
          var texts = new ArrayList<String>();
          while (json.nextToken() == JsonToken.VALUE_STRING) {
            texts.add(json.getText());
          }
          if (json.currentToken() != JsonToken.END_ARRAY) {
            throw new EntryRefused("an array of something else than strings");
          }
          return texts;
        }
        default -> throw new EntryRefused("a value of a kind that no member has");
      }
    }

    boolean hasObject(String name) {
      return values.containsKey(name);
    }

    private <T> @Nullable T take(String name, Class<T> kind) throws EntryRefused {
      var value = values.remove(name);
      if (value != null && !kind.isInstance(value)) {
        throw new EntryRefused("member '" + name + "' is of another kind");
      }
      return kind.cast(value);
    }

    private <T> T require(String name, Class<T> kind) throws EntryRefused {
      var value = take(name, kind);
      if (value == null) {
        throw new EntryRefused("no member '" + name + "'");
      }
      return value;
    }

    String text(String name) throws EntryRefused {
      return require(name, String.class);
    }

    @Nullable String textOrNull(String name) throws EntryRefused {
      return take(name, String.class);
    }

    long number(String name) throws EntryRefused {
      return require(name, Long.class);
    }

    Members object(String name) throws EntryRefused {
      return require(name, Members.class);
    }

    List<String> texts(String name) throws EntryRefused {
      var texts = new ArrayList<String>();
      var value = take(name, List.class);
      if (value != null) {
        for (var text : value) {
          texts.add((String) text);
        }
      }
      return texts;
    }

    void requireEmpty() throws EntryRefused {
      if (!values.isEmpty()) {
        throw new EntryRefused("a member that format v1 does not know");
      }
    }
  }
}
