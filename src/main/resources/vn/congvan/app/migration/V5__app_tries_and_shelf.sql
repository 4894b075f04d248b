-- How often a message has failed at a route while it is tried again. Gone when it succeeds or is set aside.
CREATE TABLE work_try (
  route TEXT NOT NULL,
  message TEXT NOT NULL,
  tries BIGINT NOT NULL,
  unknown_tries BIGINT NOT NULL,
  first_failed_at BIGINT NOT NULL,
  last_failed_at BIGINT NOT NULL,
  code TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (route, message)
);

-- Written to see whether the database takes a commit; holds nothing.
CREATE TABLE probe (
  id BIGINT PRIMARY KEY,
  times BIGINT NOT NULL
);

-- Work that a clerk must decide about, with the message as it came. A row stays after the decision.
CREATE TABLE shelf (
  id TEXT PRIMARY KEY,
  state TEXT NOT NULL,
  queue TEXT NOT NULL,
  kind TEXT NOT NULL,
  message TEXT NOT NULL,
  consumer TEXT,
  inbox_key TEXT,
  lane TEXT NOT NULL,
  agency TEXT NOT NULL,
  document TEXT,
  stream TEXT NOT NULL,
  body ${bytes},
  content TEXT,
  code TEXT NOT NULL,
  vi TEXT NOT NULL,
  en TEXT NOT NULL,
  tries BIGINT NOT NULL,
  first_failed_at BIGINT NOT NULL,
  set_aside_at BIGINT NOT NULL,
  times BIGINT NOT NULL,
  closed_at BIGINT,
  closed_by TEXT,
  note TEXT
);
CREATE INDEX shelf_waiting ON shelf (state, set_aside_at);
