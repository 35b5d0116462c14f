-- The engine: where a view stands, what comes next, and who may write it.

-- name: serving
-- Which version of a view answers reads.
SELECT version FROM view.projection WHERE name = $1

-- name: shards
-- How many sequences the ledger has beside the register; fixed in its life.
SELECT shards FROM ledger.constants

-- name: lease_add
-- A version is known by its lease.
INSERT INTO view.lease (name, version) VALUES ($1, $2) ON CONFLICT DO NOTHING

-- name: lease_take
-- Takes a lease that has run out; the new epoch fences whoever had it.
UPDATE view.lease
SET epoch = epoch + 1, owner = $3, leased_until = clock_timestamp() + make_interval(secs => $4)
WHERE name = $1 AND version = $2 AND leased_until < clock_timestamp()
RETURNING epoch

-- name: lease_keep
-- The fence, first in every write: no row means that the lease is another's by now. Locks the row until the commit.
UPDATE view.lease SET leased_until = clock_timestamp() + make_interval(secs => $4)
WHERE name = $1 AND version = $2 AND epoch = $3
RETURNING epoch

-- name: lease_return
-- Whoever ends on purpose lets the next one begin at once.
UPDATE view.lease SET owner = NULL, leased_until = '-infinity' WHERE name = $1 AND version = $2 AND epoch = $3

-- name: bookmark_add
-- Every shard from its first record on, the register too.
INSERT INTO view.bookmark (name, version, shard)
SELECT $1, $2, shard FROM generate_series(-1, $3 - 1) AS shard ON CONFLICT DO NOTHING

-- name: bookmarks
-- Where a version of a view stands.
SELECT shard, incarnation, sequence FROM view.bookmark WHERE name = $1 AND version = $2 ORDER BY shard

-- name: bookmark_set
-- Moves with what was folded.
UPDATE view.bookmark b SET incarnation = n.incarnation, sequence = n.sequence
FROM unnest($3::smallint[], $4::smallint[], $5::bigint[]) AS n (shard, incarnation, sequence)
WHERE b.name = $1 AND b.version = $2 AND b.shard = n.shard

-- name: tail
-- The next records of every shard that has any, a fair share of $3 each, in one statement and so of one moment.
-- A shard whose head is ahead without a record to show for it gives a row of nulls: the gap is seen, not skipped.
WITH behind AS (
    SELECT p.shard, p.sequence, s.sequence AS head, greatest($3 / count(*) OVER (), 1) AS share
    FROM unnest($1::smallint[], $2::bigint[]) AS p (shard, sequence)
    JOIN ledger.shard s ON s.shard = p.shard
    WHERE s.sequence > p.sequence
)
SELECT b.shard, r.sequence, r.incarnation, r.body, b.head
FROM behind b
LEFT JOIN LATERAL (
    SELECT t.sequence, t.incarnation, t.body
    FROM ledger.record t
    WHERE t.shard = b.shard AND t.sequence > b.sequence AND t.sequence <= b.sequence + b.share
) r ON true
ORDER BY b.shard, r.sequence

-- name: folded_elsewhere
-- Bookmarks that the ledger does not know: their record is missing, or of another incarnation. Only after a restore.
SELECT p.shard, p.incarnation, p.sequence
FROM unnest($1::smallint[], $2::smallint[], $3::bigint[]) AS p (shard, incarnation, sequence)
LEFT JOIN ledger.record r ON r.shard = p.shard AND r.sequence = p.sequence AND r.incarnation = p.incarnation
WHERE p.sequence > 0 AND r.shard IS NULL
ORDER BY p.shard

-- name: published_since
-- The register after a position: programme versions, and what finance decided.
SELECT sequence, body FROM ledger.record WHERE shard = -1 AND sequence > $1 ORDER BY sequence
