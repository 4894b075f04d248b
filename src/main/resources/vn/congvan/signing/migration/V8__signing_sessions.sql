-- Signatures prepared for a signer's own device, until they are completed or expire. Nothing here is secret.
CREATE TABLE signing_session (
  id TEXT PRIMARY KEY,
  document TEXT NOT NULL,
  signer TEXT NOT NULL,
  shown TEXT NOT NULL,
  pending ${bytes} NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX signing_session_document ON signing_session (document);
CREATE INDEX signing_session_age ON signing_session (expires_at);
