package vn.congvan.audit;

import java.util.List;
import java.util.function.Function;

/**
 * An entry that has no place in its stream yet.
 *
 * @param at makes the entry once its place is known
 * @param disclosures the personal values whose digests the entry will hold
 */
record Draft(String stream, Function<Entry.Place, Entry> at, List<Disclosure> disclosures) {
  Draft {
    disclosures = List.copyOf(disclosures);
  }

  /** The digests in the order the format asks for. */
  static List<String> digests(List<Disclosure> disclosures) {
    return disclosures.stream().map(Disclosure::digest).sorted().toList();
  }
}
