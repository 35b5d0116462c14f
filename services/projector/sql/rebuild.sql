-- Rebuild: a new version beside the one that serves, and the swap.

-- name: rebuild_begun
-- Whether a version was begun by a rebuild that did not come to its end.
SELECT 1 AS begun FROM view.bookmark WHERE name = $1 AND version = $2 LIMIT 1

-- name: heads_total
-- How many records there are to fold.
SELECT sum(sequence)::bigint AS records FROM ledger.shard

-- name: hold_serving
-- Holds the live projector still, from its next fence to our commit: its lease's row is locked by every write of its.
SELECT version FROM view.lease WHERE name = $1 AND version = $2 FOR UPDATE

-- name: swap
-- The one statement: from its commit on, reads look into the other slot.
UPDATE view.projection SET version = $2 WHERE name = $1 AND version = $2 - 1

-- name: retire
-- The old version is never written again, whoever held or waits for its lease; the new one is free to take.
UPDATE view.lease
SET epoch = epoch + 1, owner = NULL,
    leased_until = CASE WHEN version = $2 THEN '-infinity'::timestamptz ELSE 'infinity'::timestamptz END
WHERE name = $1 AND version IN ($2 - 1, $2)

-- name: forget
-- Where the old version stood is of no use any more.
DELETE FROM view.bookmark WHERE name = $1 AND version < $2
