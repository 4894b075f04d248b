package vn.congvan.audit;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.congvan.audit.merkle.Hash;
import vn.congvan.document.Actor;
import vn.congvan.document.Fact;
import vn.congvan.document.Fact.State;
import vn.congvan.document.Fact.Subject;

/**
 * What an entry of the log says, format v1 ({@code docs/formats/audit-entry.md}).
 *
 * <p>Every field of it is in clear for ever; there is none for a name or a free text. Those are
 * {@link Disclosure}s, of which an entry holds the digests.
 *
 * @param log the origin of the log that was current when the entry was written
 * @param seq from 1 within the stream
 * @param prev the leaf hash of the stream's entry before this one, null for its first
 * @param event the id of the event that this entry is a part of
 * @param cause the id of the event that this one follows from
 * @param sd the digests of the disclosures, sorted
 */
record Entry(
    UUID id,
    String type,
    Instant time,
    String log,
    String stream,
    long seq,
    @Nullable Hash prev,
    By actor,
    Where where,
    @Nullable Subject object,
    @Nullable State before,
    @Nullable State after,
    Fact.Outcome outcome,
    @Nullable String reason,
    @Nullable UUID event,
    @Nullable UUID cause,
    List<String> sd) {

  /** So that an entry fits the two bytes of length that C2SP's entry bundles have for it. */
  static final int MAX_BYTES = 65_535;

  private static final int MAX_TEXT = 255;
  // Codes and names of ours: no space, no letter that a person's name would need.
  private static final Pattern CODE = Pattern.compile("[!-~]{1,127}");

  /**
   * Who.
   *
   * @param org null where the log itself acts
   */
  record By(Actor.Kind kind, String ref, @Nullable String org, String role, String auth) {
    By {
      requireText("actor.ref", ref);
      requireCode("actor.org", org);
      requireCode("actor.role", role);
      requireCode("actor.auth", auth);
    }

    static By of(Actor actor) {
      return new By(actor.kind(), actor.ref(), actor.agency().value(), actor.role(), actor.auth());
    }
  }

  /**
   * By which door.
   *
   * @param node null where the log itself acts
   */
  record Where(@Nullable String node, String channel, @Nullable String peer) {
    Where {
      requireCode("where.node", node);
      requireCode("where.channel", channel);
      requireCode("where.peer", peer);
    }
  }

  Entry {
    requireCode("type", type);
    requireCode("log", log);
    requireCode("stream", stream);
    requireCode("reason", reason);
    if (object != null) {
      requireCode("object.kind", object.kind());
      requireText("object.ref", object.ref());
      requireText("object.mime", object.mime());
    }
    requireCode("before.state", before == null ? null : before.state());
    requireCode("after.state", after == null ? null : after.state());
    if (seq < 1 || (seq == 1) != (prev == null)) {
      throw new IllegalArgumentException(
          "entry " + seq + " of a stream " + (prev == null ? "without" : "with") + " a previous");
    }
    sd = List.copyOf(sd);
  }

  static Entry of(
      Fact fact, @Nullable UUID event, UUID id, Place place, String node, List<String> sd) {
    var peer = fact.peer();
    return new Entry(
        id,
        fact.type(),
        fact.time(),
        place.log,
        fact.stream(),
        place.seq,
        place.prev,
        By.of(fact.actor()),
        new Where(node, fact.channel(), peer == null ? null : peer.value()),
        fact.object(),
        fact.before(),
        fact.after(),
        fact.outcome(),
        fact.reason(),
        event,
        fact.cause(),
        sd);
  }

  /** Where in a log and a stream an entry goes. */
  record Place(String log, long seq, @Nullable Hash prev) {}

  private static void requireCode(String field, @Nullable String value) {
    if (value != null && !CODE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "%s of an entry is 1 to 127 visible ASCII characters".formatted(field));
    }
  }

  private static void requireText(String field, @Nullable String value) {
    if (value != null
        && (value.isEmpty()
            || value.length() > MAX_TEXT
            || value.codePoints().anyMatch(c -> Character.isISOControl(c) || isSurrogate(c)))) {
      throw new IllegalArgumentException(
          "%s of an entry is 1 to 255 characters, none of them a control character"
              .formatted(field));
    }
  }

  private static boolean isSurrogate(int codePoint) {
    return Character.getType(codePoint) == Character.SURROGATE;
  }
}
