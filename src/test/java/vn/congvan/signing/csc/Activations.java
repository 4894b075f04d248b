package vn.congvan.signing.csc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vn.congvan.signing.csc.SigningService.Rejected;

/**
 * Signature activation data: for one credential, one client, some hashes, once each, for a while.
 */
final class Activations {
  private final Map<String, Activation> made = new HashMap<>();
  private final List<String> signed = new ArrayList<>();

  private record Activation(String credential, String client, List<String> left, long untilNanos) {}

  synchronized String make(String credential, String client, List<String> hashes, int seconds) {
    var sad = Grants.random();
    made.put(
        sad,
        new Activation(
            credential,
            client,
            new ArrayList<>(hashes),
            System.nanoTime() + seconds * 1_000_000_000L));
    return sad;
  }

  synchronized void use(String sad, String credential, String client, List<String> hashes)
      throws Rejected {
    var activation = made.get(sad);
    if (activation == null
        || !activation.credential.equals(credential)
        || !activation.client.equals(client)) {
      throw new Rejected(400, "invalid_request", "Invalid parameter SAD");
    }
    if (System.nanoTime() - activation.untilNanos > 0) {
      throw new Rejected(400, "invalid_request", "SAD expired");
    }
    var left = new ArrayList<>(activation.left);
    for (var hash : hashes) {
      if (!left.remove(hash)) {
        throw new Rejected(400, "invalid_request", "Hash is not authorized by the SAD");
      }
    }
    activation.left.clear();
    activation.left.addAll(left);
    signed.add(String.valueOf(hashes.size()));
  }

  /** How many were signed at a time. */
  synchronized String log() {
    return String.join(" ", signed);
  }
}
