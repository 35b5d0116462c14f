-- Trials behind decisions: the same work done in two ways, in tables of their own.

-- name: make_tables
-- Owners without lots, with lots as rows beside them, and with lots as one value of the row.
CREATE SCHEMA trial;
CREATE TABLE trial.owner (
    shard smallint NOT NULL, programme text COLLATE "C" NOT NULL, member_id text COLLATE "C" NOT NULL,
    active bigint NOT NULL, PRIMARY KEY (shard, programme, member_id)
) WITH (fillfactor = 70);
CREATE TABLE trial.lot (LIKE ledger.lot INCLUDING ALL) WITH (fillfactor = 85);
CREATE TABLE trial.owner_json (LIKE trial.owner INCLUDING ALL, lots jsonb NOT NULL DEFAULT '[]') WITH (fillfactor = 70);
CREATE TABLE trial.owner_bytes (LIKE trial.owner INCLUDING ALL, lots bytea NOT NULL DEFAULT '') WITH (fillfactor = 70);
CREATE TABLE trial.record (LIKE ledger.record INCLUDING ALL);
CREATE TABLE trial.posting (LIKE ledger.posting INCLUDING ALL);

-- name: rows_lock
-- Lots as rows: the owner's row is the lock.
SELECT member_id, active FROM trial.owner WHERE shard = 0 AND programme = 'p' AND member_id = ANY($1::text[])
ORDER BY member_id FOR UPDATE

-- name: rows_set
-- And has the sums.
UPDATE trial.owner o SET active = n.active FROM unnest($1::text[], $2::bigint[]) AS n (member_id, active)
WHERE o.shard = 0 AND o.programme = 'p' AND o.member_id = n.member_id

-- name: rows_open
-- The lots that a redemption chooses from.
SELECT number, origin, partner_id, earned_at, activates_at, expires_at, granted, pending, active, held FROM trial.lot
WHERE shard = 0 AND programme = 'p' AND member_id = $1 AND active + held + pending > 0 ORDER BY number

-- name: rows_take
-- Those that gave.
UPDATE trial.lot l SET active = n.active FROM unnest($2::integer[], $3::bigint[]) AS n (number, active)
WHERE l.shard = 0 AND l.programme = 'p' AND l.member_id = $1 AND l.number = n.number

-- name: json_lock
-- Lots as a value, in JSON: they come with the lock.
SELECT member_id, active, lots FROM trial.owner_json
WHERE shard = 0 AND programme = 'p' AND member_id = ANY($1::text[]) ORDER BY member_id FOR UPDATE

-- name: json_set
-- The whole value is written again.
UPDATE trial.owner_json o SET active = n.active, lots = n.lots
FROM unnest($1::text[], $2::bigint[], $3::jsonb[]) AS n (member_id, active, lots)
WHERE o.shard = 0 AND o.programme = 'p' AND o.member_id = n.member_id

-- name: bytes_lock
-- Lots as a value, packed.
SELECT member_id, active, lots FROM trial.owner_bytes
WHERE shard = 0 AND programme = 'p' AND member_id = ANY($1::text[]) ORDER BY member_id FOR UPDATE

-- name: bytes_set
-- The whole value is written again.
UPDATE trial.owner_bytes o SET active = n.active, lots = n.lots
FROM unnest($1::text[], $2::bigint[], $3::bytea[]) AS n (member_id, active, lots)
WHERE o.shard = 0 AND o.programme = 'p' AND o.member_id = n.member_id

-- name: records_unnest
-- Records by arrays, where COPY would do it too.
INSERT INTO trial.record (shard, incarnation, sequence, recorded_at, hash, body)
SELECT * FROM unnest($1::smallint[], $2::smallint[], $3::bigint[], $4::timestamptz[], $5::bytea[], $6::text[])

-- name: postings_unnest
-- Postings by arrays.
INSERT INTO trial.posting (shard, sequence, ordinal, lot, amount, effective_at, source, target, unit, period)
SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::smallint[], $4::integer[], $5::bigint[], $6::timestamptz[],
                     $7::text[], $8::text[], $9::text[], $10::text[])
