package vn.congvan.trust.stamp;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.jspecify.annotations.Nullable;
import vn.congvan.trust.outside.Breaker;
import vn.congvan.trust.outside.CallFailed;
import vn.congvan.trust.outside.OutsideCalls;

/**
 * One time-stamp server (RFC 3161 over HTTP, section 3.4), never asked more often than it allows
 * and left alone while it does not answer. Thread-safe.
 */
public final class TimeStampServer {
  private static final int NONCE_BITS = 127;
  private static final Duration SHORTEST_REST = Duration.ofSeconds(15);
  private static final Duration LONGEST_REST = Duration.ofMinutes(10);

  /** A server that says no goes on saying it: what blocks a caller lasts hours. */
  private static final Duration AFTER_A_NO = Duration.ofMinutes(30);

  private final URI address;
  private final Pace pace;
  private final Optional<String> policy;
  private final Duration deadline;
  private final OutsideCalls calls;
  private final AnswerCheck check;
  private final Breaker breaker;
  private final SecureRandom random = new SecureRandom();
  private volatile @Nullable String trouble;

  /**
   * @param policy object identifier the time-stamps must be made under; empty for any
   * @param deadline of one question
   */
  public TimeStampServer(
      URI address,
      Pace pace,
      Optional<String> policy,
      Duration deadline,
      OutsideCalls calls,
      AnswerCheck check,
      Clock clock) {
    this.address = address;
    this.pace = pace;
    this.policy = policy;
    this.deadline = deadline;
    this.calls = calls;
    this.check = check;
    this.breaker = new Breaker(clock, SHORTEST_REST, LONGEST_REST);
  }

  public URI address() {
    return address;
  }

  /** Until when it is not asked; empty when it may be asked now. */
  public Optional<Instant> restsUntil() {
    var rests = breaker.restsUntil();
    return rests.isPresent() ? rests : pace.next();
  }

  /** What went wrong last; empty while it answers. */
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /**
   * @param imprint SHA-256 of what is stamped
   * @throws BadAnswer when it answers what cannot be used; it is left alone for a while
   * @throws CallFailed when it does not answer
   * @return empty when it may not be asked now
   */
  Optional<TimeStampToken> stamp(byte[] imprint) throws BadAnswer, CallFailed {
    if (breaker.restsUntil().isPresent() || pace.take().isPresent()) {
      return Optional.empty();
    }
    var question = new AnswerCheck.Question(imprint, new BigInteger(NONCE_BITS, random), policy);
    try {
      var answer =
          calls.post(
              address,
              "application/timestamp-query",
              encoded(question),
              new OutsideCalls.Limit(AnswerCheck.MAX_BYTES, deadline));
      var token = check.check(answer, question);
      breaker.answered();
      trouble = null;
      return Optional.of(token);
    } catch (CallFailed e) {
      trouble = e.getMessage();
      if (e.why() == CallFailed.Cause.REFUSED && e.status() < 500) {
        breaker.restFor(e.retryAfter().orElse(AFTER_A_NO));
      } else {
        breaker.failed();
        e.retryAfter().ifPresent(breaker::restFor);
      }
      throw e;
    } catch (BadAnswer e) {
      trouble = e.getMessage();
      breaker.restFor(AFTER_A_NO);
      throw e;
    }
  }

  private static byte[] encoded(AnswerCheck.Question question) {
    var generator = new TimeStampRequestGenerator();
    generator.setCertReq(true);
    question.policy().ifPresent(oid -> generator.setReqPolicy(new ASN1ObjectIdentifier(oid)));
    try {
      return generator
          .generate(NISTObjectIdentifiers.id_sha256, question.imprint(), question.nonce())
          .getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException("a question made here has an encoding", e);
    }
  }
}
