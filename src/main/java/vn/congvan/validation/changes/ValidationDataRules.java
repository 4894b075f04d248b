package vn.congvan.validation.changes;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.congvan.validation.pdf.PdfValue;

/**
 * The document security store (ISO 32000-2 §12.8.4.3): certificates, OCSP responses and revocation
 * lists may be added, in streams of their own; none may be taken away.
 */
final class ValidationDataRules {
  static final Set<String> VRI_KEYS = Set.of("Type", "Cert", "CRL", "OCSP", "TU", "TS");
  private static final Set<String> KEYS = Set.of("Type", "VRI", "Certs", "OCSPs", "CRLs");

  private final UpdateContext context;
  private final Set<Integer> parts = new HashSet<>();

  ValidationDataRules(UpdateContext context) {
    this.context = context;
  }

  void check() throws ForbiddenChange {
    var oldValue = context.before.catalog().get("DSS");
    var newValue = context.after.catalog().get("DSS");
    var old = context.before.dict(oldValue);
    var now = context.after.dict(newValue);
    if (now == null) {
      if (oldValue != null || newValue != null) {
        throw context.content("the validation data are gone");
      }
      return;
    }
    if (oldValue instanceof PdfValue.Ref
        && !oldValue.equals(newValue)
        && !(newValue instanceof PdfValue.Ref ref && context.isNew(ref.number()))) {
      throw context.content("the catalog names other validation data");
    }
    if (!KEYS.containsAll(now.keys())) {
      throw context.content("validation data with keys that are not theirs");
    }
    if (context.after.trailer().get("Root") instanceof PdfValue.Ref root) {
      parts.add(root.number());
    }
    account(newValue);
    for (var key : List.of("Certs", "OCSPs", "CRLs")) {
      list(old == null ? null : old.get(key), now.get(key));
    }
    related(old == null ? null : old.get("VRI"), now.get("VRI"));
  }

  private void list(@Nullable PdfValue old, @Nullable PdfValue now) throws ForbiddenChange {
    account(now);
    var oldList = context.before.array(old);
    var newList = context.after.array(now);
    if (oldList != null && (newList == null || !newList.items().containsAll(oldList.items()))) {
      throw context.content("validation data are taken away");
    }
    if (newList != null) {
      for (var item : newList.items()) {
        stream(item);
      }
    }
  }

  private void stream(PdfValue item) throws ForbiddenChange {
    if (!(item instanceof PdfValue.Ref ref)
        || !(context.after.resolve(ref) instanceof PdfValue.Stream stream)
        || stream.dict().get("Subtype") != null) {
      throw context.content("validation data that are no stream of their own");
    }
    if (context.isNew(ref.number())) {
      context.accountForNew(ref);
    }
  }

  private void related(@Nullable PdfValue old, @Nullable PdfValue now) throws ForbiddenChange {
    account(now);
    var oldDict = context.before.dict(old);
    var newDict = context.after.dict(now);
    if (newDict == null) {
      if (oldDict != null) {
        throw context.content("validation data are taken away");
      }
      return;
    }
    if (oldDict != null) {
      for (var key : oldDict.keys()) {
        if (!Objects.equals(oldDict.get(key), newDict.get(key))) {
          throw context.content("validation data of one signature are changed");
        }
      }
    }
    for (var key : newDict.keys()) {
      if (!key.equals("Type") && (oldDict == null || oldDict.get(key) == null)) {
        entry(newDict.get(key));
      }
    }
  }

  private void entry(@Nullable PdfValue value) throws ForbiddenChange {
    var entry = context.after.dict(value);
    if (entry == null
        || !VRI_KEYS.containsAll(entry.keys())
        || value instanceof PdfValue.Ref ref && !context.isNew(ref.number())) {
      throw context.content("validation data of one signature that are not new");
    }
    account(value);
    for (var key : List.of("Cert", "CRL", "OCSP")) {
      list(null, entry.get(key));
    }
    if (entry.get("TS") != null) {
      stream(entry.get("TS"));
    }
    context.accountForNew(entry.get("TU"));
  }

  private void account(@Nullable PdfValue value) {
    if (value instanceof PdfValue.Ref ref) {
      if (context.isNew(ref.number())) {
        context.account(ref.number());
      } else if (context.defines(ref.number())) {
        context.accountIfOnlyUsedBy(ref.number(), parts);
      }
      parts.add(ref.number());
    }
  }
}
