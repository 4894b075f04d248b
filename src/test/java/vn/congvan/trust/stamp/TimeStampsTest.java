package vn.congvan.trust.stamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.cms.CMSSignedData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.lab.LabCircle;
import vn.congvan.trust.lab.LabServices.Stamping;
import vn.congvan.trust.outside.AddressRule;
import vn.congvan.trust.outside.CallFailed;
import vn.congvan.trust.outside.OutsideCalls;

/** Time-stamp servers that work, and those that do not, over real HTTP. */
class TimeStampsTest {
  private static final byte[] IMPRINT = CryptoProviders.best().sha256().digest(new byte[] {1});
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static LabCircle lab;

  @BeforeAll
  static void open() throws IOException {
    lab = new LabCircle(Files.createTempDirectory("stamps"));
  }

  @AfterAll
  static void close() {
    lab.close();
  }

  @BeforeEach
  void right() {
    lab.services.stamping = Stamping.RIGHT;
  }

  @Test
  void aTimeStampIsOverTheDigestAndNamesItsTime() throws Exception {
    var token = lab.stamps().stamp(IMPRINT);

    assertThat(token.time()).isEqualTo(lab.clock.instant());
    assertThat(token.signer()).isEqualTo(lab.services.pki().timeStampSigner().certificate());
    var read = new org.bouncycastle.tsp.TimeStampToken(new CMSSignedData(token.encoded()));
    assertThat(read.getTimeStampInfo().getMessageImprintDigest()).isEqualTo(IMPRINT);
  }

  @Test
  void everyWrongAnswerIsFoundOut() {
    var expected = new EnumMap<Stamping, BadAnswer.Cause>(Stamping.class);
    expected.putAll(
        Map.of(
            Stamping.REJECTING, BadAnswer.Cause.REJECTED,
            Stamping.ANOTHER_NONCE, BadAnswer.Cause.NONCE,
            Stamping.NO_NONCE, BadAnswer.Cause.NONCE,
            Stamping.ANOTHER_IMPRINT, BadAnswer.Cause.IMPRINT,
            Stamping.AN_HOUR_LATE, BadAnswer.Cause.TIME,
            Stamping.SIGNED_BY_A_LEADER, BadAnswer.Cause.SIGNER,
            Stamping.SIGNED_BY_A_STRANGER, BadAnswer.Cause.SIGNER,
            Stamping.WITHOUT_CERTIFICATE, BadAnswer.Cause.SIGNER,
            Stamping.DAMAGED, BadAnswer.Cause.DAMAGED));
    expected.forEach(
        (mode, why) -> {
          lab.services.stamping = mode;
          var server = lab.server(100, MINUTE, LONG);
          var bad = catchThrowableOfType(BadAnswer.class, () -> server.stamp(IMPRINT));
          assertThat(bad).as(mode.name()).isNotNull();
          assertThat(bad.why()).as(mode + ": " + bad.getMessage()).isEqualTo(why);
        });
  }

  @Test
  void aPolicyThatWasNotAskedForIsRefused() {
    lab.services.stamping = Stamping.ANOTHER_POLICY;
    var server =
        new TimeStampServer(
            lab.services.tsa(),
            new Pace(10, MINUTE, lab.clock),
            Optional.of("1.2.3.4"),
            LONG,
            lab.calls,
            new AnswerCheck(lab.paths, lab.signatures, lab.clock),
            lab.clock);

    var bad = catchThrowableOfType(BadAnswer.class, () -> server.stamp(IMPRINT));
    assertThat(bad.why()).isEqualTo(BadAnswer.Cause.POLICY);
  }

  @Test
  void aServerThatIsDownOrSilentOrEndlessEndsWithItsDeadlineAndThenRests() throws Exception {
    for (var mode : List.of(Stamping.DOWN, Stamping.SILENT, Stamping.ENDLESS)) {
      lab.services.stamping = mode;
      var server = lab.server(100, MINUTE, mode == Stamping.SILENT ? SHORT : LONG);
      var failed = catchThrowableOfType(CallFailed.class, () -> server.stamp(IMPRINT));
      assertThat(failed.why())
          .as(mode.name())
          .isEqualTo(
              switch (mode) {
                case DOWN -> CallFailed.Cause.REFUSED;
                case SILENT -> CallFailed.Cause.SLOW;
                default -> CallFailed.Cause.TOO_LARGE;
              });
      assertThat(server.restsUntil()).contains(lab.clock.instant().plusSeconds(15));
      assertThat(server.stamp(IMPRINT)).as("is not asked while it rests").isEmpty();

      lab.services.stamping = Stamping.RIGHT;
      lab.clock.forward(Duration.ofSeconds(15));
      assertThat(server.stamp(IMPRINT)).isPresent();
      assertThat(server.trouble()).isEmpty();
    }
  }

  @Test
  void aServerIsNeverAskedMoreOftenThanItAllows() throws Exception {
    var server = lab.server(20, Duration.ofMinutes(20), LONG);
    var before = lab.services.calls("/tsa");
    var first = lab.clock.instant();
    for (var i = 0; i < 20; i++) {
      assertThat(server.stamp(IMPRINT)).isPresent();
      lab.clock.forward(Duration.ofSeconds(10));
    }

    assertThat(server.stamp(IMPRINT)).isEmpty();
    assertThat(server.restsUntil()).contains(first.plus(Duration.ofMinutes(20)));
    assertThat(lab.services.calls("/tsa") - before).isEqualTo(20);
    lab.clock.forward(Duration.between(lab.clock.instant(), first.plus(Duration.ofMinutes(20))));
    assertThat(server.stamp(IMPRINT)).isPresent();
    assertThat(server.stamp(IMPRINT)).as("only one has grown old enough").isEmpty();
  }

  @Test
  void aServerThatSaysNoIsLeftAloneForLong() {
    lab.services.stamping = Stamping.REFUSING;
    var server = lab.server(100, MINUTE, LONG);

    assertThatThrownBy(() -> server.stamp(IMPRINT))
        .isInstanceOf(CallFailed.class)
        .hasMessageContaining("400");

    assertThat(server.restsUntil()).contains(lab.clock.instant().plus(Duration.ofMinutes(30)));
  }

  @Test
  void theNextServerIsAskedWhenOneIsAwayAndAllAwayIsSaidWithATime() {
    var calls = new OutsideCalls(AddressRule.openInternet());
    var check = new AnswerCheck(lab.paths, lab.signatures, lab.clock);
    var away =
        new TimeStampServer(
            lab.services.tsa(),
            new Pace(10, MINUTE, lab.clock),
            Optional.empty(),
            LONG,
            calls,
            check,
            lab.clock);
    var both = new TimeStamps(List.of(away, lab.server(10, MINUTE, LONG)));

    assertThat(both.stamp(IMPRINT)).isNotNull();

    var none = new TimeStamps(List.of(away));
    var said = catchThrowableOfType(TimeStampsAway.class, () -> none.stamp(IMPRINT));
    assertThat(said.reason().code()).isEqualTo("TSA.AWAY");
    assertThat(said.until()).isAfter(lab.clock.instant());
  }

  @Test
  void roomIsMadeAsMuchAsTokensOfTheServersHaveNeeded() {
    var stamps = lab.stamps();
    var first = stamps.room();
    var token = stamps.stamp(IMPRINT);

    assertThat(first).isGreaterThan(token.encoded().length);
    assertThat(stamps.room()).isBetween(token.encoded().length, token.encoded().length + 300);
  }

  @Test
  void noNonsenseMakesTheCheckDoAnythingButRefuse() throws Exception {
    var question = new AnswerCheck.Question(IMPRINT, java.math.BigInteger.TEN, Optional.empty());
    var check = new AnswerCheck(lab.paths, lab.signatures, lab.clock);
    var right = lab.stamps().stamp(IMPRINT).encoded();
    var answer =
        new org.bouncycastle.asn1.DERSequence(
                new org.bouncycastle.asn1.ASN1Encodable[] {
                  new org.bouncycastle.asn1.DERSequence(new org.bouncycastle.asn1.ASN1Integer(0)),
                  org.bouncycastle.asn1.ASN1Primitive.fromByteArray(right)
                })
            .getEncoded();
    var random = new java.util.Random(20261120);
    for (var i = 0; i < 3000; i++) {
      var spoilt = vn.congvan.testing.Spoilt.of(answer, random);
      assertThatThrownBy(() -> check.check(spoilt, question)).isInstanceOf(BadAnswer.class);
    }
  }
}
