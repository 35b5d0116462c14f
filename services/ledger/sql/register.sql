-- Proposals, and what their approval appends to the register.

-- name: proposal_add
-- One person's half of a decision.
INSERT INTO ledger.proposal (id, kind, body, proposer, created_at, ends_at) VALUES ($1, $2, $3, $4, $5, $6)

-- name: proposal_lock
-- Two approvers at once: the second waits, and finds it decided.
SELECT id, kind, body, proposer, created_at, ends_at, status, decided_by, decided_at, shard, sequence
FROM ledger.proposal WHERE id = $1 FOR UPDATE

-- name: proposal_decide
-- The other person's half, with the record it became.
UPDATE ledger.proposal SET status = $2, decided_by = $3, decided_at = $4, shard = $5, sequence = $6 WHERE id = $1

-- name: proposals_page
-- Newest first, by a cursor of the last row seen.
SELECT id, kind, body, proposer, created_at, ends_at, status, decided_by, decided_at, shard, sequence
FROM ledger.proposal
WHERE $1::timestamptz IS NULL OR (created_at, id) < ($1, $2::uuid)
ORDER BY created_at DESC, id DESC LIMIT $3

-- name: proposal_kind
-- What a proposal is about, which never changes; locks nothing.
SELECT kind, COALESCE(body ->> 'programme', 'default') AS programme FROM ledger.proposal WHERE id = $1

-- name: programme_done
-- What of a programme cannot be undone: once there are purchases, a version may no longer be dated back (S10), and
-- what was issued or closed is not valued again (L5).
SELECT
    EXISTS (SELECT FROM ledger.account WHERE programme = $1 AND account = 'issued:purchase') AS sold,
    EXISTS (SELECT FROM ledger.account WHERE programme = $1 AND account LIKE 'issued:%') AS issued,
    (SELECT period FROM ledger.closed_through WHERE programme = $1) AS closed_through
