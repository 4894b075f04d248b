package vn.congvan.validation.policy;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import vn.congvan.trust.Demands;
import vn.congvan.trust.StoreName;

/**
 * What a signature needs beyond holding by itself, and what it means when something cannot be had.
 * No policy makes a broken, altered or revoked signature pass, or turns doubt into failure.
 *
 * @param name as verdicts state it
 */
public record ValidationPolicy(
    String name,
    TrustRules trust,
    StatusRules revocation,
    TimeRules time,
    AlgorithmRules algorithms) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");

  public ValidationPolicy {
    Given.check("name", name);
    Given.check("trust", trust);
    Given.check("revocation", revocation);
    Given.check("time", time);
    Given.check("algorithms", algorithms);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("no name of a policy: " + name);
    }
  }

  /** What it means that something is missing. Passing in silence is no choice. */
  public enum Missing {
    /** The signature passes, and the verdict says what is not known. */
    NOTE,
    /** The signature is in doubt. */
    INDETERMINATE
  }

  /** What is done with something weak or wrong that the standard lets one leave out of account. */
  public enum Tolerance {
    /** It counts for nothing, or is taken, and the verdict says so. */
    NOTE,
    /** The signature is in doubt. */
    REFUSE
  }

  /** When what is known of a certificate is new enough. */
  public enum Freshness {
    /** When it was the latest at the time of the signature: made before it, not yet replaced. */
    CURRENT,
    /** When it was made after the time of the signature, or is still the latest. */
    AFTER
  }

  /** Whose certificates count, for whom. */
  public record TrustRules(Whom signers, Whom timeStampers) {
    public TrustRules {
      Given.check("signers", signers);
      Given.check("time-stampers", timeStampers);
    }
  }

  /**
   * Below which roots.
   *
   * @param stores their names, as sub-folders of the trust folder; empty for any
   * @param certificatePolicies OIDs of which one must hold along the path; empty for none
   */
  public record Whom(List<String> stores, List<String> certificatePolicies) {
    public Whom {
      Given.check("stores", stores);
      Given.check("certificate-policies", certificatePolicies);
      stores = List.copyOf(stores);
      certificatePolicies = List.copyOf(certificatePolicies);
      demands(stores, certificatePolicies);
    }

    public Demands demands() {
      return demands(stores, certificatePolicies);
    }

    private static Demands demands(List<String> stores, List<String> policies) {
      return new Demands(
          stores.stream().map(StoreName::new).collect(Collectors.toSet()), Set.copyOf(policies));
    }
  }

  /**
   * What it means that nobody says whether a certificate was revoked.
   *
   * @param signer of who signed
   * @param authorities of the authorities above
   * @param timeStampers of who made time-stamps
   * @param expiredResponders whether an OCSP answer counts whose signer has expired since, without
   *     proof that it is older
   */
  public record StatusRules(
      Missing signer,
      Missing authorities,
      Missing timeStampers,
      Freshness freshness,
      Tolerance expiredResponders) {
    public StatusRules {
      Given.check("signer", signer);
      Given.check("authorities", authorities);
      Given.check("time-stampers", timeStampers);
      Given.check("freshness", freshness);
      Given.check("expired-responders", expiredResponders);
    }
  }

  /**
   * What time-stamps mean.
   *
   * @param unproven no time-stamp proves when the signature was made
   * @param badStamps a time-stamp that is wrong, or whose maker is not trusted
   */
  public record TimeRules(Missing unproven, Tolerance badStamps) {
    public TimeRules {
      Given.check("unproven", unproven);
      Given.check("bad-stamps", badStamps);
    }
  }
}
