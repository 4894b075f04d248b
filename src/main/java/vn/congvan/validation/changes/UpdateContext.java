package vn.congvan.validation.changes;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.congvan.validation.pdf.IndirectObject;
import vn.congvan.validation.pdf.PdfFile;
import vn.congvan.validation.pdf.PdfValue;
import vn.congvan.validation.pdf.PdfView;
import vn.congvan.validation.pdf.References;
import vn.congvan.validation.pdf.SignatureObject;
import vn.congvan.validation.pdf.Update;

/** One update under judgement: the document before and after it, and what is accounted for. */
final class UpdateContext {
  final PdfFile file;
  final Update update;
  final PdfView before;
  final PdfView after;
  final @Nullable SignatureObject signature;
  final Permissions permissions;
  final Profile profile;

  /** Widgets of signature fields made in this update; only these may be new on a page. */
  final Set<Integer> newWidgets = new HashSet<>();

  private final Set<Integer> accounted = new HashSet<>();
  private final Map<Integer, Set<Integer>> exclusive = new HashMap<>();

  UpdateContext(
      PdfFile file,
      Update update,
      @Nullable SignatureObject signature,
      Permissions permissions,
      Profile profile) {
    this.file = file;
    this.update = update;
    this.before = file.view(update.revision().index() - 1);
    this.after = file.view(update.revision().index());
    this.signature = signature;
    this.permissions = permissions;
    this.profile = profile;
  }

  boolean closed() {
    return profile == Profile.CLOSED;
  }

  /** Whether the update defines this object, new or again. */
  boolean defines(int number) {
    return update.objects().containsKey(number);
  }

  boolean isNew(int number) {
    return defines(number) && !before.has(number);
  }

  void account(int number) {
    accounted.add(number);
  }

  boolean accountedFor(int number) {
    return accounted.contains(number);
  }

  /**
   * Accounts for new objects a value leads to. Old ones stay what they are, and are not followed.
   */
  void accountForNew(@Nullable PdfValue value) {
    if (value == null) {
      return;
    }
    var open = new ArrayDeque<PdfValue>();
    open.push(value);
    while (!open.isEmpty()) {
      References.forEach(
          open.pop(),
          ref -> {
            if (isNew(ref.number()) && accounted.add(ref.number())) {
              open.push(object(ref.number()).value());
            }
          });
    }
  }

  /** The dictionary an object is; null when it is none. */
  static PdfValue.@Nullable Dict dict(PdfView view, int number) {
    var object = view.object(number);
    return object != null && object.value() instanceof PdfValue.Dict dict ? dict : null;
  }

  IndirectObject object(int number) {
    var object = update.objects().get(number);
    if (object == null) {
      throw new IllegalArgumentException("the update does not define object " + number);
    }
    return object;
  }

  /**
   * Accounts for an object defined again, if nothing but these refers to it: in another place the
   * new definition could mean something else.
   *
   * @param by numbers of objects; empty when only trailers may
   */
  void accountIfOnlyUsedBy(int number, Set<Integer> by) {
    account(number);
    exclusive.computeIfAbsent(number, n -> new HashSet<>()).addAll(by);
  }

  void checkExclusive() throws ForbiddenChange {
    if (exclusive.isEmpty()) {
      return;
    }
    var shared = new HashSet<Integer>();
    for (var revision : file.revisions().subList(0, after.revision() + 1)) {
      file.forEachObject(
          revision.index(),
          object ->
              References.forEach(
                  revision.isTrailer(object) ? withoutTrailer(object.value()) : object.value(),
                  ref -> {
                    var allowed = exclusive.get(ref.number());
                    if (allowed != null && !allowed.contains(object.number())) {
                      shared.add(ref.number());
                    }
                  }));
    }
    for (var number : shared) {
      throw forbidden(
          ForbiddenChange.Kind.CONTENT,
          "object %d, which something else uses too, is changed".formatted(number));
    }
  }

  /** A cross-reference stream names the document information as every trailer does. */
  private static PdfValue withoutTrailer(PdfValue value) {
    if (!(value instanceof PdfValue.Stream stream)) {
      return value;
    }
    var rest = new LinkedHashMap<>(stream.dict().entries());
    rest.keySet().removeAll(Set.of("Info", "Root"));
    return new PdfValue.Dict(rest);
  }

  ForbiddenChange forbidden(ForbiddenChange.Kind kind, String message) {
    return new ForbiddenChange(kind, update.revision().start(), message);
  }

  ForbiddenChange content(String message) {
    return forbidden(ForbiddenChange.Kind.CONTENT, message);
  }

  /** Holds two dictionaries to be the same but for these keys. */
  void same(PdfValue.Dict old, PdfValue.Dict now, Set<String> but, String what)
      throws ForbiddenChange {
    for (var key : old.keys()) {
      if (!but.contains(key) && !Objects.equals(old.get(key), now.get(key))) {
        throw content("/%s of %s is changed".formatted(key, what));
      }
    }
    nothingElse(old, now, but, what);
  }

  /** Holds every key of a dictionary to be as in an old one, but for these; some may be gone. */
  void nothingElse(PdfValue.Dict old, PdfValue.Dict now, Set<String> but, String what)
      throws ForbiddenChange {
    for (var key : now.keys()) {
      if (!but.contains(key) && !Objects.equals(old.get(key), now.get(key))) {
        throw content("/%s of %s is changed".formatted(key, what));
      }
    }
  }

  /**
   * Holds an array to be the old one with items at its end; accounts for the array's own object.
   *
   * @return how many items were there before
   */
  int appended(@Nullable PdfValue old, @Nullable PdfValue now, String what) throws ForbiddenChange {
    var oldArray = before.array(old);
    var newArray = after.array(now);
    if (old != null && oldArray == null) {
      throw content(what + " is no array");
    }
    var oldItems = oldArray == null ? List.<PdfValue>of() : oldArray.items();
    var newItems = newArray == null ? List.<PdfValue>of() : newArray.items();
    if (newItems.size() < oldItems.size()
        || !newItems.subList(0, oldItems.size()).equals(oldItems)) {
      throw content(what + " is changed");
    }
    if (now instanceof PdfValue.Ref ref && defines(ref.number())) {
      if (!isNew(ref.number()) && !now.equals(old)) {
        throw content(what + " is another's");
      }
      account(ref.number());
    }
    return oldItems.size();
  }
}
