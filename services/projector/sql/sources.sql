-- The sources view: what a batch adds to it, and what a reconciliation reads.

-- name: sources_received_add
-- Sums of the batch onto sums.
INSERT INTO view.sources_received AS t (slot, programme, shard, source, type, day, received, late, amount)
SELECT $1, n.* FROM unnest($2::text[], $3::smallint[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::bigint[],
                           $9::numeric[]) AS n
ON CONFLICT (slot, programme, day, source, type, shard) DO UPDATE
SET received = t.received + excluded.received, late = t.late + excluded.late, amount = t.amount + excluded.amount

-- name: sources_reported_set
-- The last report holds.
INSERT INTO view.sources_reported AS t (slot, programme, shard, source, type, day, sequence, reported, amount)
SELECT $1, n.* FROM unnest($2::text[], $3::smallint[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::bigint[],
                           $9::numeric[]) AS n
ON CONFLICT (slot, programme, day, source, type, shard) DO UPDATE
SET sequence = excluded.sequence, reported = excluded.reported, amount = excluded.amount
WHERE excluded.sequence > t.sequence

-- name: reconciliation
-- A local day: what was reported and what was received, by source and type; amounts in 10⁻⁸ as text.
WITH serving AS (
    SELECT version FROM view.projection WHERE name = 'sources'
), received AS (
    SELECT t.source, t.type, sum(t.received)::bigint AS received, sum(t.late)::bigint AS late, sum(t.amount) AS amount
    FROM serving s JOIN view.sources_received t ON t.slot = s.version % 2
    WHERE t.programme = $1 AND t.day = $2
    GROUP BY 1, 2
), reported AS (
    SELECT t.source, t.type, t.reported, t.amount
    FROM serving s JOIN view.sources_reported t ON t.slot = s.version % 2
    WHERE t.programme = $1 AND t.day = $2
), compared AS (
    SELECT coalesce(r.source, p.source) AS source, coalesce(r.type, p.type) AS type,
           coalesce(r.received, 0) AS received, coalesce(r.late, 0) AS late,
           (1e8 * coalesce(r.amount, 0))::numeric(38, 0)::text AS received_amount,
           p.reported, (1e8 * p.amount)::numeric(38, 0)::text AS reported_amount
    FROM received r FULL JOIN reported p ON p.source = r.source AND p.type = r.type
    ORDER BY 1, 2
)
SELECT (SELECT json_object_agg(b.shard, b.sequence ORDER BY b.shard)
        FROM serving s JOIN view.bookmark b ON b.name = 'sources' AND b.version = s.version) AS as_of,
       (SELECT json_agg(compared) FROM compared) AS rows
