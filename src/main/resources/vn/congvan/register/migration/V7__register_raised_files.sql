-- Every version of an issued file since its signatures were raised; the file is known by what was issued.
CREATE TABLE outgoing_raised (
  issued TEXT NOT NULL,
  version BIGINT NOT NULL,
  document TEXT NOT NULL,
  agency TEXT NOT NULL,
  content TEXT NOT NULL,
  size BIGINT NOT NULL,
  level TEXT NOT NULL,
  raised_at BIGINT NOT NULL,
  renew_at BIGINT,
  asked_at BIGINT NOT NULL,
  PRIMARY KEY (issued, version)
);
CREATE INDEX outgoing_raised_renewal ON outgoing_raised (renew_at);
CREATE INDEX outgoing_raised_age ON outgoing_raised (raised_at);
