package vn.congvan.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import vn.congvan.store.Sql;

/** The check of entries one by one and along their streams, in the order of the log. */
final class EntryCheck {
  private final Sql sql;
  private final Findings findings;
  private final Chains chains;
  private final EidSet seen;
  // The logs so far: an entry may have waited while a new log was opened, but never comes from a
  // later one.
  private final Set<String> origins = new HashSet<>();

  EntryCheck(Sql sql, Findings findings, Chains chains, EidSet seen) {
    this.sql = sql;
    this.findings = findings;
    this.chains = chains;
    this.seen = seen;
  }

  void enter(LogState log) {
    origins.add(log.origin());
  }

  /** Checks some entries; by index, without those that are missing, which are reported. */
  Map<Long, Decoded> decode(List<IndexedEntries.Indexed> some) {
    var present = new ArrayList<StoredEntry>();
    for (var indexed : some) {
      var stored = indexed.stored();
      if (stored == null) {
        findings.add(Problem.ENTRY_MISSING, indexed.index(), indexed.eid());
      } else {
        present.add(stored);
        if (!seen.add(stored.eid())) {
          findings.add(Problem.INDEX_TWICE, stored.eid());
        }
      }
    }
    // Hashing and parsing need no order and take most of the time.
    var decoded = present.parallelStream().map(Decoded::of).toList();
    decoded.forEach(this::check);
    checkDisclosures(decoded);
    var byIndex = new HashMap<Long, Decoded>();
    var next = decoded.iterator();
    for (var indexed : some) {
      if (indexed.stored() != null) {
        byIndex.put(indexed.index(), next.next());
      }
    }
    return byIndex;
  }

  private void check(Decoded decoded) {
    var eid = decoded.stored().eid();
    if (!Arrays.equals(decoded.leaf().bytes(), decoded.stored().leafHash().value())) {
      findings.add(Problem.LEAF_HASH, eid);
    }
    var entry = decoded.entry();
    if (entry == null) {
      findings.add(Problem.ENTRY_UNREADABLE, eid, Objects.requireNonNullElse(decoded.defect(), ""));
    } else if (!origins.contains(entry.log())) {
      findings.add(Problem.OTHER_LOG, eid);
    }
    chains.follow(decoded);
  }

  private void checkDisclosures(List<Decoded> decoded) {
    if (decoded.isEmpty()) {
      return;
    }
    var digests = new HashMap<Long, List<String>>();
    for (var one : decoded) {
      var entry = one.entry();
      digests.put(one.stored().eid(), entry == null ? List.of() : entry.sd());
    }
    var lowest = Collections.min(digests.keySet());
    var highest = Collections.max(digests.keySet());
    sql.query(
        "SELECT eid, name, disclosure FROM audit_disclosure WHERE eid BETWEEN ? AND ?",
        row -> {
          var sd = digests.get(row.number("eid"));
          return sd == null || belongs(row.text("name"), row.text("disclosure"), sd)
              ? 0
              : report(row.text("name"), row.number("eid"));
        },
        lowest,
        highest);
  }

  private static boolean belongs(String name, String text, List<String> digests) {
    try {
      return digests.contains(Disclosure.digest(text))
          && Disclosure.parse(text).name().equals(name);
    } catch (EntryRefused e) {
      return false;
    }
  }

  private int report(String name, long eid) {
    findings.add(Problem.DISCLOSURE, name, eid);
    return 1;
  }
}
