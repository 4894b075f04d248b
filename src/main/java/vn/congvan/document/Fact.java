package vn.congvan.document;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened, as the log will hold it: one fact, one entry of one stream.
 *
 * @param type past tense, for example {@code document.signed}
 * @param stream {@code <agency>:document:<uuid>} or {@code <agency>:delivery:<uuid>}
 * @param time by this node's clock
 * @param channel by which door it came: {@code http}, {@code queue}, {@code cli}, {@code node}
 * @param peer the other agency, where there is one
 * @param object what it was done to
 * @param before the state before, where it changed
 * @param after the state after, where it changed
 * @param reason a code, never free text
 * @param cause the id of the event, or of the approval of many documents at once, this one follows
 *     from
 * @param personal names and free text: the log holds only salted digests of these, the values lie
 *     beside it
 */
public record Fact(
    String type,
    String stream,
    Instant time,
    Actor actor,
    String channel,
    @Nullable AgencyCode peer,
    @Nullable Subject object,
    @Nullable State before,
    @Nullable State after,
    Outcome outcome,
    @Nullable String reason,
    @Nullable UUID cause,
    SortedMap<String, String> personal) {

  /** How it ended. */
  public enum Outcome {
    SUCCESS,
    FAILURE,
    DENIED
  }

  /**
   * What something was done to.
   *
   * @param kind {@code document}, {@code packet}, {@code key} …
   * @param ref its number or other public reference, for example {@code 05/UBND-VX}
   */
  public record Subject(
      String kind, @Nullable String ref, @Nullable String mime, @Nullable ContentHash sha256) {
    public static Subject pdf(ContentHash content) {
      return new Subject("document", null, Attachment.PDF, content);
    }

    public static Subject pdf(ContentHash content, String ref) {
      return new Subject("document", ref, Attachment.PDF, content);
    }
  }

  /** A state by its stable name, and the bytes it stood for. */
  public record State(String state, @Nullable ContentHash sha256) {}

  public Fact {
    personal = Collections.unmodifiableSortedMap(new TreeMap<>(personal));
  }

  /** A success with nothing else said yet; the {@code with…} methods say more. */
  public static Fact of(String type, String stream, EventHeader header) {
    return new Fact(
        type,
        stream,
        header.at(),
        header.actor(),
        header.channel(),
        null,
        null,
        null,
        null,
        Outcome.SUCCESS,
        null,
        null,
        new TreeMap<>());
  }

  public Fact peer(AgencyCode agency) {
    return new Fact(
        type, stream, time, actor, channel, agency, object, before, after, outcome, reason, cause,
        personal);
  }

  public Fact object(Subject subject) {
    return new Fact(
        type, stream, time, actor, channel, peer, subject, before, after, outcome, reason, cause,
        personal);
  }

  public Fact moved(@Nullable String from, String to) {
    return new Fact(
        type,
        stream,
        time,
        actor,
        channel,
        peer,
        object,
        from == null ? null : new State(from, null),
        new State(to, null),
        outcome,
        reason,
        cause,
        personal);
  }

  /** From a state of the bytes there were to one of the bytes there are now. */
  public Fact moved(State from, State to) {
    return new Fact(
        type, stream, time, actor, channel, peer, object, from, to, outcome, reason, cause,
        personal);
  }

  public Fact ended(Outcome how, String reasonCode) {
    return new Fact(
        type,
        stream,
        time,
        actor,
        channel,
        peer,
        object,
        before,
        after,
        how,
        reasonCode,
        cause,
        personal);
  }

  /** It was done, and somebody must be told something about it. */
  public Fact warned(@Nullable Reason warning) {
    return warning == null ? this : ended(outcome, warning.code());
  }

  /**
   * @param eventId null leaves unsaid what it follows from
   */
  public Fact causedBy(@Nullable UUID eventId) {
    return new Fact(
        type, stream, time, actor, channel, peer, object, before, after, outcome, reason, eventId,
        personal);
  }

  /** Adds a name or free text, which only its salted digest represents in the log. */
  public Fact personal(String name, String value) {
    var more = new TreeMap<String, String>(personal);
    more.put(name, value);
    return new Fact(
        type, stream, time, actor, channel, peer, object, before, after, outcome, reason, cause,
        more);
  }
}
