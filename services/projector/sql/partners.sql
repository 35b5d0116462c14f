-- The partners view: what a batch adds to it, and what a statement reads.

-- name: partners_day_add
-- Sums of the batch onto sums.
INSERT INTO view.partners_day AS t
    (slot, programme, shard, period, partner, day, rates, issued, returned, redeemed, recredited)
SELECT $1, n.* FROM unnest($2::text[], $3::smallint[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::bigint[],
                           $9::bigint[], $10::bigint[], $11::bigint[]) AS n
ON CONFLICT (slot, programme, shard, period, partner, day, rates) DO UPDATE
SET issued = t.issued + excluded.issued, returned = t.returned + excluded.returned,
    redeemed = t.redeemed + excluded.redeemed, recredited = t.recredited + excluded.recredited

-- name: partners_settlement_add
-- Sums of the batch onto sums, of redemptions that were begun by another record.
INSERT INTO view.partners_settlement AS t
    (slot, programme, shard, redemption_id, period, day, rates, redeemed, recredited)
SELECT $1, n.* FROM unnest($2::text[], $3::smallint[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::bigint[],
                           $9::bigint[]) AS n
ON CONFLICT (slot, programme, shard, redemption_id, period, day, rates) DO UPDATE
SET redeemed = t.redeemed + excluded.redeemed, recredited = t.recredited + excluded.recredited

-- name: partners_redemption_add
-- With whom a redemption was; an id is accepted once.
INSERT INTO view.partners_redemption (slot, programme, redemption_id, partner)
SELECT $1, n.* FROM unnest($2::text[], $3::text[], $4::text[]) AS n
ON CONFLICT DO NOTHING

-- name: partner_statement
-- A partner's points of a period, by day and by the version of the rates.
WITH serving AS (
    SELECT version FROM view.projection WHERE name = 'partners'
), counts AS (
    SELECT t.day, t.rates, t.issued, t.returned, t.redeemed, t.recredited
    FROM serving s JOIN view.partners_day t ON t.slot = s.version % 2
    WHERE t.programme = $1 AND t.partner = $2 AND t.period = $3
    UNION ALL
    SELECT t.day, t.rates, 0, 0, t.redeemed, t.recredited
    FROM serving s
    JOIN view.partners_settlement t ON t.slot = s.version % 2
    JOIN view.partners_redemption r
        ON r.slot = t.slot AND r.programme = t.programme AND r.redemption_id = t.redemption_id
    WHERE t.programme = $1 AND r.partner = $2 AND t.period = $3
), days AS (
    SELECT day, rates, sum(issued)::bigint AS issued, sum(returned)::bigint AS returned,
           sum(redeemed)::bigint AS redeemed, sum(recredited)::bigint AS recredited
    FROM counts GROUP BY day, rates ORDER BY day, rates
)
SELECT (SELECT json_object_agg(b.shard, b.sequence ORDER BY b.shard)
        FROM serving s JOIN view.bookmark b ON b.name = 'partners' AND b.version = s.version) AS as_of,
       (SELECT json_agg(days) FROM days) AS days
