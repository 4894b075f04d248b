package vn.congvan.trust.lab;

import java.nio.file.Path;
import java.security.cert.X509Certificate;

/**
 * Somebody the lab has issued a certificate to.
 *
 * @param keyFile PKCS#12 with key and chain
 * @param passwordFile its password, readable by the owner only
 */
public record Holder(X509Certificate certificate, Path keyFile, Path passwordFile) {}
