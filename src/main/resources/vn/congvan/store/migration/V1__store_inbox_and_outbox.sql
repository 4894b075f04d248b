-- Which message has had its effect at which consumer. Written in the unit of work that is the effect.
CREATE TABLE inbox (
  consumer TEXT NOT NULL,
  key TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (consumer, key)
) ${clustered};
CREATE INDEX inbox_age ON inbox (recorded_at);

-- What waits to be sent. A row is deleted once the broker has the message, so the table stays as small as the backlog.
CREATE TABLE outbox (
  position ${identity},
  id TEXT NOT NULL UNIQUE,
  lane BIGINT NOT NULL,
  lane_of TEXT NOT NULL,
  destination TEXT NOT NULL,
  kind TEXT NOT NULL,
  body ${bytes} NOT NULL,
  added_at BIGINT NOT NULL
);
CREATE INDEX outbox_lane ON outbox (lane, position);
-- Finds what a lane holds for one destination without walking over the backlog of a parked one.
CREATE INDEX outbox_destination ON outbox (lane, destination, position);
