-- Runs before the code it serves: the quarantine as a sequence of its own, and what became of each message in it.
-- depends: 0005-tiers
-- migrate: apply

-- The numbers are given out under a lock that is held to the commit, as a shard's are: who reads them in order, as the
-- relay does, skips nothing. An identity column gives no such promise.
CREATE TABLE ledger.quarantine_head (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    last     bigint  NOT NULL DEFAULT 0
) WITH (fillfactor = 10);
INSERT INTO ledger.quarantine_head (last) SELECT coalesce(max(id), 0) FROM ledger.quarantine;

-- A message that was replayed and set aside again has two rows; the later one names the earlier.
ALTER TABLE ledger.quarantine
    ALTER id DROP IDENTITY,
    ADD type text COLLATE "C",
    ADD replay_of bigint,
    DROP CONSTRAINT quarantine_cluster_id_topic_partition_kafka_offset_key;
UPDATE ledger.quarantine q
SET type = (SELECT h ->> 1 FROM jsonb_array_elements(q.headers) AS h WHERE h ->> 0 = 'ce_type' LIMIT 1);
CREATE UNIQUE INDEX quarantine_position
    ON ledger.quarantine (cluster_id, topic, partition, kafka_offset) WHERE replay_of IS NULL;
CREATE UNIQUE INDEX quarantine_replay_of ON ledger.quarantine (replay_of) WHERE replay_of IS NOT NULL;
CREATE INDEX quarantine_reason ON ledger.quarantine (reason, id);

-- What a person decided about a message, once, for ever: who, when, and what it came to, or why it was let go.
CREATE TABLE ledger.quarantine_fate (
    id         bigint      PRIMARY KEY,
    fate       text        COLLATE "C" NOT NULL CHECK (fate IN ('replayed', 'discarded')),
    decided_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    decided_by text        COLLATE "C" NOT NULL,
    why        text,
    verdict    text        COLLATE "C",
    reason     text        COLLATE "C",
    detail     text,
    shard      smallint,
    sequence   bigint,
    CHECK ((fate = 'discarded') = (why IS NOT NULL)),
    CHECK ((fate = 'replayed') = (verdict IS NOT NULL))
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.quarantine_fate
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.forbid_change();

-- Up to where the relay has copied the quarantine to its topic; in the row that is its lease, and fenced by it.
ALTER TABLE ledger.relay ADD quarantine_copied bigint NOT NULL DEFAULT 0;

-- Headers of what is parked are kept as the quarantine keeps them: text, or {"base64": …} for what is none.
UPDATE ledger.parked p
SET message = jsonb_set(message, '{headers}', (
    SELECT coalesce(jsonb_agg(jsonb_build_array(h ->> 0, jsonb_build_object('base64', h ->> 1))), '[]')
    FROM jsonb_array_elements(p.message -> 'headers') AS h
))
WHERE message IS NOT NULL;

GRANT SELECT, UPDATE ON ledger.quarantine_head TO points_ledger;
GRANT SELECT, INSERT ON ledger.quarantine_fate TO points_ledger;

-- migrate: rollback
ALTER TABLE ledger.relay DROP quarantine_copied;
DROP TABLE ledger.quarantine_fate, ledger.quarantine_head;
DROP INDEX ledger.quarantine_reason, ledger.quarantine_position, ledger.quarantine_replay_of;
DELETE FROM ledger.quarantine WHERE replay_of IS NOT NULL;
ALTER TABLE ledger.quarantine
    DROP type,
    DROP replay_of,
    ADD UNIQUE (cluster_id, topic, partition, kafka_offset),
    ALTER id ADD GENERATED ALWAYS AS IDENTITY;
