-- What an erasure deletes (S29).

-- name: private_erase
-- Attributes, texts, and the salt: without it the digests in the records say nothing.
DELETE FROM ledger.member_private WHERE shard = $1 AND programme = $2 AND member_id = $3

-- name: parked_erase
-- Returns that wait for a purchase which would be refused.
DELETE FROM ledger.parked WHERE shard = $1 AND programme = $2 AND member_id = $3

-- name: proposals_erase
-- What somebody wrote about the member.
UPDATE ledger.proposal SET body = body - 'reason'
WHERE coalesce(body ->> 'programme', 'default') = $1 AND body ->> 'member_id' = $2 AND body ? 'reason'

-- name: quarantine_naming
-- What was set aside under the member's key, or names the member in its body.
SELECT id, headers::text, value FROM ledger.quarantine
WHERE key = $1::bytea OR position($2::bytea IN value) > 0
   OR headers @> jsonb_build_array(jsonb_build_array('ce_subject', convert_from($1::bytea, 'UTF8')))

-- name: quarantine_erase
-- Two people decided that it goes, and with it what was decided about it: why it was let go is somebody's free text.
WITH fates AS (DELETE FROM ledger.quarantine_fate WHERE id = ANY($1::bigint[]))
DELETE FROM ledger.quarantine WHERE id = ANY($1::bigint[])
