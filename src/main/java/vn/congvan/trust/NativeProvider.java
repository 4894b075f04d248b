package vn.congvan.trust;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import java.util.Optional;

/**
 * The Amazon Corretto Crypto Provider, when its library loads on this machine. It is asked for by
 * instance and never installed, so that nothing else in the process changes its provider.
 *
 * @param provider empty when the library does not load
 * @param description name and version, or why it is not used
 */
record NativeProvider(Optional<Provider> provider, String description) {

  static final NativeProvider NONE = new NativeProvider(Optional.empty(), "not asked for");

  static NativeProvider load() {
    try {
      var corretto = AmazonCorrettoCryptoProvider.INSTANCE;
      var failure = corretto.getLoadingError();
      if (failure != null) {
        return missing(failure);
      }
      corretto.assertHealthy();
      return new NativeProvider(
          Optional.of(corretto), "%s %s".formatted(corretto.getName(), corretto.getVersionStr()));
    } catch (RuntimeException | LinkageError e) {
      return missing(e);
    }
  }

  private static NativeProvider missing(Throwable failure) {
    return new NativeProvider(Optional.empty(), String.valueOf(failure.getMessage()));
  }
}
