SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE SCHEMA ledger;
CREATE SCHEMA view;
CREATE FUNCTION ledger.forbid_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN RAISE EXCEPTION '%.% is append-only: correct it with a new posting', TG_TABLE_SCHEMA, TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END$$;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE ledger.account (
    shard smallint NOT NULL,
    programme text NOT NULL COLLATE pg_catalog."C",
    account text NOT NULL COLLATE pg_catalog."C",
    unit text NOT NULL COLLATE pg_catalog."C",
    balance bigint NOT NULL
)
WITH (fillfactor='50');
CREATE TABLE ledger.business_key (
    key bytea NOT NULL,
    digest bytea NOT NULL,
    shard smallint NOT NULL,
    sequence bigint NOT NULL,
    CONSTRAINT business_key_digest_check CHECK ((length(digest) = 16)),
    CONSTRAINT business_key_key_check CHECK ((length(key) = 16))
);
CREATE TABLE ledger.closed_through (
    programme text NOT NULL COLLATE pg_catalog."C",
    period text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT closed_through_period_check CHECK ((length(period) = 7))
);
CREATE TABLE ledger.constants (
    only_row boolean DEFAULT true NOT NULL,
    shards smallint NOT NULL,
    incarnation smallint DEFAULT 1 NOT NULL,
    CONSTRAINT constants_only_row_check CHECK (only_row),
    CONSTRAINT constants_shards_check CHECK (((shards > 0) AND (((shards)::integer & (shards - 1)) = 0)))
);
CREATE TABLE ledger.inbox (
    cluster_id text NOT NULL COLLATE pg_catalog."C",
    topic text NOT NULL COLLATE pg_catalog."C",
    partition integer NOT NULL,
    epoch bigint DEFAULT 0 NOT NULL,
    owner text COLLATE pg_catalog."C",
    leased_until timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    next_offset bigint NOT NULL,
    last_message_sha256 bytea
)
WITH (fillfactor='10');
CREATE TABLE ledger.lot (
    shard smallint NOT NULL,
    programme text NOT NULL COLLATE pg_catalog."C",
    member_id text NOT NULL COLLATE pg_catalog."C",
    number integer NOT NULL,
    origin text NOT NULL COLLATE pg_catalog."C",
    partner_id text COLLATE pg_catalog."C",
    earned_at timestamp with time zone NOT NULL,
    activates_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    granted bigint NOT NULL,
    pending bigint NOT NULL,
    active bigint NOT NULL,
    held bigint NOT NULL,
    expired bigint DEFAULT 0 NOT NULL,
    CONSTRAINT lot_active_check CHECK ((active >= 0)),
    CONSTRAINT lot_check CHECK ((activates_at >= earned_at)),
    CONSTRAINT lot_expired_check CHECK ((expired >= 0)),
    CONSTRAINT lot_granted_check CHECK ((granted > 0)),
    CONSTRAINT lot_held_check CHECK ((held >= 0)),
    CONSTRAINT lot_pending_check CHECK ((pending >= 0))
)
WITH (fillfactor='85');
CREATE TABLE ledger.member (
    shard smallint NOT NULL,
    programme text NOT NULL COLLATE pg_catalog."C",
    member_id text NOT NULL COLLATE pg_catalog."C",
    status text DEFAULT 'unknown'::text NOT NULL COLLATE pg_catalog."C",
    enrolled boolean DEFAULT false NOT NULL,
    pending bigint DEFAULT 0 NOT NULL,
    active bigint DEFAULT 0 NOT NULL,
    held bigint DEFAULT 0 NOT NULL,
    arrears bigint DEFAULT 0 NOT NULL,
    earned bigint DEFAULT 0 NOT NULL,
    redeemed bigint DEFAULT 0 NOT NULL,
    expired bigint DEFAULT 0 NOT NULL,
    lots_made integer DEFAULT 0 NOT NULL,
    next_activation timestamp with time zone,
    next_lapse timestamp with time zone,
    next_expiry timestamp with time zone,
    purchases integer DEFAULT 0 NOT NULL,
    segment text COLLATE pg_catalog."C",
    referrer_id text COLLATE pg_catalog."C",
    CONSTRAINT member_active_check CHECK ((active >= 0)),
    CONSTRAINT member_arrears_check CHECK ((arrears <= 0)),
    CONSTRAINT member_held_check CHECK ((held >= 0)),
    CONSTRAINT member_pending_check CHECK ((pending >= 0)),
    CONSTRAINT member_status_check CHECK ((status = ANY (ARRAY['unknown'::text, 'open'::text, 'closed'::text])))
)
WITH (fillfactor='70');
CREATE TABLE ledger.member_private (
    shard smallint NOT NULL,
    programme text NOT NULL COLLATE pg_catalog."C",
    member_id text NOT NULL COLLATE pg_catalog."C",
    salt bytea NOT NULL,
    attributes jsonb NOT NULL,
    CONSTRAINT member_private_salt_check CHECK ((length(salt) = 16))
);
CREATE TABLE ledger.parked (
    key bytea NOT NULL,
    digest bytea NOT NULL,
    order_key bytea NOT NULL,
    arrival bigint NOT NULL,
    parked_at timestamp with time zone NOT NULL,
    give_up_at timestamp with time zone NOT NULL,
    shard smallint NOT NULL,
    programme text NOT NULL COLLATE pg_catalog."C",
    member_id text NOT NULL COLLATE pg_catalog."C",
    source text NOT NULL COLLATE pg_catalog."C",
    event_id text NOT NULL COLLATE pg_catalog."C",
    type text NOT NULL COLLATE pg_catalog."C",
    "time" text NOT NULL COLLATE pg_catalog."C",
    data jsonb NOT NULL,
    message jsonb,
    CONSTRAINT parked_digest_check CHECK ((length(digest) = 16)),
    CONSTRAINT parked_key_check CHECK ((length(key) = 16)),
    CONSTRAINT parked_order_key_check CHECK ((length(order_key) = 16))
);
ALTER TABLE ledger.parked ALTER COLUMN arrival ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ledger.parked_arrival_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE ledger.posting (
    shard smallint NOT NULL,
    sequence bigint NOT NULL,
    ordinal smallint NOT NULL,
    lot integer,
    amount bigint NOT NULL,
    effective_at timestamp with time zone NOT NULL,
    source text NOT NULL COLLATE pg_catalog."C",
    target text NOT NULL COLLATE pg_catalog."C",
    unit text NOT NULL COLLATE pg_catalog."C",
    period text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT posting_amount_check CHECK ((amount > 0)),
    CONSTRAINT posting_check CHECK ((source <> target)),
    CONSTRAINT posting_period_check CHECK ((length(period) = 7))
);
CREATE TABLE ledger.proposal (
    id uuid NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    body jsonb NOT NULL,
    proposer text NOT NULL COLLATE pg_catalog."C",
    created_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    status text DEFAULT 'open'::text NOT NULL COLLATE pg_catalog."C",
    decided_by text COLLATE pg_catalog."C",
    decided_at timestamp with time zone,
    shard smallint,
    sequence bigint,
    CONSTRAINT proposal_check CHECK ((decided_by <> proposer)),
    CONSTRAINT proposal_status_check CHECK ((status = ANY (ARRAY['open'::text, 'approved'::text, 'rejected'::text])))
);
CREATE TABLE ledger.quarantine (
    id bigint NOT NULL,
    quarantined_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    reason text NOT NULL COLLATE pg_catalog."C",
    detail text NOT NULL,
    path text NOT NULL,
    source text COLLATE pg_catalog."C",
    event_id text COLLATE pg_catalog."C",
    cluster_id text NOT NULL COLLATE pg_catalog."C",
    topic text NOT NULL COLLATE pg_catalog."C",
    partition integer NOT NULL,
    kafka_offset bigint NOT NULL,
    key bytea,
    headers jsonb NOT NULL,
    value bytea
);
ALTER TABLE ledger.quarantine ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ledger.quarantine_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE ledger.record (
    shard smallint NOT NULL,
    incarnation smallint NOT NULL,
    sequence bigint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    hash bytea NOT NULL,
    deferred numeric(28,8),
    estimate bigint,
    body text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT record_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT record_sequence_check CHECK ((sequence > 0))
);
CREATE TABLE ledger.redemption (
    shard smallint NOT NULL,
    programme text NOT NULL COLLATE pg_catalog."C",
    member_id text NOT NULL COLLATE pg_catalog."C",
    redemption_id text NOT NULL COLLATE pg_catalog."C",
    state text NOT NULL COLLATE pg_catalog."C",
    effective_at timestamp with time zone NOT NULL,
    day date NOT NULL,
    held_until timestamp with time zone,
    allocation jsonb NOT NULL,
    cancelled bigint NOT NULL,
    CONSTRAINT redemption_cancelled_check CHECK ((cancelled >= 0)),
    CONSTRAINT redemption_state_check CHECK ((state = ANY (ARRAY['redeemed'::text, 'held'::text, 'captured'::text, 'released'::text, 'lapsed'::text])))
);
CREATE TABLE ledger.relay (
    only_row boolean DEFAULT true NOT NULL,
    epoch bigint DEFAULT 0 NOT NULL,
    owner text COLLATE pg_catalog."C",
    leased_until timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    CONSTRAINT relay_only_row_check CHECK (only_row)
)
WITH (fillfactor='10');
CREATE TABLE ledger.relay_position (
    shard smallint NOT NULL,
    sequence bigint DEFAULT 0 NOT NULL
)
WITH (fillfactor='10');
CREATE TABLE ledger.returned (
    shard smallint NOT NULL,
    programme text NOT NULL COLLATE pg_catalog."C",
    member_id text NOT NULL COLLATE pg_catalog."C",
    source text NOT NULL COLLATE pg_catalog."C",
    order_id text NOT NULL COLLATE pg_catalog."C",
    lines jsonb NOT NULL,
    returned_amount bigint NOT NULL,
    clawed bigint NOT NULL,
    covered bigint NOT NULL,
    CONSTRAINT returned_check CHECK (((covered >= 0) AND (covered <= clawed))),
    CONSTRAINT returned_clawed_check CHECK ((clawed >= 0)),
    CONSTRAINT returned_returned_amount_check CHECK ((returned_amount >= 0))
);
CREATE TABLE ledger.seen (
    key bytea NOT NULL,
    digest bytea NOT NULL,
    shard smallint NOT NULL,
    sequence bigint NOT NULL,
    CONSTRAINT seen_digest_check CHECK ((length(digest) = 16)),
    CONSTRAINT seen_key_check CHECK ((length(key) = 16))
);
CREATE TABLE ledger.shard (
    shard smallint NOT NULL,
    sequence bigint DEFAULT 0 NOT NULL,
    hash bytea DEFAULT '\x0000000000000000000000000000000000000000000000000000000000000000'::bytea NOT NULL,
    recorded_at timestamp with time zone DEFAULT '1970-01-01 00:00:00+00'::timestamp with time zone NOT NULL
)
WITH (fillfactor='10');
CREATE TABLE ledger.sweep (
    only_row boolean DEFAULT true NOT NULL,
    epoch bigint DEFAULT 0 NOT NULL,
    owner text COLLATE pg_catalog."C",
    leased_until timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    CONSTRAINT sweep_only_row_check CHECK (only_row)
)
WITH (fillfactor='10');
CREATE TABLE ledger.swept (
    programme text NOT NULL COLLATE pg_catalog."C",
    birthdays_through date NOT NULL
);
CREATE TABLE ledger.tally (
    shard smallint NOT NULL,
    programme text NOT NULL COLLATE pg_catalog."C",
    member_id text NOT NULL COLLATE pg_catalog."C",
    what text NOT NULL COLLATE pg_catalog."C",
    since date NOT NULL,
    amount bigint NOT NULL
);
CREATE TABLE ledger.worker (
    owner text NOT NULL COLLATE pg_catalog."C",
    alive_until timestamp with time zone NOT NULL
);
CREATE TABLE public._pogo_migration (
    migration_hash character varying(64) NOT NULL,
    migration_id character varying(255),
    applied timestamp with time zone,
    schema_name character varying(64) NOT NULL
);
CREATE TABLE public._pogo_version (
    version integer NOT NULL,
    installed timestamp with time zone
);
CREATE TABLE view.balance_entry (
    slot smallint NOT NULL,
    shard smallint NOT NULL,
    programme text NOT NULL COLLATE pg_catalog."C",
    member_id text NOT NULL COLLATE pg_catalog."C",
    sequence bigint NOT NULL
)
PARTITION BY LIST (slot);
CREATE TABLE view.balance_entry_0 (
    slot smallint CONSTRAINT balance_entry_slot_not_null NOT NULL,
    shard smallint CONSTRAINT balance_entry_shard_not_null NOT NULL,
    programme text CONSTRAINT balance_entry_programme_not_null NOT NULL COLLATE pg_catalog."C",
    member_id text CONSTRAINT balance_entry_member_id_not_null NOT NULL COLLATE pg_catalog."C",
    sequence bigint CONSTRAINT balance_entry_sequence_not_null NOT NULL
);
CREATE TABLE view.balance_entry_1 (
    slot smallint CONSTRAINT balance_entry_slot_not_null NOT NULL,
    shard smallint CONSTRAINT balance_entry_shard_not_null NOT NULL,
    programme text CONSTRAINT balance_entry_programme_not_null NOT NULL COLLATE pg_catalog."C",
    member_id text CONSTRAINT balance_entry_member_id_not_null NOT NULL COLLATE pg_catalog."C",
    sequence bigint CONSTRAINT balance_entry_sequence_not_null NOT NULL
);
CREATE TABLE view.balance_hold (
    slot smallint NOT NULL,
    shard smallint NOT NULL,
    programme text NOT NULL COLLATE pg_catalog."C",
    member_id text NOT NULL COLLATE pg_catalog."C",
    lot_id text NOT NULL COLLATE pg_catalog."C",
    redemption_id text NOT NULL COLLATE pg_catalog."C",
    held_until timestamp with time zone NOT NULL,
    points bigint NOT NULL
)
PARTITION BY LIST (slot);
CREATE TABLE view.balance_hold_0 (
    slot smallint CONSTRAINT balance_hold_slot_not_null NOT NULL,
    shard smallint CONSTRAINT balance_hold_shard_not_null NOT NULL,
    programme text CONSTRAINT balance_hold_programme_not_null NOT NULL COLLATE pg_catalog."C",
    member_id text CONSTRAINT balance_hold_member_id_not_null NOT NULL COLLATE pg_catalog."C",
    lot_id text CONSTRAINT balance_hold_lot_id_not_null NOT NULL COLLATE pg_catalog."C",
    redemption_id text CONSTRAINT balance_hold_redemption_id_not_null NOT NULL COLLATE pg_catalog."C",
    held_until timestamp with time zone CONSTRAINT balance_hold_held_until_not_null NOT NULL,
    points bigint CONSTRAINT balance_hold_points_not_null NOT NULL
);
CREATE TABLE view.balance_hold_1 (
    slot smallint CONSTRAINT balance_hold_slot_not_null NOT NULL,
    shard smallint CONSTRAINT balance_hold_shard_not_null NOT NULL,
    programme text CONSTRAINT balance_hold_programme_not_null NOT NULL COLLATE pg_catalog."C",
    member_id text CONSTRAINT balance_hold_member_id_not_null NOT NULL COLLATE pg_catalog."C",
    lot_id text CONSTRAINT balance_hold_lot_id_not_null NOT NULL COLLATE pg_catalog."C",
    redemption_id text CONSTRAINT balance_hold_redemption_id_not_null NOT NULL COLLATE pg_catalog."C",
    held_until timestamp with time zone CONSTRAINT balance_hold_held_until_not_null NOT NULL,
    points bigint CONSTRAINT balance_hold_points_not_null NOT NULL
);
CREATE TABLE view.balance_lot (
    slot smallint NOT NULL,
    shard smallint NOT NULL,
    programme text NOT NULL COLLATE pg_catalog."C",
    member_id text NOT NULL COLLATE pg_catalog."C",
    lot_id text NOT NULL COLLATE pg_catalog."C",
    origin text NOT NULL COLLATE pg_catalog."C",
    partner_id text COLLATE pg_catalog."C",
    earned_at timestamp with time zone NOT NULL,
    activates_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    pending bigint NOT NULL,
    active bigint NOT NULL,
    held bigint NOT NULL
)
PARTITION BY LIST (slot);
CREATE TABLE view.balance_lot_0 (
    slot smallint CONSTRAINT balance_lot_slot_not_null NOT NULL,
    shard smallint CONSTRAINT balance_lot_shard_not_null NOT NULL,
    programme text CONSTRAINT balance_lot_programme_not_null NOT NULL COLLATE pg_catalog."C",
    member_id text CONSTRAINT balance_lot_member_id_not_null NOT NULL COLLATE pg_catalog."C",
    lot_id text CONSTRAINT balance_lot_lot_id_not_null NOT NULL COLLATE pg_catalog."C",
    origin text CONSTRAINT balance_lot_origin_not_null NOT NULL COLLATE pg_catalog."C",
    partner_id text COLLATE pg_catalog."C",
    earned_at timestamp with time zone CONSTRAINT balance_lot_earned_at_not_null NOT NULL,
    activates_at timestamp with time zone CONSTRAINT balance_lot_activates_at_not_null NOT NULL,
    expires_at timestamp with time zone,
    pending bigint CONSTRAINT balance_lot_pending_not_null NOT NULL,
    active bigint CONSTRAINT balance_lot_active_not_null NOT NULL,
    held bigint CONSTRAINT balance_lot_held_not_null NOT NULL
)
WITH (fillfactor='85');
CREATE TABLE view.balance_lot_1 (
    slot smallint CONSTRAINT balance_lot_slot_not_null NOT NULL,
    shard smallint CONSTRAINT balance_lot_shard_not_null NOT NULL,
    programme text CONSTRAINT balance_lot_programme_not_null NOT NULL COLLATE pg_catalog."C",
    member_id text CONSTRAINT balance_lot_member_id_not_null NOT NULL COLLATE pg_catalog."C",
    lot_id text CONSTRAINT balance_lot_lot_id_not_null NOT NULL COLLATE pg_catalog."C",
    origin text CONSTRAINT balance_lot_origin_not_null NOT NULL COLLATE pg_catalog."C",
    partner_id text COLLATE pg_catalog."C",
    earned_at timestamp with time zone CONSTRAINT balance_lot_earned_at_not_null NOT NULL,
    activates_at timestamp with time zone CONSTRAINT balance_lot_activates_at_not_null NOT NULL,
    expires_at timestamp with time zone,
    pending bigint CONSTRAINT balance_lot_pending_not_null NOT NULL,
    active bigint CONSTRAINT balance_lot_active_not_null NOT NULL,
    held bigint CONSTRAINT balance_lot_held_not_null NOT NULL
)
WITH (fillfactor='85');
CREATE TABLE view.balance_member (
    slot smallint NOT NULL,
    shard smallint NOT NULL,
    programme text NOT NULL COLLATE pg_catalog."C",
    member_id text NOT NULL COLLATE pg_catalog."C",
    pending bigint NOT NULL,
    active bigint NOT NULL,
    held bigint NOT NULL,
    arrears bigint NOT NULL,
    earned bigint NOT NULL,
    redeemed bigint NOT NULL,
    expired bigint NOT NULL,
    segment text NOT NULL COLLATE pg_catalog."C"
)
PARTITION BY LIST (slot);
CREATE TABLE view.balance_member_0 (
    slot smallint CONSTRAINT balance_member_slot_not_null NOT NULL,
    shard smallint CONSTRAINT balance_member_shard_not_null NOT NULL,
    programme text CONSTRAINT balance_member_programme_not_null NOT NULL COLLATE pg_catalog."C",
    member_id text CONSTRAINT balance_member_member_id_not_null NOT NULL COLLATE pg_catalog."C",
    pending bigint CONSTRAINT balance_member_pending_not_null NOT NULL,
    active bigint CONSTRAINT balance_member_active_not_null NOT NULL,
    held bigint CONSTRAINT balance_member_held_not_null NOT NULL,
    arrears bigint CONSTRAINT balance_member_arrears_not_null NOT NULL,
    earned bigint CONSTRAINT balance_member_earned_not_null NOT NULL,
    redeemed bigint CONSTRAINT balance_member_redeemed_not_null NOT NULL,
    expired bigint CONSTRAINT balance_member_expired_not_null NOT NULL,
    segment text CONSTRAINT balance_member_segment_not_null NOT NULL COLLATE pg_catalog."C"
)
WITH (fillfactor='70');
CREATE TABLE view.balance_member_1 (
    slot smallint CONSTRAINT balance_member_slot_not_null NOT NULL,
    shard smallint CONSTRAINT balance_member_shard_not_null NOT NULL,
    programme text CONSTRAINT balance_member_programme_not_null NOT NULL COLLATE pg_catalog."C",
    member_id text CONSTRAINT balance_member_member_id_not_null NOT NULL COLLATE pg_catalog."C",
    pending bigint CONSTRAINT balance_member_pending_not_null NOT NULL,
    active bigint CONSTRAINT balance_member_active_not_null NOT NULL,
    held bigint CONSTRAINT balance_member_held_not_null NOT NULL,
    arrears bigint CONSTRAINT balance_member_arrears_not_null NOT NULL,
    earned bigint CONSTRAINT balance_member_earned_not_null NOT NULL,
    redeemed bigint CONSTRAINT balance_member_redeemed_not_null NOT NULL,
    expired bigint CONSTRAINT balance_member_expired_not_null NOT NULL,
    segment text CONSTRAINT balance_member_segment_not_null NOT NULL COLLATE pg_catalog."C"
)
WITH (fillfactor='70');
CREATE TABLE view.bookmark (
    name text NOT NULL COLLATE pg_catalog."C",
    version integer NOT NULL,
    shard smallint NOT NULL,
    incarnation smallint DEFAULT 0 NOT NULL,
    sequence bigint DEFAULT 0 NOT NULL
)
WITH (fillfactor='10');
CREATE TABLE view.lease (
    name text NOT NULL COLLATE pg_catalog."C",
    version integer NOT NULL,
    epoch bigint DEFAULT 0 NOT NULL,
    owner text COLLATE pg_catalog."C",
    leased_until timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL
)
WITH (fillfactor='10');
CREATE TABLE view.liability_arrears (
    slot smallint NOT NULL,
    programme text NOT NULL COLLATE pg_catalog."C",
    shard smallint NOT NULL,
    period text NOT NULL COLLATE pg_catalog."C",
    shortfalls bigint NOT NULL,
    repaid bigint NOT NULL,
    written_off bigint NOT NULL
)
PARTITION BY LIST (slot);
CREATE TABLE view.liability_arrears_0 (
    slot smallint CONSTRAINT liability_arrears_slot_not_null NOT NULL,
    programme text CONSTRAINT liability_arrears_programme_not_null NOT NULL COLLATE pg_catalog."C",
    shard smallint CONSTRAINT liability_arrears_shard_not_null NOT NULL,
    period text CONSTRAINT liability_arrears_period_not_null NOT NULL COLLATE pg_catalog."C",
    shortfalls bigint CONSTRAINT liability_arrears_shortfalls_not_null NOT NULL,
    repaid bigint CONSTRAINT liability_arrears_repaid_not_null NOT NULL,
    written_off bigint CONSTRAINT liability_arrears_written_off_not_null NOT NULL
)
WITH (fillfactor='50');
CREATE TABLE view.liability_arrears_1 (
    slot smallint CONSTRAINT liability_arrears_slot_not_null NOT NULL,
    programme text CONSTRAINT liability_arrears_programme_not_null NOT NULL COLLATE pg_catalog."C",
    shard smallint CONSTRAINT liability_arrears_shard_not_null NOT NULL,
    period text CONSTRAINT liability_arrears_period_not_null NOT NULL COLLATE pg_catalog."C",
    shortfalls bigint CONSTRAINT liability_arrears_shortfalls_not_null NOT NULL,
    repaid bigint CONSTRAINT liability_arrears_repaid_not_null NOT NULL,
    written_off bigint CONSTRAINT liability_arrears_written_off_not_null NOT NULL
)
WITH (fillfactor='50');
CREATE TABLE view.liability_points (
    slot smallint NOT NULL,
    programme text NOT NULL COLLATE pg_catalog."C",
    shard smallint NOT NULL,
    period text NOT NULL COLLATE pg_catalog."C",
    partner text NOT NULL COLLATE pg_catalog."C",
    origin text NOT NULL COLLATE pg_catalog."C",
    cohort text NOT NULL COLLATE pg_catalog."C",
    issued bigint NOT NULL,
    recredited bigint NOT NULL,
    adjusted bigint NOT NULL,
    redeemed bigint NOT NULL,
    expired bigint NOT NULL,
    clawed_back bigint NOT NULL,
    repaid bigint NOT NULL,
    forfeited bigint NOT NULL,
    transferred bigint NOT NULL
)
PARTITION BY LIST (slot);
CREATE TABLE view.liability_points_0 (
    slot smallint CONSTRAINT liability_points_slot_not_null NOT NULL,
    programme text CONSTRAINT liability_points_programme_not_null NOT NULL COLLATE pg_catalog."C",
    shard smallint CONSTRAINT liability_points_shard_not_null NOT NULL,
    period text CONSTRAINT liability_points_period_not_null NOT NULL COLLATE pg_catalog."C",
    partner text CONSTRAINT liability_points_partner_not_null NOT NULL COLLATE pg_catalog."C",
    origin text CONSTRAINT liability_points_origin_not_null NOT NULL COLLATE pg_catalog."C",
    cohort text CONSTRAINT liability_points_cohort_not_null NOT NULL COLLATE pg_catalog."C",
    issued bigint CONSTRAINT liability_points_issued_not_null NOT NULL,
    recredited bigint CONSTRAINT liability_points_recredited_not_null NOT NULL,
    adjusted bigint CONSTRAINT liability_points_adjusted_not_null NOT NULL,
    redeemed bigint CONSTRAINT liability_points_redeemed_not_null NOT NULL,
    expired bigint CONSTRAINT liability_points_expired_not_null NOT NULL,
    clawed_back bigint CONSTRAINT liability_points_clawed_back_not_null NOT NULL,
    repaid bigint CONSTRAINT liability_points_repaid_not_null NOT NULL,
    forfeited bigint CONSTRAINT liability_points_forfeited_not_null NOT NULL,
    transferred bigint CONSTRAINT liability_points_transferred_not_null NOT NULL
)
WITH (fillfactor='50');
CREATE TABLE view.liability_points_1 (
    slot smallint CONSTRAINT liability_points_slot_not_null NOT NULL,
    programme text CONSTRAINT liability_points_programme_not_null NOT NULL COLLATE pg_catalog."C",
    shard smallint CONSTRAINT liability_points_shard_not_null NOT NULL,
    period text CONSTRAINT liability_points_period_not_null NOT NULL COLLATE pg_catalog."C",
    partner text CONSTRAINT liability_points_partner_not_null NOT NULL COLLATE pg_catalog."C",
    origin text CONSTRAINT liability_points_origin_not_null NOT NULL COLLATE pg_catalog."C",
    cohort text CONSTRAINT liability_points_cohort_not_null NOT NULL COLLATE pg_catalog."C",
    issued bigint CONSTRAINT liability_points_issued_not_null NOT NULL,
    recredited bigint CONSTRAINT liability_points_recredited_not_null NOT NULL,
    adjusted bigint CONSTRAINT liability_points_adjusted_not_null NOT NULL,
    redeemed bigint CONSTRAINT liability_points_redeemed_not_null NOT NULL,
    expired bigint CONSTRAINT liability_points_expired_not_null NOT NULL,
    clawed_back bigint CONSTRAINT liability_points_clawed_back_not_null NOT NULL,
    repaid bigint CONSTRAINT liability_points_repaid_not_null NOT NULL,
    forfeited bigint CONSTRAINT liability_points_forfeited_not_null NOT NULL,
    transferred bigint CONSTRAINT liability_points_transferred_not_null NOT NULL
)
WITH (fillfactor='50');
CREATE TABLE view.projection (
    name text NOT NULL COLLATE pg_catalog."C",
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT projection_version_check CHECK ((version > 0))
)
WITH (fillfactor='10');
ALTER TABLE ONLY view.balance_entry ATTACH PARTITION view.balance_entry_0 FOR VALUES IN ('0');
ALTER TABLE ONLY view.balance_entry ATTACH PARTITION view.balance_entry_1 FOR VALUES IN ('1');
ALTER TABLE ONLY view.balance_hold ATTACH PARTITION view.balance_hold_0 FOR VALUES IN ('0');
ALTER TABLE ONLY view.balance_hold ATTACH PARTITION view.balance_hold_1 FOR VALUES IN ('1');
ALTER TABLE ONLY view.balance_lot ATTACH PARTITION view.balance_lot_0 FOR VALUES IN ('0');
ALTER TABLE ONLY view.balance_lot ATTACH PARTITION view.balance_lot_1 FOR VALUES IN ('1');
ALTER TABLE ONLY view.balance_member ATTACH PARTITION view.balance_member_0 FOR VALUES IN ('0');
ALTER TABLE ONLY view.balance_member ATTACH PARTITION view.balance_member_1 FOR VALUES IN ('1');
ALTER TABLE ONLY view.liability_arrears ATTACH PARTITION view.liability_arrears_0 FOR VALUES IN ('0');
ALTER TABLE ONLY view.liability_arrears ATTACH PARTITION view.liability_arrears_1 FOR VALUES IN ('1');
ALTER TABLE ONLY view.liability_points ATTACH PARTITION view.liability_points_0 FOR VALUES IN ('0');
ALTER TABLE ONLY view.liability_points ATTACH PARTITION view.liability_points_1 FOR VALUES IN ('1');
INSERT INTO ledger.account VALUES
	(0, 'default', 'clawed_back', 'points', 41),
	(0, 'default', 'issued:purchase', 'points', -408),
	(0, 'default', 'redeemed', 'points', 126),
	(1, 'default', 'clawed_back', 'points', 9),
	(1, 'default', 'issued:engagement', 'points', -5),
	(1, 'default', 'issued:goodwill', 'points', -80),
	(1, 'default', 'issued:purchase', 'points', -594),
	(1, 'default', 'redeemed', 'points', 80),
	(1, 'default', 'issued:referral', 'points', -25),
	(2, 'default', 'issued:goodwill', 'points', -80),
	(2, 'default', 'issued:purchase', 'points', -79),
	(2, 'default', 'issued:signup', 'points', -50),
	(2, 'default', 'redeemed', 'points', 38),
	(3, 'default', 'issued:engagement', 'points', -5),
	(3, 'default', 'issued:goodwill', 'points', -120),
	(3, 'default', 'issued:purchase', 'points', -792),
	(3, 'default', 'issued:signup', 'points', -100),
	(3, 'default', 'redeemed', 'points', 129);
INSERT INTO ledger.business_key VALUES
	('\x0ef61bc0a348759e40a757a2acc9f10d', '\xcdecf7b8318b270d6acdca0d286260b3', 0, 6),
	('\x156a04100adf055839b66b12f73facd2', '\x32e5cfe36d96ff6800737737e9ed0470', 0, 26),
	('\x1c7b8d4a61dafcbc377911c5bbbe59c3', '\x47f0b75a8807df4ea21ae81bd725547b', 0, 24),
	('\x24dcefaeb61f3ef4ba05d2324d771ddf', '\x932f4c4912ea4b04f8324010599c6e46', 0, 15),
	('\x2c71ba50db1a30e91bc5597a2b1af66b', '\xe349ecf75603206d58ebe5e7ae8f880e', 0, 8),
	('\x42b5664c7fcabc1197c4c4275580c13e', '\xbafd79d493b8b6d04ebbd20c6fbeaa11', 0, 3),
	('\x52a3a3a39ad98b9e94c3f095e15c8a17', '\xb18a7f1ee30bda39dbbfaf49a6adb564', 0, 7),
	('\x5992d65405c096ffc1417e5013bcad58', '\xc7c204d1d885daaa83beab1448ebafb9', 0, 22),
	('\x5e76af85baeafa7449c921235b4b2615', '\x4ce4757307a13eba0037f140bae94833', 0, 13),
	('\x5ed2e0a3bde46e1f030d6dd518c7b04c', '\x284798a59278fa29f738c1152b948695', 0, 25),
	('\x74e142d94c1ca1e8daccf2227e201b45', '\x66a011ee93dd8756ff9963285f5e46c3', 0, 23),
	('\x855652f61a0031949e495eb0eac76409', '\x219b6822ac9b121958fbd9b6e67bd137', 0, 29),
	('\x86939ec9752a919edfdb526894b3ce64', '\xfca30ee0cdda5b31fc803e07802e52db', 0, 4),
	('\x95181023d2df30a9631c88643ae89c58', '\x7134a4298323e5e328e95529fd661fc6', 0, 27),
	('\xb188afc871a4d16b0583b05386a89d38', '\x3854bda4c08c8473ad62e5fb088817e5', 0, 12),
	('\xbe5a9a7b9f3e59eb914f6d25213413e6', '\x618937471f3f2614d2b075afcb656b64', 0, 2),
	('\xc181a9b31290a248c6b1830b879a0f7e', '\x0eb3225424fd9ba04af976097b330bde', 0, 14),
	('\xc8f065e2910046caa53e238871e8a024', '\xf0b821cbf6afc660eea91f6cd393aadc', 0, 17),
	('\xd57cb152c877390a152d35f655f73760', '\x98f93b694d3e57c34d37586d1add2306', 0, 16),
	('\xe4b82b1dd045e92bbf139ab76ec52c93', '\x1780d51341ac8381fe762c2c67cc41fc', 0, 28),
	('\xe5a356282db411fe774997de076cb6ac', '\x2cc9a5db5809c5df57259638e49c5ee1', 0, 1),
	('\xfd1c4fbf82128ff1e69bda7186992ead', '\x9ee69fae6ba9b7e07ce506532a304d1c', 0, 5),
	('\xfd772af2d17a7aee32b5327a9c046bfc', '\x0e672ecb8fac0b999c8335ee832431fb', 0, 30),
	('\x1819f8fb7f8d65876583aac74e30cf86', '\xbd57c5ad8e57e80b7713257e07cdf30f', 1, 17),
	('\x1c088a53221106dc993be3fea7bfa30f', '\x7a20a91f884fc138f7760a27f30599bc', 1, 1),
	('\x200e140aac25196231e2790a5d38d55e', '\xf1b15d3c60dd9dd012dd5781e202edef', 1, 13),
	('\x399a27df13475494ad618aa8df06b2c3', '\x463ae88b335031ee2142c610025973a5', 1, 23),
	('\x3ae3daabc8a0211eb9c845345975ace3', '\xb78ec3a56c5e7acf52fc0124d63f4bb3', 1, 24),
	('\x43dc9de3e33d72a0615ccf1b8664c66f', '\x86863c11be5211fa412d2b773ae1748d', 1, 22),
	('\x5e818a01ea8f4b15128ad3adf2f6fc73', '\xae41bb2d82df67624e64a61d2de7b388', 1, 12),
	('\x705c22a094e5cf9acbac876bca171779', '\x940bfc8a923c8cd63bd7680741ffef4b', 1, 14),
	('\x779564eb7592326ac7b6e8defb6e261e', '\xe9ea978a0bd7c11e5ef437eafd670a9d', 1, 6),
	('\x7b0fbe21e3dda8a7c6aa0035c64e2aec', '\xa32174be1a480e219cd77c1a58e2d65f', 1, 15),
	('\x83874f372e3803b4ec6349ee6077cfe7', '\x9a916684f44e66128554c284d6b79acf', 1, 2),
	('\x83ec82b46e861f193fb125cf89aef29f', '\x2457d11c37c0590e7710f0d6a998ff3d', 1, 18),
	('\x84ebc65d0fd2ac07737acacd146ba884', '\x861e263d62c35c94bbf4ac7bc063958a', 1, 25),
	('\x8f30a87d611e051332e46cd3bf6d98a6', '\x14a2c6c029deceb36f0131fc14ea93cd', 1, 19),
	('\x90a6964074b06661f7f5edb6b6de8bc7', '\xc5c96e5de015c86054049e5865fc2c3b', 1, 8),
	('\xa2e401417b9fa0256b62c9452c3cf34e', '\xfad3e78eb7c992cace2424b1078b5183', 1, 3),
	('\xbc8e70bf9b459815db4e06823e2c96ee', '\xe12bf5060b242eb530ef15f888af6052', 1, 7),
	('\xd2c97f960870ae79b5ed2c724ebddcba', '\xce182f9fb386db24be4ecac7152cf21c', 1, 9),
	('\xeeacd9be5f09e4211324b2de92c26320', '\x6a262020fb2adef5723c64ba8f6c924a', 1, 16),
	('\xff6da2602185a2cebef0e8d636a155cc', '\xf390e18e33c6f149a0c8272728755f62', 1, 20),
	('\x1f9143ecccf8113cb4c539289fc1c2b7', '\x70eb7c1faf1673e6d343fac689c969fb', 2, 13),
	('\x263ca768665d67b0ee6ec3a1c62bafaa', '\x5d8ddd2657e10ec102647ce93d470f96', 2, 3),
	('\x2c8bd9097d715157667b85759b818347', '\x376463ac716f634d691c1ad1d83527b3', 2, 11),
	('\x31a105432a7eda37038e392703243c31', '\xc7d3ed10e88ab6c101812dc37ec9019f', 2, 8),
	('\x3bf29533ff9336d091debf06c534144c', '\xdf49f110fd1d74d70a919171f1a86c2f', 2, 7),
	('\x64dbba67e42df45975a7b54cb53cc14a', '\x7efbbaa7bdb52c2c19e38ac39c7923a4', 2, 12),
	('\x91b2e584fcdef4df45ddbad646baadc9', '\x292bb1393dee30dca3a0fc8e79457302', 2, 5),
	('\x9a6644b876f4d1dcc7a3f3ede0d05b7d', '\xf89785bc2ab2e5c868ec69d8e13733c1', 2, 1),
	('\xbfe079335e7f608ed6a9faae6df095d0', '\xce0d8a9f2bb7165e8c922c77221ace36', 2, 2),
	('\xe169c46da53300e64eb7da74d80d6945', '\x7c3e38b124431a08776e7da7d0cc1d01', 2, 4),
	('\xf3ec566a2bc25ab247ea03f6b5cc6355', '\x7478c40de18411798501e9e0e467563c', 2, 14),
	('\xf418f4a710f8dba57339e38e51a5fe28', '\xf68a5259c9817f4df615e14985f82049', 2, 15),
	('\xfa743032390a7b26a636aff537c0406e', '\x26728eaa6bc5a0791defd481f154f758', 2, 9),
	('\x0053dcdcefe853edd46053034d71c14b', '\xfe39a2e9776bb94575409cd3267eb3b4', 3, 20),
	('\x1d0b34ed4ceb55815c0baf9f66f0ce46', '\xccd265c39f1d051b07d79b8d014c685c', 3, 33),
	('\x256cf0f166fb2a1a3fb2812756004bb8', '\x881a57ba8b9b359c15ca2406b470a34e', 3, 31),
	('\x29742b2d782e0bbb047e7ef847aa9a17', '\x65afcab952caa9876d31257c73ea4bfe', 3, 24),
	('\x2caee920dd6ccda92834e3d1b7cbb27d', '\xf1f75b30297a8118d948275b914d3aae', 3, 35),
	('\x3016361dc5c835478c888e60c44b66a7', '\xf1e2256601dba1ce20ad6ba91c90b3a3', 3, 16),
	('\x30be4ddb2c525ff6ea5dea10f7bd54f5', '\xa24ab1aa39deb4dde8001512e0782bca', 3, 34),
	('\x37659d7aae8e32af42680949be6497a9', '\xa3f1ba1b96d3ba592545c8485116b104', 3, 29),
	('\x38064742c6f3d52a0f0c6c154f9cb9f9', '\x15c2a290c1103f906279b09fb8484f25', 3, 21),
	('\x4e16584ade9da39e2b133b958cdd49f4', '\x75a71bb91c66d9c0e792fb5fbd88b7e7', 3, 2),
	('\x5673709127913a2dd0115f5f74315011', '\x8593a587160f3558c13e8f8a96c7bdfb', 3, 3),
	('\x5f36614201a80df69e89150b493bd9a9', '\x04aa08c28d391aaa1cf39f7b0ef81a8c', 3, 14),
	('\x755784d29d206e18ac9cd031cf2feea5', '\x1451baf5b68da675533dea9baba74394', 3, 19),
	('\x7729d2c80d063b480cdb3432356cd299', '\xe0df0f1b9ef14ba3f2ef3a5eb67c402f', 3, 39),
	('\x84e6d683f46768ae9ee5c82b3e79ac93', '\x4c9991f22335e0c352082be1faaccbe0', 3, 38),
	('\x9e5000e05a86fcbbdc26d8574c9c7a67', '\x37afd3455090eca1cc8e657fb8472cd8', 3, 1),
	('\x9ee2aafca59bacdb60da5b573244b3dd', '\xfd8d54d2096ecb503fa1f41591f06319', 3, 22),
	('\xa2697b5a8139d0d5dc115a958628401e', '\xed369f274f7c66deeb92793f98f3aad2', 3, 30),
	('\xb263e650300359387c27329ca7524e46', '\x18f5450c65004d716955f271da5a42a2', 3, 4),
	('\xb88b906bd432c40bfc1dc38c1600666c', '\xff2a56aee2231e34f51da4e71e935e89', 3, 13),
	('\xc563cb9068f569f680c5511b5cab248d', '\xe4025e16c8d3b48571945145f4b00f74', 3, 28),
	('\xd09f77605c375d3a2b21bb9ddfad7845', '\x0439467d4bbcb961223ad8e5cb1df115', 3, 6),
	('\xd44eecc67fe5a8f245e56ddb821970d8', '\x61f41275acf9f835a764a3f523a7154a', 3, 23),
	('\xe30a755fb154ddd6610d3e7ff6ab074f', '\x0a2bec7e30dc211795738a9d7adacaf0', 3, 32),
	('\xe8d06d3a793b9157ea3c5304244cb345', '\x3c2f94122e89391025fe6de392270b6d', 3, 18),
	('\xf4e903002f0849c4db072785e7882260', '\x2824d50cf88b75ba4444df4675ee1df9', 3, 37),
	('\xff83a389ba0c2459802b813d61a16480', '\x991218ef0e3ad5132791870c047cd3b5', 3, 15);
INSERT INTO ledger.constants VALUES
	(true, 4, 1);
INSERT INTO ledger.inbox VALUES
	('oUBhZvemTUalLN-aMVZ1vw', 'td29a74f5cf51.events', 0, 1, NULL, '-infinity', 42, '\x4e52e12faa068c23c671339b7bded902d17eed7a19b219caec1e2bd093f4b1ca'),
	('oUBhZvemTUalLN-aMVZ1vw', 'td29a74f5cf51.events', 2, 1, NULL, '-infinity', 28, '\x202a60c1d711d3c85b7138d3fa07866a00026631eb89894b0729dd4f3849f860'),
	('oUBhZvemTUalLN-aMVZ1vw', 'td29a74f5cf51.events', 3, 1, NULL, '-infinity', 68, '\x0a9f16ae0af554d7e2bad87386f9bf4c5c775410039ad8728f0429905858016b'),
	('oUBhZvemTUalLN-aMVZ1vw', 'td29a74f5cf51.events', 1, 1, NULL, '-infinity', 41, '\x08527bdab90933d7ace1390d4a0d4dc548fe5e980db0bf6984f2ebfda770c07e');
INSERT INTO ledger.lot VALUES
	(0, 'default', 'member-2', 1, 'purchase', NULL, '2026-01-07 00:00:00+00', '2026-01-08 00:00:00+00', '2026-03-10 00:00:00+00', 60, 0, 40, 0, 0),
	(0, 'default', 'member-2', 2, 'purchase', NULL, '2026-01-09 13:00:00+00', '2026-01-10 13:00:00+00', '2026-03-12 00:00:00+00', 29, 0, 29, 0, 0),
	(0, 'default', 'member-2', 3, 'purchase', NULL, '2026-01-16 22:00:00+00', '2026-01-17 22:00:00+00', '2026-03-19 00:00:00+00', 50, 0, 50, 0, 0),
	(0, 'default', 'member-4', 1, 'purchase', NULL, '2026-01-29 11:00:00+00', '2026-01-30 11:00:00+00', '2026-04-01 00:00:00+00', 46, 0, 46, 0, 0),
	(0, 'default', 'member-4', 2, 'purchase', NULL, '2026-02-06 07:00:00+00', '2026-02-07 07:00:00+00', '2026-04-09 00:00:00+00', 27, 27, 0, 0, 0),
	(0, 'default', 'member-8', 1, 'purchase', NULL, '2026-01-12 19:00:00+00', '2026-01-13 19:00:00+00', '2026-03-15 00:00:00+00', 29, 0, 0, 0, 0),
	(0, 'default', 'member-8', 2, 'purchase', NULL, '2026-01-14 08:00:00+00', '2026-01-15 08:00:00+00', '2026-03-17 00:00:00+00', 54, 0, 0, 0, 0),
	(0, 'default', 'member-8', 3, 'purchase', NULL, '2026-01-24 02:00:00+00', '2026-01-25 02:00:00+00', '2026-03-27 00:00:00+00', 44, 0, 0, 0, 0),
	(0, 'default', 'member-8', 4, 'purchase', NULL, '2026-01-28 11:00:00+00', '2026-01-29 11:00:00+00', '2026-03-31 00:00:00+00', 69, 0, 49, 0, 0),
	(1, 'default', 'member-10', 1, 'purchase', NULL, '2026-01-08 10:00:00+00', '2026-01-09 10:00:00+00', '2026-03-11 00:00:00+00', 39, 0, 39, 0, 0),
	(1, 'default', 'member-10', 2, 'engagement', NULL, '2026-01-16 04:00:00+00', '2026-01-16 04:00:00+00', '2026-03-18 00:00:00+00', 5, 0, 5, 0, 0),
	(1, 'default', 'member-3', 1, 'purchase', NULL, '2026-01-05 17:00:00+00', '2026-01-06 17:00:00+00', '2026-03-08 00:00:00+00', 28, 0, 0, 0, 0),
	(1, 'default', 'member-3', 2, 'purchase', NULL, '2026-01-08 22:00:00+00', '2026-01-09 22:00:00+00', '2026-03-11 00:00:00+00', 61, 0, 9, 0, 0),
	(1, 'default', 'member-3', 3, 'purchase', NULL, '2026-01-18 14:00:00+00', '2026-01-19 14:00:00+00', '2026-03-21 00:00:00+00', 39, 0, 30, 0, 0),
	(1, 'default', 'member-3', 4, 'goodwill', 'fuel', '2026-01-21 07:00:00+00', '2026-01-21 07:00:00+00', '2026-03-23 00:00:00+00', 40, 0, 40, 0, 0),
	(1, 'default', 'member-3', 5, 'purchase', NULL, '2026-01-22 07:00:00+00', '2026-01-23 07:00:00+00', '2026-03-25 00:00:00+00', 48, 0, 48, 0, 0),
	(1, 'default', 'member-3', 6, 'goodwill', 'fuel', '2026-01-24 06:00:00+00', '2026-01-24 06:00:00+00', '2026-03-26 00:00:00+00', 40, 0, 40, 0, 0),
	(1, 'default', 'member-3', 7, 'purchase', NULL, '2026-01-25 04:00:00+00', '2026-01-26 04:00:00+00', '2026-03-28 00:00:00+00', 38, 0, 38, 0, 0),
	(1, 'default', 'member-3', 8, 'purchase', NULL, '2026-01-26 06:00:00+00', '2026-01-27 06:00:00+00', '2026-03-29 00:00:00+00', 39, 0, 39, 0, 0),
	(1, 'default', 'member-3', 9, 'purchase', NULL, '2026-01-31 14:00:00+00', '2026-02-01 14:00:00+00', '2026-04-03 00:00:00+00', 54, 0, 54, 0, 0),
	(1, 'default', 'member-3', 10, 'purchase', NULL, '2026-02-04 03:00:00+00', '2026-02-05 03:00:00+00', '2026-04-07 00:00:00+00', 58, 0, 58, 0, 0),
	(1, 'default', 'member-9', 1, 'purchase', NULL, '2026-01-10 14:00:00+00', '2026-01-11 14:00:00+00', '2026-03-13 00:00:00+00', 45, 0, 45, 0, 0),
	(1, 'default', 'member-9', 2, 'purchase', NULL, '2026-01-12 05:00:00+00', '2026-01-13 05:00:00+00', '2026-03-15 00:00:00+00', 46, 0, 46, 0, 0),
	(1, 'default', 'member-9', 3, 'purchase', NULL, '2026-01-12 23:00:00+00', '2026-01-13 23:00:00+00', '2026-03-15 00:00:00+00', 73, 0, 73, 0, 0),
	(1, 'default', 'member-9', 4, 'purchase', NULL, '2026-02-06 11:00:00+00', '2026-02-07 11:00:00+00', '2026-04-09 00:00:00+00', 26, 26, 0, 0, 0),
	(1, 'default', 'member-10', 3, 'referral', NULL, '2026-02-02 07:00:00+00', '2026-02-02 07:00:00+00', '2026-04-04 00:00:00+00', 25, 0, 25, 0, 0),
	(2, 'default', 'member-1', 1, 'goodwill', 'fuel', '2026-01-06 15:00:00+00', '2026-01-06 15:00:00+00', '2026-03-08 00:00:00+00', 40, 0, 22, 0, 0),
	(2, 'default', 'member-1', 2, 'goodwill', 'fuel', '2026-01-21 19:00:00+00', '2026-01-21 19:00:00+00', '2026-03-23 00:00:00+00', 40, 0, 40, 0, 0),
	(2, 'default', 'member-1', 3, 'signup', NULL, '2026-01-22 19:00:00+00', '2026-01-22 19:00:00+00', '2026-03-24 00:00:00+00', 50, 0, 50, 0, 0),
	(2, 'default', 'member-1', 4, 'purchase', NULL, '2026-02-02 07:00:00+00', '2026-02-03 07:00:00+00', '2026-04-05 00:00:00+00', 43, 0, 43, 0, 0),
	(2, 'default', 'member-5', 1, 'purchase', NULL, '2026-01-11 08:00:00+00', '2026-01-12 08:00:00+00', '2026-03-14 00:00:00+00', 36, 0, 16, 0, 0),
	(3, 'default', 'member-11', 1, 'purchase', NULL, '2026-01-07 22:00:00+00', '2026-01-08 22:00:00+00', '2026-03-10 00:00:00+00', 28, 0, 28, 0, 0),
	(3, 'default', 'member-12', 1, 'purchase', NULL, '2026-01-16 12:00:00+00', '2026-01-17 12:00:00+00', '2026-03-19 00:00:00+00', 50, 0, 50, 0, 0),
	(3, 'default', 'member-12', 2, 'purchase', NULL, '2026-01-24 14:00:00+00', '2026-01-25 14:00:00+00', '2026-03-27 00:00:00+00', 78, 0, 78, 0, 0),
	(3, 'default', 'member-12', 3, 'purchase', NULL, '2026-01-31 11:00:00+00', '2026-02-01 11:00:00+00', '2026-04-03 00:00:00+00', 33, 0, 33, 0, 0),
	(3, 'default', 'member-12', 4, 'engagement', NULL, '2026-02-05 14:00:00+00', '2026-02-05 14:00:00+00', '2026-04-07 00:00:00+00', 5, 0, 5, 0, 0),
	(3, 'default', 'member-13', 1, 'purchase', NULL, '2026-01-11 22:00:00+00', '2026-01-12 22:00:00+00', '2026-03-14 00:00:00+00', 61, 0, 0, 0, 0),
	(3, 'default', 'member-13', 2, 'purchase', NULL, '2026-01-19 23:00:00+00', '2026-01-20 23:00:00+00', '2026-03-22 00:00:00+00', 50, 0, 46, 0, 0),
	(3, 'default', 'member-13', 3, 'purchase', NULL, '2026-01-25 18:00:00+00', '2026-01-26 18:00:00+00', '2026-03-28 00:00:00+00', 66, 0, 66, 0, 0),
	(3, 'default', 'member-14', 1, 'purchase', NULL, '2026-01-05 21:00:00+00', '2026-01-06 21:00:00+00', '2026-03-08 00:00:00+00', 48, 0, 48, 0, 0),
	(3, 'default', 'member-14', 2, 'goodwill', 'fuel', '2026-01-14 12:00:00+00', '2026-01-14 12:00:00+00', '2026-03-16 00:00:00+00', 40, 0, 40, 0, 0),
	(3, 'default', 'member-14', 3, 'purchase', NULL, '2026-02-02 01:00:00+00', '2026-02-03 01:00:00+00', '2026-04-05 00:00:00+00', 80, 0, 80, 0, 0),
	(3, 'default', 'member-6', 1, 'signup', NULL, '2026-01-15 23:00:00+00', '2026-01-15 23:00:00+00', '2026-03-17 00:00:00+00', 50, 0, 0, 0, 0),
	(3, 'default', 'member-6', 2, 'purchase', NULL, '2026-01-23 16:00:00+00', '2026-01-24 16:00:00+00', '2026-03-26 00:00:00+00', 32, 0, 22, 0, 0),
	(3, 'default', 'member-6', 3, 'purchase', NULL, '2026-01-25 15:00:00+00', '2026-01-26 15:00:00+00', '2026-03-28 00:00:00+00', 59, 0, 59, 0, 0),
	(3, 'default', 'member-6', 4, 'purchase', NULL, '2026-01-28 23:00:00+00', '2026-01-29 23:00:00+00', '2026-03-31 00:00:00+00', 71, 0, 71, 0, 0),
	(3, 'default', 'member-6', 5, 'goodwill', 'fuel', '2026-01-29 07:00:00+00', '2026-01-29 07:00:00+00', '2026-03-31 00:00:00+00', 40, 0, 40, 0, 0),
	(3, 'default', 'member-7', 1, 'purchase', NULL, '2026-01-18 22:00:00+00', '2026-01-19 22:00:00+00', '2026-03-21 00:00:00+00', 64, 0, 60, 0, 0),
	(3, 'default', 'member-7', 2, 'goodwill', 'fuel', '2026-01-20 08:00:00+00', '2026-01-20 08:00:00+00', '2026-03-22 00:00:00+00', 40, 0, 40, 0, 0),
	(3, 'default', 'member-7', 3, 'signup', NULL, '2026-01-20 21:00:00+00', '2026-01-20 21:00:00+00', '2026-03-22 00:00:00+00', 50, 0, 50, 0, 0),
	(3, 'default', 'member-7', 4, 'purchase', NULL, '2026-01-31 07:00:00+00', '2026-02-01 07:00:00+00', '2026-04-03 00:00:00+00', 72, 0, 72, 0, 0);
INSERT INTO ledger.member VALUES
	(0, 'default', 'member-2', 'open', false, 0, 119, 0, 0, 139, 0, 0, 3, NULL, NULL, '2026-03-10 00:00:00+00', 3, NULL, NULL),
	(0, 'default', 'member-4', 'open', false, 27, 46, 0, 0, 73, 0, 0, 2, '2026-02-07 07:00:00+00', NULL, '2026-04-01 00:00:00+00', 2, NULL, NULL),
	(0, 'default', 'member-8', 'open', false, 0, 49, 0, 0, 196, 126, 0, 4, NULL, NULL, '2026-03-31 00:00:00+00', 4, NULL, NULL),
	(1, 'default', 'member-3', 'open', false, 0, 356, 0, 0, 445, 80, 0, 10, NULL, NULL, '2026-03-11 00:00:00+00', 8, NULL, NULL),
	(1, 'default', 'member-9', 'open', false, 26, 164, 0, 0, 190, 0, 0, 4, '2026-02-07 11:00:00+00', NULL, '2026-03-13 00:00:00+00', 4, NULL, NULL),
	(1, 'default', 'member-10', 'open', false, 0, 69, 0, 0, 69, 0, 0, 3, NULL, NULL, '2026-03-11 00:00:00+00', 1, NULL, NULL),
	(2, 'default', 'member-1', 'open', true, 0, 155, 0, 0, 173, 18, 0, 4, NULL, NULL, '2026-03-08 00:00:00+00', 1, 'gold', 'member-10'),
	(2, 'default', 'member-5', 'open', false, 0, 16, 0, 0, 36, 20, 0, 1, NULL, NULL, '2026-03-14 00:00:00+00', 1, NULL, NULL),
	(3, 'default', 'member-11', 'open', false, 0, 28, 0, 0, 28, 0, 0, 1, NULL, NULL, '2026-03-10 00:00:00+00', 1, NULL, NULL),
	(3, 'default', 'member-12', 'open', false, 0, 166, 0, 0, 166, 0, 0, 4, NULL, NULL, '2026-03-19 00:00:00+00', 3, NULL, NULL),
	(3, 'default', 'member-13', 'open', false, 0, 112, 0, 0, 177, 65, 0, 3, NULL, NULL, '2026-03-22 00:00:00+00', 3, NULL, NULL),
	(3, 'default', 'member-14', 'open', false, 0, 168, 0, 0, 168, 0, 0, 3, NULL, NULL, '2026-03-08 00:00:00+00', 2, NULL, NULL),
	(3, 'default', 'member-6', 'open', true, 0, 192, 0, 0, 252, 60, 0, 5, NULL, NULL, '2026-03-26 00:00:00+00', 3, 'student', 'member-6'),
	(3, 'default', 'member-7', 'open', true, 0, 222, 0, 0, 226, 4, 0, 4, NULL, NULL, '2026-03-21 00:00:00+00', 2, 'gold', 'member-4');
INSERT INTO ledger.member_private VALUES
	(2, 'default', 'member-1', '\x3675f0ab452c88acfb8122547eac72e3', '{"birth_day": 29, "birth_month": 2}'),
	(3, 'default', 'member-6', '\xb8714683ddb65c0935063287c755ad3e', '{"birth_day": 29, "birth_month": 2}'),
	(3, 'default', 'member-7', '\x6844143cbdb8e519e53de961a4d1ef5e', '{"birth_day": 29, "birth_month": 2}');
INSERT INTO ledger.parked OVERRIDING SYSTEM VALUE VALUES
	('\x9adfa8ccd051297cf6efeefa87eb75b1', '\xf3a699c5d1baa5b299b2f2be18eba1b4', '\x8cff1cd64b2aee0f8738c86bf951d0e1', 1, '2026-11-25 14:19:49.297346+00', '2026-12-02 14:19:49.297346+00', 0, 'default', 'member-8', 'urn:till:7', 'e-127', 'purchase.returned', '2026-01-29T20:00:00Z', '{"amount": "5", "order_id": "none-65", "return_id": "ret-65"}', '{"key": "bWVtYmVyLTg=", "topic": "td29a74f5cf51.events", "value": "eyJvcmRlcl9pZCI6Im5vbmUtNjUiLCJyZXR1cm5faWQiOiJyZXQtNjUiLCJhbW91bnQiOiI1In0=", "offset": 29, "headers": [["ce_specversion", "MS4w"], ["ce_id", "ZS0xMjc="], ["ce_source", "dXJuOnRpbGw6Nw=="], ["ce_type", "cHVyY2hhc2UucmV0dXJuZWQ="], ["ce_time", "MjAyNi0wMS0yOVQyMDowMDowMFo="], ["ce_subject", "bWVtYmVyLTg="], ["content-type", "YXBwbGljYXRpb24vanNvbg=="]], "partition": 0, "cluster_id": "oUBhZvemTUalLN-aMVZ1vw"}'),
	('\xa412b5df9f8183cfcaf8769a8ab994db', '\xa7c98942e56c5dfa7e333839c46f56b8', '\x589d273d012b1fda396cba273004ac56', 2, '2026-11-25 14:19:49.469807+00', '2026-12-02 14:19:49.469807+00', 1, 'default', 'member-10', 'urn:till:7', 'e-19', 'purchase.returned', '2026-01-11T00:00:00Z', '{"amount": "5", "order_id": "none-14", "return_id": "ret-14"}', '{"key": "bWVtYmVyLTEw", "topic": "td29a74f5cf51.events", "value": "eyJvcmRlcl9pZCI6Im5vbmUtMTQiLCJyZXR1cm5faWQiOiJyZXQtMTQiLCJhbW91bnQiOiI1In0=", "offset": 6, "headers": [["ce_specversion", "MS4w"], ["ce_id", "ZS0xOQ=="], ["ce_source", "dXJuOnRpbGw6Nw=="], ["ce_type", "cHVyY2hhc2UucmV0dXJuZWQ="], ["ce_time", "MjAyNi0wMS0xMVQwMDowMDowMFo="], ["ce_subject", "bWVtYmVyLTEw"], ["content-type", "YXBwbGljYXRpb24vanNvbg=="]], "partition": 1, "cluster_id": "oUBhZvemTUalLN-aMVZ1vw"}'),
	('\x43cd0e281225fb50e8e63012877eb669', '\xcd90dc30405cabe5fdad8088772e24f3', '\xae1cd5adb315aeda399954fa03457f23', 3, '2026-11-25 14:19:49.533008+00', '2026-12-02 14:19:49.533008+00', 2, 'default', 'member-1', 'urn:till:7', 'e-6', 'purchase.returned', '2026-01-06T09:00:00Z', '{"amount": "5", "order_id": "none-2", "return_id": "ret-2"}', '{"key": "bWVtYmVyLTE=", "topic": "td29a74f5cf51.events", "value": "eyJvcmRlcl9pZCI6Im5vbmUtMiIsInJldHVybl9pZCI6InJldC0yIiwiYW1vdW50IjoiNSJ9", "offset": 0, "headers": [["ce_specversion", "MS4w"], ["ce_id", "ZS02"], ["ce_source", "dXJuOnRpbGw6Nw=="], ["ce_type", "cHVyY2hhc2UucmV0dXJuZWQ="], ["ce_time", "MjAyNi0wMS0wNlQwOTowMDowMFo="], ["ce_subject", "bWVtYmVyLTE="], ["content-type", "YXBwbGljYXRpb24vanNvbg=="]], "partition": 2, "cluster_id": "oUBhZvemTUalLN-aMVZ1vw"}'),
	('\x7fd683b86450679f5b60a68615e52654', '\xed1e68d12af0f4c5e248a0700bf24d1e', '\x064969f64c06099d5939a9fd18847e7f', 4, '2026-11-25 14:19:49.533008+00', '2026-12-02 14:19:49.533008+00', 2, 'default', 'member-1', 'urn:till:7', 'e-143', 'purchase.returned', '2026-02-02T23:00:00Z', '{"amount": "5", "order_id": "none-78", "return_id": "ret-78"}', '{"key": "bWVtYmVyLTE=", "topic": "td29a74f5cf51.events", "value": "eyJvcmRlcl9pZCI6Im5vbmUtNzgiLCJyZXR1cm5faWQiOiJyZXQtNzgiLCJhbW91bnQiOiI1In0=", "offset": 21, "headers": [["ce_specversion", "MS4w"], ["ce_id", "ZS0xNDM="], ["ce_source", "dXJuOnRpbGw6Nw=="], ["ce_type", "cHVyY2hhc2UucmV0dXJuZWQ="], ["ce_time", "MjAyNi0wMi0wMlQyMzowMDowMFo="], ["ce_subject", "bWVtYmVyLTE="], ["content-type", "YXBwbGljYXRpb24vanNvbg=="]], "partition": 2, "cluster_id": "oUBhZvemTUalLN-aMVZ1vw"}'),
	('\xb3e7593d6bf1953605c81ec34a51ec74', '\xcbdb7ec5b4b6865116cc2d9468be16e9', '\x9bd8c8ccc3758534ca4d7fd7563b321d', 5, '2026-11-25 14:19:49.297804+00', '2026-12-02 14:19:49.297804+00', 3, 'default', 'member-14', 'urn:till:7', 'e-145', 'purchase.returned', '2026-02-03T16:00:00Z', '{"amount": "5", "order_id": "none-80", "return_id": "ret-80"}', '{"key": "bWVtYmVyLTE0", "topic": "td29a74f5cf51.events", "value": "eyJvcmRlcl9pZCI6Im5vbmUtODAiLCJyZXR1cm5faWQiOiJyZXQtODAiLCJhbW91bnQiOiI1In0=", "offset": 53, "headers": [["ce_specversion", "MS4w"], ["ce_id", "ZS0xNDU="], ["ce_source", "dXJuOnRpbGw6Nw=="], ["ce_type", "cHVyY2hhc2UucmV0dXJuZWQ="], ["ce_time", "MjAyNi0wMi0wM1QxNjowMDowMFo="], ["ce_subject", "bWVtYmVyLTE0"], ["content-type", "YXBwbGljYXRpb24vanNvbg=="]], "partition": 3, "cluster_id": "oUBhZvemTUalLN-aMVZ1vw"}');
INSERT INTO ledger.posting VALUES
	(0, 1, 0, 1, 60, '2026-01-07 00:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(0, 2, 0, 1, 60, '2026-01-08 00:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(0, 2, 1, 1, 20, '2026-01-08 13:00:00+00', 'active', 'clawed_back', 'points', '2026-01'),
	(0, 3, 0, 2, 29, '2026-01-09 13:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(0, 4, 0, 1, 29, '2026-01-12 19:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(0, 5, 0, 2, 29, '2026-01-10 13:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(0, 5, 1, 1, 10, '2026-01-13 20:00:00+00', 'active', 'held', 'points', '2026-01'),
	(0, 6, 0, 1, 10, '2026-01-13 20:00:00+00', 'held', 'active', 'points', '2026-01'),
	(0, 7, 0, 1, 29, '2026-01-13 19:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(0, 7, 1, 2, 54, '2026-01-14 08:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(0, 8, 0, 1, 5, '2026-01-14 19:00:00+00', 'active', 'redeemed', 'points', '2026-01'),
	(0, 11, 0, 2, 54, '2026-01-15 08:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(0, 12, 0, 3, 50, '2026-01-16 22:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(0, 13, 0, 2, 17, '2026-01-17 09:00:00+00', 'active', 'clawed_back', 'points', '2026-01'),
	(0, 14, 0, 1, 3, '2026-01-18 09:00:00+00', 'redeemed', 'active', 'points', '2026-01'),
	(0, 15, 0, 1, 10, '2026-01-18 17:00:00+00', 'active', 'held', 'points', '2026-01'),
	(0, 16, 0, 1, 4, '2026-01-18 17:00:00+00', 'held', 'redeemed', 'points', '2026-01'),
	(0, 16, 1, 1, 6, '2026-01-18 17:00:00+00', 'held', 'active', 'points', '2026-01'),
	(0, 17, 0, 3, 44, '2026-01-24 02:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(0, 18, 0, 3, 50, '2026-01-17 22:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(0, 21, 0, 3, 44, '2026-01-25 02:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(0, 22, 0, 4, 69, '2026-01-28 11:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(0, 23, 0, 1, 46, '2026-01-29 11:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(0, 24, 0, 4, 69, '2026-01-29 11:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(0, 24, 1, 1, 23, '2026-01-29 17:00:00+00', 'active', 'redeemed', 'points', '2026-01'),
	(0, 24, 2, 2, 37, '2026-01-29 17:00:00+00', 'active', 'redeemed', 'points', '2026-01'),
	(0, 25, 0, 1, 46, '2026-01-30 11:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(0, 25, 1, 1, 10, '2026-02-02 18:00:00+00', 'active', 'held', 'points', '2026-02'),
	(0, 26, 0, 1, 10, '2026-02-02 18:00:00+00', 'held', 'active', 'points', '2026-02'),
	(0, 27, 0, 3, 44, '2026-02-03 07:00:00+00', 'active', 'redeemed', 'points', '2026-02'),
	(0, 27, 1, 4, 16, '2026-02-03 07:00:00+00', 'active', 'redeemed', 'points', '2026-02'),
	(0, 28, 0, 4, 4, '2026-02-04 14:00:00+00', 'active', 'clawed_back', 'points', '2026-02'),
	(0, 29, 0, 4, 10, '2026-02-06 04:00:00+00', 'active', 'held', 'points', '2026-02'),
	(0, 30, 0, 2, 27, '2026-02-06 07:00:00+00', 'issued:purchase', 'pending', 'points', '2026-02'),
	(0, 31, 0, 4, 10, '2026-02-06 04:01:00+00', 'held', 'active', 'points', '2026-02'),
	(1, 1, 0, 1, 28, '2026-01-05 17:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(1, 2, 0, 1, 39, '2026-01-08 10:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(1, 3, 0, 1, 28, '2026-01-06 17:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(1, 3, 1, 2, 61, '2026-01-08 22:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(1, 6, 0, 1, 45, '2026-01-10 14:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(1, 7, 0, 1, 45, '2026-01-11 14:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(1, 7, 1, 2, 46, '2026-01-12 05:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(1, 8, 0, 3, 73, '2026-01-12 23:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(1, 9, 0, 1, 39, '2026-01-09 10:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(1, 9, 1, 2, 5, '2026-01-16 04:00:00+00', 'issued:engagement', 'active', 'points', '2026-01'),
	(1, 10, 0, 2, 61, '2026-01-09 22:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(1, 11, 0, 2, 46, '2026-01-13 05:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(1, 11, 1, 3, 73, '2026-01-13 23:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(1, 12, 0, 3, 39, '2026-01-18 14:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(1, 13, 0, 3, 39, '2026-01-19 14:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(1, 13, 1, 4, 40, '2026-01-21 07:00:00+00', 'issued:goodwill', 'active', 'points', '2026-01'),
	(1, 14, 0, 5, 48, '2026-01-22 07:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(1, 15, 0, 1, 20, '2026-01-23 04:00:00+00', 'active', 'redeemed', 'points', '2026-01'),
	(1, 16, 0, 5, 48, '2026-01-23 07:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(1, 16, 1, 6, 40, '2026-01-24 06:00:00+00', 'issued:goodwill', 'active', 'points', '2026-01'),
	(1, 17, 0, 7, 38, '2026-01-25 04:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(1, 18, 0, 3, 9, '2026-01-25 22:00:00+00', 'active', 'clawed_back', 'points', '2026-01'),
	(1, 19, 0, 7, 38, '2026-01-26 04:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(1, 19, 1, 8, 39, '2026-01-26 06:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(1, 20, 0, 1, 10, '2026-01-26 17:00:00+00', 'active', 'held', 'points', '2026-01'),
	(1, 21, 0, 8, 39, '2026-01-27 06:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(1, 22, 0, 9, 54, '2026-01-31 14:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(1, 23, 0, 1, 8, '2026-02-01 03:00:00+00', 'active', 'redeemed', 'points', '2026-02'),
	(1, 23, 1, 2, 52, '2026-02-01 03:00:00+00', 'active', 'redeemed', 'points', '2026-02'),
	(1, 24, 0, 9, 54, '2026-02-01 14:00:00+00', 'pending', 'active', 'points', '2026-02'),
	(1, 24, 1, 10, 58, '2026-02-04 03:00:00+00', 'issued:purchase', 'pending', 'points', '2026-02'),
	(1, 25, 0, 1, 10, '2026-01-31 08:06:40+00', 'held', 'active', 'points', '2026-01'),
	(1, 25, 1, 4, 26, '2026-02-06 11:00:00+00', 'issued:purchase', 'pending', 'points', '2026-02'),
	(1, 26, 0, 10, 58, '2026-02-05 03:00:00+00', 'pending', 'active', 'points', '2026-02'),
	(3, 1, 0, 1, 48, '2026-01-05 21:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(3, 2, 0, 1, 28, '2026-01-07 22:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(3, 3, 0, 1, 61, '2026-01-11 22:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(3, 4, 0, 1, 48, '2026-01-06 21:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(3, 4, 1, 2, 40, '2026-01-14 12:00:00+00', 'issued:goodwill', 'active', 'points', '2026-01'),
	(3, 6, 0, 1, 28, '2026-01-08 22:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(3, 6, 1, 1, 10, '2026-01-15 10:00:00+00', 'active', 'held', 'points', '2026-01'),
	(3, 7, 0, 1, 50, '2026-01-15 23:00:00+00', 'issued:signup', 'active', 'points', '2026-01'),
	(3, 12, 0, 1, 61, '2026-01-12 22:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(3, 13, 0, 1, 50, '2026-01-16 12:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(3, 14, 0, 1, 64, '2026-01-18 22:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(3, 15, 0, 2, 50, '2026-01-19 23:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(3, 16, 0, 1, 64, '2026-01-19 22:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(3, 16, 1, 2, 40, '2026-01-20 08:00:00+00', 'issued:goodwill', 'active', 'points', '2026-01'),
	(3, 17, 0, 3, 50, '2026-01-20 21:00:00+00', 'issued:signup', 'active', 'points', '2026-01'),
	(3, 18, 0, 2, 32, '2026-01-23 16:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(3, 19, 0, 1, 50, '2026-01-17 12:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(3, 19, 1, 2, 78, '2026-01-24 14:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(3, 20, 0, 2, 32, '2026-01-24 16:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(3, 20, 1, 3, 59, '2026-01-25 15:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(3, 21, 0, 2, 50, '2026-01-20 23:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(3, 21, 1, 3, 66, '2026-01-25 18:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(3, 22, 0, 3, 66, '2026-01-26 18:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(3, 22, 1, 1, 10, '2026-01-27 05:00:00+00', 'active', 'held', 'points', '2026-01'),
	(3, 23, 0, 2, 78, '2026-01-25 14:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(3, 23, 1, 1, 10, '2026-01-27 14:00:00+00', 'active', 'held', 'points', '2026-01'),
	(3, 24, 0, 1, 10, '2026-01-27 14:00:00+00', 'held', 'active', 'points', '2026-01'),
	(3, 25, 0, 3, 59, '2026-01-26 15:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(3, 26, 0, 1, 10, '2026-01-20 01:06:40+00', 'held', 'active', 'points', '2026-01'),
	(3, 27, 0, 1, 10, '2026-01-27 05:01:00+00', 'held', 'active', 'points', '2026-01'),
	(3, 28, 0, 4, 71, '2026-01-28 23:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(3, 29, 0, 5, 40, '2026-01-29 07:00:00+00', 'issued:goodwill', 'active', 'points', '2026-01'),
	(3, 30, 0, 1, 60, '2026-01-30 04:00:00+00', 'active', 'redeemed', 'points', '2026-01'),
	(3, 31, 0, 1, 10, '2026-01-30 08:00:00+00', 'active', 'held', 'points', '2026-01'),
	(3, 32, 0, 1, 4, '2026-01-30 08:00:00+00', 'held', 'redeemed', 'points', '2026-01'),
	(3, 32, 1, 1, 6, '2026-01-30 08:00:00+00', 'held', 'active', 'points', '2026-01'),
	(3, 33, 0, 1, 1, '2026-01-30 17:00:00+00', 'active', 'redeemed', 'points', '2026-01'),
	(3, 33, 1, 2, 4, '2026-01-30 17:00:00+00', 'active', 'redeemed', 'points', '2026-01'),
	(3, 34, 0, 4, 72, '2026-01-31 07:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(3, 35, 0, 3, 33, '2026-01-31 11:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(3, 37, 0, 3, 80, '2026-02-02 01:00:00+00', 'issued:purchase', 'pending', 'points', '2026-02'),
	(3, 38, 0, 3, 33, '2026-02-01 11:00:00+00', 'pending', 'active', 'points', '2026-02'),
	(3, 38, 1, 4, 5, '2026-02-05 14:00:00+00', 'issued:engagement', 'active', 'points', '2026-02'),
	(3, 39, 0, 4, 71, '2026-01-29 23:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(3, 39, 1, 1, 50, '2026-02-05 17:00:00+00', 'active', 'redeemed', 'points', '2026-02'),
	(3, 39, 2, 2, 10, '2026-02-05 17:00:00+00', 'active', 'redeemed', 'points', '2026-02'),
	(3, 40, 0, 4, 72, '2026-02-01 07:00:00+00', 'pending', 'active', 'points', '2026-02'),
	(3, 41, 0, 3, 80, '2026-02-03 01:00:00+00', 'pending', 'active', 'points', '2026-02'),
	(2, 1, 0, 1, 40, '2026-01-06 15:00:00+00', 'issued:goodwill', 'active', 'points', '2026-01'),
	(2, 2, 0, 1, 10, '2026-01-07 09:00:00+00', 'active', 'held', 'points', '2026-01'),
	(2, 3, 0, 1, 10, '2026-01-07 09:01:00+00', 'held', 'active', 'points', '2026-01'),
	(2, 3, 1, 1, 20, '2026-01-10 01:00:00+00', 'active', 'redeemed', 'points', '2026-01'),
	(2, 4, 0, 1, 36, '2026-01-11 08:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(2, 5, 0, 1, 3, '2026-01-13 07:00:00+00', 'redeemed', 'active', 'points', '2026-01'),
	(2, 6, 0, 1, 36, '2026-01-12 08:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(2, 7, 0, 1, 20, '2026-01-17 20:00:00+00', 'active', 'redeemed', 'points', '2026-01'),
	(2, 8, 0, 1, 3, '2026-01-19 10:00:00+00', 'redeemed', 'active', 'points', '2026-01'),
	(2, 9, 0, 2, 40, '2026-01-21 19:00:00+00', 'issued:goodwill', 'active', 'points', '2026-01'),
	(2, 10, 0, 3, 50, '2026-01-22 19:00:00+00', 'issued:signup', 'active', 'points', '2026-01'),
	(2, 11, 0, 1, 10, '2026-02-01 16:00:00+00', 'active', 'held', 'points', '2026-02'),
	(2, 12, 0, 1, 4, '2026-02-01 16:00:00+00', 'held', 'redeemed', 'points', '2026-02'),
	(2, 12, 1, 1, 6, '2026-02-01 16:00:00+00', 'held', 'active', 'points', '2026-02'),
	(2, 13, 0, 4, 43, '2026-02-02 07:00:00+00', 'issued:purchase', 'pending', 'points', '2026-02'),
	(1, 27, 0, 3, 25, '2026-02-02 07:00:00+00', 'issued:referral', 'active', 'points', '2026-02'),
	(2, 14, 0, 4, 43, '2026-02-03 07:00:00+00', 'pending', 'active', 'points', '2026-02'),
	(2, 14, 1, 1, 10, '2026-02-05 02:00:00+00', 'active', 'held', 'points', '2026-02'),
	(2, 15, 0, 1, 10, '2026-02-05 02:00:00+00', 'held', 'active', 'points', '2026-02');
INSERT INTO ledger.proposal VALUES
	('7251eede-9c4e-471a-b871-6255c6863075', 'programme', '{"expiry": {"days": 60, "kind": "rolling"}, "earning": {"caps": {"day": 500, "month": 5000}, "rate": {"points": 1}, "rules": [{"on": "enrolment", "bonus": 50, "rule_id": "welcome", "max_per_member": 1}, {"on": "referral", "bonus": 25, "rule_id": "friend", "max_per_member": 2}, {"on": "activity", "bonus": 5, "rule_id": "survey", "max_per_member": 3}, {"when": {"skus": ["rice"]}, "rule_id": "rice", "multiplier": "2"}], "pending_days": 1}, "version": 1, "programme": "default", "redemption": {"points_per_day": 100}, "valid_from": "1990-01-01T00:00:00Z", "max_lateness_days": null, "min_validity_days": 0}', 'pat', '2026-11-25 14:19:44.89823+00', '2026-12-02 14:19:44.89823+00', 'approved', 'alex', '2026-11-25 14:19:44.949865+00', -1, 1);
INSERT INTO ledger.record VALUES
	(-1, 1, 1, '2026-11-25 14:19:44.949865+00', '\x07553b124c8ac278e0a1c14629802c1afde2c3fe78e68ddbd50b48cf6ea4833c', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":0},"effective_at":"1990-01-01T00:00:00Z","event":{"data":{"auto_enrol":true,"currency":"EUR","earning":{"caps":{"day":500,"month":5000,"order":null},"excluded_categories":[],"excluded_skus":[],"pending_days":1,"rate":{"per":"1","points":1},"rules":[{"bonus":50,"funded_by":[],"max_per_member":1,"multiplier":null,"on":"enrolment","rule_id":"welcome","when":null},{"bonus":25,"funded_by":[],"max_per_member":2,"multiplier":null,"on":"referral","rule_id":"friend","when":null},{"bonus":5,"funded_by":[],"max_per_member":3,"multiplier":null,"on":"activity","rule_id":"survey","when":null},{"bonus":null,"funded_by":[],"max_per_member":null,"multiplier":"2","on":"purchase","rule_id":"rice","when":{"activities":null,"birth_month":null,"birthday":null,"categories":null,"channels":null,"days_of_month":null,"first_purchase":null,"from":null,"min_amount":null,"partners":null,"segments":null,"skus":["rice"],"stores":null,"tiers":null,"to":null,"weekdays":null}}],"stacking":"best"},"expiry":{"days":60,"kind":"rolling","months":null,"round":"none"},"expiry_suspended":[],"health":{"active_days":90,"dormant_days":180},"lateness_window_hours":72,"max_lateness_days":null,"min_validity_days":0,"notices":{"expiring_days":[30,7],"tier_at_risk_days":[30]},"park_days":7,"programme":"default","redemption":{"block":1,"cancel_grace_days":30,"min_points":1,"points_per_day":100,"rewards":[],"ttl_seconds_max":604800},"return_policy":"arrears","tiers":null,"time_zone":"UTC","transfer":{"min_points":1,"points_per_day":null},"valid_from":"1990-01-01T00:00:00Z","version":1},"id":"7251eede-9c4e-471a-b871-6255c6863075","source":"urn:proposal","time":"2026-11-25T14:19:44.949865Z","type":"programme.published"},"explanation":{"approver":"alex","proposer":"pat"},"incarnation":1,"member_id":"register","postings":[],"programme":"default","recorded_at":"2026-11-25T14:19:44.949865Z","register":1,"sequence":1,"shard":-1,"verdict":"accepted"}'),
	(0, 1, 1, '2026-11-25 14:19:49.297346+00', '\xf0e2f306cee1c71f909876a475f9ec778396d4d5636edf7a26881e5a23966665', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":60},"effective_at":"2026-01-07T00:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"40.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-4"},"id":"e-8","source":"urn:till:7","time":"2026-01-07T00:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":40},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-2","postings":[{"amount":60,"effective_at":"2026-01-07T00:00:00Z","lot":{"activates_at":"2026-01-08T00:00:00Z","earned_at":"2026-01-07T00:00:00Z","expires_at":"2026-03-10T00:00:00Z","lot_id":"member-2/1","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297346Z","register":1,"sequence":1,"shard":0,"verdict":"accepted"}'),
	(0, 1, 2, '2026-11-25 14:19:49.297346+00', '\xc0d346427f8844eeba4a68a93bf1a054499c91d5eafa0ff5e9eeb2d59f757302', NULL, NULL, '{"balance":{"active":40,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-08T13:00:00Z","event":{"data":{"lines":[{"line_id":"1","quantity":1}],"order_id":"o-4","return_id":"ret-8"},"id":"e-12","source":"urn:till:7","time":"2026-01-08T13:00:00Z","type":"purchase.returned"},"explanation":{"clawed":20,"covered":0,"lines":[{"line_id":"1","quantity":1}],"order":{"order_id":"o-4","source":"urn:till:7"},"shortfall":0},"incarnation":1,"member_id":"member-2","postings":[{"amount":60,"effective_at":"2026-01-08T00:00:00Z","lot":{"activates_at":"2026-01-08T00:00:00Z","earned_at":"2026-01-07T00:00:00Z","expires_at":"2026-03-10T00:00:00Z","lot_id":"member-2/1","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":20,"effective_at":"2026-01-08T13:00:00Z","lot":{"activates_at":"2026-01-08T00:00:00Z","earned_at":"2026-01-07T00:00:00Z","expires_at":"2026-03-10T00:00:00Z","lot_id":"member-2/1","origin":"purchase"},"period":"2026-01","source":"active","target":"clawed_back","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297346Z","register":1,"sequence":2,"shard":0,"verdict":"accepted"}'),
	(0, 1, 3, '2026-11-25 14:19:49.297346+00', '\x7cca6144236b9dcd6b34c1359ef1c1cb637e2343114e9e5fb0c55998622c6134', NULL, NULL, '{"balance":{"active":40,"arrears":0,"held":0,"pending":29},"effective_at":"2026-01-09T13:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"9.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-11"},"id":"e-16","source":"urn:till:7","time":"2026-01-09T13:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":9},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-2","postings":[{"amount":29,"effective_at":"2026-01-09T13:00:00Z","lot":{"activates_at":"2026-01-10T13:00:00Z","earned_at":"2026-01-09T13:00:00Z","expires_at":"2026-03-12T00:00:00Z","lot_id":"member-2/2","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297346Z","register":1,"sequence":3,"shard":0,"verdict":"accepted"}'),
	(0, 1, 4, '2026-11-25 14:19:49.297346+00', '\xce03da1c49c0175cc90027f047f6153a458b578b143e28c4c550a77c05b2c289', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":29},"effective_at":"2026-01-12T19:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"9.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-18"},"id":"e-23","source":"urn:till:7","time":"2026-01-12T19:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":9},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-8","postings":[{"amount":29,"effective_at":"2026-01-12T19:00:00Z","lot":{"activates_at":"2026-01-13T19:00:00Z","earned_at":"2026-01-12T19:00:00Z","expires_at":"2026-03-15T00:00:00Z","lot_id":"member-8/1","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297346Z","register":1,"sequence":4,"shard":0,"verdict":"accepted"}'),
	(0, 1, 5, '2026-11-25 14:19:49.297346+00', '\x6e0b175562c20c796b9e1ecc8c1a0075524b57e5ef2221922c897f4310560ad4', NULL, NULL, '{"balance":{"active":59,"arrears":0,"held":10,"pending":0},"effective_at":"2026-01-13T20:00:00Z","event":{"data":{"points":10,"redemption_id":"h-21","ttl_seconds":400000},"id":"e-26","source":"urn:till:7","time":"2026-01-13T20:00:00Z","type":"redemption.reserved"},"explanation":{"day":"2026-01-13","held_until":"2026-01-18T11:06:40Z"},"incarnation":1,"member_id":"member-2","postings":[{"amount":29,"effective_at":"2026-01-10T13:00:00Z","lot":{"activates_at":"2026-01-10T13:00:00Z","earned_at":"2026-01-09T13:00:00Z","expires_at":"2026-03-12T00:00:00Z","lot_id":"member-2/2","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":10,"effective_at":"2026-01-13T20:00:00Z","lot":{"activates_at":"2026-01-08T00:00:00Z","earned_at":"2026-01-07T00:00:00Z","expires_at":"2026-03-10T00:00:00Z","lot_id":"member-2/1","origin":"purchase"},"period":"2026-01","source":"active","target":"held","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297346Z","register":1,"sequence":5,"shard":0,"verdict":"accepted"}'),
	(0, 1, 6, '2026-11-25 14:19:49.297346+00', '\x833ec8aeeaea2b2eda1e6524fcea60cd23b1c081937f66cd3bbd9cc9d49fe1d4', NULL, NULL, '{"balance":{"active":69,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-13T20:00:00Z","event":{"data":{"redemption_id":"h-21"},"id":"e-27","source":"urn:till:7","time":"2026-01-13T20:00:00Z","type":"redemption.released"},"incarnation":1,"member_id":"member-2","postings":[{"amount":10,"effective_at":"2026-01-13T20:00:00Z","lot":{"activates_at":"2026-01-08T00:00:00Z","earned_at":"2026-01-07T00:00:00Z","expires_at":"2026-03-10T00:00:00Z","lot_id":"member-2/1","origin":"purchase"},"period":"2026-01","source":"held","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297346Z","register":1,"sequence":6,"shard":0,"verdict":"accepted"}'),
	(0, 1, 7, '2026-11-25 14:19:49.297346+00', '\x1ead15919e2ca2f290ae6f970fd1d418259c6a5ab2b8e49b8a3655d2614a3f86', NULL, NULL, '{"balance":{"active":29,"arrears":0,"held":0,"pending":54},"effective_at":"2026-01-14T08:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"34.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-22"},"id":"e-28","source":"urn:till:7","time":"2026-01-14T08:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":34},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-8","postings":[{"amount":29,"effective_at":"2026-01-13T19:00:00Z","lot":{"activates_at":"2026-01-13T19:00:00Z","earned_at":"2026-01-12T19:00:00Z","expires_at":"2026-03-15T00:00:00Z","lot_id":"member-8/1","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":54,"effective_at":"2026-01-14T08:00:00Z","lot":{"activates_at":"2026-01-15T08:00:00Z","earned_at":"2026-01-14T08:00:00Z","expires_at":"2026-03-17T00:00:00Z","lot_id":"member-8/2","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297346Z","register":1,"sequence":7,"shard":0,"verdict":"accepted"}'),
	(0, 1, 8, '2026-11-25 14:19:49.297346+00', '\x482bcf493fe3b9e235fcaca1213081c608569ca858e51cd2b3f372f972025780', NULL, NULL, '{"balance":{"active":24,"arrears":0,"held":0,"pending":54},"effective_at":"2026-01-14T19:00:00Z","event":{"data":{"points":5,"redemption_id":"r-24"},"id":"e-30","source":"urn:till:7","time":"2026-01-14T19:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-8","postings":[{"amount":5,"effective_at":"2026-01-14T19:00:00Z","lot":{"activates_at":"2026-01-13T19:00:00Z","earned_at":"2026-01-12T19:00:00Z","expires_at":"2026-03-15T00:00:00Z","lot_id":"member-8/1","origin":"purchase"},"period":"2026-01","source":"active","target":"redeemed","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297346Z","register":1,"sequence":8,"shard":0,"verdict":"accepted"}'),
	(0, 1, 9, '2026-11-25 14:19:49.297346+00', '\x8dfd8730c773ac45c2dc2fe97c56573fd92c3bd4fb643e6d9054f2bb32bf6bb0', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-16T07:00:00Z","event":{"data":{"as_of":"2026-01-16T07:00:00Z"},"id":"e-41","source":"urn:till:7","time":"2026-01-16T07:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-4","postings":[],"programme":"default","reason":"MEMBER_UNKNOWN","recorded_at":"2026-11-25T14:19:49.297346Z","register":1,"sequence":9,"shard":0,"verdict":"rejected"}'),
	(0, 1, 10, '2026-11-25 14:19:49.297346+00', '\xdea5afc2863022a659ae6679dc4cc05824b4f664597a9671dbfffb734a551e83', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-16T07:00:00Z","event":{"data":{"as_of":"2026-01-16T07:00:00Z"},"id":"e-42","source":"urn:till:7","time":"2026-01-16T07:00:00Z","type":"points.activation_due"},"incarnation":1,"member_id":"member-4","postings":[],"programme":"default","reason":"MEMBER_UNKNOWN","recorded_at":"2026-11-25T14:19:49.297346Z","register":1,"sequence":10,"shard":0,"verdict":"rejected"}'),
	(0, 1, 11, '2026-11-25 14:19:49.297346+00', '\x6c1122359f011da13611e4805fef50b03c71196f50156d0976f98bea2cda3b6c', NULL, NULL, '{"balance":{"active":78,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-16T07:00:00Z","event":{"data":{"as_of":"2026-01-16T07:00:00Z"},"id":"e-49","source":"urn:till:7","time":"2026-01-16T07:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-8","postings":[{"amount":54,"effective_at":"2026-01-15T08:00:00Z","lot":{"activates_at":"2026-01-15T08:00:00Z","earned_at":"2026-01-14T08:00:00Z","expires_at":"2026-03-17T00:00:00Z","lot_id":"member-8/2","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297346Z","register":1,"sequence":11,"shard":0,"verdict":"accepted"}'),
	(0, 1, 12, '2026-11-25 14:19:49.297346+00', '\x1c266b0b3c1ffe7915e49d6a2ebb366edc791b3451fa34582cf7572375cdfa31', NULL, NULL, '{"balance":{"active":69,"arrears":0,"held":0,"pending":50},"effective_at":"2026-01-16T22:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"30.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-31"},"id":"e-64","source":"urn:till:7","time":"2026-01-16T22:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":30},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-2","postings":[{"amount":50,"effective_at":"2026-01-16T22:00:00Z","lot":{"activates_at":"2026-01-17T22:00:00Z","earned_at":"2026-01-16T22:00:00Z","expires_at":"2026-03-19T00:00:00Z","lot_id":"member-2/3","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297346Z","register":1,"sequence":12,"shard":0,"verdict":"accepted"}'),
	(0, 1, 13, '2026-11-25 14:19:49.297346+00', '\xc7caf4d478a05aa63b16e6205d3f6ce2929a4eb4be0e5e0e0b8bc229814a516e', NULL, NULL, '{"balance":{"active":61,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-17T09:00:00Z","event":{"data":{"lines":[{"line_id":"1","quantity":1}],"order_id":"o-22","return_id":"ret-32"},"id":"e-65","source":"urn:till:7","time":"2026-01-17T09:00:00Z","type":"purchase.returned"},"explanation":{"clawed":17,"covered":0,"lines":[{"line_id":"1","quantity":1}],"order":{"order_id":"o-22","source":"urn:till:7"},"shortfall":0},"incarnation":1,"member_id":"member-8","postings":[{"amount":17,"effective_at":"2026-01-17T09:00:00Z","lot":{"activates_at":"2026-01-15T08:00:00Z","earned_at":"2026-01-14T08:00:00Z","expires_at":"2026-03-17T00:00:00Z","lot_id":"member-8/2","origin":"purchase"},"period":"2026-01","source":"active","target":"clawed_back","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297346Z","register":1,"sequence":13,"shard":0,"verdict":"accepted"}'),
	(0, 1, 14, '2026-11-25 14:19:49.297346+00', '\x130fc1ae43e5d1bf5a13509550f3c0e197e1cd625df1abd8afb6bb96d21a704f', NULL, NULL, '{"balance":{"active":64,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-18T09:00:00Z","event":{"data":{"cancel_id":"c-34","initiated_by":"member","points":3,"redemption_id":"r-24"},"id":"e-67","source":"urn:till:7","time":"2026-01-18T09:00:00Z","type":"redemption.cancelled"},"incarnation":1,"member_id":"member-8","postings":[{"amount":3,"effective_at":"2026-01-18T09:00:00Z","lot":{"activates_at":"2026-01-13T19:00:00Z","earned_at":"2026-01-12T19:00:00Z","expires_at":"2026-03-15T00:00:00Z","lot_id":"member-8/1","origin":"purchase"},"period":"2026-01","source":"redeemed","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297346Z","register":1,"sequence":14,"shard":0,"verdict":"accepted"}'),
	(0, 1, 15, '2026-11-25 14:19:49.297346+00', '\x155a8c597abf91fe4add11ded77f61763dcd1c9252f6c5a2a63d1e2a43457c3a', NULL, NULL, '{"balance":{"active":54,"arrears":0,"held":10,"pending":0},"effective_at":"2026-01-18T17:00:00Z","event":{"data":{"points":10,"redemption_id":"h-36","ttl_seconds":60},"id":"e-69","source":"urn:till:7","time":"2026-01-18T17:00:00Z","type":"redemption.reserved"},"explanation":{"day":"2026-01-18","held_until":"2026-01-18T17:01:00Z"},"incarnation":1,"member_id":"member-8","postings":[{"amount":10,"effective_at":"2026-01-18T17:00:00Z","lot":{"activates_at":"2026-01-13T19:00:00Z","earned_at":"2026-01-12T19:00:00Z","expires_at":"2026-03-15T00:00:00Z","lot_id":"member-8/1","origin":"purchase"},"period":"2026-01","source":"active","target":"held","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297346Z","register":1,"sequence":15,"shard":0,"verdict":"accepted"}'),
	(0, 1, 16, '2026-11-25 14:19:49.297346+00', '\x8d3d8d08a4688fed356e38abf625ad5ce439f04ef7c19df87675747eaa1998b2', NULL, NULL, '{"balance":{"active":60,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-18T17:00:00Z","event":{"data":{"points":4,"redemption_id":"h-36"},"id":"e-70","source":"urn:till:7","time":"2026-01-18T17:00:00Z","type":"redemption.captured"},"incarnation":1,"member_id":"member-8","postings":[{"amount":4,"effective_at":"2026-01-18T17:00:00Z","lot":{"activates_at":"2026-01-13T19:00:00Z","earned_at":"2026-01-12T19:00:00Z","expires_at":"2026-03-15T00:00:00Z","lot_id":"member-8/1","origin":"purchase"},"period":"2026-01","source":"held","target":"redeemed","unit":"points"},{"amount":6,"effective_at":"2026-01-18T17:00:00Z","lot":{"activates_at":"2026-01-13T19:00:00Z","earned_at":"2026-01-12T19:00:00Z","expires_at":"2026-03-15T00:00:00Z","lot_id":"member-8/1","origin":"purchase"},"period":"2026-01","source":"held","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297346Z","register":1,"sequence":16,"shard":0,"verdict":"accepted"}'),
	(0, 1, 17, '2026-11-25 14:19:49.297346+00', '\x016851f9c4aa6e065daff9c292809e8fa5ad186fc89085a4d9f7c2f42f1d9977', NULL, NULL, '{"balance":{"active":60,"arrears":0,"held":0,"pending":44},"effective_at":"2026-01-24T02:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"24.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-48"},"id":"e-82","source":"urn:till:7","time":"2026-01-24T02:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":24},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-8","postings":[{"amount":44,"effective_at":"2026-01-24T02:00:00Z","lot":{"activates_at":"2026-01-25T02:00:00Z","earned_at":"2026-01-24T02:00:00Z","expires_at":"2026-03-27T00:00:00Z","lot_id":"member-8/3","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297346Z","register":1,"sequence":17,"shard":0,"verdict":"accepted"}'),
	(0, 1, 18, '2026-11-25 14:19:49.297346+00', '\x262a2886367814593a59d3bb271668ebfcd68fc4178956755246b35f944897b8', NULL, NULL, '{"balance":{"active":119,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-28T04:00:00Z","event":{"data":{"as_of":"2026-01-28T04:00:00Z"},"id":"e-96","source":"urn:till:7","time":"2026-01-28T04:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-2","postings":[{"amount":50,"effective_at":"2026-01-17T22:00:00Z","lot":{"activates_at":"2026-01-17T22:00:00Z","earned_at":"2026-01-16T22:00:00Z","expires_at":"2026-03-19T00:00:00Z","lot_id":"member-2/3","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297346Z","register":1,"sequence":18,"shard":0,"verdict":"accepted"}'),
	(0, 1, 19, '2026-11-25 14:19:49.297346+00', '\xf52a95a1fe4709e19a0460e6f4487dc0793007356a0e928132f2e6d84f24168f', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-28T04:00:00Z","event":{"data":{"as_of":"2026-01-28T04:00:00Z"},"id":"e-100","source":"urn:till:7","time":"2026-01-28T04:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-4","postings":[],"programme":"default","reason":"MEMBER_UNKNOWN","recorded_at":"2026-11-25T14:19:49.297346Z","register":1,"sequence":19,"shard":0,"verdict":"rejected"}'),
	(0, 1, 20, '2026-11-25 14:19:49.297346+00', '\xf91ef6005cff9929644cb5524b28e5b4f92ba501337cc49137e7ac92506ad531', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-28T04:00:00Z","event":{"data":{"as_of":"2026-01-28T04:00:00Z"},"id":"e-101","source":"urn:till:7","time":"2026-01-28T04:00:00Z","type":"points.activation_due"},"incarnation":1,"member_id":"member-4","postings":[],"programme":"default","reason":"MEMBER_UNKNOWN","recorded_at":"2026-11-25T14:19:49.297346Z","register":1,"sequence":20,"shard":0,"verdict":"rejected"}'),
	(0, 1, 21, '2026-11-25 14:19:49.297346+00', '\x845a5756ead8c93a7578f57281e6ba3820e81209f4e858d0402a11c89d2f5bba', NULL, NULL, '{"balance":{"active":104,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-28T04:00:00Z","event":{"data":{"as_of":"2026-01-28T04:00:00Z"},"id":"e-108","source":"urn:till:7","time":"2026-01-28T04:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-8","postings":[{"amount":44,"effective_at":"2026-01-25T02:00:00Z","lot":{"activates_at":"2026-01-25T02:00:00Z","earned_at":"2026-01-24T02:00:00Z","expires_at":"2026-03-27T00:00:00Z","lot_id":"member-8/3","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297346Z","register":1,"sequence":21,"shard":0,"verdict":"accepted"}'),
	(0, 1, 22, '2026-11-25 14:19:49.297346+00', '\x0fe6d4f3ba753be330a065300818667d679756b65b91b710badcc92c18bc491b', NULL, NULL, '{"balance":{"active":104,"arrears":0,"held":0,"pending":69},"effective_at":"2026-01-28T11:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"49.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-60"},"id":"e-122","source":"urn:till:7","time":"2026-01-28T11:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":49},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-8","postings":[{"amount":69,"effective_at":"2026-01-28T11:00:00Z","lot":{"activates_at":"2026-01-29T11:00:00Z","earned_at":"2026-01-28T11:00:00Z","expires_at":"2026-03-31T00:00:00Z","lot_id":"member-8/4","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297346Z","register":1,"sequence":22,"shard":0,"verdict":"accepted"}'),
	(0, 1, 23, '2026-11-25 14:19:49.297346+00', '\x9bb417b1b772b0d745ec2c4838f811984db6521b4db962bf2b245a77bee41814', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":46},"effective_at":"2026-01-29T11:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"26.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-63"},"id":"e-125","source":"urn:till:7","time":"2026-01-29T11:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":26},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-4","postings":[{"amount":46,"effective_at":"2026-01-29T11:00:00Z","lot":{"activates_at":"2026-01-30T11:00:00Z","earned_at":"2026-01-29T11:00:00Z","expires_at":"2026-04-01T00:00:00Z","lot_id":"member-4/1","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297346Z","register":1,"sequence":23,"shard":0,"verdict":"accepted"}'),
	(0, 1, 24, '2026-11-25 14:19:49.297346+00', '\x71ad4c58894a780f18112d9059307d247369e01fc2cbcafb712b757ca3e0d276', NULL, NULL, '{"balance":{"active":113,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-29T17:00:00Z","event":{"data":{"points":60,"redemption_id":"r-64"},"id":"e-126","source":"urn:till:7","time":"2026-01-29T17:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-8","postings":[{"amount":69,"effective_at":"2026-01-29T11:00:00Z","lot":{"activates_at":"2026-01-29T11:00:00Z","earned_at":"2026-01-28T11:00:00Z","expires_at":"2026-03-31T00:00:00Z","lot_id":"member-8/4","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":23,"effective_at":"2026-01-29T17:00:00Z","lot":{"activates_at":"2026-01-13T19:00:00Z","earned_at":"2026-01-12T19:00:00Z","expires_at":"2026-03-15T00:00:00Z","lot_id":"member-8/1","origin":"purchase"},"period":"2026-01","source":"active","target":"redeemed","unit":"points"},{"amount":37,"effective_at":"2026-01-29T17:00:00Z","lot":{"activates_at":"2026-01-15T08:00:00Z","earned_at":"2026-01-14T08:00:00Z","expires_at":"2026-03-17T00:00:00Z","lot_id":"member-8/2","origin":"purchase"},"period":"2026-01","source":"active","target":"redeemed","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297346Z","register":1,"sequence":24,"shard":0,"verdict":"accepted"}'),
	(0, 1, 25, '2026-11-25 14:19:49.297346+00', '\xfbacd31044982a6c13094d4d4f93a611600ef4f00c5fd34a7f2463039810adb2', NULL, NULL, '{"balance":{"active":36,"arrears":0,"held":10,"pending":0},"effective_at":"2026-02-02T18:00:00Z","event":{"data":{"points":10,"redemption_id":"h-77","ttl_seconds":400000},"id":"e-141","source":"urn:till:7","time":"2026-02-02T18:00:00Z","type":"redemption.reserved"},"explanation":{"day":"2026-02-02","held_until":"2026-02-07T09:06:40Z"},"incarnation":1,"member_id":"member-4","postings":[{"amount":46,"effective_at":"2026-01-30T11:00:00Z","lot":{"activates_at":"2026-01-30T11:00:00Z","earned_at":"2026-01-29T11:00:00Z","expires_at":"2026-04-01T00:00:00Z","lot_id":"member-4/1","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":10,"effective_at":"2026-02-02T18:00:00Z","lot":{"activates_at":"2026-01-30T11:00:00Z","earned_at":"2026-01-29T11:00:00Z","expires_at":"2026-04-01T00:00:00Z","lot_id":"member-4/1","origin":"purchase"},"period":"2026-02","source":"active","target":"held","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297346Z","register":1,"sequence":25,"shard":0,"verdict":"accepted"}'),
	(0, 1, 26, '2026-11-25 14:19:49.297346+00', '\x05528f11c1fff4ab444fc3a354eabce2e3858956dd96d42ea1c93522441ab7e2', NULL, NULL, '{"balance":{"active":46,"arrears":0,"held":0,"pending":0},"effective_at":"2026-02-02T18:00:00Z","event":{"data":{"redemption_id":"h-77"},"id":"e-142","source":"urn:till:7","time":"2026-02-02T18:00:00Z","type":"redemption.released"},"incarnation":1,"member_id":"member-4","postings":[{"amount":10,"effective_at":"2026-02-02T18:00:00Z","lot":{"activates_at":"2026-01-30T11:00:00Z","earned_at":"2026-01-29T11:00:00Z","expires_at":"2026-04-01T00:00:00Z","lot_id":"member-4/1","origin":"purchase"},"period":"2026-02","source":"held","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297346Z","register":1,"sequence":26,"shard":0,"verdict":"accepted"}'),
	(0, 1, 27, '2026-11-25 14:19:49.297346+00', '\xd9363c3df0590f678d25757a270cef9f82676205798b6b5e66df49a7596f4cab', NULL, NULL, '{"balance":{"active":53,"arrears":0,"held":0,"pending":0},"effective_at":"2026-02-03T07:00:00Z","event":{"data":{"points":60,"redemption_id":"r-79"},"id":"e-144","source":"urn:till:7","time":"2026-02-03T07:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-8","postings":[{"amount":44,"effective_at":"2026-02-03T07:00:00Z","lot":{"activates_at":"2026-01-25T02:00:00Z","earned_at":"2026-01-24T02:00:00Z","expires_at":"2026-03-27T00:00:00Z","lot_id":"member-8/3","origin":"purchase"},"period":"2026-02","source":"active","target":"redeemed","unit":"points"},{"amount":16,"effective_at":"2026-02-03T07:00:00Z","lot":{"activates_at":"2026-01-29T11:00:00Z","earned_at":"2026-01-28T11:00:00Z","expires_at":"2026-03-31T00:00:00Z","lot_id":"member-8/4","origin":"purchase"},"period":"2026-02","source":"active","target":"redeemed","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297346Z","register":1,"sequence":27,"shard":0,"verdict":"accepted"}'),
	(0, 1, 28, '2026-11-25 14:19:49.297346+00', '\xf6dcca9460e44443eb5d165e3cee545bbbf782791e095274646ce82fc64ea3d7', NULL, NULL, '{"balance":{"active":49,"arrears":0,"held":0,"pending":0},"effective_at":"2026-02-04T14:00:00Z","event":{"data":{"lines":[{"line_id":"1","quantity":1}],"order_id":"o-18","return_id":"ret-82"},"id":"e-147","source":"urn:till:7","time":"2026-02-04T14:00:00Z","type":"purchase.returned"},"explanation":{"clawed":4,"covered":0,"lines":[{"line_id":"1","quantity":1}],"order":{"order_id":"o-18","source":"urn:till:7"},"shortfall":0},"incarnation":1,"member_id":"member-8","postings":[{"amount":4,"effective_at":"2026-02-04T14:00:00Z","lot":{"activates_at":"2026-01-29T11:00:00Z","earned_at":"2026-01-28T11:00:00Z","expires_at":"2026-03-31T00:00:00Z","lot_id":"member-8/4","origin":"purchase"},"period":"2026-02","source":"active","target":"clawed_back","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297346Z","register":1,"sequence":28,"shard":0,"verdict":"accepted"}'),
	(0, 1, 29, '2026-11-25 14:19:49.297346+00', '\x59604c9f4af209fa0384693b882d7cb568f865c808c23a4b9bb281daedf93e38', NULL, NULL, '{"balance":{"active":39,"arrears":0,"held":10,"pending":0},"effective_at":"2026-02-06T04:00:00Z","event":{"data":{"points":10,"redemption_id":"h-86","ttl_seconds":60},"id":"e-152","source":"urn:till:7","time":"2026-02-06T04:00:00Z","type":"redemption.reserved"},"explanation":{"day":"2026-02-06","held_until":"2026-02-06T04:01:00Z"},"incarnation":1,"member_id":"member-8","postings":[{"amount":10,"effective_at":"2026-02-06T04:00:00Z","lot":{"activates_at":"2026-01-29T11:00:00Z","earned_at":"2026-01-28T11:00:00Z","expires_at":"2026-03-31T00:00:00Z","lot_id":"member-8/4","origin":"purchase"},"period":"2026-02","source":"active","target":"held","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297346Z","register":1,"sequence":29,"shard":0,"verdict":"accepted"}'),
	(0, 1, 30, '2026-11-25 14:19:49.297346+00', '\x5697f47f825112b15664a208e44960e0c9f09b02707ccff966fbdb45c73627a9', NULL, NULL, '{"balance":{"active":46,"arrears":0,"held":0,"pending":27},"effective_at":"2026-02-06T07:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"7.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-87"},"id":"e-153","source":"urn:till:7","time":"2026-02-06T07:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":7},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-4","postings":[{"amount":27,"effective_at":"2026-02-06T07:00:00Z","lot":{"activates_at":"2026-02-07T07:00:00Z","earned_at":"2026-02-06T07:00:00Z","expires_at":"2026-04-09T00:00:00Z","lot_id":"member-4/2","origin":"purchase"},"period":"2026-02","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297346Z","register":1,"sequence":30,"shard":0,"verdict":"accepted"}'),
	(0, 1, 31, '2026-11-25 14:19:49.297346+00', '\x56af35eb8de1a113804d7f687024cd6ba7263023fbe628a102f94b4493e9b9c1', NULL, NULL, '{"balance":{"active":49,"arrears":0,"held":0,"pending":0},"effective_at":"2026-02-06T15:00:00Z","event":{"data":{"as_of":"2026-02-06T15:00:00Z"},"id":"e-169","source":"urn:till:7","time":"2026-02-06T15:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-8","postings":[{"amount":10,"effective_at":"2026-02-06T04:01:00Z","lot":{"activates_at":"2026-01-29T11:00:00Z","earned_at":"2026-01-28T11:00:00Z","expires_at":"2026-03-31T00:00:00Z","lot_id":"member-8/4","origin":"purchase"},"period":"2026-02","source":"held","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297346Z","register":1,"sequence":31,"shard":0,"verdict":"accepted"}'),
	(1, 1, 1, '2026-11-25 14:19:49.469807+00', '\x872b7c4b6fc030e7a63cd0fe4b3389ffa6e64c85b691539cf4b5b320fc5c961f', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":28},"effective_at":"2026-01-05T17:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"8.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-0"},"id":"e-4","source":"urn:till:7","time":"2026-01-05T17:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":8},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-3","postings":[{"amount":28,"effective_at":"2026-01-05T17:00:00Z","lot":{"activates_at":"2026-01-06T17:00:00Z","earned_at":"2026-01-05T17:00:00Z","expires_at":"2026-03-08T00:00:00Z","lot_id":"member-3/1","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.469807Z","register":1,"sequence":1,"shard":1,"verdict":"accepted"}'),
	(1, 1, 2, '2026-11-25 14:19:49.469807+00', '\x0da82b5857657ad4c9503d29b4ca72337439125bf04f7949b43c26b8f9a140c6', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":39},"effective_at":"2026-01-08T10:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"19.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-7"},"id":"e-11","source":"urn:till:7","time":"2026-01-08T10:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":19},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-10","postings":[{"amount":39,"effective_at":"2026-01-08T10:00:00Z","lot":{"activates_at":"2026-01-09T10:00:00Z","earned_at":"2026-01-08T10:00:00Z","expires_at":"2026-03-11T00:00:00Z","lot_id":"member-10/1","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.469807Z","register":1,"sequence":2,"shard":1,"verdict":"accepted"}'),
	(1, 1, 3, '2026-11-25 14:19:49.469807+00', '\x3a6c04b1fbd4686b3ee4d838c711b70bfa40a9221c57c2af2551cfe52d0af71c', NULL, NULL, '{"balance":{"active":28,"arrears":0,"held":0,"pending":61},"effective_at":"2026-01-08T22:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"41.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-9"},"id":"e-13","source":"urn:till:7","time":"2026-01-08T22:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":41},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-3","postings":[{"amount":28,"effective_at":"2026-01-06T17:00:00Z","lot":{"activates_at":"2026-01-06T17:00:00Z","earned_at":"2026-01-05T17:00:00Z","expires_at":"2026-03-08T00:00:00Z","lot_id":"member-3/1","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":61,"effective_at":"2026-01-08T22:00:00Z","lot":{"activates_at":"2026-01-09T22:00:00Z","earned_at":"2026-01-08T22:00:00Z","expires_at":"2026-03-11T00:00:00Z","lot_id":"member-3/2","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.469807Z","register":1,"sequence":3,"shard":1,"verdict":"accepted"}'),
	(1, 1, 4, '2026-11-25 14:19:49.469807+00', '\xa9cde5265d7ec4199cc1900e0ca18235645b02464dff93ba4e45a4f422ecbfff', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-09T05:00:00Z","event":{"data":{"points":10,"redemption_id":"h-10","ttl_seconds":60},"id":"e-14","source":"urn:till:7","time":"2026-01-09T05:00:00Z","type":"redemption.reserved"},"incarnation":1,"member_id":"member-9","postings":[],"programme":"default","reason":"MEMBER_UNKNOWN","recorded_at":"2026-11-25T14:19:49.469807Z","register":1,"sequence":4,"shard":1,"verdict":"rejected"}'),
	(1, 1, 5, '2026-11-25 14:19:49.469807+00', '\x9450d5d172039ef60941aed6556b3e0c0583a4ed9049985ef61286d274447e2d', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-09T05:00:00Z","event":{"data":{"points":4,"redemption_id":"h-10"},"id":"e-15","source":"urn:till:7","time":"2026-01-09T05:00:00Z","type":"redemption.captured"},"incarnation":1,"member_id":"member-9","postings":[],"programme":"default","reason":"MEMBER_UNKNOWN","recorded_at":"2026-11-25T14:19:49.469807Z","register":1,"sequence":5,"shard":1,"verdict":"rejected"}'),
	(1, 1, 6, '2026-11-25 14:19:49.469807+00', '\x6d4729c30eec23be260ebb5255c6e0ae10e6534559d51fca84b2a47dc9b916ec', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":45},"effective_at":"2026-01-10T14:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"25.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-13"},"id":"e-18","source":"urn:till:7","time":"2026-01-10T14:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":25},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-9","postings":[{"amount":45,"effective_at":"2026-01-10T14:00:00Z","lot":{"activates_at":"2026-01-11T14:00:00Z","earned_at":"2026-01-10T14:00:00Z","expires_at":"2026-03-13T00:00:00Z","lot_id":"member-9/1","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.469807Z","register":1,"sequence":6,"shard":1,"verdict":"accepted"}'),
	(3, 1, 2, '2026-11-25 14:19:49.297804+00', '\x87a0f9665de4d4587c66e92f905608524b50b794f38196d35b5c8e796e798e85', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":28},"effective_at":"2026-01-07T22:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"8.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-6"},"id":"e-10","source":"urn:till:7","time":"2026-01-07T22:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":8},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-11","postings":[{"amount":28,"effective_at":"2026-01-07T22:00:00Z","lot":{"activates_at":"2026-01-08T22:00:00Z","earned_at":"2026-01-07T22:00:00Z","expires_at":"2026-03-10T00:00:00Z","lot_id":"member-11/1","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":2,"shard":3,"verdict":"accepted"}'),
	(1, 1, 7, '2026-11-25 14:19:49.469807+00', '\x4ddd050c85b0725a332258bc6cf9faf0e8ec934a220a645da63afcbcf8c8aaa6', NULL, NULL, '{"balance":{"active":45,"arrears":0,"held":0,"pending":46},"effective_at":"2026-01-12T05:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"26.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-17"},"id":"e-22","source":"urn:till:7","time":"2026-01-12T05:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":26},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-9","postings":[{"amount":45,"effective_at":"2026-01-11T14:00:00Z","lot":{"activates_at":"2026-01-11T14:00:00Z","earned_at":"2026-01-10T14:00:00Z","expires_at":"2026-03-13T00:00:00Z","lot_id":"member-9/1","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":46,"effective_at":"2026-01-12T05:00:00Z","lot":{"activates_at":"2026-01-13T05:00:00Z","earned_at":"2026-01-12T05:00:00Z","expires_at":"2026-03-15T00:00:00Z","lot_id":"member-9/2","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.469807Z","register":1,"sequence":7,"shard":1,"verdict":"accepted"}'),
	(1, 1, 8, '2026-11-25 14:19:49.469807+00', '\x72d64df5c75d53d23fb5cdacb6a64935c69671f4714b8ed52cd79c6b5fb0093b', NULL, NULL, '{"balance":{"active":45,"arrears":0,"held":0,"pending":119},"effective_at":"2026-01-12T23:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"53.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-19"},"id":"e-24","source":"urn:till:7","time":"2026-01-12T23:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":53},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-9","postings":[{"amount":73,"effective_at":"2026-01-12T23:00:00Z","lot":{"activates_at":"2026-01-13T23:00:00Z","earned_at":"2026-01-12T23:00:00Z","expires_at":"2026-03-15T00:00:00Z","lot_id":"member-9/3","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.469807Z","register":1,"sequence":8,"shard":1,"verdict":"accepted"}'),
	(1, 1, 9, '2026-11-25 14:19:49.469807+00', '\xc4fc4c8c4526d7fcd528879fd69cd88e50e79028687979b8614f178b95e67855', NULL, NULL, '{"balance":{"active":44,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-16T04:00:00Z","event":{"data":{"activity":"survey","activity_id":"a-28"},"id":"e-34","source":"urn:till:7","time":"2026-01-16T04:00:00Z","type":"activity.completed"},"explanation":{"rules":[{"bonus":5,"counted":true,"rule_id":"survey"}],"version":1},"incarnation":1,"member_id":"member-10","postings":[{"amount":39,"effective_at":"2026-01-09T10:00:00Z","lot":{"activates_at":"2026-01-09T10:00:00Z","earned_at":"2026-01-08T10:00:00Z","expires_at":"2026-03-11T00:00:00Z","lot_id":"member-10/1","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":5,"effective_at":"2026-01-16T04:00:00Z","lot":{"activates_at":"2026-01-16T04:00:00Z","earned_at":"2026-01-16T04:00:00Z","expires_at":"2026-03-18T00:00:00Z","lot_id":"member-10/2","origin":"engagement"},"period":"2026-01","source":"issued:engagement","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.469807Z","register":1,"sequence":9,"shard":1,"verdict":"accepted"}'),
	(1, 1, 10, '2026-11-25 14:19:49.469807+00', '\xd3106ab073ed1726b85f05ad930b7c1cd0fd6811d6be5da1911090849560ba6f', NULL, NULL, '{"balance":{"active":89,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-16T07:00:00Z","event":{"data":{"as_of":"2026-01-16T07:00:00Z"},"id":"e-39","source":"urn:till:7","time":"2026-01-16T07:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-3","postings":[{"amount":61,"effective_at":"2026-01-09T22:00:00Z","lot":{"activates_at":"2026-01-09T22:00:00Z","earned_at":"2026-01-08T22:00:00Z","expires_at":"2026-03-11T00:00:00Z","lot_id":"member-3/2","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.469807Z","register":1,"sequence":10,"shard":1,"verdict":"accepted"}'),
	(1, 1, 11, '2026-11-25 14:19:49.469807+00', '\x0c6aa76f374d2136ce6a4ffa5e9f6eab3be346b153606c59412737bbdd06bebb', NULL, NULL, '{"balance":{"active":164,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-16T07:00:00Z","event":{"data":{"as_of":"2026-01-16T07:00:00Z"},"id":"e-51","source":"urn:till:7","time":"2026-01-16T07:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-9","postings":[{"amount":46,"effective_at":"2026-01-13T05:00:00Z","lot":{"activates_at":"2026-01-13T05:00:00Z","earned_at":"2026-01-12T05:00:00Z","expires_at":"2026-03-15T00:00:00Z","lot_id":"member-9/2","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":73,"effective_at":"2026-01-13T23:00:00Z","lot":{"activates_at":"2026-01-13T23:00:00Z","earned_at":"2026-01-12T23:00:00Z","expires_at":"2026-03-15T00:00:00Z","lot_id":"member-9/3","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.469807Z","register":1,"sequence":11,"shard":1,"verdict":"accepted"}'),
	(1, 1, 12, '2026-11-25 14:19:49.469807+00', '\x3b2be5ff2862c5bbf192ded742fe1824503f5caadebcaf98d46fed953b61a6a5', NULL, NULL, '{"balance":{"active":89,"arrears":0,"held":0,"pending":39},"effective_at":"2026-01-18T14:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"19.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-35"},"id":"e-68","source":"urn:till:7","time":"2026-01-18T14:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":19},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-3","postings":[{"amount":39,"effective_at":"2026-01-18T14:00:00Z","lot":{"activates_at":"2026-01-19T14:00:00Z","earned_at":"2026-01-18T14:00:00Z","expires_at":"2026-03-21T00:00:00Z","lot_id":"member-3/3","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.469807Z","register":1,"sequence":12,"shard":1,"verdict":"accepted"}'),
	(1, 1, 13, '2026-11-25 14:19:49.469807+00', '\xfa350a7161e29ed89804d4f11048506d0acff4650b8aca4de512177ce76314cb', NULL, NULL, '{"balance":{"active":168,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-21T07:00:00Z","event":{"data":{"grant_id":"g-42","origin":"goodwill","partner_id":"fuel","points":40},"id":"e-76","source":"urn:till:7","time":"2026-01-21T07:00:00Z","type":"points.granted"},"incarnation":1,"member_id":"member-3","postings":[{"amount":39,"effective_at":"2026-01-19T14:00:00Z","lot":{"activates_at":"2026-01-19T14:00:00Z","earned_at":"2026-01-18T14:00:00Z","expires_at":"2026-03-21T00:00:00Z","lot_id":"member-3/3","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":40,"effective_at":"2026-01-21T07:00:00Z","lot":{"activates_at":"2026-01-21T07:00:00Z","earned_at":"2026-01-21T07:00:00Z","expires_at":"2026-03-23T00:00:00Z","lot_id":"member-3/4","origin":"goodwill","partner_id":"fuel"},"period":"2026-01","source":"issued:goodwill","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.469807Z","register":1,"sequence":13,"shard":1,"verdict":"accepted"}'),
	(1, 1, 14, '2026-11-25 14:19:49.469807+00', '\x4c04e858968f7c15fb0a64c521c6f35e6926b4980d8c5723086da54e28b8f39f', NULL, NULL, '{"balance":{"active":168,"arrears":0,"held":0,"pending":48},"effective_at":"2026-01-22T07:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"28.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-44"},"id":"e-78","source":"urn:till:7","time":"2026-01-22T07:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":28},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-3","postings":[{"amount":48,"effective_at":"2026-01-22T07:00:00Z","lot":{"activates_at":"2026-01-23T07:00:00Z","earned_at":"2026-01-22T07:00:00Z","expires_at":"2026-03-25T00:00:00Z","lot_id":"member-3/5","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.469807Z","register":1,"sequence":14,"shard":1,"verdict":"accepted"}'),
	(1, 1, 15, '2026-11-25 14:19:49.469807+00', '\x5cbf494dbcefb4b48c069fe004f7848671ed2de807485732a8c8c796cbfb3ff0', NULL, NULL, '{"balance":{"active":148,"arrears":0,"held":0,"pending":48},"effective_at":"2026-01-23T04:00:00Z","event":{"data":{"points":20,"redemption_id":"r-46"},"id":"e-80","source":"urn:till:7","time":"2026-01-23T04:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-3","postings":[{"amount":20,"effective_at":"2026-01-23T04:00:00Z","lot":{"activates_at":"2026-01-06T17:00:00Z","earned_at":"2026-01-05T17:00:00Z","expires_at":"2026-03-08T00:00:00Z","lot_id":"member-3/1","origin":"purchase"},"period":"2026-01","source":"active","target":"redeemed","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.469807Z","register":1,"sequence":15,"shard":1,"verdict":"accepted"}'),
	(1, 1, 16, '2026-11-25 14:19:49.469807+00', '\xae3c573d4b12d9eb48e8970af469a8356abd37930beb49de70b365f74280c4e7', NULL, NULL, '{"balance":{"active":236,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-24T06:00:00Z","event":{"data":{"grant_id":"g-49","origin":"goodwill","partner_id":"fuel","points":40},"id":"e-83","source":"urn:till:7","time":"2026-01-24T06:00:00Z","type":"points.granted"},"incarnation":1,"member_id":"member-3","postings":[{"amount":48,"effective_at":"2026-01-23T07:00:00Z","lot":{"activates_at":"2026-01-23T07:00:00Z","earned_at":"2026-01-22T07:00:00Z","expires_at":"2026-03-25T00:00:00Z","lot_id":"member-3/5","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":40,"effective_at":"2026-01-24T06:00:00Z","lot":{"activates_at":"2026-01-24T06:00:00Z","earned_at":"2026-01-24T06:00:00Z","expires_at":"2026-03-26T00:00:00Z","lot_id":"member-3/6","origin":"goodwill","partner_id":"fuel"},"period":"2026-01","source":"issued:goodwill","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.469807Z","register":1,"sequence":16,"shard":1,"verdict":"accepted"}'),
	(1, 1, 17, '2026-11-25 14:19:49.469807+00', '\x95f327e77dad139746a435bf925bcf196fa1389cfe70b86326c1e04270378e1b', NULL, NULL, '{"balance":{"active":236,"arrears":0,"held":0,"pending":38},"effective_at":"2026-01-25T04:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"18.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-51"},"id":"e-85","source":"urn:till:7","time":"2026-01-25T04:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":18},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-3","postings":[{"amount":38,"effective_at":"2026-01-25T04:00:00Z","lot":{"activates_at":"2026-01-26T04:00:00Z","earned_at":"2026-01-25T04:00:00Z","expires_at":"2026-03-28T00:00:00Z","lot_id":"member-3/7","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.469807Z","register":1,"sequence":17,"shard":1,"verdict":"accepted"}'),
	(1, 1, 18, '2026-11-25 14:19:49.469807+00', '\x7f2660d6b7beab52a01e8962dbda18714794d66241c044690bfd96a627f0bf05', NULL, NULL, '{"balance":{"active":227,"arrears":0,"held":0,"pending":38},"effective_at":"2026-01-25T22:00:00Z","event":{"data":{"lines":[{"line_id":"1","quantity":1}],"order_id":"o-35","return_id":"ret-54"},"id":"e-88","source":"urn:till:7","time":"2026-01-25T22:00:00Z","type":"purchase.returned"},"explanation":{"clawed":9,"covered":0,"lines":[{"line_id":"1","quantity":1}],"order":{"order_id":"o-35","source":"urn:till:7"},"shortfall":0},"incarnation":1,"member_id":"member-3","postings":[{"amount":9,"effective_at":"2026-01-25T22:00:00Z","lot":{"activates_at":"2026-01-19T14:00:00Z","earned_at":"2026-01-18T14:00:00Z","expires_at":"2026-03-21T00:00:00Z","lot_id":"member-3/3","origin":"purchase"},"period":"2026-01","source":"active","target":"clawed_back","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.469807Z","register":1,"sequence":18,"shard":1,"verdict":"accepted"}'),
	(1, 1, 19, '2026-11-25 14:19:49.469807+00', '\x0024adc2fb96a3d77945476cb1dabfda6fa678b04afdf8470e73521604562094', NULL, NULL, '{"balance":{"active":265,"arrears":0,"held":0,"pending":39},"effective_at":"2026-01-26T06:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"19.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-55"},"id":"e-89","source":"urn:till:7","time":"2026-01-26T06:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":19},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-3","postings":[{"amount":38,"effective_at":"2026-01-26T04:00:00Z","lot":{"activates_at":"2026-01-26T04:00:00Z","earned_at":"2026-01-25T04:00:00Z","expires_at":"2026-03-28T00:00:00Z","lot_id":"member-3/7","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":39,"effective_at":"2026-01-26T06:00:00Z","lot":{"activates_at":"2026-01-27T06:00:00Z","earned_at":"2026-01-26T06:00:00Z","expires_at":"2026-03-29T00:00:00Z","lot_id":"member-3/8","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.469807Z","register":1,"sequence":19,"shard":1,"verdict":"accepted"}'),
	(1, 1, 20, '2026-11-25 14:19:49.469807+00', '\x0cc038104e2e50fbcd720449c0983a69df0affc1fb2a3b7a570bef1b722941ca', NULL, NULL, '{"balance":{"active":154,"arrears":0,"held":10,"pending":0},"effective_at":"2026-01-26T17:00:00Z","event":{"data":{"points":10,"redemption_id":"h-56","ttl_seconds":400000},"id":"e-90","source":"urn:till:7","time":"2026-01-26T17:00:00Z","type":"redemption.reserved"},"explanation":{"day":"2026-01-26","held_until":"2026-01-31T08:06:40Z"},"incarnation":1,"member_id":"member-9","postings":[{"amount":10,"effective_at":"2026-01-26T17:00:00Z","lot":{"activates_at":"2026-01-11T14:00:00Z","earned_at":"2026-01-10T14:00:00Z","expires_at":"2026-03-13T00:00:00Z","lot_id":"member-9/1","origin":"purchase"},"period":"2026-01","source":"active","target":"held","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.469807Z","register":1,"sequence":20,"shard":1,"verdict":"accepted"}'),
	(1, 1, 21, '2026-11-25 14:19:49.469807+00', '\x3d49b38515677539a2d622281f039b94c56911a631ac7a5d0ff6c1fb40d68bd5', NULL, NULL, '{"balance":{"active":304,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-28T04:00:00Z","event":{"data":{"as_of":"2026-01-28T04:00:00Z"},"id":"e-98","source":"urn:till:7","time":"2026-01-28T04:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-3","postings":[{"amount":39,"effective_at":"2026-01-27T06:00:00Z","lot":{"activates_at":"2026-01-27T06:00:00Z","earned_at":"2026-01-26T06:00:00Z","expires_at":"2026-03-29T00:00:00Z","lot_id":"member-3/8","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.469807Z","register":1,"sequence":21,"shard":1,"verdict":"accepted"}'),
	(1, 1, 22, '2026-11-25 14:19:49.469807+00', '\xfd01ddd70e031dd7443c0f09f2ebd062bc157553bbff68e9184b5f75a5578e50', NULL, NULL, '{"balance":{"active":304,"arrears":0,"held":0,"pending":54},"effective_at":"2026-01-31T14:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"34.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-71"},"id":"e-134","source":"urn:till:7","time":"2026-01-31T14:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":34},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-3","postings":[{"amount":54,"effective_at":"2026-01-31T14:00:00Z","lot":{"activates_at":"2026-02-01T14:00:00Z","earned_at":"2026-01-31T14:00:00Z","expires_at":"2026-04-03T00:00:00Z","lot_id":"member-3/9","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.469807Z","register":1,"sequence":22,"shard":1,"verdict":"accepted"}'),
	(1, 1, 23, '2026-11-25 14:19:49.469807+00', '\x3749ebaf1e832c3cfde50ea169383661a8eda7957f19eaba18cfa4818bd4e82a', NULL, NULL, '{"balance":{"active":244,"arrears":0,"held":0,"pending":54},"effective_at":"2026-02-01T03:00:00Z","event":{"data":{"points":60,"redemption_id":"r-72"},"id":"e-135","source":"urn:till:7","time":"2026-02-01T03:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-3","postings":[{"amount":8,"effective_at":"2026-02-01T03:00:00Z","lot":{"activates_at":"2026-01-06T17:00:00Z","earned_at":"2026-01-05T17:00:00Z","expires_at":"2026-03-08T00:00:00Z","lot_id":"member-3/1","origin":"purchase"},"period":"2026-02","source":"active","target":"redeemed","unit":"points"},{"amount":52,"effective_at":"2026-02-01T03:00:00Z","lot":{"activates_at":"2026-01-09T22:00:00Z","earned_at":"2026-01-08T22:00:00Z","expires_at":"2026-03-11T00:00:00Z","lot_id":"member-3/2","origin":"purchase"},"period":"2026-02","source":"active","target":"redeemed","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.469807Z","register":1,"sequence":23,"shard":1,"verdict":"accepted"}'),
	(1, 1, 24, '2026-11-25 14:19:49.469807+00', '\xae33df68501e9d64c8c35ec2beb50017ac8b62f65dddf2fcdd1d2070f6f64990', NULL, NULL, '{"balance":{"active":298,"arrears":0,"held":0,"pending":58},"effective_at":"2026-02-04T03:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"38.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-81"},"id":"e-146","source":"urn:till:7","time":"2026-02-04T03:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":38},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-3","postings":[{"amount":54,"effective_at":"2026-02-01T14:00:00Z","lot":{"activates_at":"2026-02-01T14:00:00Z","earned_at":"2026-01-31T14:00:00Z","expires_at":"2026-04-03T00:00:00Z","lot_id":"member-3/9","origin":"purchase"},"period":"2026-02","source":"pending","target":"active","unit":"points"},{"amount":58,"effective_at":"2026-02-04T03:00:00Z","lot":{"activates_at":"2026-02-05T03:00:00Z","earned_at":"2026-02-04T03:00:00Z","expires_at":"2026-04-07T00:00:00Z","lot_id":"member-3/10","origin":"purchase"},"period":"2026-02","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.469807Z","register":1,"sequence":24,"shard":1,"verdict":"accepted"}'),
	(1, 1, 25, '2026-11-25 14:19:49.469807+00', '\x8a2f7d4c64672911d13d4e6eca7426711b4131625e0db425a230eb00e59d5254', NULL, NULL, '{"balance":{"active":164,"arrears":0,"held":0,"pending":26},"effective_at":"2026-02-06T11:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"6.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-88"},"id":"e-154","source":"urn:till:7","time":"2026-02-06T11:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":6},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-9","postings":[{"amount":10,"effective_at":"2026-01-31T08:06:40Z","lot":{"activates_at":"2026-01-11T14:00:00Z","earned_at":"2026-01-10T14:00:00Z","expires_at":"2026-03-13T00:00:00Z","lot_id":"member-9/1","origin":"purchase"},"period":"2026-01","source":"held","target":"active","unit":"points"},{"amount":26,"effective_at":"2026-02-06T11:00:00Z","lot":{"activates_at":"2026-02-07T11:00:00Z","earned_at":"2026-02-06T11:00:00Z","expires_at":"2026-04-09T00:00:00Z","lot_id":"member-9/4","origin":"purchase"},"period":"2026-02","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.469807Z","register":1,"sequence":25,"shard":1,"verdict":"accepted"}'),
	(1, 1, 26, '2026-11-25 14:19:49.469807+00', '\xe5022c9e357f9e61b0193ad294951d5f0ac3a61bf04a45337338e159943c7d29', NULL, NULL, '{"balance":{"active":356,"arrears":0,"held":0,"pending":0},"effective_at":"2026-02-06T15:00:00Z","event":{"data":{"as_of":"2026-02-06T15:00:00Z"},"id":"e-159","source":"urn:till:7","time":"2026-02-06T15:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-3","postings":[{"amount":58,"effective_at":"2026-02-05T03:00:00Z","lot":{"activates_at":"2026-02-05T03:00:00Z","earned_at":"2026-02-04T03:00:00Z","expires_at":"2026-04-07T00:00:00Z","lot_id":"member-3/10","origin":"purchase"},"period":"2026-02","source":"pending","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.469807Z","register":1,"sequence":26,"shard":1,"verdict":"accepted"}'),
	(3, 1, 1, '2026-11-25 14:19:49.297804+00', '\x2db808ee9d40cbc7a7d51ecb14919e9c0e119cc411910be506db62c7f78f6b24', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":48},"effective_at":"2026-01-05T21:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"28.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-1"},"id":"e-5","source":"urn:till:7","time":"2026-01-05T21:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":28},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-14","postings":[{"amount":48,"effective_at":"2026-01-05T21:00:00Z","lot":{"activates_at":"2026-01-06T21:00:00Z","earned_at":"2026-01-05T21:00:00Z","expires_at":"2026-03-08T00:00:00Z","lot_id":"member-14/1","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":1,"shard":3,"verdict":"accepted"}'),
	(3, 1, 3, '2026-11-25 14:19:49.297804+00', '\xc1137fe4e3056f18059861c65e1fa1da86a2feb01e61df0e986dcd80696f2533', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":61},"effective_at":"2026-01-11T22:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"41.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-16"},"id":"e-21","source":"urn:till:7","time":"2026-01-11T22:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":41},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-13","postings":[{"amount":61,"effective_at":"2026-01-11T22:00:00Z","lot":{"activates_at":"2026-01-12T22:00:00Z","earned_at":"2026-01-11T22:00:00Z","expires_at":"2026-03-14T00:00:00Z","lot_id":"member-13/1","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":3,"shard":3,"verdict":"accepted"}'),
	(3, 1, 4, '2026-11-25 14:19:49.297804+00', '\xc6b68527082c798f462c1ac95de65f8e852a9e6a8a507339538724a37524497e', NULL, NULL, '{"balance":{"active":88,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-14T12:00:00Z","event":{"data":{"grant_id":"g-23","origin":"goodwill","partner_id":"fuel","points":40},"id":"e-29","source":"urn:till:7","time":"2026-01-14T12:00:00Z","type":"points.granted"},"incarnation":1,"member_id":"member-14","postings":[{"amount":48,"effective_at":"2026-01-06T21:00:00Z","lot":{"activates_at":"2026-01-06T21:00:00Z","earned_at":"2026-01-05T21:00:00Z","expires_at":"2026-03-08T00:00:00Z","lot_id":"member-14/1","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":40,"effective_at":"2026-01-14T12:00:00Z","lot":{"activates_at":"2026-01-14T12:00:00Z","earned_at":"2026-01-14T12:00:00Z","expires_at":"2026-03-16T00:00:00Z","lot_id":"member-14/2","origin":"goodwill","partner_id":"fuel"},"period":"2026-01","source":"issued:goodwill","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":4,"shard":3,"verdict":"accepted"}'),
	(3, 1, 5, '2026-11-25 14:19:49.297804+00', '\x516b49ee51efa91eac67f275b7980f53a201036c4003be9150f1e50faf0c2f7e', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-14T22:00:00Z","event":{"data":{"points":60,"redemption_id":"r-25"},"id":"e-31","source":"urn:till:7","time":"2026-01-14T22:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-12","postings":[],"programme":"default","reason":"MEMBER_UNKNOWN","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":5,"shard":3,"verdict":"rejected"}'),
	(3, 1, 6, '2026-11-25 14:19:49.297804+00', '\xd60dc4e2bdd8de3153b809b541fd72446e0ec94d4f75cfdc4d798e724351353b', NULL, NULL, '{"balance":{"active":18,"arrears":0,"held":10,"pending":0},"effective_at":"2026-01-15T10:00:00Z","event":{"data":{"points":10,"redemption_id":"h-26","ttl_seconds":400000},"id":"e-32","source":"urn:till:7","time":"2026-01-15T10:00:00Z","type":"redemption.reserved"},"explanation":{"day":"2026-01-15","held_until":"2026-01-20T01:06:40Z"},"incarnation":1,"member_id":"member-11","postings":[{"amount":28,"effective_at":"2026-01-08T22:00:00Z","lot":{"activates_at":"2026-01-08T22:00:00Z","earned_at":"2026-01-07T22:00:00Z","expires_at":"2026-03-10T00:00:00Z","lot_id":"member-11/1","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":10,"effective_at":"2026-01-15T10:00:00Z","lot":{"activates_at":"2026-01-08T22:00:00Z","earned_at":"2026-01-07T22:00:00Z","expires_at":"2026-03-10T00:00:00Z","lot_id":"member-11/1","origin":"purchase"},"period":"2026-01","source":"active","target":"held","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":6,"shard":3,"verdict":"accepted"}'),
	(3, 1, 7, '2026-11-25 14:19:49.297804+00', '\x4609e3f0236ef91de7e3524ca2ce855b6132623b4e620f9f36136b6598d6867b', NULL, NULL, '{"balance":{"active":50,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-15T23:00:00Z","event":{"data":{"attributes":{"sha256":"ca47c85064252e1b896708d6713311b8f13ee1c19cbe28b3f6558d4c6364ed5a"},"referrer_id":"member-6","segment":"student"},"id":"e-33","source":"urn:till:7","time":"2026-01-15T23:00:00Z","type":"member.enrolled"},"explanation":{"rules":[{"bonus":50,"counted":true,"rule_id":"welcome"}],"version":1},"incarnation":1,"member_id":"member-6","postings":[{"amount":50,"effective_at":"2026-01-15T23:00:00Z","lot":{"activates_at":"2026-01-15T23:00:00Z","earned_at":"2026-01-15T23:00:00Z","expires_at":"2026-03-17T00:00:00Z","lot_id":"member-6/1","origin":"signup"},"period":"2026-01","source":"issued:signup","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":7,"shard":3,"verdict":"accepted"}'),
	(3, 1, 8, '2026-11-25 14:19:49.297804+00', '\x2dea6467b59443be6a256b046ca6786f8cb51ca586f8fa25e0399c231786d3b9', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-16T07:00:00Z","event":{"data":{"as_of":"2026-01-16T07:00:00Z"},"id":"e-47","source":"urn:till:7","time":"2026-01-16T07:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-7","postings":[],"programme":"default","reason":"MEMBER_UNKNOWN","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":8,"shard":3,"verdict":"rejected"}'),
	(3, 1, 9, '2026-11-25 14:19:49.297804+00', '\x9ffa47a943b8125f1c85b52efdd1dc199633c819cf3e069a1cc59d2229ab931d', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-16T07:00:00Z","event":{"data":{"as_of":"2026-01-16T07:00:00Z"},"id":"e-48","source":"urn:till:7","time":"2026-01-16T07:00:00Z","type":"points.activation_due"},"incarnation":1,"member_id":"member-7","postings":[],"programme":"default","reason":"MEMBER_UNKNOWN","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":9,"shard":3,"verdict":"rejected"}'),
	(3, 1, 10, '2026-11-25 14:19:49.297804+00', '\x1d72841751c23753cb36361a8a20a8e4be58ada3be3441a241e097f8e28895c0', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-16T07:00:00Z","event":{"data":{"as_of":"2026-01-16T07:00:00Z"},"id":"e-57","source":"urn:till:7","time":"2026-01-16T07:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-12","postings":[],"programme":"default","reason":"MEMBER_UNKNOWN","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":10,"shard":3,"verdict":"rejected"}'),
	(3, 1, 11, '2026-11-25 14:19:49.297804+00', '\x5ed861353dbaf6b64920ba76de2db544018da9dc9931fcd088d35d44d94dbee1', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-16T07:00:00Z","event":{"data":{"as_of":"2026-01-16T07:00:00Z"},"id":"e-58","source":"urn:till:7","time":"2026-01-16T07:00:00Z","type":"points.activation_due"},"incarnation":1,"member_id":"member-12","postings":[],"programme":"default","reason":"MEMBER_UNKNOWN","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":11,"shard":3,"verdict":"rejected"}'),
	(3, 1, 12, '2026-11-25 14:19:49.297804+00', '\x76e31f72d58c8543f2dd2a03923298304f98bd166e7aaf4e8a0dbcd796791833', NULL, NULL, '{"balance":{"active":61,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-16T07:00:00Z","event":{"data":{"as_of":"2026-01-16T07:00:00Z"},"id":"e-59","source":"urn:till:7","time":"2026-01-16T07:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-13","postings":[{"amount":61,"effective_at":"2026-01-12T22:00:00Z","lot":{"activates_at":"2026-01-12T22:00:00Z","earned_at":"2026-01-11T22:00:00Z","expires_at":"2026-03-14T00:00:00Z","lot_id":"member-13/1","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":12,"shard":3,"verdict":"accepted"}'),
	(3, 1, 13, '2026-11-25 14:19:49.297804+00', '\x276c41a6e24bdb3fd016e709d3066e3dc55ab165ef674cd3c8e660f7e4535582', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":50},"effective_at":"2026-01-16T12:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"30.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-30"},"id":"e-63","source":"urn:till:7","time":"2026-01-16T12:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":30},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-12","postings":[{"amount":50,"effective_at":"2026-01-16T12:00:00Z","lot":{"activates_at":"2026-01-17T12:00:00Z","earned_at":"2026-01-16T12:00:00Z","expires_at":"2026-03-19T00:00:00Z","lot_id":"member-12/1","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":13,"shard":3,"verdict":"accepted"}'),
	(3, 1, 14, '2026-11-25 14:19:49.297804+00', '\x9cd32286a45a4c66d7a2be4f75896aab8a53b89475f750d92743d8633fb85fb6', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":64},"effective_at":"2026-01-18T22:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"44.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-37"},"id":"e-71","source":"urn:till:7","time":"2026-01-18T22:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":44},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-7","postings":[{"amount":64,"effective_at":"2026-01-18T22:00:00Z","lot":{"activates_at":"2026-01-19T22:00:00Z","earned_at":"2026-01-18T22:00:00Z","expires_at":"2026-03-21T00:00:00Z","lot_id":"member-7/1","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":14,"shard":3,"verdict":"accepted"}'),
	(3, 1, 15, '2026-11-25 14:19:49.297804+00', '\x2eec7ee71c23090d9c8fb009608df67d72c59d4e328f55ee8c17ca5b0e75a4f0', NULL, NULL, '{"balance":{"active":61,"arrears":0,"held":0,"pending":50},"effective_at":"2026-01-19T23:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"30.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-39"},"id":"e-73","source":"urn:till:7","time":"2026-01-19T23:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":30},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-13","postings":[{"amount":50,"effective_at":"2026-01-19T23:00:00Z","lot":{"activates_at":"2026-01-20T23:00:00Z","earned_at":"2026-01-19T23:00:00Z","expires_at":"2026-03-22T00:00:00Z","lot_id":"member-13/2","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":15,"shard":3,"verdict":"accepted"}'),
	(3, 1, 16, '2026-11-25 14:19:49.297804+00', '\x137dab3a08ce2e92b1d0084c8d73ba31484ee26d8ac3945984d3bd1c7e1b2a31', NULL, NULL, '{"balance":{"active":104,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-20T08:00:00Z","event":{"data":{"grant_id":"g-40","origin":"goodwill","partner_id":"fuel","points":40},"id":"e-74","source":"urn:till:7","time":"2026-01-20T08:00:00Z","type":"points.granted"},"incarnation":1,"member_id":"member-7","postings":[{"amount":64,"effective_at":"2026-01-19T22:00:00Z","lot":{"activates_at":"2026-01-19T22:00:00Z","earned_at":"2026-01-18T22:00:00Z","expires_at":"2026-03-21T00:00:00Z","lot_id":"member-7/1","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":40,"effective_at":"2026-01-20T08:00:00Z","lot":{"activates_at":"2026-01-20T08:00:00Z","earned_at":"2026-01-20T08:00:00Z","expires_at":"2026-03-22T00:00:00Z","lot_id":"member-7/2","origin":"goodwill","partner_id":"fuel"},"period":"2026-01","source":"issued:goodwill","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":16,"shard":3,"verdict":"accepted"}'),
	(3, 1, 17, '2026-11-25 14:19:49.297804+00', '\xfe09b59625e2647e8a51beffa1fd8a695c103b89660f01615708cfe237f3e17d', NULL, NULL, '{"balance":{"active":154,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-20T21:00:00Z","event":{"data":{"attributes":{"sha256":"ca3180055d043a85c7ad471f37164b14d8aeb14f911fb9dc3cd03cd2bb01c999"},"referrer_id":"member-4","segment":"gold"},"id":"e-75","source":"urn:till:7","time":"2026-01-20T21:00:00Z","type":"member.enrolled"},"explanation":{"rules":[{"bonus":50,"counted":true,"rule_id":"welcome"}],"version":1},"incarnation":1,"member_id":"member-7","postings":[{"amount":50,"effective_at":"2026-01-20T21:00:00Z","lot":{"activates_at":"2026-01-20T21:00:00Z","earned_at":"2026-01-20T21:00:00Z","expires_at":"2026-03-22T00:00:00Z","lot_id":"member-7/3","origin":"signup"},"period":"2026-01","source":"issued:signup","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":17,"shard":3,"verdict":"accepted"}'),
	(3, 1, 18, '2026-11-25 14:19:49.297804+00', '\x8eccd2875c0d207939de4c9a00881a2bc2801125c61585e8a6ee526d3cb0849b', NULL, NULL, '{"balance":{"active":50,"arrears":0,"held":0,"pending":32},"effective_at":"2026-01-23T16:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"12.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-47"},"id":"e-81","source":"urn:till:7","time":"2026-01-23T16:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":12},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-6","postings":[{"amount":32,"effective_at":"2026-01-23T16:00:00Z","lot":{"activates_at":"2026-01-24T16:00:00Z","earned_at":"2026-01-23T16:00:00Z","expires_at":"2026-03-26T00:00:00Z","lot_id":"member-6/2","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":18,"shard":3,"verdict":"accepted"}'),
	(2, 1, 1, '2026-11-25 14:19:49.533008+00', '\x37be9225b2e2c699c4f8fb7e3a89a8339548c4fcdd7cb93a97120a4714b53766', NULL, NULL, '{"balance":{"active":40,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-06T15:00:00Z","event":{"data":{"grant_id":"g-3","origin":"goodwill","partner_id":"fuel","points":40},"id":"e-7","source":"urn:till:7","time":"2026-01-06T15:00:00Z","type":"points.granted"},"incarnation":1,"member_id":"member-1","postings":[{"amount":40,"effective_at":"2026-01-06T15:00:00Z","lot":{"activates_at":"2026-01-06T15:00:00Z","earned_at":"2026-01-06T15:00:00Z","expires_at":"2026-03-08T00:00:00Z","lot_id":"member-1/1","origin":"goodwill","partner_id":"fuel"},"period":"2026-01","source":"issued:goodwill","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.533008Z","register":1,"sequence":1,"shard":2,"verdict":"accepted"}'),
	(3, 1, 19, '2026-11-25 14:19:49.297804+00', '\xc4de250f2af9b55b55830dd7ea0368cf1da375df9c10fcc196cbaf2aa52c5294', NULL, NULL, '{"balance":{"active":50,"arrears":0,"held":0,"pending":78},"effective_at":"2026-01-24T14:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"58.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-50"},"id":"e-84","source":"urn:till:7","time":"2026-01-24T14:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":58},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-12","postings":[{"amount":50,"effective_at":"2026-01-17T12:00:00Z","lot":{"activates_at":"2026-01-17T12:00:00Z","earned_at":"2026-01-16T12:00:00Z","expires_at":"2026-03-19T00:00:00Z","lot_id":"member-12/1","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":78,"effective_at":"2026-01-24T14:00:00Z","lot":{"activates_at":"2026-01-25T14:00:00Z","earned_at":"2026-01-24T14:00:00Z","expires_at":"2026-03-27T00:00:00Z","lot_id":"member-12/2","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":19,"shard":3,"verdict":"accepted"}'),
	(3, 1, 20, '2026-11-25 14:19:49.297804+00', '\x4cbb9ae05a9716834f5e97ec17c292bd4392fe3671738783d61ec8656069847c', NULL, NULL, '{"balance":{"active":82,"arrears":0,"held":0,"pending":59},"effective_at":"2026-01-25T15:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"39.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-52"},"id":"e-86","source":"urn:till:7","time":"2026-01-25T15:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":39},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-6","postings":[{"amount":32,"effective_at":"2026-01-24T16:00:00Z","lot":{"activates_at":"2026-01-24T16:00:00Z","earned_at":"2026-01-23T16:00:00Z","expires_at":"2026-03-26T00:00:00Z","lot_id":"member-6/2","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":59,"effective_at":"2026-01-25T15:00:00Z","lot":{"activates_at":"2026-01-26T15:00:00Z","earned_at":"2026-01-25T15:00:00Z","expires_at":"2026-03-28T00:00:00Z","lot_id":"member-6/3","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":20,"shard":3,"verdict":"accepted"}'),
	(3, 1, 21, '2026-11-25 14:19:49.297804+00', '\xdf4168b84fb8c7069c3e995efb8d2a5292a35010bd66f5dba8604797878075f4', NULL, NULL, '{"balance":{"active":111,"arrears":0,"held":0,"pending":66},"effective_at":"2026-01-25T18:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"46.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-53"},"id":"e-87","source":"urn:till:7","time":"2026-01-25T18:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":46},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-13","postings":[{"amount":50,"effective_at":"2026-01-20T23:00:00Z","lot":{"activates_at":"2026-01-20T23:00:00Z","earned_at":"2026-01-19T23:00:00Z","expires_at":"2026-03-22T00:00:00Z","lot_id":"member-13/2","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":66,"effective_at":"2026-01-25T18:00:00Z","lot":{"activates_at":"2026-01-26T18:00:00Z","earned_at":"2026-01-25T18:00:00Z","expires_at":"2026-03-28T00:00:00Z","lot_id":"member-13/3","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":21,"shard":3,"verdict":"accepted"}'),
	(3, 1, 22, '2026-11-25 14:19:49.297804+00', '\xd2cdaf18f4eb0506d599af3ac1a9bd6a19173a67839ab33ab2028945531ae882', NULL, NULL, '{"balance":{"active":167,"arrears":0,"held":10,"pending":0},"effective_at":"2026-01-27T05:00:00Z","event":{"data":{"points":10,"redemption_id":"h-57","ttl_seconds":60},"id":"e-91","source":"urn:till:7","time":"2026-01-27T05:00:00Z","type":"redemption.reserved"},"explanation":{"day":"2026-01-27","held_until":"2026-01-27T05:01:00Z"},"incarnation":1,"member_id":"member-13","postings":[{"amount":66,"effective_at":"2026-01-26T18:00:00Z","lot":{"activates_at":"2026-01-26T18:00:00Z","earned_at":"2026-01-25T18:00:00Z","expires_at":"2026-03-28T00:00:00Z","lot_id":"member-13/3","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":10,"effective_at":"2026-01-27T05:00:00Z","lot":{"activates_at":"2026-01-12T22:00:00Z","earned_at":"2026-01-11T22:00:00Z","expires_at":"2026-03-14T00:00:00Z","lot_id":"member-13/1","origin":"purchase"},"period":"2026-01","source":"active","target":"held","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":22,"shard":3,"verdict":"accepted"}'),
	(3, 1, 23, '2026-11-25 14:19:49.297804+00', '\x7781c0c47cddf89a8865d4d85328e10d23b1adc094a519025a9f3e4adad37a43', NULL, NULL, '{"balance":{"active":118,"arrears":0,"held":10,"pending":0},"effective_at":"2026-01-27T14:00:00Z","event":{"data":{"points":10,"redemption_id":"h-58","ttl_seconds":60},"id":"e-92","source":"urn:till:7","time":"2026-01-27T14:00:00Z","type":"redemption.reserved"},"explanation":{"day":"2026-01-27","held_until":"2026-01-27T14:01:00Z"},"incarnation":1,"member_id":"member-12","postings":[{"amount":78,"effective_at":"2026-01-25T14:00:00Z","lot":{"activates_at":"2026-01-25T14:00:00Z","earned_at":"2026-01-24T14:00:00Z","expires_at":"2026-03-27T00:00:00Z","lot_id":"member-12/2","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":10,"effective_at":"2026-01-27T14:00:00Z","lot":{"activates_at":"2026-01-17T12:00:00Z","earned_at":"2026-01-16T12:00:00Z","expires_at":"2026-03-19T00:00:00Z","lot_id":"member-12/1","origin":"purchase"},"period":"2026-01","source":"active","target":"held","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":23,"shard":3,"verdict":"accepted"}'),
	(3, 1, 24, '2026-11-25 14:19:49.297804+00', '\x29b5ab4523e6eaa2a74a8c1b541c03d4ebb86cd5788361bfe7bdd0d6a7aa0d5d', NULL, NULL, '{"balance":{"active":128,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-27T14:00:00Z","event":{"data":{"redemption_id":"h-58"},"id":"e-93","source":"urn:till:7","time":"2026-01-27T14:00:00Z","type":"redemption.released"},"incarnation":1,"member_id":"member-12","postings":[{"amount":10,"effective_at":"2026-01-27T14:00:00Z","lot":{"activates_at":"2026-01-17T12:00:00Z","earned_at":"2026-01-16T12:00:00Z","expires_at":"2026-03-19T00:00:00Z","lot_id":"member-12/1","origin":"purchase"},"period":"2026-01","source":"held","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":24,"shard":3,"verdict":"accepted"}'),
	(3, 1, 25, '2026-11-25 14:19:49.297804+00', '\xd64be0610a87d77090bed50762ed4000929b670256217414bfcb18bcf17f9d9e', NULL, NULL, '{"balance":{"active":141,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-28T04:00:00Z","event":{"data":{"as_of":"2026-01-28T04:00:00Z"},"id":"e-104","source":"urn:till:7","time":"2026-01-28T04:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-6","postings":[{"amount":59,"effective_at":"2026-01-26T15:00:00Z","lot":{"activates_at":"2026-01-26T15:00:00Z","earned_at":"2026-01-25T15:00:00Z","expires_at":"2026-03-28T00:00:00Z","lot_id":"member-6/3","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":25,"shard":3,"verdict":"accepted"}'),
	(3, 1, 26, '2026-11-25 14:19:49.297804+00', '\x462f12fd5d000f7f24e5062633eb2344131e0558f02730baa629d445b6cf2c01', NULL, NULL, '{"balance":{"active":28,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-28T04:00:00Z","event":{"data":{"as_of":"2026-01-28T04:00:00Z"},"id":"e-114","source":"urn:till:7","time":"2026-01-28T04:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-11","postings":[{"amount":10,"effective_at":"2026-01-20T01:06:40Z","lot":{"activates_at":"2026-01-08T22:00:00Z","earned_at":"2026-01-07T22:00:00Z","expires_at":"2026-03-10T00:00:00Z","lot_id":"member-11/1","origin":"purchase"},"period":"2026-01","source":"held","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":26,"shard":3,"verdict":"accepted"}'),
	(3, 1, 27, '2026-11-25 14:19:49.297804+00', '\xd7ce8f5573f5ecb18004d2d549a61d9537ef5353364ce2fae24aae53eabe745f', NULL, NULL, '{"balance":{"active":177,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-28T04:00:00Z","event":{"data":{"as_of":"2026-01-28T04:00:00Z"},"id":"e-118","source":"urn:till:7","time":"2026-01-28T04:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-13","postings":[{"amount":10,"effective_at":"2026-01-27T05:01:00Z","lot":{"activates_at":"2026-01-12T22:00:00Z","earned_at":"2026-01-11T22:00:00Z","expires_at":"2026-03-14T00:00:00Z","lot_id":"member-13/1","origin":"purchase"},"period":"2026-01","source":"held","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":27,"shard":3,"verdict":"accepted"}'),
	(3, 1, 28, '2026-11-25 14:19:49.297804+00', '\x345d63b7bab1ba90465b3e111ff1e508c81203c320ad89ec3062a21e3d109365', NULL, NULL, '{"balance":{"active":141,"arrears":0,"held":0,"pending":71},"effective_at":"2026-01-28T23:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"51.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-61"},"id":"e-123","source":"urn:till:7","time":"2026-01-28T23:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":51},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-6","postings":[{"amount":71,"effective_at":"2026-01-28T23:00:00Z","lot":{"activates_at":"2026-01-29T23:00:00Z","earned_at":"2026-01-28T23:00:00Z","expires_at":"2026-03-31T00:00:00Z","lot_id":"member-6/4","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":28,"shard":3,"verdict":"accepted"}'),
	(3, 1, 29, '2026-11-25 14:19:49.297804+00', '\xba69fa6cfc33a8e2a1228b745737de79d589ac525f191483d304669703f40a17', NULL, NULL, '{"balance":{"active":181,"arrears":0,"held":0,"pending":71},"effective_at":"2026-01-29T07:00:00Z","event":{"data":{"grant_id":"g-62","origin":"goodwill","partner_id":"fuel","points":40},"id":"e-124","source":"urn:till:7","time":"2026-01-29T07:00:00Z","type":"points.granted"},"incarnation":1,"member_id":"member-6","postings":[{"amount":40,"effective_at":"2026-01-29T07:00:00Z","lot":{"activates_at":"2026-01-29T07:00:00Z","earned_at":"2026-01-29T07:00:00Z","expires_at":"2026-03-31T00:00:00Z","lot_id":"member-6/5","origin":"goodwill","partner_id":"fuel"},"period":"2026-01","source":"issued:goodwill","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":29,"shard":3,"verdict":"accepted"}'),
	(3, 1, 30, '2026-11-25 14:19:49.297804+00', '\x42ebe9b109df645c00646fbfab5914a658babb292fb5e5d67697e4ba16bb4a05', NULL, NULL, '{"balance":{"active":117,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-30T04:00:00Z","event":{"data":{"points":60,"redemption_id":"r-66"},"id":"e-128","source":"urn:till:7","time":"2026-01-30T04:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-13","postings":[{"amount":60,"effective_at":"2026-01-30T04:00:00Z","lot":{"activates_at":"2026-01-12T22:00:00Z","earned_at":"2026-01-11T22:00:00Z","expires_at":"2026-03-14T00:00:00Z","lot_id":"member-13/1","origin":"purchase"},"period":"2026-01","source":"active","target":"redeemed","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":30,"shard":3,"verdict":"accepted"}'),
	(3, 1, 31, '2026-11-25 14:19:49.297804+00', '\x1136b602755070d26d421a6957529ae95dd47642b1f515d38966ad3c8d892d56', NULL, NULL, '{"balance":{"active":144,"arrears":0,"held":10,"pending":0},"effective_at":"2026-01-30T08:00:00Z","event":{"data":{"points":10,"redemption_id":"h-67","ttl_seconds":60},"id":"e-129","source":"urn:till:7","time":"2026-01-30T08:00:00Z","type":"redemption.reserved"},"explanation":{"day":"2026-01-30","held_until":"2026-01-30T08:01:00Z"},"incarnation":1,"member_id":"member-7","postings":[{"amount":10,"effective_at":"2026-01-30T08:00:00Z","lot":{"activates_at":"2026-01-19T22:00:00Z","earned_at":"2026-01-18T22:00:00Z","expires_at":"2026-03-21T00:00:00Z","lot_id":"member-7/1","origin":"purchase"},"period":"2026-01","source":"active","target":"held","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":31,"shard":3,"verdict":"accepted"}'),
	(3, 1, 32, '2026-11-25 14:19:49.297804+00', '\xd6da12f8f7f25518d35ed20f27c6d58346272137cc56eca7e46637b858f5a7a8', NULL, NULL, '{"balance":{"active":150,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-30T08:00:00Z","event":{"data":{"points":4,"redemption_id":"h-67"},"id":"e-130","source":"urn:till:7","time":"2026-01-30T08:00:00Z","type":"redemption.captured"},"incarnation":1,"member_id":"member-7","postings":[{"amount":4,"effective_at":"2026-01-30T08:00:00Z","lot":{"activates_at":"2026-01-19T22:00:00Z","earned_at":"2026-01-18T22:00:00Z","expires_at":"2026-03-21T00:00:00Z","lot_id":"member-7/1","origin":"purchase"},"period":"2026-01","source":"held","target":"redeemed","unit":"points"},{"amount":6,"effective_at":"2026-01-30T08:00:00Z","lot":{"activates_at":"2026-01-19T22:00:00Z","earned_at":"2026-01-18T22:00:00Z","expires_at":"2026-03-21T00:00:00Z","lot_id":"member-7/1","origin":"purchase"},"period":"2026-01","source":"held","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":32,"shard":3,"verdict":"accepted"}'),
	(2, 1, 2, '2026-11-25 14:19:49.533008+00', '\x1e9e86007ae388a09e7731708f2ee31235ed8a0df3d2a75ef066306df1f58bad', NULL, NULL, '{"balance":{"active":30,"arrears":0,"held":10,"pending":0},"effective_at":"2026-01-07T09:00:00Z","event":{"data":{"points":10,"redemption_id":"h-5","ttl_seconds":60},"id":"e-9","source":"urn:till:7","time":"2026-01-07T09:00:00Z","type":"redemption.reserved"},"explanation":{"day":"2026-01-07","held_until":"2026-01-07T09:01:00Z"},"incarnation":1,"member_id":"member-1","postings":[{"amount":10,"effective_at":"2026-01-07T09:00:00Z","lot":{"activates_at":"2026-01-06T15:00:00Z","earned_at":"2026-01-06T15:00:00Z","expires_at":"2026-03-08T00:00:00Z","lot_id":"member-1/1","origin":"goodwill","partner_id":"fuel"},"period":"2026-01","source":"active","target":"held","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.533008Z","register":1,"sequence":2,"shard":2,"verdict":"accepted"}'),
	(3, 1, 33, '2026-11-25 14:19:49.297804+00', '\x3bb53a29ea7f5e217724e3359f37130662200140a9491afb25eb2ec177639926', NULL, NULL, '{"balance":{"active":112,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-30T17:00:00Z","event":{"data":{"points":5,"redemption_id":"r-68"},"id":"e-131","source":"urn:till:7","time":"2026-01-30T17:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-13","postings":[{"amount":1,"effective_at":"2026-01-30T17:00:00Z","lot":{"activates_at":"2026-01-12T22:00:00Z","earned_at":"2026-01-11T22:00:00Z","expires_at":"2026-03-14T00:00:00Z","lot_id":"member-13/1","origin":"purchase"},"period":"2026-01","source":"active","target":"redeemed","unit":"points"},{"amount":4,"effective_at":"2026-01-30T17:00:00Z","lot":{"activates_at":"2026-01-20T23:00:00Z","earned_at":"2026-01-19T23:00:00Z","expires_at":"2026-03-22T00:00:00Z","lot_id":"member-13/2","origin":"purchase"},"period":"2026-01","source":"active","target":"redeemed","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":33,"shard":3,"verdict":"accepted"}'),
	(3, 1, 34, '2026-11-25 14:19:49.297804+00', '\xff08c2914dff09c902f27b0897fff65aaeccf12994f982b5fe8c468383b414a0', NULL, NULL, '{"balance":{"active":150,"arrears":0,"held":0,"pending":72},"effective_at":"2026-01-31T07:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"52.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-69"},"id":"e-132","source":"urn:till:7","time":"2026-01-31T07:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":52},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-7","postings":[{"amount":72,"effective_at":"2026-01-31T07:00:00Z","lot":{"activates_at":"2026-02-01T07:00:00Z","earned_at":"2026-01-31T07:00:00Z","expires_at":"2026-04-03T00:00:00Z","lot_id":"member-7/4","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":34,"shard":3,"verdict":"accepted"}'),
	(3, 1, 35, '2026-11-25 14:19:49.297804+00', '\xef5e9ad6a8b5d78bc0fb8e7d30383072224aa7c3c3f1262f238f0e60d20a3fa8', NULL, NULL, '{"balance":{"active":128,"arrears":0,"held":0,"pending":33},"effective_at":"2026-01-31T11:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"13.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-70"},"id":"e-133","source":"urn:till:7","time":"2026-01-31T11:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":13},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-12","postings":[{"amount":33,"effective_at":"2026-01-31T11:00:00Z","lot":{"activates_at":"2026-02-01T11:00:00Z","earned_at":"2026-01-31T11:00:00Z","expires_at":"2026-04-03T00:00:00Z","lot_id":"member-12/3","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":35,"shard":3,"verdict":"accepted"}'),
	(3, 1, 36, '2026-11-25 14:19:49.297804+00', '\xa01b563bbfda169fbe70116ecfe3ce0d888e5fb4bf0f3962c71426d0532d50f8', NULL, NULL, '{"balance":{"active":128,"arrears":0,"held":0,"pending":33},"effective_at":"2026-02-01T13:00:00Z","event":{"data":{"cancel_id":"c-73","initiated_by":"member","points":3,"redemption_id":"r-25"},"id":"e-136","source":"urn:till:7","time":"2026-02-01T13:00:00Z","type":"redemption.cancelled"},"incarnation":1,"member_id":"member-12","postings":[],"programme":"default","reason":"REDEMPTION_UNKNOWN","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":36,"shard":3,"verdict":"rejected"}'),
	(3, 1, 37, '2026-11-25 14:19:49.297804+00', '\x1cfee04d74e35eac6e66b5c0be56e9ddf818dcfaa686195943a673646168d577', NULL, NULL, '{"balance":{"active":88,"arrears":0,"held":0,"pending":80},"effective_at":"2026-02-02T01:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"60.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-75"},"id":"e-139","source":"urn:till:7","time":"2026-02-02T01:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":60},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-14","postings":[{"amount":80,"effective_at":"2026-02-02T01:00:00Z","lot":{"activates_at":"2026-02-03T01:00:00Z","earned_at":"2026-02-02T01:00:00Z","expires_at":"2026-04-05T00:00:00Z","lot_id":"member-14/3","origin":"purchase"},"period":"2026-02","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":37,"shard":3,"verdict":"accepted"}'),
	(3, 1, 38, '2026-11-25 14:19:49.297804+00', '\x9e15d5b4aa218bd3907bf7c28cc232b124b4ec581e93244a11fce5bee9d18add', NULL, NULL, '{"balance":{"active":166,"arrears":0,"held":0,"pending":0},"effective_at":"2026-02-05T14:00:00Z","event":{"data":{"activity":"survey","activity_id":"a-84"},"id":"e-150","source":"urn:till:7","time":"2026-02-05T14:00:00Z","type":"activity.completed"},"explanation":{"rules":[{"bonus":5,"counted":true,"rule_id":"survey"}],"version":1},"incarnation":1,"member_id":"member-12","postings":[{"amount":33,"effective_at":"2026-02-01T11:00:00Z","lot":{"activates_at":"2026-02-01T11:00:00Z","earned_at":"2026-01-31T11:00:00Z","expires_at":"2026-04-03T00:00:00Z","lot_id":"member-12/3","origin":"purchase"},"period":"2026-02","source":"pending","target":"active","unit":"points"},{"amount":5,"effective_at":"2026-02-05T14:00:00Z","lot":{"activates_at":"2026-02-05T14:00:00Z","earned_at":"2026-02-05T14:00:00Z","expires_at":"2026-04-07T00:00:00Z","lot_id":"member-12/4","origin":"engagement"},"period":"2026-02","source":"issued:engagement","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":38,"shard":3,"verdict":"accepted"}'),
	(3, 1, 39, '2026-11-25 14:19:49.297804+00', '\x88ae17926e76715f6e2fe5ab179d8d7e0d4e90acb4344dc0a837b2df50d3eb1f', NULL, NULL, '{"balance":{"active":192,"arrears":0,"held":0,"pending":0},"effective_at":"2026-02-05T17:00:00Z","event":{"data":{"points":60,"redemption_id":"r-85"},"id":"e-151","source":"urn:till:7","time":"2026-02-05T17:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-6","postings":[{"amount":71,"effective_at":"2026-01-29T23:00:00Z","lot":{"activates_at":"2026-01-29T23:00:00Z","earned_at":"2026-01-28T23:00:00Z","expires_at":"2026-03-31T00:00:00Z","lot_id":"member-6/4","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":50,"effective_at":"2026-02-05T17:00:00Z","lot":{"activates_at":"2026-01-15T23:00:00Z","earned_at":"2026-01-15T23:00:00Z","expires_at":"2026-03-17T00:00:00Z","lot_id":"member-6/1","origin":"signup"},"period":"2026-02","source":"active","target":"redeemed","unit":"points"},{"amount":10,"effective_at":"2026-02-05T17:00:00Z","lot":{"activates_at":"2026-01-24T16:00:00Z","earned_at":"2026-01-23T16:00:00Z","expires_at":"2026-03-26T00:00:00Z","lot_id":"member-6/2","origin":"purchase"},"period":"2026-02","source":"active","target":"redeemed","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":39,"shard":3,"verdict":"accepted"}'),
	(3, 1, 40, '2026-11-25 14:19:49.297804+00', '\xa1225b236cfbca7d6049882aea7c1e9a989d0396c4220065a2e3a94b6263c012', NULL, NULL, '{"balance":{"active":222,"arrears":0,"held":0,"pending":0},"effective_at":"2026-02-06T15:00:00Z","event":{"data":{"as_of":"2026-02-06T15:00:00Z"},"id":"e-167","source":"urn:till:7","time":"2026-02-06T15:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-7","postings":[{"amount":72,"effective_at":"2026-02-01T07:00:00Z","lot":{"activates_at":"2026-02-01T07:00:00Z","earned_at":"2026-01-31T07:00:00Z","expires_at":"2026-04-03T00:00:00Z","lot_id":"member-7/4","origin":"purchase"},"period":"2026-02","source":"pending","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":40,"shard":3,"verdict":"accepted"}'),
	(3, 1, 41, '2026-11-25 14:19:49.297804+00', '\xcdf99b1f1621e711e64461aad858ae555d210c9e3abc6ec5bdf4231d04a27d91', NULL, NULL, '{"balance":{"active":168,"arrears":0,"held":0,"pending":0},"effective_at":"2026-02-06T15:00:00Z","event":{"data":{"as_of":"2026-02-06T15:00:00Z"},"id":"e-181","source":"urn:till:7","time":"2026-02-06T15:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-14","postings":[{"amount":80,"effective_at":"2026-02-03T01:00:00Z","lot":{"activates_at":"2026-02-03T01:00:00Z","earned_at":"2026-02-02T01:00:00Z","expires_at":"2026-04-05T00:00:00Z","lot_id":"member-14/3","origin":"purchase"},"period":"2026-02","source":"pending","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.297804Z","register":1,"sequence":41,"shard":3,"verdict":"accepted"}'),
	(2, 1, 3, '2026-11-25 14:19:49.533008+00', '\xc6d104cff701b43135e06fbc1c0f9b23a20c2f0ff220006fd33c892df2510ce8', NULL, NULL, '{"balance":{"active":20,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-10T01:00:00Z","event":{"data":{"points":20,"redemption_id":"r-12"},"id":"e-17","source":"urn:till:7","time":"2026-01-10T01:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-1","postings":[{"amount":10,"effective_at":"2026-01-07T09:01:00Z","lot":{"activates_at":"2026-01-06T15:00:00Z","earned_at":"2026-01-06T15:00:00Z","expires_at":"2026-03-08T00:00:00Z","lot_id":"member-1/1","origin":"goodwill","partner_id":"fuel"},"period":"2026-01","source":"held","target":"active","unit":"points"},{"amount":20,"effective_at":"2026-01-10T01:00:00Z","lot":{"activates_at":"2026-01-06T15:00:00Z","earned_at":"2026-01-06T15:00:00Z","expires_at":"2026-03-08T00:00:00Z","lot_id":"member-1/1","origin":"goodwill","partner_id":"fuel"},"period":"2026-01","source":"active","target":"redeemed","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.533008Z","register":1,"sequence":3,"shard":2,"verdict":"accepted"}'),
	(2, 1, 4, '2026-11-25 14:19:49.533008+00', '\xb4aad713ce83c025e11f73c341c3395cf271ccdada48533be71163eecc78fc34', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":36},"effective_at":"2026-01-11T08:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"16.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-15"},"id":"e-20","source":"urn:till:7","time":"2026-01-11T08:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":16},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-5","postings":[{"amount":36,"effective_at":"2026-01-11T08:00:00Z","lot":{"activates_at":"2026-01-12T08:00:00Z","earned_at":"2026-01-11T08:00:00Z","expires_at":"2026-03-14T00:00:00Z","lot_id":"member-5/1","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.533008Z","register":1,"sequence":4,"shard":2,"verdict":"accepted"}'),
	(2, 1, 5, '2026-11-25 14:19:49.533008+00', '\x1ec447a163752e11e54108f5911216e3b7be381fabf19efc09772929aa4954cd', NULL, NULL, '{"balance":{"active":23,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-13T07:00:00Z","event":{"data":{"cancel_id":"c-20","initiated_by":"member","points":3,"redemption_id":"r-12"},"id":"e-25","source":"urn:till:7","time":"2026-01-13T07:00:00Z","type":"redemption.cancelled"},"incarnation":1,"member_id":"member-1","postings":[{"amount":3,"effective_at":"2026-01-13T07:00:00Z","lot":{"activates_at":"2026-01-06T15:00:00Z","earned_at":"2026-01-06T15:00:00Z","expires_at":"2026-03-08T00:00:00Z","lot_id":"member-1/1","origin":"goodwill","partner_id":"fuel"},"period":"2026-01","source":"redeemed","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.533008Z","register":1,"sequence":5,"shard":2,"verdict":"accepted"}'),
	(2, 1, 6, '2026-11-25 14:19:49.533008+00', '\x9f028f9d0a7ba28433bb4c7f5138d387e1ecbb50eea76cd62559a791a1a32d61', NULL, NULL, '{"balance":{"active":36,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-16T07:00:00Z","event":{"data":{"as_of":"2026-01-16T07:00:00Z"},"id":"e-43","source":"urn:till:7","time":"2026-01-16T07:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-5","postings":[{"amount":36,"effective_at":"2026-01-12T08:00:00Z","lot":{"activates_at":"2026-01-12T08:00:00Z","earned_at":"2026-01-11T08:00:00Z","expires_at":"2026-03-14T00:00:00Z","lot_id":"member-5/1","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.533008Z","register":1,"sequence":6,"shard":2,"verdict":"accepted"}'),
	(2, 1, 7, '2026-11-25 14:19:49.533008+00', '\x5f8d298eac7555f12b87c66fee85ed0dfe3dd609481d8b97339cad4eae0f0aca', NULL, NULL, '{"balance":{"active":16,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-17T20:00:00Z","event":{"data":{"points":20,"redemption_id":"r-33"},"id":"e-66","source":"urn:till:7","time":"2026-01-17T20:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-5","postings":[{"amount":20,"effective_at":"2026-01-17T20:00:00Z","lot":{"activates_at":"2026-01-12T08:00:00Z","earned_at":"2026-01-11T08:00:00Z","expires_at":"2026-03-14T00:00:00Z","lot_id":"member-5/1","origin":"purchase"},"period":"2026-01","source":"active","target":"redeemed","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.533008Z","register":1,"sequence":7,"shard":2,"verdict":"accepted"}'),
	(2, 1, 8, '2026-11-25 14:19:49.533008+00', '\xd62df24f4703f171cc5d1d18a5ff8434d422eb60b1321b978d351f862911f822', NULL, NULL, '{"balance":{"active":26,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-19T10:00:00Z","event":{"data":{"cancel_id":"c-38","initiated_by":"merchant","points":3,"redemption_id":"r-12"},"id":"e-72","source":"urn:till:7","time":"2026-01-19T10:00:00Z","type":"redemption.cancelled"},"incarnation":1,"member_id":"member-1","postings":[{"amount":3,"effective_at":"2026-01-19T10:00:00Z","lot":{"activates_at":"2026-01-06T15:00:00Z","earned_at":"2026-01-06T15:00:00Z","expires_at":"2026-03-08T00:00:00Z","lot_id":"member-1/1","origin":"goodwill","partner_id":"fuel"},"period":"2026-01","source":"redeemed","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.533008Z","register":1,"sequence":8,"shard":2,"verdict":"accepted"}'),
	(2, 1, 9, '2026-11-25 14:19:49.533008+00', '\x156bc511fabecc069118a62cdc559a16c989c2a4a21a3410e422dcad190a9861', NULL, NULL, '{"balance":{"active":66,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-21T19:00:00Z","event":{"data":{"grant_id":"g-43","origin":"goodwill","partner_id":"fuel","points":40},"id":"e-77","source":"urn:till:7","time":"2026-01-21T19:00:00Z","type":"points.granted"},"incarnation":1,"member_id":"member-1","postings":[{"amount":40,"effective_at":"2026-01-21T19:00:00Z","lot":{"activates_at":"2026-01-21T19:00:00Z","earned_at":"2026-01-21T19:00:00Z","expires_at":"2026-03-23T00:00:00Z","lot_id":"member-1/2","origin":"goodwill","partner_id":"fuel"},"period":"2026-01","source":"issued:goodwill","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.533008Z","register":1,"sequence":9,"shard":2,"verdict":"accepted"}'),
	(2, 1, 10, '2026-11-25 14:19:49.533008+00', '\x458e6ca431ba3ccc463c7995339b58181966f6bdde79b6e1da69e5600bef13eb', NULL, NULL, '{"balance":{"active":116,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-22T19:00:00Z","event":{"data":{"attributes":{"sha256":"985b840c005e2ab8344d782e457531e0963a720081badb8f6a868ec6bc6fe139"},"referrer_id":"member-10","segment":"gold"},"id":"e-79","source":"urn:till:7","time":"2026-01-22T19:00:00Z","type":"member.enrolled"},"explanation":{"rules":[{"bonus":50,"counted":true,"rule_id":"welcome"}],"version":1},"incarnation":1,"member_id":"member-1","postings":[{"amount":50,"effective_at":"2026-01-22T19:00:00Z","lot":{"activates_at":"2026-01-22T19:00:00Z","earned_at":"2026-01-22T19:00:00Z","expires_at":"2026-03-24T00:00:00Z","lot_id":"member-1/3","origin":"signup"},"period":"2026-01","source":"issued:signup","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.533008Z","register":1,"sequence":10,"shard":2,"verdict":"accepted"}'),
	(2, 1, 11, '2026-11-25 14:19:49.533008+00', '\x11b9a51036b2ba0f3e88c1704f296546dd13b9d824092bc0bd2c0678ab1fcd84', NULL, NULL, '{"balance":{"active":106,"arrears":0,"held":10,"pending":0},"effective_at":"2026-02-01T16:00:00Z","event":{"data":{"points":10,"redemption_id":"h-74","ttl_seconds":60},"id":"e-137","source":"urn:till:7","time":"2026-02-01T16:00:00Z","type":"redemption.reserved"},"explanation":{"day":"2026-02-01","held_until":"2026-02-01T16:01:00Z"},"incarnation":1,"member_id":"member-1","postings":[{"amount":10,"effective_at":"2026-02-01T16:00:00Z","lot":{"activates_at":"2026-01-06T15:00:00Z","earned_at":"2026-01-06T15:00:00Z","expires_at":"2026-03-08T00:00:00Z","lot_id":"member-1/1","origin":"goodwill","partner_id":"fuel"},"period":"2026-02","source":"active","target":"held","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.533008Z","register":1,"sequence":11,"shard":2,"verdict":"accepted"}'),
	(2, 1, 12, '2026-11-25 14:19:49.533008+00', '\x3164b377157adb5b71cdbb4c2fb9e8d8a31d9b84fde63799b3c5489972407964', NULL, NULL, '{"balance":{"active":112,"arrears":0,"held":0,"pending":0},"effective_at":"2026-02-01T16:00:00Z","event":{"data":{"points":4,"redemption_id":"h-74"},"id":"e-138","source":"urn:till:7","time":"2026-02-01T16:00:00Z","type":"redemption.captured"},"incarnation":1,"member_id":"member-1","postings":[{"amount":4,"effective_at":"2026-02-01T16:00:00Z","lot":{"activates_at":"2026-01-06T15:00:00Z","earned_at":"2026-01-06T15:00:00Z","expires_at":"2026-03-08T00:00:00Z","lot_id":"member-1/1","origin":"goodwill","partner_id":"fuel"},"period":"2026-02","source":"held","target":"redeemed","unit":"points"},{"amount":6,"effective_at":"2026-02-01T16:00:00Z","lot":{"activates_at":"2026-01-06T15:00:00Z","earned_at":"2026-01-06T15:00:00Z","expires_at":"2026-03-08T00:00:00Z","lot_id":"member-1/1","origin":"goodwill","partner_id":"fuel"},"period":"2026-02","source":"held","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.533008Z","register":1,"sequence":12,"shard":2,"verdict":"accepted"}'),
	(2, 1, 13, '2026-11-25 14:19:49.533008+00', '\xecea2cc6a7554b4abe4844f4a6e67dc9dff8073d9db7466f4a51230f2d7532d6', NULL, NULL, '{"balance":{"active":112,"arrears":0,"held":0,"pending":43},"effective_at":"2026-02-02T07:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"23.50","line_id":"1","quantity":2,"sku":"beans"},{"amount":"9.99","line_id":"2","quantity":1,"sku":"rice"}],"order_id":"o-76"},"id":"e-140","source":"urn:till:7","time":"2026-02-02T07:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":23},{"eligible":true,"line_id":"2","points":20,"rules":["rice"]}],"rate":{"per":"1","points":1},"return_policy":"arrears","rules":[{"multiplier":"2","rule_id":"rice"}],"version":1},"incarnation":1,"member_id":"member-1","postings":[{"amount":43,"effective_at":"2026-02-02T07:00:00Z","lot":{"activates_at":"2026-02-03T07:00:00Z","earned_at":"2026-02-02T07:00:00Z","expires_at":"2026-04-05T00:00:00Z","lot_id":"member-1/4","origin":"purchase"},"period":"2026-02","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.533008Z","register":1,"sequence":13,"shard":2,"verdict":"accepted"}'),
	(1, 1, 27, '2026-11-25 14:19:49.533008+00', '\xfb0b8e68fde84c903b2009fa5367da3d00ed58a89bcbb1cd3733c38e1c0b1637', NULL, NULL, '{"balance":{"active":69,"arrears":0,"held":0,"pending":0},"caused_by":{"id":"e-140","source":"urn:till:7"},"effective_at":"2026-02-02T07:00:00Z","event":{"data":{},"id":"e-140","source":"urn:till:7","time":"2026-02-02T07:00:00Z","type":"purchase.completed"},"explanation":{"rules":[{"bonus":25,"counted":true,"rule_id":"friend"}],"version":1},"incarnation":1,"member_id":"member-10","postings":[{"amount":25,"effective_at":"2026-02-02T07:00:00Z","lot":{"activates_at":"2026-02-02T07:00:00Z","earned_at":"2026-02-02T07:00:00Z","expires_at":"2026-04-04T00:00:00Z","lot_id":"member-10/3","origin":"referral"},"period":"2026-02","source":"issued:referral","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.533008Z","register":1,"sequence":27,"shard":1,"verdict":"accepted"}'),
	(2, 1, 14, '2026-11-25 14:19:49.533008+00', '\xb80a9c5b271afc546c1c52b6d88958a3def29dbcb8526b7715bd969fa8689643', NULL, NULL, '{"balance":{"active":145,"arrears":0,"held":10,"pending":0},"effective_at":"2026-02-05T02:00:00Z","event":{"data":{"points":10,"redemption_id":"h-83","ttl_seconds":60},"id":"e-148","source":"urn:till:7","time":"2026-02-05T02:00:00Z","type":"redemption.reserved"},"explanation":{"day":"2026-02-05","held_until":"2026-02-05T02:01:00Z"},"incarnation":1,"member_id":"member-1","postings":[{"amount":43,"effective_at":"2026-02-03T07:00:00Z","lot":{"activates_at":"2026-02-03T07:00:00Z","earned_at":"2026-02-02T07:00:00Z","expires_at":"2026-04-05T00:00:00Z","lot_id":"member-1/4","origin":"purchase"},"period":"2026-02","source":"pending","target":"active","unit":"points"},{"amount":10,"effective_at":"2026-02-05T02:00:00Z","lot":{"activates_at":"2026-01-06T15:00:00Z","earned_at":"2026-01-06T15:00:00Z","expires_at":"2026-03-08T00:00:00Z","lot_id":"member-1/1","origin":"goodwill","partner_id":"fuel"},"period":"2026-02","source":"active","target":"held","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.533008Z","register":1,"sequence":14,"shard":2,"verdict":"accepted"}'),
	(2, 1, 15, '2026-11-25 14:19:49.533008+00', '\x2efa65f5211a0534f41ad08f517e917e821580568a3d2faca36e650a697087f1', NULL, NULL, '{"balance":{"active":155,"arrears":0,"held":0,"pending":0},"effective_at":"2026-02-05T02:00:00Z","event":{"data":{"redemption_id":"h-83"},"id":"e-149","source":"urn:till:7","time":"2026-02-05T02:00:00Z","type":"redemption.released"},"incarnation":1,"member_id":"member-1","postings":[{"amount":10,"effective_at":"2026-02-05T02:00:00Z","lot":{"activates_at":"2026-01-06T15:00:00Z","earned_at":"2026-01-06T15:00:00Z","expires_at":"2026-03-08T00:00:00Z","lot_id":"member-1/1","origin":"goodwill","partner_id":"fuel"},"period":"2026-02","source":"held","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:49.533008Z","register":1,"sequence":15,"shard":2,"verdict":"accepted"}');
INSERT INTO ledger.redemption VALUES
	(0, 'default', 'member-2', 'h-21', 'released', '2026-01-13 20:00:00+00', '2026-01-13', '2026-01-18 11:06:40+00', '[[1, 10]]', 0),
	(0, 'default', 'member-4', 'h-77', 'released', '2026-02-02 18:00:00+00', '2026-02-02', '2026-02-07 09:06:40+00', '[[1, 10]]', 0),
	(0, 'default', 'member-8', 'h-36', 'captured', '2026-01-18 17:00:00+00', '2026-01-18', '2026-01-18 17:01:00+00', '[[1, 4]]', 0),
	(0, 'default', 'member-8', 'h-86', 'lapsed', '2026-02-06 04:00:00+00', '2026-02-06', '2026-02-06 04:01:00+00', '[[4, 10]]', 0),
	(0, 'default', 'member-8', 'r-24', 'redeemed', '2026-01-14 19:00:00+00', '2026-01-14', NULL, '[[1, 5]]', 3),
	(1, 'default', 'member-9', 'h-56', 'lapsed', '2026-01-26 17:00:00+00', '2026-01-26', '2026-01-31 08:06:40+00', '[[1, 10]]', 0),
	(2, 'default', 'member-1', 'h-5', 'lapsed', '2026-01-07 09:00:00+00', '2026-01-07', '2026-01-07 09:01:00+00', '[[1, 10]]', 0),
	(2, 'default', 'member-1', 'h-74', 'captured', '2026-02-01 16:00:00+00', '2026-02-01', '2026-02-01 16:01:00+00', '[[1, 4]]', 0),
	(2, 'default', 'member-1', 'h-83', 'released', '2026-02-05 02:00:00+00', '2026-02-05', '2026-02-05 02:01:00+00', '[[1, 10]]', 0),
	(2, 'default', 'member-1', 'r-12', 'redeemed', '2026-01-10 01:00:00+00', '2026-01-10', NULL, '[[1, 20]]', 6),
	(3, 'default', 'member-11', 'h-26', 'lapsed', '2026-01-15 10:00:00+00', '2026-01-15', '2026-01-20 01:06:40+00', '[[1, 10]]', 0),
	(3, 'default', 'member-12', 'h-58', 'released', '2026-01-27 14:00:00+00', '2026-01-27', '2026-01-27 14:01:00+00', '[[1, 10]]', 0),
	(3, 'default', 'member-13', 'h-57', 'lapsed', '2026-01-27 05:00:00+00', '2026-01-27', '2026-01-27 05:01:00+00', '[[1, 10]]', 0),
	(3, 'default', 'member-7', 'h-67', 'captured', '2026-01-30 08:00:00+00', '2026-01-30', '2026-01-30 08:01:00+00', '[[1, 4]]', 0);
INSERT INTO ledger.relay VALUES
	(true, 1, NULL, '-infinity');
INSERT INTO ledger.relay_position VALUES
	(-1, 1),
	(0, 31),
	(1, 27),
	(2, 15),
	(3, 41);
INSERT INTO ledger.returned VALUES
	(0, 'default', 'member-2', 'urn:till:7', 'o-4', '{"1": 1}', 0, 20, 0),
	(0, 'default', 'member-8', 'urn:till:7', 'o-18', '{"1": 1}', 0, 4, 0),
	(0, 'default', 'member-8', 'urn:till:7', 'o-22', '{"1": 1}', 0, 17, 0),
	(1, 'default', 'member-3', 'urn:till:7', 'o-35', '{"1": 1}', 0, 9, 0);
INSERT INTO ledger.seen VALUES
	('\x9a62cb7220c7a64a0f36f6e6ca0ce996', '\x00000000000000000000000000000000', -1, 1),
	('\x01940ee9720153cf91aceebc78fc73e6', '\xee4cb188e5a6b5b52b4e5b2a4ba8600a', 0, 23),
	('\x0486fa65edb2c4e86d94935e2080384d', '\x6f806bdc6af6ba4066530f02df146060', 0, 2),
	('\x054d27d6793d6f8d802d2341df97d820', '\x1ae4dfb09f6f9ea1a329e7506cecac0a', 0, 3),
	('\x1866c2299410fe6d2d2ac13018d5b039', '\xcfd5145ff0746d9cfdc6bd960f93a38c', 0, 24),
	('\x195058b3c5131d1141ed48ac218512e1', '\xd8aa205e2c7087ab49ca1d36c6f77c2b', 0, 27),
	('\x238c4abc7e9c9ba2e2bc4a99486a3333', '\x3694d87419c81027af77c8c7d15ed6d9', 0, 28),
	('\x2d5bbd6fce5249a38885ceccd0ed7650', '\xa97c4da89656a3ee2438668aa45e7acf', 0, 17),
	('\x2e2b9a0e74b8ccb495d8b27c2d02799f', '\x253f100a22949bd4c83bce85065e9a20', 0, 18),
	('\x3851081c0e11dceecfa0a8e0b6a65e5f', '\x85af66b7b7f4e28069d88301dc111a4c', 0, 6),
	('\x3a89576e6636ba1a04bc2dc8db40e900', '\xc945786f845f58b9f8da4e7bb29c3f12', 0, 5),
	('\x3b8db79b25adb6709d617b65b4d3d1f0', '\x1794302a993251207c9317cfe80ad2d7', 0, 30),
	('\x543801603da1982a60bb4ad126595e9c', '\xdf0472a2100c964205850afe5a9a7ecd', 0, 11),
	('\x697b498afd2b835fe3a9bebaa58abe9e', '\xefd5e5a1473520fc10973fab5c0b05a5', 0, 7),
	('\x6dbe75b95a11b1720e5d02791df88003', '\xda6cd21d9ca741ae66c0092aea14bd55', 0, 19),
	('\x75b1ec8f12abd9df0b6fb5207429e644', '\xbd90c7de4dc85dad3fd366b480565060', 0, 12),
	('\x8c47c73738c90c4302b8557aa595b45e', '\xa868e4624b5eedf13dbf3fe150e9e46a', 0, 1),
	('\x9a648b0d3a2cbd83464b8061b0ebdbe8', '\xbdcd3accde91dc225e506e5334d76c8c', 0, 4),
	('\x9cb28b8578e5a38b7d72928551fb48a9', '\xb2242e82c131e94e8a6d74ff77c0f29e', 0, 25),
	('\xa676d7d7afbcdc3bfd95eedb9b93cc0b', '\x10cc54d3ae6ec05796aa30fdf26dff99', 0, 14),
	('\xaaa1a6398d0249c2f5ac8fa5c239c034', '\xa2c2a74f7a80cf90ea5689e132660fa3', 0, 31),
	('\xae4abcf23cce57035f85441b55bf1b8a', '\xcf73ac3c94c5a3ba2c00f1d655c6def7', 0, 13),
	('\xc4381d915bb4791dbd15d34515ab823d', '\x67c0dfc7404f975e71c5e7f140991807', 0, 29),
	('\xcfe62c3cea7b22d1f12598fa17ebfb05', '\xb27f9a7d2692f97dc9a0a92941f40639', 0, 26),
	('\xd775e26da8d6f0bba3de251efe60976a', '\x96d5ebc1aa34530fa4bbb2e8c6e28ff4', 0, 10),
	('\xd87826975fadae00ee8893369189acca', '\xfd9b744ad1049119c98ac50324db36a2', 0, 8),
	('\xde6ec58d24a76dcf3cbddf5941c59b3a', '\xeb5f3614976e2c4e0d047cf47fc30a36', 0, 22),
	('\xe3c04ac81d8588d498606557045239c3', '\xb9ac1af5023da33550fd9feef7d0119c', 0, 21),
	('\xe49fd7831948ce712f0df4274894538d', '\x314ca60c6fd65a8cf85f7ed580e7dd47', 0, 20),
	('\xeb4becc33a4913973b136bee23453f91', '\x42c8f705144c52f21a0a3e9f47a88d98', 0, 16),
	('\xec40fa04ab2bd47d3912b742cf6fcfeb', '\xde66fe8d03d6f4a5b120053c325a0cab', 0, 9),
	('\xf1a66dd9ec51a4d39d03dceb6baeafed', '\x2142906a640ae421461841f10c19454b', 0, 15),
	('\x25512b70b7813974ecd0c7acf5b9b749', '\xc1b0973ca099089e6644be4d1f92a25b', 1, 20),
	('\x2dc073f9db52ce509d5df0bc13f881f2', '\x1c9435b6d6381de52c25812177a54840', 1, 8),
	('\x2e112cdaf157f15022623713f47de654', '\x4706c581a34180dd1fc4b5611a7633e3', 1, 23),
	('\x325e59330e0acdd8af296260149db416', '\xac11085407f6580d27fc951ecd5d0938', 1, 21),
	('\x3294a20101fdcd0d9ec361299a8e63f0', '\x6ff649a4c91ee763f234d0167508f178', 1, 6),
	('\x357989fb39ecd3010b12a10f3443a345', '\xb22b52f555919603d193aa22fbe08819', 1, 24),
	('\x407c0cdf6785feced20657a91e422e4f', '\xde96852e42dbcd34b687fb398bbb3270', 1, 1),
	('\x46a1b7ac48180693b3ccb61862bc3f28', '\xa605d8958166d1a755bedacabfee1639', 1, 15),
	('\x4c69901d41c12b714dae4fb548c3ba64', '\x440d8c5259de23fad401d6b7f06422fa', 1, 14),
	('\x54e02ca393fdaf77497823d0ece7acca', '\x36964779f0c26c30c06491b62d3d81c6', 1, 16),
	('\x5aacc8cee546a9ab488a37a9286bf3f4', '\xf54b933542c4a7b68b0639fed8c6ef69', 1, 2),
	('\x7e50741b99bd862d4a38326729242b7c', '\x6f437d611aa9b138b36d192743166787', 1, 25),
	('\x869cc00e88fb2c4bac324b7634ea7ed1', '\x08f120bbb91eb25fa1b42e4cfe0ca688', 1, 5),
	('\x87e219311c08039a12bb7cc3bf81d825', '\xec81fec9dfe7fce56dbe3423885774d4', 1, 4),
	('\x8ac64d4f9b23e4de33e40bdd72b46c36', '\xc27b69a7b908043034af0fc272c1ffd7', 1, 18),
	('\x9e01b1ee5da0aa147c42d5175f57927c', '\x4a13acf0ac83edb5c8febbe153085b36', 1, 19),
	('\x9ffcebbfa0a371fa6a74bb319f1197b7', '\x9920c25c5c6a7fa7a1f7f9520d4e7174', 1, 12),
	('\xa16add1d9f2fad6d6c2b5754cf628389', '\xb1ef9bf6e06c440a748acb08c8e36265', 1, 17),
	('\xa93aea23086752db65fbedfbc6000f7a', '\xa600c08682955742f136c39a482ac3ce', 1, 22),
	('\xb42d2c3c77dfbf0fdc9aedc8ed74f7fd', '\x25ba9f19dfaa7662003d43829cb44390', 1, 3),
	('\xc6c4cbc17894c89884bb9d2e45fcd557', '\x43c48fbc7f44388941c1b51414a141bd', 1, 10),
	('\xccd92380e2607b4804636d47c880ec8b', '\x6e02025fd50e9590073fdaa4e842afaf', 1, 26),
	('\xcd4ca2e5269d5ee60c8903d932d765e3', '\xc0e788daffd4ad4922931ef44ca83c0e', 1, 9),
	('\xd94afd143315374f7c695fc821756d31', '\x9371827e2ca5edcbbdc3cbc5ce3e6cd9', 1, 13),
	('\xdbcd510e6b2d812cb03682c446beb34f', '\xade3ab83fa914716d57d0dc573799ca5', 1, 11),
	('\xf9c535da0dfda853daad5042af39c66f', '\x09ef3c9f26e843f078ae17afdfd02c0b', 1, 7),
	('\x0195bb34300d31ec2e609106044da9ce', '\x94ac25512c227477f6817d53cacbc2d1', 2, 14),
	('\x0224dca45aeb6ed72f4c41208b0f2866', '\x8f03a44fbdf81db12e41dba5b48406ad', 2, 12),
	('\x0638ae3664187b64af86b36063c192c7', '\x8ac122e41d89e4ab3152334565188920', 2, 5),
	('\x298a034d83ebe920a6c26b2d8ed60ce2', '\x875822caec88a25c93a2ac5de4560377', 2, 7),
	('\x3071131c5c28937fb2c6526e2a84e8b6', '\xee2152d37fd08ae4bf1e8f52a32e1668', 2, 9),
	('\x46ac5d87b6ccd12a40497dc51f57ac5c', '\xa33de12b783936b749d6739b96aed9a1', 2, 3),
	('\x50dba53d324670fef6533d548555ee33', '\xe39b296651d8db5a3304d20fdb2c21fa', 2, 2),
	('\x5f42dc6210985bdf85ac509fbb95fe2a', '\x11ca234af011f3320ce9da5e6f922e99', 2, 15),
	('\x677df0e7fcaf49d6d9b05beac855fe41', '\xd370b9392aa878f04a65d13ab550258b', 2, 13),
	('\x95efa3216af4dabe5d9d482144ccc406', '\x9fbe71e41f6763934200e209cc80dd0a', 2, 8),
	('\x9d98c284024ff0fab5d20291c128ace6', '\x3106c86f38c218eea83341645d027993', 2, 1),
	('\xdd6a00dfa2bf6b61c0ab904fa36bb5f9', '\x4d4f94fde804ac6bc1f91de2051a5936', 2, 11),
	('\xf20b86a7a4edc339cb0fea00e4bdebb5', '\xdc53b392bfda34f2af0322a48e4ec05a', 2, 10),
	('\xf6b9eeac943991e269bd4667a5fdbb70', '\xefb71082235d0ffa86cae9572d7250d5', 2, 4),
	('\xf7bfee53b79d3aa747b8c8fad118a291', '\x49349342c624879e6dbe21abc6c6cc0f', 2, 6),
	('\x0885cf808e725055af9f8ec5fb646e12', '\xac171684a160a1534fc84aa35d82e871', 3, 29),
	('\x08b1b597b6c8894b2831c7a334a8a6c4', '\xb795c7001d74c9383fe26e45af453b69', 3, 25),
	('\x0bad9917462c95727af440806a6f2300', '\xc9a28a5a845205f1dae93f02f40901ce', 3, 2),
	('\x0e70d025685701ff0e484b684dd7fc83', '\xc58e2d15a03daab37723ee022faa1058', 3, 11),
	('\x1a97f221e149486d69b7bd2783b55758', '\xc99f08ca07770af049bd269da16fd8a5', 3, 33),
	('\x277714f5a2d7c0fce69c68fb7b87c870', '\x20ef341a1394a4afe3bebe9c00958324', 3, 22),
	('\x2c76542bd2e7e6b49c361b0a947c7691', '\x16b66778f67c2f5112590f5802def9ab', 3, 9),
	('\x3665be8668e0b58aa2954a752c461290', '\x822c07558bfdef648cc089fa8fe0ad07', 3, 1),
	('\x4990dda8b5c163b9c2ce7da5d1f9f33b', '\x3e443c3be9c7cfad8a618298d6b313dd', 3, 3),
	('\x4d75e0a3c1613717be382492d9b0e5de', '\x6b04c14ab4c08a65139bb46b1111e50c', 3, 23),
	('\x586ac8bd96a665bfd073ab3c19b843a4', '\x17ed4a67419ed9c9171753130442d734', 3, 6),
	('\x5bbd53ee2cac84cfb9f583d56575b608', '\x357b087fd983c764c042320dec86e563', 3, 41),
	('\x5fdfc2fbcabe0bf5eb2b09a0fedbbb66', '\x738c71d3e4a5f37b6edbce96ce92ceb7', 3, 17),
	('\x6410bd954f4e3cfece6d8cdb0e713dc5', '\xbf48ba27b0e52fb1f8ba2b0b75819206', 3, 13),
	('\x702bc64da27256d501fd56cd4c34d876', '\x183bd4a55bd92e68d4fadd58acb824cc', 3, 27),
	('\x733694f22c4a168a68e30497bc583f42', '\xec6add813681ac7df9cd2b1a34f60e8a', 3, 28),
	('\x7dd9e364b155ed9c447d9fa73ab5ebf7', '\x5ad517969961021a0f0a8f1c59a0d615', 3, 5),
	('\x815cd2b492b0f0ea51583d6554f158a1', '\x5de2ab030e429ec05ad25ed3f311465c', 3, 7),
	('\x87f9729868ffb8cd8a8aa57bc94d8b81', '\x28d29e0f7c160ca6802011047aa41d6b', 3, 20),
	('\x897844a0ee1e5438d1d4a746ed807a94', '\x1888abc0d948ba52072d78859cfded8b', 3, 36),
	('\x8cf3a55d80e30f2db62dd957e73092a8', '\xdec7325af67c025c2be35128038cfcc3', 3, 8),
	('\x8fc0513d5c5f6c5bc875411968a40c37', '\x20e602401a305b1cc6b8151ea2f45701', 3, 40),
	('\x94be6d63760617135caa73b7d8f24665', '\xc35e3b197709ed25b2d72c8a7c12d5d9', 3, 21),
	('\xa4e9c4d1623791259b247b9b5741e126', '\x99c46b1a347a5704c20d1c76ad22814e', 3, 19),
	('\xaa4da78f688e7acde6c46a2da31edcf5', '\xc5fd47669eed2388d64a2907add65ca5', 3, 10),
	('\xac6bd926084a2ed79fbf1bac2d60d127', '\x54f2686cf773481c9f908f58ed765a71', 3, 34),
	('\xae00b5189f011985d7d331f110752a39', '\x4d9701eef51f2dd239ba00c813f1501d', 3, 39),
	('\xb5c64bfd5e19faed6a25ab6330645e98', '\x9d2bfa1f1f07617141cc056d265b107f', 3, 18),
	('\xc1178507a1250dae37f81bbba9271c1b', '\x450f5c484b76c706612930537b7b376b', 3, 38),
	('\xc866feb32fde3d39a3762566fadb2da1', '\x7ab33c49e25f16a624920051ad1118ce', 3, 31),
	('\xcb22408c9da2cd4afb1c6b81e8472f6f', '\x5963b59d54aa8df829953faa320b16b5', 3, 15),
	('\xd0790a7cfb37f723794379b37069eb9b', '\xd8eda32a73d3738b9894aea484dd42c6', 3, 35),
	('\xd1c732782b5469c991f37db9ffd0c63b', '\x6e9024c34a016cb9a5fc7c2fa119096d', 3, 14),
	('\xd42169e62054a37599cf13f5f569a4ae', '\x9df13b927ebc48867eb7a456de962c4f', 3, 4),
	('\xdcc52d1aa7b99575caa6d4293e982787', '\xf4a9eeaa525dffa4c84911572e13f8b6', 3, 16),
	('\xe77f4d1722bb1cb932850579dad26724', '\x054387be02846c82b5e244223ba4d81c', 3, 24),
	('\xefbeca45ec183ad41b1987cd69407898', '\xabff7fea20b9dc1ad4dd815693491571', 3, 30),
	('\xf25d775d56178d14ce2ea01c157d74d9', '\x190049943c2da1e5ddbf7d1e21d57671', 3, 12),
	('\xf4c146ad221614e98f78ab2b4e90bb9c', '\x2306767b83f2e8fba8c620e90cc6ea79', 3, 26),
	('\xf64834444808506c73d5a8cef475db85', '\x411059a92e23208241740730da38f4c2', 3, 32),
	('\xf8ce50a86b030e549c55113ced7e0a0d', '\x1cdcc0fa079ee157beefc28d4f2f637d', 3, 37);
INSERT INTO ledger.shard VALUES
	(-1, 1, '\x07553b124c8ac278e0a1c14629802c1afde2c3fe78e68ddbd50b48cf6ea4833c', '2026-11-25 14:19:44.949865+00'),
	(0, 31, '\x56af35eb8de1a113804d7f687024cd6ba7263023fbe628a102f94b4493e9b9c1', '2026-11-25 14:19:49.297346+00'),
	(1, 27, '\xfb0b8e68fde84c903b2009fa5367da3d00ed58a89bcbb1cd3733c38e1c0b1637', '2026-11-25 14:19:49.533008+00'),
	(2, 15, '\x2efa65f5211a0534f41ad08f517e917e821580568a3d2faca36e650a697087f1', '2026-11-25 14:19:49.533008+00'),
	(3, 41, '\xcdf99b1f1621e711e64461aad858ae555d210c9e3abc6ec5bdf4231d04a27d91', '2026-11-25 14:19:49.297804+00');
INSERT INTO ledger.sweep VALUES
	(true, 1, NULL, '-infinity');
INSERT INTO ledger.tally VALUES
	(0, 'default', 'member-2', 'earned', '2026-01-07', 60),
	(0, 'default', 'member-2', 'earned', '2026-01-09', 29),
	(0, 'default', 'member-2', 'earned', '2026-01-16', 50),
	(0, 'default', 'member-2', 'earned_month', '2026-01-01', 139),
	(0, 'default', 'member-2', 'redeemed', '2026-01-13', 0),
	(0, 'default', 'member-4', 'earned', '2026-01-29', 46),
	(0, 'default', 'member-4', 'earned', '2026-02-06', 27),
	(0, 'default', 'member-4', 'earned_month', '2026-01-01', 46),
	(0, 'default', 'member-4', 'earned_month', '2026-02-01', 27),
	(0, 'default', 'member-4', 'redeemed', '2026-02-02', 0),
	(0, 'default', 'member-8', 'earned', '2026-01-12', 29),
	(0, 'default', 'member-8', 'earned', '2026-01-14', 54),
	(0, 'default', 'member-8', 'earned', '2026-01-24', 44),
	(0, 'default', 'member-8', 'earned', '2026-01-28', 69),
	(0, 'default', 'member-8', 'earned_month', '2026-01-01', 196),
	(0, 'default', 'member-8', 'redeemed', '2026-01-14', 5),
	(0, 'default', 'member-8', 'redeemed', '2026-01-18', 4),
	(0, 'default', 'member-8', 'redeemed', '2026-01-29', 60),
	(0, 'default', 'member-8', 'redeemed', '2026-02-03', 60),
	(0, 'default', 'member-8', 'redeemed', '2026-02-06', 0),
	(1, 'default', 'member-10', 'earned', '2026-01-08', 39),
	(1, 'default', 'member-10', 'earned_month', '2026-01-01', 39),
	(1, 'default', 'member-10', 'rule:survey', '0001-01-01', 1),
	(1, 'default', 'member-3', 'earned', '2026-01-05', 28),
	(1, 'default', 'member-3', 'earned', '2026-01-08', 61),
	(1, 'default', 'member-3', 'earned', '2026-01-18', 39),
	(1, 'default', 'member-3', 'earned', '2026-01-22', 48),
	(1, 'default', 'member-3', 'earned', '2026-01-25', 38),
	(1, 'default', 'member-3', 'earned', '2026-01-26', 39),
	(1, 'default', 'member-3', 'earned', '2026-01-31', 54),
	(1, 'default', 'member-3', 'earned', '2026-02-04', 58),
	(1, 'default', 'member-3', 'earned_month', '2026-01-01', 307),
	(1, 'default', 'member-3', 'earned_month', '2026-02-01', 58),
	(1, 'default', 'member-3', 'redeemed', '2026-01-23', 20),
	(1, 'default', 'member-3', 'redeemed', '2026-02-01', 60),
	(1, 'default', 'member-9', 'earned', '2026-01-10', 45),
	(1, 'default', 'member-9', 'earned', '2026-01-12', 119),
	(1, 'default', 'member-9', 'earned', '2026-02-06', 26),
	(1, 'default', 'member-9', 'earned_month', '2026-01-01', 164),
	(1, 'default', 'member-9', 'earned_month', '2026-02-01', 26),
	(1, 'default', 'member-9', 'redeemed', '2026-01-26', 0),
	(1, 'default', 'member-10', 'rule:friend', '0001-01-01', 1),
	(2, 'default', 'member-1', 'earned', '2026-02-02', 43),
	(2, 'default', 'member-1', 'earned_month', '2026-02-01', 43),
	(2, 'default', 'member-1', 'redeemed', '2026-01-07', 0),
	(2, 'default', 'member-1', 'redeemed', '2026-01-10', 20),
	(2, 'default', 'member-1', 'redeemed', '2026-02-01', 4),
	(2, 'default', 'member-1', 'redeemed', '2026-02-05', 0),
	(2, 'default', 'member-1', 'rule:welcome', '0001-01-01', 1),
	(2, 'default', 'member-5', 'earned', '2026-01-11', 36),
	(2, 'default', 'member-5', 'earned_month', '2026-01-01', 36),
	(2, 'default', 'member-5', 'redeemed', '2026-01-17', 20),
	(3, 'default', 'member-11', 'earned', '2026-01-07', 28),
	(3, 'default', 'member-11', 'earned_month', '2026-01-01', 28),
	(3, 'default', 'member-11', 'redeemed', '2026-01-15', 0),
	(3, 'default', 'member-12', 'earned', '2026-01-16', 50),
	(3, 'default', 'member-12', 'earned', '2026-01-24', 78),
	(3, 'default', 'member-12', 'earned', '2026-01-31', 33),
	(3, 'default', 'member-12', 'earned_month', '2026-01-01', 161),
	(3, 'default', 'member-12', 'redeemed', '2026-01-27', 0),
	(3, 'default', 'member-12', 'rule:survey', '0001-01-01', 1),
	(3, 'default', 'member-13', 'earned', '2026-01-11', 61),
	(3, 'default', 'member-13', 'earned', '2026-01-19', 50),
	(3, 'default', 'member-13', 'earned', '2026-01-25', 66),
	(3, 'default', 'member-13', 'earned_month', '2026-01-01', 177),
	(3, 'default', 'member-13', 'redeemed', '2026-01-27', 0),
	(3, 'default', 'member-13', 'redeemed', '2026-01-30', 65),
	(3, 'default', 'member-14', 'earned', '2026-01-05', 48),
	(3, 'default', 'member-14', 'earned', '2026-02-02', 80),
	(3, 'default', 'member-14', 'earned_month', '2026-01-01', 48),
	(3, 'default', 'member-14', 'earned_month', '2026-02-01', 80),
	(3, 'default', 'member-6', 'earned', '2026-01-23', 32),
	(3, 'default', 'member-6', 'earned', '2026-01-25', 59),
	(3, 'default', 'member-6', 'earned', '2026-01-28', 71),
	(3, 'default', 'member-6', 'earned_month', '2026-01-01', 162),
	(3, 'default', 'member-6', 'redeemed', '2026-02-05', 60),
	(3, 'default', 'member-6', 'rule:welcome', '0001-01-01', 1),
	(3, 'default', 'member-7', 'earned', '2026-01-18', 64),
	(3, 'default', 'member-7', 'earned', '2026-01-31', 72),
	(3, 'default', 'member-7', 'earned_month', '2026-01-01', 136),
	(3, 'default', 'member-7', 'redeemed', '2026-01-30', 4),
	(3, 'default', 'member-7', 'rule:welcome', '0001-01-01', 1);
INSERT INTO public._pogo_migration VALUES
	('3b8f214f09cd41c99e31319dc046bd82c901f18975f0132efcbd8551427d2acf', '0001-ledger', '2026-11-25 14:19:43.853821+00', 'ledger'),
	('4944931fe92134aecea0960f90a78a556db562d32d3f4c0f625fcccd99a385eb', '0002-rules', '2026-11-25 14:19:44.035003+00', 'ledger'),
	('e81c99dafa0e651140997fe9b94c4b6ad0001e8a187c4f14508bd8a0769114f2', '0003-sweep', '2026-11-25 14:19:44.099283+00', 'ledger'),
	('66e93ff595b23e8a8c60b34a5fa8289d6369cd470530e9bdb33e691515c4f0a2', '0001-view', '2026-11-25 14:19:44.246932+00', 'view'),
	('d02ddb16a19000de100d2f9481f328ef801953bb3d31c459efea85be1508390a', '0002-holds', '2026-11-25 14:19:44.394865+00', 'view');
INSERT INTO public._pogo_version VALUES
	(0, '2026-11-25 14:19:43.522028+00'),
	(1, '2026-11-25 14:19:43.534644+00');
INSERT INTO view.balance_entry_1 VALUES
	(1, 0, 'default', 'member-2', 1),
	(1, 0, 'default', 'member-2', 2),
	(1, 0, 'default', 'member-2', 3),
	(1, 0, 'default', 'member-8', 4),
	(1, 0, 'default', 'member-2', 5),
	(1, 0, 'default', 'member-2', 6),
	(1, 0, 'default', 'member-8', 7),
	(1, 0, 'default', 'member-8', 8),
	(1, 0, 'default', 'member-4', 9),
	(1, 0, 'default', 'member-4', 10),
	(1, 0, 'default', 'member-8', 11),
	(1, 0, 'default', 'member-2', 12),
	(1, 0, 'default', 'member-8', 13),
	(1, 0, 'default', 'member-8', 14),
	(1, 0, 'default', 'member-8', 15),
	(1, 0, 'default', 'member-8', 16),
	(1, 0, 'default', 'member-8', 17),
	(1, 0, 'default', 'member-2', 18),
	(1, 0, 'default', 'member-4', 19),
	(1, 0, 'default', 'member-4', 20),
	(1, 0, 'default', 'member-8', 21),
	(1, 0, 'default', 'member-8', 22),
	(1, 0, 'default', 'member-4', 23),
	(1, 0, 'default', 'member-8', 24),
	(1, 0, 'default', 'member-4', 25),
	(1, 0, 'default', 'member-4', 26),
	(1, 0, 'default', 'member-8', 27),
	(1, 0, 'default', 'member-8', 28),
	(1, 0, 'default', 'member-8', 29),
	(1, 0, 'default', 'member-4', 30),
	(1, 0, 'default', 'member-8', 31),
	(1, 1, 'default', 'member-3', 1),
	(1, 1, 'default', 'member-10', 2),
	(1, 1, 'default', 'member-3', 3),
	(1, 1, 'default', 'member-9', 4),
	(1, 1, 'default', 'member-9', 5),
	(1, 1, 'default', 'member-9', 6),
	(1, 1, 'default', 'member-9', 7),
	(1, 1, 'default', 'member-9', 8),
	(1, 1, 'default', 'member-10', 9),
	(1, 1, 'default', 'member-3', 10),
	(1, 1, 'default', 'member-9', 11),
	(1, 1, 'default', 'member-3', 12),
	(1, 1, 'default', 'member-3', 13),
	(1, 1, 'default', 'member-3', 14),
	(1, 1, 'default', 'member-3', 15),
	(1, 1, 'default', 'member-3', 16),
	(1, 1, 'default', 'member-3', 17),
	(1, 1, 'default', 'member-3', 18),
	(1, 1, 'default', 'member-3', 19),
	(1, 1, 'default', 'member-9', 20),
	(1, 1, 'default', 'member-3', 21),
	(1, 1, 'default', 'member-3', 22),
	(1, 1, 'default', 'member-3', 23),
	(1, 1, 'default', 'member-3', 24),
	(1, 1, 'default', 'member-9', 25),
	(1, 1, 'default', 'member-3', 26),
	(1, 1, 'default', 'member-10', 27),
	(1, 2, 'default', 'member-1', 1),
	(1, 2, 'default', 'member-1', 2),
	(1, 2, 'default', 'member-1', 3),
	(1, 2, 'default', 'member-5', 4),
	(1, 2, 'default', 'member-1', 5),
	(1, 2, 'default', 'member-5', 6),
	(1, 2, 'default', 'member-5', 7),
	(1, 2, 'default', 'member-1', 8),
	(1, 2, 'default', 'member-1', 9),
	(1, 2, 'default', 'member-1', 10),
	(1, 2, 'default', 'member-1', 11),
	(1, 2, 'default', 'member-1', 12),
	(1, 2, 'default', 'member-1', 13),
	(1, 2, 'default', 'member-1', 14),
	(1, 2, 'default', 'member-1', 15),
	(1, 3, 'default', 'member-14', 1),
	(1, 3, 'default', 'member-11', 2),
	(1, 3, 'default', 'member-13', 3),
	(1, 3, 'default', 'member-14', 4),
	(1, 3, 'default', 'member-12', 5),
	(1, 3, 'default', 'member-11', 6),
	(1, 3, 'default', 'member-6', 7),
	(1, 3, 'default', 'member-7', 8),
	(1, 3, 'default', 'member-7', 9),
	(1, 3, 'default', 'member-12', 10),
	(1, 3, 'default', 'member-12', 11),
	(1, 3, 'default', 'member-13', 12),
	(1, 3, 'default', 'member-12', 13),
	(1, 3, 'default', 'member-7', 14),
	(1, 3, 'default', 'member-13', 15),
	(1, 3, 'default', 'member-7', 16),
	(1, 3, 'default', 'member-7', 17),
	(1, 3, 'default', 'member-6', 18),
	(1, 3, 'default', 'member-12', 19),
	(1, 3, 'default', 'member-6', 20),
	(1, 3, 'default', 'member-13', 21),
	(1, 3, 'default', 'member-13', 22),
	(1, 3, 'default', 'member-12', 23),
	(1, 3, 'default', 'member-12', 24),
	(1, 3, 'default', 'member-6', 25),
	(1, 3, 'default', 'member-11', 26),
	(1, 3, 'default', 'member-13', 27),
	(1, 3, 'default', 'member-6', 28),
	(1, 3, 'default', 'member-6', 29),
	(1, 3, 'default', 'member-13', 30),
	(1, 3, 'default', 'member-7', 31),
	(1, 3, 'default', 'member-7', 32),
	(1, 3, 'default', 'member-13', 33),
	(1, 3, 'default', 'member-7', 34),
	(1, 3, 'default', 'member-12', 35),
	(1, 3, 'default', 'member-12', 36),
	(1, 3, 'default', 'member-14', 37),
	(1, 3, 'default', 'member-12', 38),
	(1, 3, 'default', 'member-6', 39),
	(1, 3, 'default', 'member-7', 40),
	(1, 3, 'default', 'member-14', 41);
INSERT INTO view.balance_lot_1 VALUES
	(1, 0, 'default', 'member-2', 'member-2/1', 'purchase', NULL, '2026-01-07 00:00:00+00', '2026-01-08 00:00:00+00', '2026-03-10 00:00:00+00', 0, 40, 0),
	(1, 0, 'default', 'member-2', 'member-2/2', 'purchase', NULL, '2026-01-09 13:00:00+00', '2026-01-10 13:00:00+00', '2026-03-12 00:00:00+00', 0, 29, 0),
	(1, 0, 'default', 'member-2', 'member-2/3', 'purchase', NULL, '2026-01-16 22:00:00+00', '2026-01-17 22:00:00+00', '2026-03-19 00:00:00+00', 0, 50, 0),
	(1, 0, 'default', 'member-8', 'member-8/4', 'purchase', NULL, '2026-01-28 11:00:00+00', '2026-01-29 11:00:00+00', '2026-03-31 00:00:00+00', 0, 49, 0),
	(1, 0, 'default', 'member-4', 'member-4/1', 'purchase', NULL, '2026-01-29 11:00:00+00', '2026-01-30 11:00:00+00', '2026-04-01 00:00:00+00', 0, 46, 0),
	(1, 0, 'default', 'member-4', 'member-4/2', 'purchase', NULL, '2026-02-06 07:00:00+00', '2026-02-07 07:00:00+00', '2026-04-09 00:00:00+00', 27, 0, 0),
	(1, 1, 'default', 'member-10', 'member-10/1', 'purchase', NULL, '2026-01-08 10:00:00+00', '2026-01-09 10:00:00+00', '2026-03-11 00:00:00+00', 0, 39, 0),
	(1, 1, 'default', 'member-3', 'member-3/2', 'purchase', NULL, '2026-01-08 22:00:00+00', '2026-01-09 22:00:00+00', '2026-03-11 00:00:00+00', 0, 9, 0),
	(1, 1, 'default', 'member-9', 'member-9/1', 'purchase', NULL, '2026-01-10 14:00:00+00', '2026-01-11 14:00:00+00', '2026-03-13 00:00:00+00', 0, 45, 0),
	(1, 1, 'default', 'member-9', 'member-9/2', 'purchase', NULL, '2026-01-12 05:00:00+00', '2026-01-13 05:00:00+00', '2026-03-15 00:00:00+00', 0, 46, 0),
	(1, 1, 'default', 'member-9', 'member-9/3', 'purchase', NULL, '2026-01-12 23:00:00+00', '2026-01-13 23:00:00+00', '2026-03-15 00:00:00+00', 0, 73, 0),
	(1, 1, 'default', 'member-10', 'member-10/2', 'engagement', NULL, '2026-01-16 04:00:00+00', '2026-01-16 04:00:00+00', '2026-03-18 00:00:00+00', 0, 5, 0),
	(1, 1, 'default', 'member-3', 'member-3/3', 'purchase', NULL, '2026-01-18 14:00:00+00', '2026-01-19 14:00:00+00', '2026-03-21 00:00:00+00', 0, 30, 0),
	(1, 1, 'default', 'member-3', 'member-3/4', 'goodwill', 'fuel', '2026-01-21 07:00:00+00', '2026-01-21 07:00:00+00', '2026-03-23 00:00:00+00', 0, 40, 0),
	(1, 1, 'default', 'member-3', 'member-3/5', 'purchase', NULL, '2026-01-22 07:00:00+00', '2026-01-23 07:00:00+00', '2026-03-25 00:00:00+00', 0, 48, 0),
	(1, 1, 'default', 'member-3', 'member-3/6', 'goodwill', 'fuel', '2026-01-24 06:00:00+00', '2026-01-24 06:00:00+00', '2026-03-26 00:00:00+00', 0, 40, 0),
	(1, 1, 'default', 'member-3', 'member-3/7', 'purchase', NULL, '2026-01-25 04:00:00+00', '2026-01-26 04:00:00+00', '2026-03-28 00:00:00+00', 0, 38, 0),
	(1, 1, 'default', 'member-3', 'member-3/8', 'purchase', NULL, '2026-01-26 06:00:00+00', '2026-01-27 06:00:00+00', '2026-03-29 00:00:00+00', 0, 39, 0),
	(1, 1, 'default', 'member-3', 'member-3/9', 'purchase', NULL, '2026-01-31 14:00:00+00', '2026-02-01 14:00:00+00', '2026-04-03 00:00:00+00', 0, 54, 0),
	(1, 1, 'default', 'member-3', 'member-3/10', 'purchase', NULL, '2026-02-04 03:00:00+00', '2026-02-05 03:00:00+00', '2026-04-07 00:00:00+00', 0, 58, 0),
	(1, 1, 'default', 'member-9', 'member-9/4', 'purchase', NULL, '2026-02-06 11:00:00+00', '2026-02-07 11:00:00+00', '2026-04-09 00:00:00+00', 26, 0, 0),
	(1, 1, 'default', 'member-10', 'member-10/3', 'referral', NULL, '2026-02-02 07:00:00+00', '2026-02-02 07:00:00+00', '2026-04-04 00:00:00+00', 0, 25, 0),
	(1, 2, 'default', 'member-1', 'member-1/1', 'goodwill', 'fuel', '2026-01-06 15:00:00+00', '2026-01-06 15:00:00+00', '2026-03-08 00:00:00+00', 0, 22, 0),
	(1, 2, 'default', 'member-5', 'member-5/1', 'purchase', NULL, '2026-01-11 08:00:00+00', '2026-01-12 08:00:00+00', '2026-03-14 00:00:00+00', 0, 16, 0),
	(1, 2, 'default', 'member-1', 'member-1/2', 'goodwill', 'fuel', '2026-01-21 19:00:00+00', '2026-01-21 19:00:00+00', '2026-03-23 00:00:00+00', 0, 40, 0),
	(1, 2, 'default', 'member-1', 'member-1/3', 'signup', NULL, '2026-01-22 19:00:00+00', '2026-01-22 19:00:00+00', '2026-03-24 00:00:00+00', 0, 50, 0),
	(1, 2, 'default', 'member-1', 'member-1/4', 'purchase', NULL, '2026-02-02 07:00:00+00', '2026-02-03 07:00:00+00', '2026-04-05 00:00:00+00', 0, 43, 0),
	(1, 3, 'default', 'member-14', 'member-14/1', 'purchase', NULL, '2026-01-05 21:00:00+00', '2026-01-06 21:00:00+00', '2026-03-08 00:00:00+00', 0, 48, 0),
	(1, 3, 'default', 'member-11', 'member-11/1', 'purchase', NULL, '2026-01-07 22:00:00+00', '2026-01-08 22:00:00+00', '2026-03-10 00:00:00+00', 0, 28, 0),
	(1, 3, 'default', 'member-14', 'member-14/2', 'goodwill', 'fuel', '2026-01-14 12:00:00+00', '2026-01-14 12:00:00+00', '2026-03-16 00:00:00+00', 0, 40, 0),
	(1, 3, 'default', 'member-12', 'member-12/1', 'purchase', NULL, '2026-01-16 12:00:00+00', '2026-01-17 12:00:00+00', '2026-03-19 00:00:00+00', 0, 50, 0),
	(1, 3, 'default', 'member-7', 'member-7/1', 'purchase', NULL, '2026-01-18 22:00:00+00', '2026-01-19 22:00:00+00', '2026-03-21 00:00:00+00', 0, 60, 0),
	(1, 3, 'default', 'member-13', 'member-13/2', 'purchase', NULL, '2026-01-19 23:00:00+00', '2026-01-20 23:00:00+00', '2026-03-22 00:00:00+00', 0, 46, 0),
	(1, 3, 'default', 'member-7', 'member-7/2', 'goodwill', 'fuel', '2026-01-20 08:00:00+00', '2026-01-20 08:00:00+00', '2026-03-22 00:00:00+00', 0, 40, 0),
	(1, 3, 'default', 'member-7', 'member-7/3', 'signup', NULL, '2026-01-20 21:00:00+00', '2026-01-20 21:00:00+00', '2026-03-22 00:00:00+00', 0, 50, 0),
	(1, 3, 'default', 'member-6', 'member-6/2', 'purchase', NULL, '2026-01-23 16:00:00+00', '2026-01-24 16:00:00+00', '2026-03-26 00:00:00+00', 0, 22, 0),
	(1, 3, 'default', 'member-12', 'member-12/2', 'purchase', NULL, '2026-01-24 14:00:00+00', '2026-01-25 14:00:00+00', '2026-03-27 00:00:00+00', 0, 78, 0),
	(1, 3, 'default', 'member-6', 'member-6/3', 'purchase', NULL, '2026-01-25 15:00:00+00', '2026-01-26 15:00:00+00', '2026-03-28 00:00:00+00', 0, 59, 0),
	(1, 3, 'default', 'member-13', 'member-13/3', 'purchase', NULL, '2026-01-25 18:00:00+00', '2026-01-26 18:00:00+00', '2026-03-28 00:00:00+00', 0, 66, 0),
	(1, 3, 'default', 'member-6', 'member-6/4', 'purchase', NULL, '2026-01-28 23:00:00+00', '2026-01-29 23:00:00+00', '2026-03-31 00:00:00+00', 0, 71, 0),
	(1, 3, 'default', 'member-6', 'member-6/5', 'goodwill', 'fuel', '2026-01-29 07:00:00+00', '2026-01-29 07:00:00+00', '2026-03-31 00:00:00+00', 0, 40, 0),
	(1, 3, 'default', 'member-7', 'member-7/4', 'purchase', NULL, '2026-01-31 07:00:00+00', '2026-02-01 07:00:00+00', '2026-04-03 00:00:00+00', 0, 72, 0),
	(1, 3, 'default', 'member-12', 'member-12/3', 'purchase', NULL, '2026-01-31 11:00:00+00', '2026-02-01 11:00:00+00', '2026-04-03 00:00:00+00', 0, 33, 0),
	(1, 3, 'default', 'member-14', 'member-14/3', 'purchase', NULL, '2026-02-02 01:00:00+00', '2026-02-03 01:00:00+00', '2026-04-05 00:00:00+00', 0, 80, 0),
	(1, 3, 'default', 'member-12', 'member-12/4', 'engagement', NULL, '2026-02-05 14:00:00+00', '2026-02-05 14:00:00+00', '2026-04-07 00:00:00+00', 0, 5, 0);
INSERT INTO view.balance_member_1 VALUES
	(1, 0, 'default', 'member-2', 0, 119, 0, 0, 139, 0, 0, ''),
	(1, 0, 'default', 'member-4', 27, 46, 0, 0, 73, 0, 0, ''),
	(1, 0, 'default', 'member-8', 0, 49, 0, 0, 196, 126, 0, ''),
	(1, 1, 'default', 'member-3', 0, 356, 0, 0, 445, 80, 0, ''),
	(1, 1, 'default', 'member-9', 26, 164, 0, 0, 190, 0, 0, ''),
	(1, 1, 'default', 'member-10', 0, 69, 0, 0, 69, 0, 0, ''),
	(1, 2, 'default', 'member-1', 0, 155, 0, 0, 173, 18, 0, 'gold'),
	(1, 2, 'default', 'member-5', 0, 16, 0, 0, 36, 20, 0, ''),
	(1, 3, 'default', 'member-11', 0, 28, 0, 0, 28, 0, 0, ''),
	(1, 3, 'default', 'member-12', 0, 166, 0, 0, 166, 0, 0, ''),
	(1, 3, 'default', 'member-13', 0, 112, 0, 0, 177, 65, 0, ''),
	(1, 3, 'default', 'member-14', 0, 168, 0, 0, 168, 0, 0, ''),
	(1, 3, 'default', 'member-6', 0, 192, 0, 0, 252, 60, 0, 'student'),
	(1, 3, 'default', 'member-7', 0, 222, 0, 0, 226, 4, 0, 'gold');
INSERT INTO view.bookmark VALUES
	('liability', 1, -1, 1, 1),
	('balance', 1, -1, 1, 1),
	('liability', 1, 0, 1, 31),
	('balance', 1, 0, 1, 31),
	('liability', 1, 3, 1, 41),
	('balance', 1, 3, 1, 41),
	('liability', 1, 1, 1, 27),
	('liability', 1, 2, 1, 15),
	('balance', 1, 1, 1, 27),
	('balance', 1, 2, 1, 15);
INSERT INTO view.lease VALUES
	('balance', 1, 1, NULL, '-infinity'),
	('liability', 1, 1, NULL, '-infinity');
INSERT INTO view.liability_points_1 VALUES
	(1, 'default', 0, '2026-01', '', 'purchase', '2026-01', 381, 3, 0, 69, 0, 37, 0, 0, 0),
	(1, 'default', 0, '2026-02', '', 'purchase', '2026-01', 0, 0, 0, 60, 0, 4, 0, 0, 0),
	(1, 'default', 0, '2026-02', '', 'purchase', '2026-02', 27, 0, 0, 0, 0, 0, 0, 0, 0),
	(1, 'default', 1, '2026-01', '', 'engagement', '2026-01', 5, 0, 0, 0, 0, 0, 0, 0, 0),
	(1, 'default', 1, '2026-01', '', 'purchase', '2026-01', 510, 0, 0, 20, 0, 9, 0, 0, 0),
	(1, 'default', 1, '2026-01', 'fuel', 'goodwill', '2026-01', 80, 0, 0, 0, 0, 0, 0, 0, 0),
	(1, 'default', 1, '2026-02', '', 'purchase', '2026-01', 0, 0, 0, 60, 0, 0, 0, 0, 0),
	(1, 'default', 1, '2026-02', '', 'purchase', '2026-02', 84, 0, 0, 0, 0, 0, 0, 0, 0),
	(1, 'default', 1, '2026-02', '', 'referral', '2026-02', 25, 0, 0, 0, 0, 0, 0, 0, 0),
	(1, 'default', 2, '2026-01', '', 'purchase', '2026-01', 36, 0, 0, 20, 0, 0, 0, 0, 0),
	(1, 'default', 2, '2026-01', '', 'signup', '2026-01', 50, 0, 0, 0, 0, 0, 0, 0, 0),
	(1, 'default', 2, '2026-01', 'fuel', 'goodwill', '2026-01', 80, 6, 0, 20, 0, 0, 0, 0, 0),
	(1, 'default', 2, '2026-02', '', 'purchase', '2026-02', 43, 0, 0, 0, 0, 0, 0, 0, 0),
	(1, 'default', 2, '2026-02', 'fuel', 'goodwill', '2026-01', 0, 0, 0, 4, 0, 0, 0, 0, 0),
	(1, 'default', 3, '2026-01', '', 'purchase', '2026-01', 712, 0, 0, 69, 0, 0, 0, 0, 0),
	(1, 'default', 3, '2026-01', '', 'signup', '2026-01', 100, 0, 0, 0, 0, 0, 0, 0, 0),
	(1, 'default', 3, '2026-01', 'fuel', 'goodwill', '2026-01', 120, 0, 0, 0, 0, 0, 0, 0, 0),
	(1, 'default', 3, '2026-02', '', 'engagement', '2026-02', 5, 0, 0, 0, 0, 0, 0, 0, 0),
	(1, 'default', 3, '2026-02', '', 'purchase', '2026-01', 0, 0, 0, 10, 0, 0, 0, 0, 0),
	(1, 'default', 3, '2026-02', '', 'purchase', '2026-02', 80, 0, 0, 0, 0, 0, 0, 0, 0),
	(1, 'default', 3, '2026-02', '', 'signup', '2026-01', 0, 0, 0, 50, 0, 0, 0, 0, 0);
INSERT INTO view.projection VALUES
	('balance', 1),
	('liability', 1);
SELECT pg_catalog.setval('ledger.parked_arrival_seq', 5, true);
SELECT pg_catalog.setval('ledger.quarantine_id_seq', 1, false);
ALTER TABLE ONLY ledger.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (shard, programme, account, unit);
ALTER TABLE ONLY ledger.business_key
    ADD CONSTRAINT business_key_pkey PRIMARY KEY (key);
ALTER TABLE ONLY ledger.closed_through
    ADD CONSTRAINT closed_through_pkey PRIMARY KEY (programme);
ALTER TABLE ONLY ledger.constants
    ADD CONSTRAINT constants_pkey PRIMARY KEY (only_row);
ALTER TABLE ONLY ledger.inbox
    ADD CONSTRAINT inbox_pkey PRIMARY KEY (cluster_id, topic, partition);
ALTER TABLE ONLY ledger.lot
    ADD CONSTRAINT lot_pkey PRIMARY KEY (shard, programme, member_id, number);
ALTER TABLE ONLY ledger.member
    ADD CONSTRAINT member_pkey PRIMARY KEY (shard, programme, member_id);
ALTER TABLE ONLY ledger.member_private
    ADD CONSTRAINT member_private_pkey PRIMARY KEY (shard, programme, member_id);
ALTER TABLE ONLY ledger.parked
    ADD CONSTRAINT parked_pkey PRIMARY KEY (key);
ALTER TABLE ONLY ledger.posting
    ADD CONSTRAINT posting_pkey PRIMARY KEY (shard, sequence, ordinal);
ALTER TABLE ONLY ledger.proposal
    ADD CONSTRAINT proposal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY ledger.quarantine
    ADD CONSTRAINT quarantine_cluster_id_topic_partition_kafka_offset_key UNIQUE (cluster_id, topic, partition, kafka_offset);
ALTER TABLE ONLY ledger.quarantine
    ADD CONSTRAINT quarantine_pkey PRIMARY KEY (id);
ALTER TABLE ONLY ledger.record
    ADD CONSTRAINT record_pkey PRIMARY KEY (shard, sequence);
ALTER TABLE ONLY ledger.redemption
    ADD CONSTRAINT redemption_pkey PRIMARY KEY (shard, programme, member_id, redemption_id);
ALTER TABLE ONLY ledger.relay
    ADD CONSTRAINT relay_pkey PRIMARY KEY (only_row);
ALTER TABLE ONLY ledger.relay_position
    ADD CONSTRAINT relay_position_pkey PRIMARY KEY (shard);
ALTER TABLE ONLY ledger.returned
    ADD CONSTRAINT returned_pkey PRIMARY KEY (shard, programme, member_id, source, order_id);
ALTER TABLE ONLY ledger.seen
    ADD CONSTRAINT seen_pkey PRIMARY KEY (key);
ALTER TABLE ONLY ledger.shard
    ADD CONSTRAINT shard_pkey PRIMARY KEY (shard);
ALTER TABLE ONLY ledger.sweep
    ADD CONSTRAINT sweep_pkey PRIMARY KEY (only_row);
ALTER TABLE ONLY ledger.swept
    ADD CONSTRAINT swept_pkey PRIMARY KEY (programme);
ALTER TABLE ONLY ledger.tally
    ADD CONSTRAINT tally_pkey PRIMARY KEY (shard, programme, member_id, what, since);
ALTER TABLE ONLY ledger.worker
    ADD CONSTRAINT worker_pkey PRIMARY KEY (owner);
ALTER TABLE ONLY public._pogo_migration
    ADD CONSTRAINT _pogo_migration_pkey PRIMARY KEY (migration_hash, schema_name);
ALTER TABLE ONLY public._pogo_version
    ADD CONSTRAINT _pogo_version_pkey PRIMARY KEY (version);
ALTER TABLE ONLY view.balance_entry
    ADD CONSTRAINT balance_entry_pkey PRIMARY KEY (slot, shard, programme, member_id, sequence);
ALTER TABLE ONLY view.balance_entry_0
    ADD CONSTRAINT balance_entry_0_pkey PRIMARY KEY (slot, shard, programme, member_id, sequence);
ALTER TABLE ONLY view.balance_entry_1
    ADD CONSTRAINT balance_entry_1_pkey PRIMARY KEY (slot, shard, programme, member_id, sequence);
ALTER TABLE ONLY view.balance_hold
    ADD CONSTRAINT balance_hold_pkey PRIMARY KEY (slot, shard, programme, member_id, lot_id, redemption_id);
ALTER TABLE ONLY view.balance_hold_0
    ADD CONSTRAINT balance_hold_0_pkey PRIMARY KEY (slot, shard, programme, member_id, lot_id, redemption_id);
ALTER TABLE ONLY view.balance_hold_1
    ADD CONSTRAINT balance_hold_1_pkey PRIMARY KEY (slot, shard, programme, member_id, lot_id, redemption_id);
ALTER TABLE ONLY view.balance_lot
    ADD CONSTRAINT balance_lot_pkey PRIMARY KEY (slot, shard, programme, member_id, lot_id);
ALTER TABLE ONLY view.balance_lot_0
    ADD CONSTRAINT balance_lot_0_pkey PRIMARY KEY (slot, shard, programme, member_id, lot_id);
ALTER TABLE ONLY view.balance_lot_1
    ADD CONSTRAINT balance_lot_1_pkey PRIMARY KEY (slot, shard, programme, member_id, lot_id);
ALTER TABLE ONLY view.balance_member
    ADD CONSTRAINT balance_member_pkey PRIMARY KEY (slot, shard, programme, member_id);
ALTER TABLE ONLY view.balance_member_0
    ADD CONSTRAINT balance_member_0_pkey PRIMARY KEY (slot, shard, programme, member_id);
ALTER TABLE ONLY view.balance_member_1
    ADD CONSTRAINT balance_member_1_pkey PRIMARY KEY (slot, shard, programme, member_id);
ALTER TABLE ONLY view.bookmark
    ADD CONSTRAINT bookmark_pkey PRIMARY KEY (name, version, shard);
ALTER TABLE ONLY view.lease
    ADD CONSTRAINT lease_pkey PRIMARY KEY (name, version);
ALTER TABLE ONLY view.liability_arrears
    ADD CONSTRAINT liability_arrears_pkey PRIMARY KEY (slot, programme, shard, period);
ALTER TABLE ONLY view.liability_arrears_0
    ADD CONSTRAINT liability_arrears_0_pkey PRIMARY KEY (slot, programme, shard, period);
ALTER TABLE ONLY view.liability_arrears_1
    ADD CONSTRAINT liability_arrears_1_pkey PRIMARY KEY (slot, programme, shard, period);
ALTER TABLE ONLY view.liability_points
    ADD CONSTRAINT liability_points_pkey PRIMARY KEY (slot, programme, shard, period, partner, origin, cohort);
ALTER TABLE ONLY view.liability_points_0
    ADD CONSTRAINT liability_points_0_pkey PRIMARY KEY (slot, programme, shard, period, partner, origin, cohort);
ALTER TABLE ONLY view.liability_points_1
    ADD CONSTRAINT liability_points_1_pkey PRIMARY KEY (slot, programme, shard, period, partner, origin, cohort);
ALTER TABLE ONLY view.projection
    ADD CONSTRAINT projection_pkey PRIMARY KEY (name);
CREATE INDEX member_next_activation ON ledger.member USING btree (next_activation) WHERE (next_activation IS NOT NULL);
CREATE INDEX member_next_expiry ON ledger.member USING btree (next_expiry) WHERE (next_expiry IS NOT NULL);
CREATE INDEX member_next_lapse ON ledger.member USING btree (next_lapse) WHERE (next_lapse IS NOT NULL);
CREATE INDEX member_private_birthday ON ledger.member_private USING btree (programme, (((attributes ->> 'birth_month'::text))::integer), (((attributes ->> 'birth_day'::text))::integer), shard, member_id);
CREATE INDEX parked_give_up ON ledger.parked USING btree (give_up_at);
CREATE INDEX parked_order ON ledger.parked USING btree (order_key, arrival);
CREATE INDEX proposal_newest ON ledger.proposal USING btree (created_at DESC, id);
CREATE INDEX quarantine_identity ON ledger.quarantine USING btree (source, event_id);
ALTER INDEX view.balance_entry_pkey ATTACH PARTITION view.balance_entry_0_pkey;
ALTER INDEX view.balance_entry_pkey ATTACH PARTITION view.balance_entry_1_pkey;
ALTER INDEX view.balance_hold_pkey ATTACH PARTITION view.balance_hold_0_pkey;
ALTER INDEX view.balance_hold_pkey ATTACH PARTITION view.balance_hold_1_pkey;
ALTER INDEX view.balance_lot_pkey ATTACH PARTITION view.balance_lot_0_pkey;
ALTER INDEX view.balance_lot_pkey ATTACH PARTITION view.balance_lot_1_pkey;
ALTER INDEX view.balance_member_pkey ATTACH PARTITION view.balance_member_0_pkey;
ALTER INDEX view.balance_member_pkey ATTACH PARTITION view.balance_member_1_pkey;
ALTER INDEX view.liability_arrears_pkey ATTACH PARTITION view.liability_arrears_0_pkey;
ALTER INDEX view.liability_arrears_pkey ATTACH PARTITION view.liability_arrears_1_pkey;
ALTER INDEX view.liability_points_pkey ATTACH PARTITION view.liability_points_0_pkey;
ALTER INDEX view.liability_points_pkey ATTACH PARTITION view.liability_points_1_pkey;
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.business_key FOR EACH STATEMENT EXECUTE FUNCTION ledger.forbid_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.posting FOR EACH STATEMENT EXECUTE FUNCTION ledger.forbid_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.record FOR EACH STATEMENT EXECUTE FUNCTION ledger.forbid_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.seen FOR EACH STATEMENT EXECUTE FUNCTION ledger.forbid_change();
GRANT USAGE ON SCHEMA ledger TO points_ledger;
GRANT USAGE ON SCHEMA ledger TO points_projector;
GRANT USAGE ON SCHEMA ledger TO points_reader;
GRANT USAGE ON SCHEMA view TO points_projector;
GRANT USAGE ON SCHEMA view TO points_reader;
GRANT SELECT,INSERT,UPDATE ON TABLE ledger.account TO points_ledger;
GRANT SELECT ON TABLE ledger.account TO points_reader;
GRANT SELECT,INSERT ON TABLE ledger.business_key TO points_ledger;
GRANT SELECT ON TABLE ledger.business_key TO points_reader;
GRANT SELECT,INSERT,UPDATE ON TABLE ledger.closed_through TO points_ledger;
GRANT SELECT ON TABLE ledger.closed_through TO points_reader;
GRANT SELECT ON TABLE ledger.constants TO points_ledger;
GRANT SELECT ON TABLE ledger.constants TO points_projector;
GRANT SELECT ON TABLE ledger.constants TO points_reader;
GRANT SELECT,INSERT,UPDATE ON TABLE ledger.inbox TO points_ledger;
GRANT SELECT ON TABLE ledger.inbox TO points_reader;
GRANT SELECT,INSERT,UPDATE ON TABLE ledger.lot TO points_ledger;
GRANT SELECT ON TABLE ledger.lot TO points_reader;
GRANT SELECT,INSERT,UPDATE ON TABLE ledger.member TO points_ledger;
GRANT SELECT ON TABLE ledger.member TO points_reader;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE ledger.member_private TO points_ledger;
GRANT SELECT,INSERT,DELETE ON TABLE ledger.parked TO points_ledger;
GRANT SELECT,INSERT ON TABLE ledger.posting TO points_ledger;
GRANT SELECT ON TABLE ledger.posting TO points_reader;
GRANT SELECT,INSERT,UPDATE ON TABLE ledger.proposal TO points_ledger;
GRANT SELECT,INSERT ON TABLE ledger.quarantine TO points_ledger;
GRANT SELECT,INSERT ON TABLE ledger.record TO points_ledger;
GRANT SELECT ON TABLE ledger.record TO points_projector;
GRANT SELECT ON TABLE ledger.record TO points_reader;
GRANT SELECT,INSERT,UPDATE ON TABLE ledger.redemption TO points_ledger;
GRANT SELECT ON TABLE ledger.redemption TO points_reader;
GRANT SELECT,UPDATE ON TABLE ledger.relay TO points_ledger;
GRANT SELECT,UPDATE ON TABLE ledger.relay_position TO points_ledger;
GRANT SELECT ON TABLE ledger.relay_position TO points_reader;
GRANT SELECT,INSERT,UPDATE ON TABLE ledger.returned TO points_ledger;
GRANT SELECT ON TABLE ledger.returned TO points_reader;
GRANT SELECT,INSERT ON TABLE ledger.seen TO points_ledger;
GRANT SELECT ON TABLE ledger.seen TO points_reader;
GRANT SELECT,UPDATE ON TABLE ledger.shard TO points_ledger;
GRANT SELECT ON TABLE ledger.shard TO points_projector;
GRANT SELECT ON TABLE ledger.shard TO points_reader;
GRANT SELECT,UPDATE ON TABLE ledger.sweep TO points_ledger;
GRANT SELECT,INSERT,UPDATE ON TABLE ledger.swept TO points_ledger;
GRANT SELECT,INSERT,UPDATE ON TABLE ledger.tally TO points_ledger;
GRANT SELECT ON TABLE ledger.tally TO points_reader;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE ledger.worker TO points_ledger;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE view.balance_entry TO points_projector;
GRANT SELECT ON TABLE view.balance_entry TO points_reader;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE view.balance_entry_0 TO points_projector;
GRANT SELECT ON TABLE view.balance_entry_0 TO points_reader;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE view.balance_entry_1 TO points_projector;
GRANT SELECT ON TABLE view.balance_entry_1 TO points_reader;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE view.balance_hold TO points_projector;
GRANT SELECT ON TABLE view.balance_hold TO points_reader;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE view.balance_hold_0 TO points_projector;
GRANT SELECT ON TABLE view.balance_hold_0 TO points_reader;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE view.balance_hold_1 TO points_projector;
GRANT SELECT ON TABLE view.balance_hold_1 TO points_reader;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE view.balance_lot TO points_projector;
GRANT SELECT ON TABLE view.balance_lot TO points_reader;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE view.balance_lot_0 TO points_projector;
GRANT SELECT ON TABLE view.balance_lot_0 TO points_reader;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE view.balance_lot_1 TO points_projector;
GRANT SELECT ON TABLE view.balance_lot_1 TO points_reader;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE view.balance_member TO points_projector;
GRANT SELECT ON TABLE view.balance_member TO points_reader;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE view.balance_member_0 TO points_projector;
GRANT SELECT ON TABLE view.balance_member_0 TO points_reader;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE view.balance_member_1 TO points_projector;
GRANT SELECT ON TABLE view.balance_member_1 TO points_reader;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE view.bookmark TO points_projector;
GRANT SELECT ON TABLE view.bookmark TO points_reader;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE view.lease TO points_projector;
GRANT SELECT ON TABLE view.lease TO points_reader;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE view.liability_arrears TO points_projector;
GRANT SELECT ON TABLE view.liability_arrears TO points_reader;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE view.liability_arrears_0 TO points_projector;
GRANT SELECT ON TABLE view.liability_arrears_0 TO points_reader;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE view.liability_arrears_1 TO points_projector;
GRANT SELECT ON TABLE view.liability_arrears_1 TO points_reader;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE view.liability_points TO points_projector;
GRANT SELECT ON TABLE view.liability_points TO points_reader;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE view.liability_points_0 TO points_projector;
GRANT SELECT ON TABLE view.liability_points_0 TO points_reader;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE view.liability_points_1 TO points_projector;
GRANT SELECT ON TABLE view.liability_points_1 TO points_reader;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE view.projection TO points_projector;
GRANT SELECT ON TABLE view.projection TO points_reader;
