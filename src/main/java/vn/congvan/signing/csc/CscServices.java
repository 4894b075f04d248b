package vn.congvan.signing.csc;

import java.time.Clock;
import vn.congvan.document.KeyPlace;
import vn.congvan.signing.SigningKey;
import vn.congvan.signing.SigningRules;
import vn.congvan.trust.CryptoProviders;

/** Opens keys at remote signing services. */
public final class CscServices {
  private final Http http = new Http();
  private final Clock clock;

  /**
   * @param clock when authorisations end
   */
  public CscServices(Clock clock) {
    this.clock = clock;
  }

  /**
   * @throws vn.congvan.document.RetryLater {@code SIGN.SERVICE_AWAY} when the service is away
   * @throws vn.congvan.document.SetAside when it does not accept this installation, or the key
   *     cannot be used
   */
  public SigningKey open(KeyPlace.Remote place, SigningRules rules, CryptoProviders providers) {
    return CscKey.open(Service.at(http, place, clock), place, rules, providers);
  }
}
