-- The floor: what a batch of purchases cannot do without. Locks as the ledger takes them, rows by COPY, members' rows.

-- name: add_members
-- The member's row must exist to be its lock.
INSERT INTO ledger.member (shard, programme, member_id)
SELECT * FROM unnest($1::smallint[], $2::text[], $3::text[]) ON CONFLICT DO NOTHING

-- name: lock_members
-- The only lock of a member, one statement a shard.
SELECT m.member_id
FROM unnest($2::text[], $3::text[]) AS wanted (programme, member_id)
JOIN ledger.member m ON m.shard = $1 AND m.programme = wanted.programme AND m.member_id = wanted.member_id
ORDER BY m.programme, m.member_id
FOR UPDATE OF m

-- name: lock_heads
-- The shards' rows, ascending.
SELECT sequence, hash FROM ledger.shard WHERE shard = ANY($1::smallint[]) ORDER BY shard FOR UPDATE

-- name: set_members
-- Their sums after the batch.
UPDATE ledger.member m
SET status = 'open', active = n.active, earned = n.earned, lots_made = n.lots_made
FROM unnest($1::smallint[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::integer[])
     AS n (shard, programme, member_id, active, earned, lots_made)
WHERE m.shard = n.shard AND m.programme = n.programme AND m.member_id = n.member_id

-- The rows that posting wrote, read back to be written again without deciding.

-- name: read_records
-- By position.
SELECT t.* FROM ledger.record t JOIN unnest($1::smallint[], $2::bigint[]) AS k (shard, sequence) USING (shard, sequence)
ORDER BY t.shard, t.sequence

-- name: read_postings
-- By position.
SELECT t.* FROM ledger.posting t JOIN unnest($1::smallint[], $2::bigint[]) AS k (shard, sequence)
USING (shard, sequence) ORDER BY t.shard, t.sequence, t.ordinal

-- name: read_seen
-- By position.
SELECT t.* FROM ledger.seen t JOIN unnest($1::smallint[], $2::bigint[]) AS k (shard, sequence)
USING (shard, sequence) ORDER BY t.key

-- name: read_business_keys
-- By position.
SELECT t.* FROM ledger.business_key t JOIN unnest($1::smallint[], $2::bigint[]) AS k (shard, sequence)
USING (shard, sequence) ORDER BY t.key

-- name: read_lots
-- By owner and number.
SELECT t.* FROM ledger.lot t
JOIN unnest($1::smallint[], $2::text[], $3::text[], $4::integer[]) AS k (shard, programme, member_id, number)
USING (shard, programme, member_id, number) ORDER BY t.shard, t.programme, t.member_id, t.number

-- name: read_members
-- The owners' sums.
SELECT m.shard, m.programme, m.member_id, m.active, m.earned, m.lots_made FROM ledger.member m
JOIN unnest($1::smallint[], $2::text[], $3::text[]) AS k (shard, programme, member_id)
USING (shard, programme, member_id) ORDER BY m.shard, m.programme, m.member_id

-- name: written
-- How much both have written: it must be the same.
SELECT (SELECT count(*) FROM ledger.record WHERE shard >= 0) AS record,
       (SELECT count(*) FROM ledger.posting) AS posting,
       (SELECT count(*) FROM ledger.seen WHERE shard >= 0) AS seen,
       (SELECT count(*) FROM ledger.business_key) AS business_key,
       (SELECT count(*) FROM ledger.lot) AS lot,
       (SELECT count(*) FROM ledger.member) AS member,
       (SELECT sum(active) FROM ledger.member) AS active
