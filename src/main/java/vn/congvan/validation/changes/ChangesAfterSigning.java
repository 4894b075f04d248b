package vn.congvan.validation.changes;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.congvan.validation.pdf.Form;
import vn.congvan.validation.pdf.IndirectObject;
import vn.congvan.validation.pdf.PdfFile;
import vn.congvan.validation.pdf.PdfProblem;
import vn.congvan.validation.pdf.PdfValue;
import vn.congvan.validation.pdf.PdfView;
import vn.congvan.validation.pdf.References;
import vn.congvan.validation.pdf.SignatureObject;

/**
 * Walks the revisions after the first signature, one by one: what an update does and a later one
 * undoes is seen.
 */
public final class ChangesAfterSigning {
  private final PdfFile file;
  private final List<SignatureObject> signatures;
  private final Profile profile;
  private final Permissions permissions = new Permissions();

  /** Numbers that something refers to and no object has: an update could put anything there. */
  private final Set<Integer> dangling = new HashSet<>();

  private ChangesAfterSigning(PdfFile file, List<SignatureObject> signatures, Profile profile) {
    this.file = file;
    this.signatures = signatures;
    this.profile = profile;
  }

  /**
   * @param signatures all of the file, none of them broken, in the order of their revisions
   * @throws ForbiddenChange the first
   * @throws PdfProblem when an update does not account for its every byte
   */
  public static void check(PdfFile file, List<SignatureObject> signatures, Profile profile)
      throws ForbiddenChange {
    new ChangesAfterSigning(file, signatures, profile).check();
  }

  private void check() throws ForbiddenChange {
    var first = signatures.get(0).revision();
    var last = file.revisions().size() - 1;
    checkCertification(signatures.get(0));
    permit(signatures.get(0));
    if (first == last) {
      return;
    }
    for (var revision = 0; revision <= first; revision++) {
      file.forEachObject(revision, this::noteDangling);
      noteDangling(file.revisions().get(revision).trailer());
    }
    dangling.removeIf(file.view(first)::has);
    for (var revision = first + 1; revision <= last; revision++) {
      var update = file.update(revision);
      var signature = signatureOf(revision);
      new UpdateRules(file, update, signature, permissions, profile, dangling).check();
      update.objects().values().forEach(this::noteDangling);
      noteDangling(update.revision().trailer());
      dangling.removeIf(file.view(revision)::has);
      if (signature != null) {
        permit(signature);
      }
    }
  }

  private void noteDangling(IndirectObject object) {
    noteDangling(object.value());
  }

  private void noteDangling(PdfValue value) {
    References.forEach(value, ref -> dangling.add(ref.number()));
  }

  private @Nullable SignatureObject signatureOf(int revision) throws ForbiddenChange {
    SignatureObject found = null;
    for (var signature : signatures) {
      if (signature.revision() == revision) {
        if (found != null) {
          throw new ForbiddenChange(
              ForbiddenChange.Kind.SIGNATURE,
              file.revisions().get(revision).start(),
              "two signatures in one update");
        }
        found = signature;
      }
    }
    return found;
  }

  private void permit(SignatureObject signature) {
    var signed = file.view(signature.revision());
    var field = Form.of(signed).field(signature.field());
    permissions.add(signature.dict(), field.map(f -> f.dict()).orElse(null), signed);
  }

  /** Only a file's first signature may certify it, and /Perms must mean that one (R13). */
  private void checkCertification(SignatureObject first) throws ForbiddenChange {
    var signed = file.view(first.revision());
    var perms = signed.dict(signed.catalog().get("Perms"));
    var certified = perms == null ? null : perms.get("DocMDP");
    if (certified != null
        && !(certified instanceof PdfValue.Ref ref && ref.number() == first.number())) {
      throw new ForbiddenChange(
          ForbiddenChange.Kind.SIGNATURE,
          file.revisions().get(first.revision()).start(),
          "the permissions name a certification that is not the first signature");
    }
    for (var later : signatures.subList(1, signatures.size())) {
      PdfView view = file.view(later.revision());
      if (Permissions.certifies(later.dict(), view)) {
        throw new ForbiddenChange(
            ForbiddenChange.Kind.SIGNATURE,
            file.revisions().get(later.revision()).start(),
            "a certification that is not the first signature");
      }
    }
  }
}
