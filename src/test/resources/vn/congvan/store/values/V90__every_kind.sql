CREATE TABLE every_kind (
  id BIGINT PRIMARY KEY,
  text TEXT NOT NULL,
  number BIGINT,
  time BIGINT,
  bytes ${bytes}
);
