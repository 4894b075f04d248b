package vn.congvan.validation.time;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Since when the parts of a file are known to exist: since the earliest document time-stamp over
 * them that holds, else since the moment of judging. Time-stamps are added newest first, because an
 * older one may need a newer one to hold (EN 319 102-1, section 5.6.3).
 */
public final class Existence {
  private final Instant at;
  private final TreeMap<Integer, Instant> stamps = new TreeMap<>();

  /**
   * @param at the moment of judging
   */
  public Existence(Instant at) {
    this.at = at;
  }

  /** A document time-stamp that lies in this revision, and covers it, holds. */
  public void prove(int revision, Instant time) {
    stamps.put(revision, time);
  }

  /** Of what lies in this revision and is no signature. */
  public Instant ofContent(int revision) {
    return earliest(stamps.tailMap(revision, true));
  }

  /** Of the signature or time-stamp of this revision, which it does not cover itself. */
  public Instant ofSignature(int revision) {
    return earliest(stamps.tailMap(revision, false));
  }

  /** Whether a time-stamp that holds covers what lies in this revision. */
  public boolean isProvenOfContent(int revision) {
    return ofContent(revision).isBefore(at);
  }

  private Instant earliest(Map<Integer, Instant> over) {
    return over.values().stream()
        .filter(time -> time.isBefore(at))
        .min(Instant::compareTo)
        .orElse(at);
  }
}
