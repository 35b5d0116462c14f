-- The close of months, and the digests of their reports.

-- name: look_back_heads
-- Every shard, the register first.
SELECT shard, sequence FROM ledger.shard ORDER BY shard

-- name: closed_through
-- The last closed month of a programme.
SELECT period FROM ledger.closed_through WHERE programme = $1

-- name: earliest
-- When a programme's first points were earned, or the first sale was that earned none: asked once in its life, by its
-- first close, before it locks anything. A look at the text spares reading nearly every record.
SELECT LEAST(
    (SELECT min(earned_at) FROM ledger.lot WHERE programme = $1),
    (SELECT min((body::json ->> 'effective_at')::timestamptz) FROM ledger.record
     WHERE shard >= 0 AND strpos(body, '"type":"purchase.completed"') > 0 AND strpos(body, '"issued:purchase"') = 0
       AND body::json ->> 'programme' = $1 AND body::json ->> 'verdict' = 'accepted')
) AS earliest

-- name: earliest_since
-- The same of what was appended since these heads: whatever moved points, or was a sale. Under the locks, so each shard
-- is read from its head on: OFFSET keeps the planner from looking at all records for the few that are new.
SELECT LEAST(
    min(p.effective_at),
    min((r.body::json ->> 'effective_at')::timestamptz)
        FILTER (WHERE r.body::json #>> '{event,type}' = 'purchase.completed' AND r.body::json ->> 'verdict' = 'accepted')
) AS earliest
FROM unnest($1::smallint[], $2::bigint[]) AS head (shard, sequence)
CROSS JOIN LATERAL (
    SELECT shard, sequence, body FROM ledger.record WHERE shard = head.shard AND sequence > head.sequence OFFSET 0
) r
LEFT JOIN ledger.posting p ON p.shard = r.shard AND p.sequence = r.sequence
WHERE head.shard >= 0 AND r.body::json ->> 'programme' = $3

-- name: close_through
-- All heads are locked: from now on every posting of these months is stamped with the next one (S3).
INSERT INTO ledger.closed_through AS c (programme, period) VALUES ($1, $2)
ON CONFLICT (programme) DO UPDATE SET period = excluded.period

-- name: record_of_identity
-- The record that an identity is bound to.
SELECT r.body FROM ledger.seen s JOIN ledger.record r ON r.shard = s.shard AND r.sequence = s.sequence WHERE s.key = $1

-- name: period_closed
-- The close of a month. The register is short: it holds what people decide.
SELECT body FROM ledger.record
WHERE shard = -1 AND body::json #>> '{event,type}' = 'period.closed' AND body::json ->> 'programme' = $1
  AND body::json #>> '{event,data,period}' = $2
