package vn.congvan.signing.csc;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.congvan.signing.csc.SigningService.Rejected;

/** The service's authorisation server: RFC 6749, RFC 6750, RFC 7636. */
final class Grants {
  private final Properties settings;
  private final Map<String, Code> codes = new HashMap<>();
  private final Set<String> used = new HashSet<>();
  private final Map<String, Access> accesses = new HashMap<>();
  private final Map<String, String> refreshes = new HashMap<>();

  private record Code(String client, String redirect, String challenge) {}

  private record Access(String client, long untilNanos) {}

  Grants(Properties settings) {
    this.settings = settings;
    var first = settings.getProperty("refresh");
    if (first != null) {
      refreshes.put(first, settings.getProperty("client"));
    }
  }

  /** The page on which a person logs in; the form comes back to the same address. */
  synchronized void authorize(HttpExchange exchange, byte[] body) throws IOException, Rejected {
    var query = fields(exchange.getRequestURI().getRawQuery());
    var redirect = query.getOrDefault("redirect_uri", "");
    // Before these are known to be right, nobody may be sent anywhere.
    if (!query.getOrDefault("client_id", "").equals(settings.getProperty("client"))
        || !redirect.matches("http://127\\.0\\.0\\.1:\\d+/callback")) {
      throw new Rejected(400, "invalid_request", "unknown client or redirect_uri");
    }
    if (!"code".equals(query.get("response_type"))
        || !"service".equals(query.get("scope"))
        || !"S256".equals(query.get("code_challenge_method"))
        || query.getOrDefault("code_challenge", "").length() != 43) {
      redirect(exchange, redirect + "?error=invalid_request&state=" + enc(query.get("state")));
      return;
    }
    var login = fields(new String(body, StandardCharsets.UTF_8));
    if (!settings.getProperty("password").equals(login.get("password"))) {
      redirect(exchange, redirect + "?error=access_denied&state=" + enc(query.get("state")));
      return;
    }
    var code = random();
    codes.put(
        code,
        new Code(
            query.getOrDefault("client_id", ""),
            redirect,
            query.getOrDefault("code_challenge", "")));
    redirect(exchange, redirect + "?code=" + code + "&state=" + enc(query.get("state")));
  }

  synchronized Map<String, ?> token(byte[] body) throws Rejected {
    var form = fields(new String(body, StandardCharsets.UTF_8));
    var client = form.getOrDefault("client_id", "");
    var secret = settings.getProperty("secret");
    if (!client.equals(settings.getProperty("client"))
        || (secret != null && !secret.equals(form.get("client_secret")))) {
      throw new Rejected(401, "invalid_client", "client authentication failed");
    }
    switch (form.getOrDefault("grant_type", "")) {
      case "client_credentials" -> {
        if (secret == null) {
          throw new Rejected(400, "unauthorized_client", "no secret");
        }
        return access(client, false);
      }
      case "authorization_code" -> {
        redeem(form, client);
        return access(client, true);
      }
      case "refresh_token" -> {
        if (!client.equals(refreshes.remove(form.getOrDefault("refresh_token", "")))) {
          throw new Rejected(400, "invalid_grant", "the refresh token is not good");
        }
        return access(client, true);
      }
      default -> throw new Rejected(400, "unsupported_grant_type", "no such grant");
    }
  }

  private void redeem(Map<String, String> form, String client) throws Rejected {
    var value = form.getOrDefault("code", "");
    if (used.contains(value)) {
      accesses.clear();
      refreshes.clear();
      throw new Rejected(400, "invalid_grant", "the code was used before");
    }
    var code = codes.remove(value);
    used.add(value);
    if (code == null
        || !code.client.equals(client)
        || !code.redirect.equals(form.get("redirect_uri"))
        || !code.challenge.equals(challenge(form.getOrDefault("code_verifier", "")))) {
      throw new Rejected(400, "invalid_grant", "the code is not good");
    }
  }

  private Map<String, ?> access(String client, boolean refreshing) {
    var life = Integer.parseInt(settings.getProperty("token.seconds", "300"));
    var token = random();
    accesses.put(token, new Access(client, System.nanoTime() + life * 1_000_000_000L));
    var answer = new LinkedHashMap<String, Object>();
    answer.put("access_token", token);
    answer.put("token_type", "Bearer");
    answer.put("expires_in", life);
    if (refreshing) {
      var refresh = random();
      refreshes.put(refresh, client);
      answer.put("refresh_token", refresh);
    }
    return answer;
  }

  /** The client whose token it is. */
  synchronized String bearer(@Nullable String header) throws Rejected {
    var access =
        header == null || !header.startsWith("Bearer ") ? null : accesses.get(header.substring(7));
    if (access == null || System.nanoTime() - access.untilNanos > 0) {
      throw new Rejected(401, "invalid_token", "the access token is not good");
    }
    return access.client;
  }

  synchronized void expire() {
    accesses.clear();
  }

  private static void redirect(HttpExchange exchange, String to) throws IOException {
    exchange.getResponseHeaders().set("Location", to);
    exchange.sendResponseHeaders(302, -1);
  }

  private static Map<String, String> fields(@Nullable String text) {
    var fields = new HashMap<String, String>();
    for (var field : (text == null ? "" : text).split("&")) {
      var at = field.indexOf('=');
      if (at > 0) {
        fields.put(
            field.substring(0, at),
            URLDecoder.decode(field.substring(at + 1), StandardCharsets.UTF_8));
      }
    }
    return fields;
  }

  private static String enc(@Nullable String text) {
    return URLEncoder.encode(text == null ? "" : text, StandardCharsets.UTF_8);
  }

  private static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static String random() {
    var bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
