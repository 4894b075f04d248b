-- The log of this installation. After a restore of an older copy the next one is opened; what the one before holds
-- stays readable under its own origin. Size and root are those of the tree so far, moved by compare-and-set only.
CREATE TABLE audit_log (
  log BIGINT PRIMARY KEY,
  origin TEXT NOT NULL UNIQUE,
  size BIGINT NOT NULL,
  root ${bytes} NOT NULL
);

-- One row a stream: the number and leaf hash of its newest entry. Its lock is what makes a stream's numbers gap-free.
CREATE TABLE audit_stream (
  sid ${identity},
  stream TEXT NOT NULL UNIQUE,
  seq BIGINT NOT NULL,
  head ${bytes} NOT NULL
);

-- The entries, the exact bytes that are hashed. Nothing changes or deletes a row. A trigger moves the stream's head to a new
-- row and makes it pending, so that no row can come in and be passed over.
CREATE TABLE audit_entry (
  eid ${identity},
  sid BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  leaf_hash ${bytes} NOT NULL,
  entry ${bytes} NOT NULL,
  UNIQUE (sid, seq)
);

-- Names and free text, which the entries hold as digests only. A row may be deleted; every proof still holds.
CREATE TABLE audit_disclosure (
  eid BIGINT NOT NULL,
  name TEXT NOT NULL,
  disclosure TEXT NOT NULL,
  PRIMARY KEY (eid, name)
) ${clustered};

-- What has no index yet. A set, not a cursor: a unit that commits late is never passed over.
CREATE TABLE audit_pending (
  eid BIGINT PRIMARY KEY,
  leaf_hash ${bytes} NOT NULL
) ${clustered};

-- Which entry stands at which index: the eids of n entries from index start on. Highest is the largest eid up to here.
CREATE TABLE audit_batch (
  log BIGINT NOT NULL,
  start BIGINT NOT NULL,
  n BIGINT NOT NULL,
  highest BIGINT NOT NULL,
  eids ${bytes} NOT NULL,
  PRIMARY KEY (log, start)
) ${clustered};
CREATE INDEX audit_batch_highest ON audit_batch (highest);

-- The tree, 256 hashes a row. Only the last row of a level grows, and only at its end.
CREATE TABLE audit_tile (
  log BIGINT NOT NULL,
  level BIGINT NOT NULL,
  position BIGINT NOT NULL,
  hashes ${bytes} NOT NULL,
  PRIMARY KEY (log, level, position)
);

-- What was signed. One root a size, for ever.
CREATE TABLE audit_checkpoint (
  log BIGINT NOT NULL,
  size BIGINT NOT NULL,
  root ${bytes} NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (log, size)
) ${clustered};

-- A new entry becomes its stream's head and pending. Done here, so that it costs no statement of its own and cannot be
-- left out.
${sqlite} CREATE TRIGGER audit_entry_added AFTER INSERT ON audit_entry BEGIN
${sqlite}   INSERT INTO audit_pending (eid, leaf_hash) VALUES (NEW.eid, NEW.leaf_hash);
${sqlite}   UPDATE audit_stream SET head = NEW.leaf_hash WHERE sid = NEW.sid AND seq = NEW.seq;
${sqlite} END;
${postgresql} CREATE FUNCTION audit_entry_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
${postgresql}   INSERT INTO audit_pending (eid, leaf_hash) SELECT eid, leaf_hash FROM added;
${postgresql}   UPDATE audit_stream s SET head = a.leaf_hash FROM added a WHERE s.sid = a.sid AND s.seq = a.seq;
${postgresql}   RETURN NULL;
${postgresql} END $$;
${postgresql} CREATE TRIGGER audit_entry_added AFTER INSERT ON audit_entry
${postgresql}   REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_added();

-- Nothing changes or deletes what is written for ever. Whoever owns the database can take these away; the tree cannot be
-- taken away.
${sqlite} CREATE TRIGGER audit_entry_update BEFORE UPDATE ON audit_entry BEGIN SELECT RAISE(ABORT, 'entries are final'); END;
${sqlite} CREATE TRIGGER audit_entry_delete BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT, 'entries are final'); END;
${sqlite} CREATE TRIGGER audit_batch_update BEFORE UPDATE ON audit_batch BEGIN SELECT RAISE(ABORT, 'indices are final'); END;
${sqlite} CREATE TRIGGER audit_batch_delete BEFORE DELETE ON audit_batch BEGIN SELECT RAISE(ABORT, 'indices are final'); END;
${sqlite} CREATE TRIGGER audit_checkpoint_update BEFORE UPDATE ON audit_checkpoint
${sqlite}   BEGIN SELECT RAISE(ABORT, 'checkpoints are final'); END;
${sqlite} CREATE TRIGGER audit_checkpoint_delete BEFORE DELETE ON audit_checkpoint
${sqlite}   BEGIN SELECT RAISE(ABORT, 'checkpoints are final'); END;
${postgresql} CREATE FUNCTION audit_final() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
${postgresql}   RAISE EXCEPTION 'rows of % are final', TG_TABLE_NAME;
${postgresql} END $$;
${postgresql} CREATE TRIGGER audit_entry_final BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
${postgresql}   FOR EACH STATEMENT EXECUTE FUNCTION audit_final();
${postgresql} CREATE TRIGGER audit_batch_final BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_batch
${postgresql}   FOR EACH STATEMENT EXECUTE FUNCTION audit_final();
${postgresql} CREATE TRIGGER audit_checkpoint_final BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_checkpoint
${postgresql}   FOR EACH STATEMENT EXECUTE FUNCTION audit_final();
