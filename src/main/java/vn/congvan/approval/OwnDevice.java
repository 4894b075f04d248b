package vn.congvan.approval;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.content.ContentStore;
import vn.congvan.directory.Directory;
import vn.congvan.directory.KeyHolding;
import vn.congvan.document.Act;
import vn.congvan.document.ContentHash;
import vn.congvan.document.DocumentId;
import vn.congvan.document.EventHeader;
import vn.congvan.document.Ids;
import vn.congvan.document.KeyPlace;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;
import vn.congvan.document.Signed;
import vn.congvan.document.SigningBegun;
import vn.congvan.register.NumberRequest;
import vn.congvan.register.OutgoingRegister;
import vn.congvan.signing.CertificateGate;
import vn.congvan.signing.DeviceForm;
import vn.congvan.signing.DeviceKey;
import vn.congvan.signing.DeviceSigner;
import vn.congvan.signing.KeyRing;
import vn.congvan.signing.LeaderSignature;
import vn.congvan.signing.PendingSignature;
import vn.congvan.signing.SigningRules;
import vn.congvan.signing.SigningSessions;

/**
 * The leader's act with the leader's own device, in two phases. As in {@link Approval} nothing here
 * changes a state: a killed process leaves the document unsigned, with or without a session, or
 * signed.
 */
public final class OwnDevice {
  private static final int MAX_SIGNATURE = 1 << 16;

  private final OutgoingRegister register;
  private final Directory directory;
  private final ContentStore content;
  private final KeyRing keys;
  private final DeviceSigner signer;
  private final CertificateGate gate;
  private final SigningSessions sessions;
  private final Duration life;
  private final Clock clock;

  /**
   * @param life how long a session can be completed
   */
  public OwnDevice(
      OutgoingRegister register,
      Directory directory,
      ContentStore content,
      KeyRing keys,
      DeviceSigner signer,
      CertificateGate gate,
      SigningSessions sessions,
      Duration life,
      Clock clock) {
    this.register = register;
    this.directory = directory;
    this.content = content;
    this.keys = keys;
    this.signer = signer;
    this.gate = gate;
    this.sessions = sessions;
    this.life = life;
    this.clock = clock;
  }

  /**
   * Prepares the signature of the leader who asks.
   *
   * @throws Refused when it is not this leader's to sign, is not what the leader was shown, or the
   *     device's certificate is not the leader's
   */
  public SigningBegun begin(Act.BeginSigning act) {
    var now = clock.instant();
    var ready = ready(act, now);
    var turn = ready.turn;
    var request =
        new LeaderSignature(
            ready.key,
            keys.image(ready.holding.image()),
            now.truncatedTo(ChronoUnit.SECONDS),
            turn.leader().fullName(),
            null,
            null,
            turn.numbered(directory));
    var main = turn.document().main();
    var pending = signer.prepare(content.path(main), request, DeviceForm.valueOf(act.form()));
    if (!pending.document().equals(main)) {
      throw ContentStore.damaged(main);
    }
    return begun(header(act, act.document(), now), ready.certificate, pending, now);
  }

  /**
   * Holds the leader's act to everything that must be true before a number is kept for it.
   *
   * @throws Refused as {@link #begin} does
   */
  public NumberRequest gate(Act.BeginSigning act) {
    var now = clock.instant();
    var ready = ready(act, now);
    return ready.turn.request(directory, act, now, ready.warning);
  }

  /** A leader whose turn it is, with the device's key. */
  private record Ready(
      Turn turn,
      KeyHolding holding,
      DeviceKey key,
      ContentHash certificate,
      @Nullable Reason warning) {}

  private Ready ready(Act.BeginSigning act, Instant now) {
    var turn = Turn.toSign(register, directory, act, act.document(), act.shown(), now);
    var holding = Turn.key(turn.leader());
    if (!(holding.place() instanceof KeyPlace.Device)) {
      throw new Refused(
          new Reason(
              "SIGN.KEY_IS_HERE",
              "Khóa ký của bạn do hệ thống giữ. Ký trực tiếp, không cần thiết bị.",
              "your key is kept here; sign without a device"));
    }
    var key = DeviceKey.of(certificates(act.certificates()), rules(act.padding()));
    var certificate = KeyRing.fingerprint(key);
    if (!certificate.equals(keys.fingerprint(holding.place()))) {
      throw new Refused(
          new Reason(
              "SIGN.OTHER_CERTIFICATE",
              "Chứng thư trên thiết bị không phải chứng thư đã đăng ký của bạn. Cắm đúng thiết bị, hoặc nhờ quản trị khai báo chứng thư mới.",
              "the device's certificate is not the one registered for you; plug in the right device, or have the new certificate set"));
    }
    requireInTime(key, now);
    var warning = turn.hold(gate, List.of(key.chain()), act, now);
    return new Ready(turn, holding, key, certificate, warning);
  }

  /**
   * Completes the signature with what the device made.
   *
   * @throws Refused when there is no such session, the document has been handled meanwhile, or the
   *     signature is not right
   */
  public Signed finish(Act.FinishSigning act) {
    var now = clock.instant();
    var turn = Turn.toSign(register, directory, act, act.document(), now);
    var pending =
        sessions
            .find(act.session(), act.document(), act.actor().ref())
            .orElseThrow(
                () ->
                    new Refused(
                        new Reason(
                            "SIGN.NO_SESSION",
                            "Không có phiên ký này, hoặc phiên đã hết hạn. Mở phiên mới rồi ký lại.",
                            "there is no such signing session, or it has expired; open a new one and sign again")));
    if (!pending.document().equals(turn.document().main())) {
      throw Turn.notWhatWasShown();
    }
    var key = pending.key();
    requireInTime(key, now);
    var warning = turn.hold(gate, List.of(key.chain()), act, now);
    var signed =
        signer.complete(
            content.path(pending.document()), pending, decoded(act.signature(), "signature"));
    return new Signed(
        header(act, act.document(), now),
        pending.document(),
        content.put(signed::writeTo),
        KeyRing.fingerprint(key),
        null,
        warning);
  }

  private SigningBegun begun(
      EventHeader header, ContentHash certificate, PendingSignature pending, Instant now) {
    var base64 = Base64.getEncoder();
    var scheme = pending.key().scheme();
    return new SigningBegun(
        header,
        pending.document(),
        Ids.next(now),
        certificate,
        pending.signed(),
        new SigningBegun.Offer(
            scheme.name(),
            scheme.digest().jca(),
            base64.encodeToString(pending.digest()),
            base64.encodeToString(pending.toSign())),
        base64.encodeToString(pending.encoded()),
        now.plus(life));
  }

  private SigningRules rules(String padding) {
    var rules = keys.rules();
    if (rules.second()) {
      throw new Refused(
          new Reason(
              "SIGN.DEVICE_SIGNS_ONCE",
              "Hệ thống yêu cầu chữ ký thứ hai (ML-DSA, cài đặt signing.second); thiết bị của bạn không ký được. Liên hệ quản trị.",
              "this installation asks for a second signature (ML-DSA, setting signing.second), which your device cannot make; ask the administrator"));
    }
    return padding.isEmpty()
        ? rules
        : new SigningRules(SigningRules.Rsa.valueOf(padding), rules.digest());
  }

  private static void requireInTime(DeviceKey key, Instant now) {
    var at = java.util.Date.from(now);
    var certificate = key.certificate();
    if (at.before(certificate.getNotBefore()) || at.after(certificate.getNotAfter())) {
      throw new Refused(
          new Reason(
              "SIGN.CERTIFICATE_EXPIRED",
              "Chứng thư trên thiết bị chưa hoặc không còn hiệu lực. Gia hạn chứng thư rồi ký lại.",
              "the device's certificate is not valid yet or not any more; renew it and sign again"));
    }
  }

  private static List<byte[]> certificates(List<String> texts) {
    return texts.stream().map(text -> decoded(text, "certificates")).toList();
  }

  private static byte[] decoded(String text, String field) {
    try {
      if (text.length() <= 2 * MAX_SIGNATURE) {
        return Base64.getDecoder().decode(text);
      }
    } catch (IllegalArgumentException e) {
      // Told below, as for what is too long.
    }
    throw new Refused(
        new Reason(
            "SIGN.NOT_BASE64",
            "Mục \"%s\" không phải Base64 đúng. Sửa phần mềm trên thiết bị.".formatted(field),
            "'%s' is not proper Base64; have the device's software mended".formatted(field)));
  }

  private static EventHeader header(Act act, DocumentId document, Instant now) {
    return new EventHeader(
        Ids.next(now), document, act.actor().agency(), act.actor(), now, act.channel());
  }
}
