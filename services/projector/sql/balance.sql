-- The balance view: what a batch adds to it. One row a member, one a lot; new lots, and entries, go in by COPY.

-- name: balance_member_add
-- Sums of the batch onto sums; the segment only where the batch names one.
INSERT INTO view.balance_member AS m
    (slot, shard, programme, member_id, pending, active, held, arrears, earned, redeemed, expired, segment)
SELECT $1, n.* FROM unnest($2::smallint[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[],
                           $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::text[]) AS n
ON CONFLICT (slot, shard, programme, member_id) DO UPDATE
SET pending = m.pending + excluded.pending, active = m.active + excluded.active, held = m.held + excluded.held,
    arrears = m.arrears + excluded.arrears, earned = m.earned + excluded.earned,
    redeemed = m.redeemed + excluded.redeemed, expired = m.expired + excluded.expired,
    segment = coalesce(nullif(excluded.segment, ''), m.segment)

-- name: balance_lot_add
-- Lots that changed, came from another member, or came back; the dates are those of the last posting that named them.
INSERT INTO view.balance_lot AS l
    (slot, shard, programme, member_id, lot_id, origin, partner_id, earned_at, activates_at, expires_at,
     pending, active, held)
SELECT $1, n.* FROM unnest($2::smallint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                           $8::timestamptz[], $9::timestamptz[], $10::timestamptz[], $11::bigint[], $12::bigint[],
                           $13::bigint[]) AS n
ON CONFLICT (slot, shard, programme, member_id, lot_id) DO UPDATE
SET activates_at = excluded.activates_at, expires_at = excluded.expires_at,
    pending = l.pending + excluded.pending, active = l.active + excluded.active, held = l.held + excluded.held

-- name: balance_lot_close
-- Of the lots that gave: those with nothing left.
DELETE FROM view.balance_lot l
USING unnest($2::smallint[], $3::text[], $4::text[], $5::text[]) AS n (shard, programme, member_id, lot_id)
WHERE l.slot = $1 AND l.shard = n.shard AND l.programme = n.programme AND l.member_id = n.member_id
  AND l.lot_id = n.lot_id AND l.pending = 0 AND l.active = 0 AND l.held = 0

-- name: balance_hold_end
-- Holds that were captured or released.
DELETE FROM view.balance_hold h
USING unnest($2::smallint[], $3::text[], $4::text[], $5::text[]) AS n (shard, programme, member_id, redemption_id)
WHERE h.slot = $1 AND h.shard = n.shard AND h.programme = n.programme AND h.member_id = n.member_id
  AND h.redemption_id = n.redemption_id

-- name: balance_hold_lapse
-- Holds whose points came back at the instant their time ran out.
DELETE FROM view.balance_hold h
USING unnest($2::smallint[], $3::text[], $4::text[], $5::timestamptz[]) AS n (shard, programme, member_id, held_until)
WHERE h.slot = $1 AND h.shard = n.shard AND h.programme = n.programme AND h.member_id = n.member_id
  AND h.held_until = n.held_until

-- name: balance_entry_erase
-- An erased member's statement.
DELETE FROM view.balance_entry v
USING unnest($2::smallint[], $3::text[], $4::text[]) AS n (shard, programme, member_id)
WHERE v.slot = $1 AND v.shard = n.shard AND v.programme = n.programme AND v.member_id = n.member_id

-- name: balance_lot_erase
-- An erased member's lots.
DELETE FROM view.balance_lot v
USING unnest($2::smallint[], $3::text[], $4::text[]) AS n (shard, programme, member_id)
WHERE v.slot = $1 AND v.shard = n.shard AND v.programme = n.programme AND v.member_id = n.member_id

-- name: balance_hold_erase
-- The holds of members who are erased, closed, or merged.
DELETE FROM view.balance_hold v
USING unnest($2::smallint[], $3::text[], $4::text[]) AS n (shard, programme, member_id)
WHERE v.slot = $1 AND v.shard = n.shard AND v.programme = n.programme AND v.member_id = n.member_id

-- name: balance_alias_erase
-- Into whom an erased member was merged.
DELETE FROM view.balance_alias v
USING unnest($2::smallint[], $3::text[], $4::text[]) AS n (shard, programme, member_id)
WHERE v.slot = $1 AND v.shard = n.shard AND v.programme = n.programme AND v.member_id = n.member_id

-- name: balance_member_erase
-- An erased member.
DELETE FROM view.balance_member v
USING unnest($2::smallint[], $3::text[], $4::text[]) AS n (shard, programme, member_id)
WHERE v.slot = $1 AND v.shard = n.shard AND v.programme = n.programme AND v.member_id = n.member_id
