package vn.congvan.document;

/**
 * A file somebody handed in, still in quarantine: hashed, but not yet ours, and durable only when
 * the content store keeps it.
 *
 * @param quarantineId its name in the content store's quarantine
 * @param fileName as given, NFC
 * @param mediaType as given; not trusted
 * @param size in bytes
 */
public record Upload(
    String quarantineId, String fileName, String mediaType, long size, ContentHash content) {}
