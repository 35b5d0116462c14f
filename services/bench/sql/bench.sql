-- What the benchmark asks of a ledger while it works.

-- name: posted
-- Records of members, in all shards.
SELECT coalesce(sum(sequence), 0)::bigint AS n FROM ledger.shard WHERE shard >= 0

-- name: folded
-- Records of members that the slowest view has.
SELECT min(n)::bigint AS n FROM (
    SELECT coalesce(sum(b.sequence), 0) AS n
    FROM view.projection p
    LEFT JOIN view.bookmark b ON b.name = p.name AND b.version = p.version AND b.shard >= 0
    GROUP BY p.name
) views

-- name: folded_by
-- Records, the register's too, that the slowest of these views has.
SELECT min(n)::bigint AS n FROM (
    SELECT coalesce(sum(b.sequence), 0) AS n
    FROM view.projection p LEFT JOIN view.bookmark b ON b.name = p.name AND b.version = p.version
    WHERE p.name = ANY($1::text[])
    GROUP BY p.name
) views

-- name: heads
-- Records, the register's too.
SELECT sum(sequence)::bigint AS n FROM ledger.shard

-- name: forget
-- What every view has folded is to be folded again; its tables are emptied beside it.
WITH leases AS (
    UPDATE view.lease SET epoch = epoch + 1, owner = NULL, leased_until = '-infinity' WHERE leased_until < 'infinity'
)
DELETE FROM view.bookmark

-- name: frozen
-- Digests of reports that are in the register.
SELECT count(*)::bigint AS n FROM ledger.record
WHERE shard = -1 AND body::json #>> '{event,type}' = 'report.frozen'

-- name: relayed
-- Records of members that the relay has sent on.
SELECT coalesce(sum(sequence), 0)::bigint AS n FROM ledger.relay_position WHERE shard >= 0

-- name: taken_in
-- Messages of Kafka that the intake has behind it.
SELECT coalesce(sum(next_offset), 0)::bigint AS n FROM ledger.inbox

-- name: sizes
-- Bytes of each table with its indexes and long values.
SELECT relname::text AS name, pg_total_relation_size(oid)::bigint AS bytes
FROM pg_class WHERE relnamespace = 'ledger'::regnamespace AND relkind = 'r' AND pg_total_relation_size(oid) > 0

-- name: row_counts
-- Records, and how many bytes their bodies have.
SELECT count(*)::bigint AS records, avg(octet_length(body))::float8 AS body_bytes FROM ledger.record WHERE shard >= 0

-- name: rejected
-- Refusals are records too, but not what is measured.
SELECT count(*)::bigint AS n FROM ledger.record
WHERE shard >= 0 AND right(body, 21) = '"verdict":"rejected"}'

-- name: open_lots
-- Lots that still have points.
SELECT count(*)::bigint AS n FROM ledger.lot WHERE pending + active > 0

-- name: set_aside
-- What no decision could be made of.
SELECT count(*)::bigint AS n FROM ledger.quarantine

-- name: liability_fill
-- A year of $2 cohorts of $3 partners each: half of purchases, half of other origins, from the months before 2026-07.
INSERT INTO view.liability_points
    (slot, programme, period, partner, origin, cohort, issued, recredited, adjusted, redeemed, expired,
     clawed_back, repaid, forfeited, transferred, substituted, returned, deferred, reversed, reversed_earlier)
SELECT (SELECT version % 2 FROM view.projection WHERE name = 'liability'), $1,
       to_char(date '2026-06-01' - make_interval(months => m), 'YYYY-MM'), 'partner-' || p,
       CASE WHEN c % 2 = 0 THEN 'purchase' ELSE 'origin-' || c END,
       to_char(date '2026-06-01' - make_interval(months => c / 2), 'YYYY-MM'),
       1000, 0, 0, 100, 10, 5, 0, 0, 0, 0, 5, CASE WHEN c % 2 = 0 THEN 12.34567891 ELSE 0 END, 0, 0
FROM generate_series(0, $2::integer - 1) AS c, generate_series(1, $3::integer) AS p, generate_series(0, 11) AS m

-- name: liability_stand
-- How those cohorts stand.
INSERT INTO view.liability_standing (slot, programme, partner, origin, cohort, outstanding, redeemed, sold, deferred)
SELECT slot, programme, partner, origin, cohort,
       sum(issued + recredited + adjusted - redeemed - expired - clawed_back - repaid - forfeited + transferred),
       sum(redeemed - recredited + substituted), sum(issued - returned), sum(deferred - reversed - reversed_earlier)
FROM view.liability_points GROUP BY 1, 2, 3, 4, 5

-- name: liability_marks
-- Where the view stands.
INSERT INTO view.bookmark (name, version, shard, sequence)
SELECT 'liability', version, 0, 1 FROM view.projection WHERE name = 'liability'
ON CONFLICT (name, version, shard) DO NOTHING
