-- Every outgoing document, one row, changed only by compare-and-set on its state.
CREATE TABLE outgoing_document (
  id TEXT PRIMARY KEY,
  agency TEXT NOT NULL,
  state TEXT NOT NULL,
  author TEXT NOT NULL,
  type TEXT NOT NULL,
  symbol TEXT NOT NULL,
  subject TEXT NOT NULL,
  signer TEXT NOT NULL,
  urgency TEXT NOT NULL,
  receivers TEXT NOT NULL,
  to_places TEXT NOT NULL,
  due_date TEXT,
  main TEXT NOT NULL,
  main_before TEXT,
  submitted_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  number BIGINT,
  number_date TEXT,
  signing_time BIGINT,
  note TEXT
);
CREATE INDEX outgoing_waiting ON outgoing_document (agency, state, submitted_at, id);
CREATE INDEX outgoing_to_sign ON outgoing_document (agency, signer, state, submitted_at, id);

CREATE TABLE outgoing_attachment (
  document TEXT NOT NULL,
  position BIGINT NOT NULL,
  content TEXT NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size BIGINT NOT NULL,
  PRIMARY KEY (document, position)
);

-- The last number given, one row a series and year. Numbers are given nowhere else.
CREATE TABLE number_series (
  agency TEXT NOT NULL,
  series TEXT NOT NULL,
  year BIGINT NOT NULL,
  last_number BIGINT NOT NULL,
  last_date TEXT NOT NULL,
  PRIMARY KEY (agency, series, year)
);

-- The outgoing book: one row a number, also for those cancelled, so that none is ever missing.
CREATE TABLE outgoing_book (
  agency TEXT NOT NULL,
  series TEXT NOT NULL,
  year BIGINT NOT NULL,
  number BIGINT NOT NULL,
  document TEXT NOT NULL UNIQUE,
  symbol TEXT NOT NULL,
  date TEXT NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (agency, series, year, number)
);

CREATE TABLE incoming_document (
  id TEXT PRIMARY KEY,
  agency TEXT NOT NULL,
  state TEXT NOT NULL,
  sender TEXT NOT NULL,
  sender_name TEXT NOT NULL,
  code TEXT NOT NULL,
  date TEXT NOT NULL,
  type_name TEXT NOT NULL,
  subject TEXT NOT NULL,
  signer_name TEXT NOT NULL,
  signer_title TEXT NOT NULL,
  urgency TEXT NOT NULL,
  due_date TEXT,
  main TEXT NOT NULL,
  arrived_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  arrival_number BIGINT,
  arrival_year BIGINT,
  lead TEXT,
  deadline TEXT,
  note TEXT
);
CREATE INDEX incoming_waiting ON incoming_document (agency, state, arrived_at, id);
CREATE INDEX incoming_in_charge ON incoming_document (agency, lead, state, arrived_at, id);
CREATE UNIQUE INDEX arrival_book ON incoming_document (agency, arrival_year, arrival_number);

CREATE TABLE incoming_attachment (
  document TEXT NOT NULL,
  position BIGINT NOT NULL,
  content TEXT NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size BIGINT NOT NULL,
  PRIMARY KEY (document, position)
);

CREATE TABLE arrival_series (
  agency TEXT NOT NULL,
  year BIGINT NOT NULL,
  last_number BIGINT NOT NULL,
  PRIMARY KEY (agency, year)
);
