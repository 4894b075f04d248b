package vn.congvan.document;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a signing key is kept. Says which files hold its secrets, never a secret. */
public sealed interface KeyPlace {
  /** Every file that is read for it. */
  List<Path> files();

  /** A PKCS#12 file. */
  record File(Path file, Path passwordFile) implements KeyPlace {
    @Override
    public List<Path> files() {
      return List.of(file, passwordFile);
    }
  }

  /**
   * A token or an HSM (PKCS#11).
   *
   * @param library of its maker
   * @param token its label, null where its serial number is enough
   * @param serial its serial number, null where its label is enough
   * @param label of the key (CKA_LABEL), null where the token holds one key or the id tells it
   * @param id of the key (CKA_ID) in hexadecimal
   */
  record Token(
      Path library,
      @Nullable String token,
      @Nullable String serial,
      @Nullable String label,
      @Nullable String id,
      Path pinFile)
      implements KeyPlace {
    public Token {
      if (token == null && serial == null) {
        throw new IllegalArgumentException("a token is told by its label or its serial number");
      }
    }

    /** For people. */
    public String name() {
      return token == null ? "serial " + serial : token;
    }

    @Override
    public List<Path> files() {
      return List.of(pinFile);
    }
  }

  /**
   * A remote signing service (CSC API v2).
   *
   * @param service its base address, up to and with {@code csc/v2}
   * @param credential its identifier there
   * @param clientSecretFile null for a client without a secret
   * @param pinFile what the service asks for as {@code PIN}, null where it asks for none
   * @param otpFile the same for {@code OTP}; read anew for every authorisation
   * @param refreshTokenFile what a person's consent in a browser left; null where this installation
   *     is authorised by itself. The service may replace it with each use, and so do we
   */
  record Remote(
      URI service,
      String credential,
      String clientId,
      @Nullable Path clientSecretFile,
      @Nullable Path pinFile,
      @Nullable Path otpFile,
      @Nullable Path refreshTokenFile)
      implements KeyPlace {
    @Override
    public List<Path> files() {
      return Stream.of(clientSecretFile, pinFile, otpFile, refreshTokenFile)
          .filter(Objects::nonNull)
          .map(path -> (Path) path)
          .toList();
    }
  }

  /**
   * The person's own device, which signs what it is sent.
   *
   * @param certificate PEM or DER; no other signs for this person
   */
  record Device(Path certificate) implements KeyPlace {
    @Override
    public List<Path> files() {
      return List.of(certificate);
    }
  }
}
