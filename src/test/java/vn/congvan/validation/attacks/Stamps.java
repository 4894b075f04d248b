package vn.congvan.validation.attacks;

import static vn.congvan.validation.PdfDraft.signature;
import static vn.congvan.validation.attacks.Attack.DIFFERS;
import static vn.congvan.validation.attacks.Attack.FORMAT;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.DEROctetString;
import vn.congvan.trust.lab.Certificates.Made;
import vn.congvan.validation.Cms;
import vn.congvan.validation.Letter;
import vn.congvan.validation.PdfDraft;
import vn.congvan.validation.People;

/** Document time-stamps that are of something else, or by somebody else. */
final class Stamps {
  private static final String NOT_SIGNED = "the signed bytes are not what was signed";

  private Stamps() {}

  static List<Attack> all() {
    var attacks = new ArrayList<Attack>();
    copied(attacks);
    made(attacks);
    return attacks;
  }

  private static void copied(List<Attack> to) {
    to.add(
        Attack.of(
                Rule.R19,
                "the update with the time-stamp of another letter",
                DIFFERS,
                NOT_SIGNED,
                parent -> {
                  var mine = saying(parent, "0001");
                  var other = saying(parent, "0002");
                  var stamped = Letter.stamped(other);
                  return PdfDraft.concat(
                      mine, Arrays.copyOfRange(stamped, other.length, stamped.length));
                })
            .on(parent -> parent.recipe != null && parent.recipe.style() == Style.TABLE));
    to.add(
        Attack.of(
                Rule.R19,
                "the time-stamp's CMS in place of the signature's",
                FORMAT,
                "a content type that is not",
                parent ->
                    stamped(
                        parent,
                        "/ETSI.CAdES.detached",
                        People.STAMPER,
                        UnaryOperator.identity(),
                        token -> token))
            .on(parent -> !parent.isOurs())
            .or(Attack.ADDED));
    to.add(
        Attack.of(
            Rule.R19,
            "a signature's CMS in place of a time-stamp's",
            FORMAT,
            "a content type that is not",
            parent -> {
              var cms = Cms.by(People.STAMPER);
              return PdfDraft.sign(parent.append(update(parent, "/ETSI.RFC3161")), cms);
            }));
  }

  private static byte[] saying(Parent parent, String codes) {
    return parent
        .made()
        .with(o -> o.computeIfPresent(Letter.CONTENT, (n, s) -> s.replace("0001", codes)), l -> {});
  }

  private static void made(List<Attack> to) {
    to.add(
        Attack.of(
            Rule.R19,
            "a time-stamp over other bytes",
            DIFFERS,
            NOT_SIGNED,
            parent ->
                stamped(
                    parent,
                    "/ETSI.RFC3161",
                    People.STAMPER,
                    digest -> new byte[digest.length],
                    t -> t)));
    to.add(
        Attack.of(
            Rule.R19,
            "a time-stamp whose time was changed afterwards",
            FORMAT,
            "a time-stamp whose digest is not that of its content",
            parent ->
                stamped(
                    parent,
                    "/ETSI.RFC3161",
                    People.STAMPER,
                    UnaryOperator.identity(),
                    Stamps::earlier)));
    to.add(
        Attack.of(
            Rule.R19,
            "a time-stamp whose content is nothing",
            FORMAT,
            "a time-stamp whose digest is not that of its content",
            parent ->
                stamped(
                    parent,
                    "/ETSI.RFC3161",
                    People.STAMPER,
                    UnaryOperator.identity(),
                    CmsParts.parts(p -> p.content = new DEROctetString(new byte[0])))));
    to.add(
        Attack.of(
                Rule.R18,
                "a time-stamp by a key that is not for time-stamps",
                "VERIFY.KEY_USAGE",
                "",
                parent ->
                    stamped(parent, "/ETSI.RFC3161", People.SEAL, UnaryOperator.identity(), t -> t))
            .or("VERIFY.UNKNOWN_ISSUER")
            .againstTrust());
  }

  /** The year of its time is another. */
  private static byte[] earlier(byte[] token) {
    var text = PdfDraft.text(token);
    var at = text.indexOf("20261122");
    var changed = token.clone();
    PdfDraft.put(changed, at, PdfDraft.bytes("2016"));
    return changed;
  }

  private static byte[] stamped(
      Parent parent,
      String subFilter,
      Made by,
      UnaryOperator<byte[]> digest,
      UnaryOperator<byte[]> token) {
    var cms = Cms.by(by);
    return PdfDraft.sign(
        parent.append(update(parent, subFilter)),
        cms,
        real -> token.apply(cms.stampOver(digest.apply(real))));
  }

  private static Map<Integer, String> update(Parent parent, String subFilter) {
    var n = parent.fresh();
    var objects = new LinkedHashMap<>(parent.fieldAdded(n + " 0 R"));
    objects.put(n, "<< /FT /Sig /T (stamp9) /V %d 0 R >>".formatted(n + 1));
    objects.put(n + 1, signature(subFilter, ""));
    return objects;
  }
}
