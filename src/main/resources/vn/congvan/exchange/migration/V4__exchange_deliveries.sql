-- One row a document and receiver. The packet is kept as a draft (header fields and content hashes), so that sending it
-- again gives the same bytes.
CREATE TABLE delivery (
  id TEXT PRIMARY KEY,
  document TEXT NOT NULL,
  agency TEXT NOT NULL,
  receiver TEXT NOT NULL,
  packet_document TEXT NOT NULL,
  packet ${bytes} NOT NULL,
  status TEXT NOT NULL,
  dispatched_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  UNIQUE (document, receiver)
);
CREATE UNIQUE INDEX delivery_answered ON delivery (agency, packet_document, receiver);

-- Every status a receiver reported, once each.
CREATE TABLE delivery_status (
  delivery TEXT NOT NULL,
  code TEXT NOT NULL,
  reported_at BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (delivery, code)
);

-- Whose document an arrival is, as our statuses will name it.
CREATE TABLE arrival (
  document TEXT PRIMARY KEY,
  agency TEXT NOT NULL,
  sender TEXT NOT NULL,
  sender_document TEXT NOT NULL,
  code TEXT NOT NULL,
  date TEXT NOT NULL,
  packet TEXT NOT NULL
);
CREATE UNIQUE INDEX arrival_once ON arrival (agency, sender, sender_document);
