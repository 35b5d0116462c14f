-- Runs before the code it serves: what each source says it sent, and what the ledger has of it.
-- depends: 0004-money
-- migrate: apply

INSERT INTO view.projection (name) VALUES ('sources');

-- What was recorded of a source, by type and by the local day on which it says that it happened.
CREATE TABLE view.sources_received (
    slot      smallint       NOT NULL,
    programme text           COLLATE "C" NOT NULL,
    shard     smallint       NOT NULL,
    source    text           COLLATE "C" NOT NULL,
    type      text           COLLATE "C" NOT NULL,
    day       text           COLLATE "C" NOT NULL,
    received  bigint         NOT NULL,
    late      bigint         NOT NULL,
    amount    numeric(38, 8) NOT NULL,
    PRIMARY KEY (slot, programme, day, source, type, shard)
) PARTITION BY LIST (slot);
CREATE TABLE view.sources_received_0 PARTITION OF view.sources_received FOR VALUES IN (0) WITH (fillfactor = 50);
CREATE TABLE view.sources_received_1 PARTITION OF view.sources_received FOR VALUES IN (1) WITH (fillfactor = 50);

-- What a source reported last; all reports of a source are in one shard.
CREATE TABLE view.sources_reported (
    slot      smallint       NOT NULL,
    programme text           COLLATE "C" NOT NULL,
    shard     smallint       NOT NULL,
    source    text           COLLATE "C" NOT NULL,
    type      text           COLLATE "C" NOT NULL,
    day       text           COLLATE "C" NOT NULL,
    sequence  bigint         NOT NULL,
    reported  bigint         NOT NULL,
    amount    numeric(38, 8),
    PRIMARY KEY (slot, programme, day, source, type, shard)
) PARTITION BY LIST (slot);
CREATE TABLE view.sources_reported_0 PARTITION OF view.sources_reported FOR VALUES IN (0);
CREATE TABLE view.sources_reported_1 PARTITION OF view.sources_reported FOR VALUES IN (1);

GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE
    ON view.sources_received, view.sources_received_0, view.sources_received_1,
       view.sources_reported, view.sources_reported_0, view.sources_reported_1 TO points_projector;
GRANT SELECT
    ON view.sources_received, view.sources_received_0, view.sources_received_1,
       view.sources_reported, view.sources_reported_0, view.sources_reported_1 TO points_reader;

-- migrate: rollback
DROP TABLE view.sources_received, view.sources_reported;
DELETE FROM view.bookmark WHERE name = 'sources';
DELETE FROM view.lease WHERE name = 'sources';
DELETE FROM view.projection WHERE name = 'sources';
