package vn.congvan.validation.attacks;

import static vn.congvan.validation.PdfDraft.sign;
import static vn.congvan.validation.PdfDraft.signature;
import static vn.congvan.validation.attacks.Attack.ADDED;
import static vn.congvan.validation.attacks.Attack.FIELD;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import vn.congvan.validation.Cms;
import vn.congvan.validation.Letter;
import vn.congvan.validation.People;

/** What the signatures of a document forbid each other, and done all the same. */
final class Locks {

  private Locks() {}

  static List<Attack> all() {
    var attacks = new ArrayList<Attack>();
    forbidden(attacks);
    again(attacks);
    return attacks;
  }

  private static void forbidden(List<Attack> to) {
    for (var permission :
        List.of(
            Letter.CERTIFICATION.replace("/P 2", "/P 1"),
            Letter.CERTIFICATION.replace("/P 2", "/P 0"),
            Letter.CERTIFICATION.replace("/P 2", "/P 4"),
            Letter.CERTIFICATION.replace("/P 2", "/P (2)"),
            Letter.CERTIFICATION.replace("/DocMDP", "/Unknown"),
            Letter.LOCK_ALL,
            Letter.LOCK_ALL.replace("/All", "/Include /Fields [(seal) (number)]"),
            Letter.LOCK_ALL.replace("/All", "/Include /Fields [(seal)]"),
            Letter.LOCK_ALL.replace("/All", "/Include /Fields [(date)]"),
            Letter.LOCK_ALL.replace("/All", "/Exclude /Fields [(leader)]"),
            Letter.LOCK_ALL.replace("/All", "/Unknown /Fields []"))) {
      var brief =
          permission.replaceFirst(
              ".*/TransformMethod (/\\w+) /TransformParams << /Type /TransformParams (.*?) /V .*",
              "$1 $2");
      to.add(
          Attack.of(
                  Rule.R13,
                  "the leader permits `%s`, and the seal fills and signs".formatted(brief),
                  ADDED,
                  "(?:a signature is added where none is permitted|field '(?:number|date)' is changed)",
                  p ->
                      p.made()
                          .seal(
                              p.made()
                                  .signed(
                                      o -> {},
                                      l -> l.put(Letter.LEADERS_SIGNATURE, signature(permission))),
                              Letter.sealsUpdate()))
              .or(FIELD)
              .on(Fields::isLeaders));
    }
    to.add(
        Attack.of(
                Rule.R13,
                "the leader's field locks the seal's, and it is signed",
                ADDED,
                "a signature is added where none is permitted",
                p ->
                    p.made()
                        .seal(
                            p.made()
                                .signed(
                                    o ->
                                        o.put(
                                            Letter.LEADER,
                                            Letter.signatureField(
                                                "leader",
                                                "[300 200 420 260]",
                                                "/Lock << /Action /Include /Fields [(seal)] >>")),
                                    l ->
                                        l.put(
                                            Letter.LEADER,
                                            Letter.signatureField(
                                                "leader",
                                                "[300 200 420 260]",
                                                "/Lock << /Action /Include /Fields [(seal)] >> /V 20 0 R /AP << /N 21 0 R >>"))),
                            Letter.sealsUpdate()))
            .on(Fields::isLeaders));
    to.add(
        Attack.of(
                Rule.R13,
                "the seal certifies after the leader",
                ADDED,
                "a certification that is not the first signature",
                p ->
                    p.made()
                        .sealedWith(
                            u -> u.put(Letter.SEALS_SIGNATURE, signature(Letter.CERTIFICATION))))
            .on(Fields::isLeaders));
    to.add(
        Attack.of(
                Rule.R13,
                "the permissions name no signature",
                ADDED,
                "the permissions name a certification that is not the first signature",
                p ->
                    p.made()
                        .with(o -> {}, l -> Fields.replace(l, Letter.CATALOG, "20 0 R", "3 0 R")))
            .on(p -> p.recipe != null));
    to.add(
        Shadows.update(
                Rule.R13,
                "the permissions taken away",
                "/Perms of the catalog is changed",
                p -> Map.of(p.root, p.without(p.root, "Perms")))
            .on(p -> p.entries(p.root).containsKey("Perms")));
    to.add(
        Shadows.update(
            Rule.R13,
            "the permissions name another signature",
            "/Perms of the catalog is changed",
            p ->
                Map.of(
                    p.root, p.with(p.root, "Perms", "<< /DocMDP %d 0 R >>".formatted(p.fresh())))));
  }

  private static void again(List<Attack> to) {
    for (var by : List.of("the agency", "another agency", "the leader")) {
      var key =
          switch (by) {
            case "the agency" -> People.SEAL;
            case "another agency" -> People.NEIGHBOURS_SEAL;
            default -> People.LEADER;
          };
      to.add(
          Attack.of(
                  Rule.R13,
                  "the seal's field signed again by " + by,
                  FIELD,
                  "(?:signature field 'seal' is changed|is the value of 0 fields)",
                  p -> {
                    var field = p.field("seal");
                    return sign(
                        p.append(
                            Map.of(
                                field,
                                p.with(field, "V", p.fresh() + " 0 R"),
                                p.fresh(),
                                signature(""))),
                        Cms.by(key));
                  })
              .or(Attack.BROKEN)
              .on(p -> p.has("seal") && Fields.isSealed(p)));
    }
  }
}
