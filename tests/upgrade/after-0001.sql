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
    CONSTRAINT lot_active_check CHECK ((active >= 0)),
    CONSTRAINT lot_check CHECK ((activates_at >= earned_at)),
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
CREATE TABLE ledger.redeemed_on (
    shard smallint NOT NULL,
    programme text NOT NULL COLLATE pg_catalog."C",
    member_id text NOT NULL COLLATE pg_catalog."C",
    day date NOT NULL,
    points bigint NOT NULL,
    CONSTRAINT redeemed_on_points_check CHECK ((points >= 0))
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
    expired bigint NOT NULL
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
    expired bigint CONSTRAINT balance_member_expired_not_null NOT NULL
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
    expired bigint CONSTRAINT balance_member_expired_not_null NOT NULL
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
ALTER TABLE ONLY view.balance_lot ATTACH PARTITION view.balance_lot_0 FOR VALUES IN ('0');
ALTER TABLE ONLY view.balance_lot ATTACH PARTITION view.balance_lot_1 FOR VALUES IN ('1');
ALTER TABLE ONLY view.balance_member ATTACH PARTITION view.balance_member_0 FOR VALUES IN ('0');
ALTER TABLE ONLY view.balance_member ATTACH PARTITION view.balance_member_1 FOR VALUES IN ('1');
ALTER TABLE ONLY view.liability_arrears ATTACH PARTITION view.liability_arrears_0 FOR VALUES IN ('0');
ALTER TABLE ONLY view.liability_arrears ATTACH PARTITION view.liability_arrears_1 FOR VALUES IN ('1');
ALTER TABLE ONLY view.liability_points ATTACH PARTITION view.liability_points_0 FOR VALUES IN ('0');
ALTER TABLE ONLY view.liability_points ATTACH PARTITION view.liability_points_1 FOR VALUES IN ('1');
INSERT INTO ledger.account VALUES
	(2, 'default', 'issued:purchase', 'points', -265),
	(2, 'default', 'redeemed', 'points', 15),
	(0, 'default', 'issued:purchase', 'points', -391),
	(0, 'default', 'redeemed', 'points', 200),
	(3, 'default', 'issued:purchase', 'points', -961),
	(3, 'default', 'redeemed', 'points', 235),
	(1, 'default', 'issued:purchase', 'points', -689),
	(1, 'default', 'redeemed', 'points', 20);
INSERT INTO ledger.business_key VALUES
	('\x4432a3f80b4925d05f3600005d8f9023', '\xaaf13c4836904d92f1a15c2b8ebafb41', 2, 7),
	('\x79d31baf956aad9ff03ffbd3a465c909', '\x214256ceb5b099f9fe85195514f01413', 2, 2),
	('\x82051a9b36c213e69844c0b1f55560ae', '\x6aaae2af231a40615aace0d0af2abab8', 2, 8),
	('\xb2d276987525e084d97db48c49f102a0', '\xe96c043b0c536787fcf80664fd4b3d1a', 2, 3),
	('\xd81fc6d4733add08047c6e3edad4980e', '\xf1932a8ad192a5917c30d7d05170778d', 2, 9),
	('\xdb0d3861fbcb199e01b2313b8b6ffc87', '\xc271ba4b01d86ee7763ca715015ee59d', 2, 11),
	('\xe7f51c9fac3d550b26e97d4354dc43f7', '\x330b3d30a0669f00b5ff46320e1b58f5', 2, 12),
	('\xed12dddb91b8ff7d33c0756bc99073f7', '\x401f7c98c162e274c1cb066326f1f65d', 2, 10),
	('\x125f7d4636536191ffb5902b2f0eb567', '\xdd809cc72a1005f9e49f5a6a71c66d21', 3, 39),
	('\x1819f8fb7f8d65876583aac74e30cf86', '\xc1b17c0b8be81a54b364c2b796bf309a', 3, 6),
	('\x1ae95ff0d4838bc9390349ea4aa99c5a', '\xb6cb3ac9cbcf05e96c3bb23dd500ef32', 3, 38),
	('\x1b892ff8fea17e7b627be2610dbd74c5', '\x4eb8f4320fc615c85381fce2dfc2e623', 3, 22),
	('\x1c86ec8e6c869a36e697da3395b44c4e', '\xfeae6f300fd2c41e0b5fa7c844985d1f', 3, 21),
	('\x231c784f91226afd0e5646918c7e0c4c', '\x52db1174b529532c9b9a2255535b8a2d', 3, 34),
	('\x3f2a31eca39aa38eb861bb4a7e1fcc19', '\xc512acd3e5ac900de1568b3da7c562bf', 3, 17),
	('\x4576c4f342d6885c70a3daa3abe9f7b6', '\x2380ac2a41c5b99d4c1d066e400af697', 3, 35),
	('\x4785741289c6c6a9663b8af20ae5ea10', '\x42e3dd040a4fbae55e7ebef8013866f4', 3, 25),
	('\x4e16584ade9da39e2b133b958cdd49f4', '\x3df6efe1d7169f8fbdafcc0b5fc83a2d', 3, 1),
	('\x4efcd553be450a3348f62d4c8cc30fe9', '\xe15514bc57d82809b57ddca37bd09fcb', 3, 4),
	('\x5434deb737545189a1f9b0462d7a3296', '\xd787c6aa06c544b87de95508656e9221', 3, 41),
	('\x598abc400dbf54bec7233431b1cd3cce', '\x7a7c4be050911db9e2cc2684b8f9ce88', 3, 19),
	('\x5da747a7f32444e53912cd0c423586a3', '\xd0e5dfef4433fc3200e775443e32a06f', 3, 23),
	('\x61791a9ccb83b8491a300be3ce745a58', '\x96c62ddd55bcab7c3352fa9b3152eee2', 3, 33),
	('\x62a4771a85cf3b7e54e467e495534bf4', '\xad26adfbb5f14eb7de0998cc34461332', 3, 40),
	('\x7915ac70cc53a694e2940e31102ba1e0', '\x8998ac6775161e29054b01d11c6ab8ee', 3, 43),
	('\x88a1d1104a41288be80c7aeed6790bb5', '\x583f85a0f91e79f0861ecefef715ec7b', 3, 31),
	('\x8f30a87d611e051332e46cd3bf6d98a6', '\xda406b50893f026bef9a8c50476c3f2a', 3, 7),
	('\x8fbe9d5fcd9a0c59ef08515d74291a50', '\x3e7facfcf4f658c88945bf112ff76532', 3, 44),
	('\xb058f83c2e492a65f562570554c69453', '\xad878c684616e02336a76739ad7d7d77', 3, 15),
	('\xb25f40fe26864335c31d41672b237254', '\xbe4104811c0cb0070c1fb79064ea33a0', 3, 36),
	('\xb3b45a7aa078076349e79d00b108c364', '\x9e4019555ebf3444ab0964cff0641a68', 3, 32),
	('\xba2f3bb022b2995f9de3d5fa8345108f', '\x972af3b6afe98f6b461959f3017cec80', 3, 24),
	('\xc331f5dc72295698ed890d3b6fce54f8', '\x0e76adbc63254002e085f8ed64ddafff', 3, 5),
	('\xd607ed1a4a9780dd0f4f7e4f8d42d3aa', '\x9763edcb50f4a6c96cef66f433e9d2c8', 3, 42),
	('\xd7f746b6491126860d1613408c952ab4', '\xb21ad28db52f5163b2c62118786da5f3', 3, 45),
	('\xd9affe77e6171720f58a1a52644bb6f9', '\x82e999591f5e021390dc330af4477398', 3, 16),
	('\xe13dc97a30545f5826d15c89516194be', '\xba593f53a3c5baed90570f18d4769cfc', 3, 20),
	('\xff83a389ba0c2459802b813d61a16480', '\x9daa0a6227529f6359d0b1755ac543a6', 3, 3),
	('\x128b6f97969d75ded21c13cfeb8e72c4', '\x628e150eb3fc1e485ad019bbb174dcfc', 1, 18),
	('\x18a03e5a6760c7bc8b13ca4bc3d38dc5', '\x5247bd806f2c7cc199740847d2320973', 1, 4),
	('\x5a48a59fe3bf55bc07db58901c996284', '\x6012034367937ed01fa7f262fbff742c', 1, 14),
	('\x64e8eb0ad4886342305144cd7adbde61', '\x524bb7b22d9c514427b716a4722ee33e', 1, 20),
	('\x70367fcf8c936e4a33810d048100ddc7', '\xa5471482ae58eed3d5121c55c5488a92', 1, 15),
	('\xa746c146485bbb87afc2fb52fc95778b', '\x5903fc4707db2b1c81da47e930e7ea29', 1, 16),
	('\xaabfe608c047fe34ab2c2fa1f597f9a6', '\x3c8c60924d9ada561f5c6b6d9f504f23', 1, 21),
	('\xb188afc871a4d16b0583b05386a89d38', '\x2403707790abe56a1671d549bb13ffe5', 1, 7),
	('\xbb9215ee0ffe43493e3ddffc1bf9084c', '\x245f52871aac363ab7e2cf0424a4c241', 1, 13),
	('\xc92d753e31923b77f5275c8ab35665af', '\xb4c6b3800f02b6a796896142aea8f440', 1, 22),
	('\xd248705170fd35b4a84f7f7021921464', '\x2822ea3058e8297ed06f30e5552376d0', 1, 6),
	('\xdab1626c0b540d0382e2a8d5ec6361b9', '\x2385b1856dcdbe0f70b6eb6c0442dcb0', 1, 12),
	('\xdc00b8159dbc2a054dec1de630089d43', '\x887f339cc4f0e5a0614f35474c943b86', 1, 9),
	('\xe5a356282db411fe774997de076cb6ac', '\xe9979500c8b5df38aec48d2823f1b00f', 1, 1),
	('\xe99223b2352b9aaa074d69550dd1fe93', '\x4a2378190d86e551a476830d6840ea29', 1, 17),
	('\xf420714a23712811fe29d06c73fbbc97', '\x585451b9ec8911551a6617c574db9c53', 1, 23),
	('\xf80c33e4304d8fee98d7c7d39f204d44', '\x77f9c2d6f940351962ed4e8d305f9d86', 1, 24),
	('\x083aa4ae9a13297a22d0416a12a21cf8', '\x6031a83d37d2c4d0df653fc36c61ea7a', 0, 20),
	('\x38064742c6f3d52a0f0c6c154f9cb9f9', '\xfb44da836f5a90baf2c02fef5d79a7cd', 0, 8),
	('\x475102288c8216caafa020d33db5a7ee', '\xd2477d5d911c03f205484207f33ce5c9', 0, 18),
	('\x4c3ae1c128ad0b9090e878688ba9ec53', '\xf6b5a2f41bec25f66b2671e098fe57e6', 0, 1),
	('\x4ca31ced59ead8a6d066f305a8481694', '\xb128945cd77d403bd1ea6e06f55c2827', 0, 2),
	('\x5f36614201a80df69e89150b493bd9a9', '\x31bb5040d34b0602b3c81a6696f99d43', 0, 6),
	('\x729c362ac1872bdb40725a16cbb3ee80', '\x2706966ed065ca1d4d34dfa84fd74d28', 0, 7),
	('\x7a513e8e8d8a1f3088a75580ad57b283', '\x2bf6587e50d5715b996930601c6c6213', 0, 13),
	('\x8613e5dc92c4e60e95e17cda4c4bf086', '\x4484086448dd1cb3f3a4636efec7e33a', 0, 4),
	('\x86bf18c3987bddc0696224187fc9e162', '\x8a527005c2e86c674102bb64c1cbd314', 0, 17),
	('\x8d4ae6847d17a1aef81562af7769a46e', '\xb0f4c1edd181b0a58bebfca392c5f07f', 0, 22),
	('\xacbf2b2367c43ea4e929ba7d5c07cc0a', '\xba5d3f1ba3c12cc5766a1781b5dc4567', 0, 12),
	('\xb3c6ac5c478716489d3cadce93261ca4', '\x1ef0a2d9b99e9d86aaf64196a883a9cb', 0, 21),
	('\xb7651002760479d309fffe725ead0a0e', '\x3c286427b9b364e442f2b1cd582be869', 0, 16),
	('\xb832ee608bfbdc30503ce9f0ce024bde', '\xf5357e3f0c71204a41918a336df9b0a3', 0, 19);
INSERT INTO ledger.constants VALUES
	(true, 4, 1);
INSERT INTO ledger.inbox VALUES
	('a0-ISCDVSbWyPVmvp7ZDDA', 't628797e291da.events', 0, 1, NULL, '-infinity', 37, '\xe5de9b4da3563e07776bc5c8b509cd07cb7a580fc51c2087d9bc19ce0c8e36fd'),
	('a0-ISCDVSbWyPVmvp7ZDDA', 't628797e291da.events', 1, 1, NULL, '-infinity', 40, '\x35d42e4dda8d891bf4028000bb69427e99165c0cac991969bfce1d953b0f1003'),
	('a0-ISCDVSbWyPVmvp7ZDDA', 't628797e291da.events', 3, 1, NULL, '-infinity', 71, '\x34878566ba1e9ab846d89391e98b4ea35d546858e2303f28ac09ddeb4312fbb1'),
	('a0-ISCDVSbWyPVmvp7ZDDA', 't628797e291da.events', 2, 1, NULL, '-infinity', 23, '\xa2ff71dc6d89bfcbd8e01a206c7b51b0f21f85ab7e025a8ed0011f28e1f338e7');
INSERT INTO ledger.lot VALUES
	(2, 'default', 'member-1', 1, 'purchase', NULL, '2026-01-10 02:00:00+00', '2026-01-13 02:00:00+00', '2026-03-15 00:00:00+00', 68, 0, 53, 0),
	(2, 'default', 'member-1', 2, 'purchase', NULL, '2026-01-21 20:00:00+00', '2026-01-24 20:00:00+00', '2026-03-26 00:00:00+00', 31, 0, 31, 0),
	(2, 'default', 'member-1', 3, 'purchase', NULL, '2026-01-25 11:00:00+00', '2026-01-28 11:00:00+00', '2026-03-30 00:00:00+00', 72, 0, 72, 0),
	(2, 'default', 'member-5', 1, 'purchase', NULL, '2026-01-25 00:00:00+00', '2026-01-28 00:00:00+00', '2026-03-30 00:00:00+00', 25, 0, 25, 0),
	(2, 'default', 'member-5', 2, 'purchase', NULL, '2026-02-04 14:00:00+00', '2026-02-07 14:00:00+00', '2026-04-09 00:00:00+00', 69, 0, 69, 0),
	(3, 'default', 'member-11', 1, 'purchase', NULL, '2026-01-20 13:00:00+00', '2026-01-23 13:00:00+00', '2026-03-25 00:00:00+00', 63, 0, 58, 0),
	(3, 'default', 'member-11', 2, 'purchase', NULL, '2026-01-27 13:00:00+00', '2026-01-30 13:00:00+00', '2026-04-01 00:00:00+00', 29, 0, 29, 0),
	(3, 'default', 'member-11', 3, 'purchase', NULL, '2026-02-04 02:00:00+00', '2026-02-07 02:00:00+00', '2026-04-09 00:00:00+00', 22, 0, 22, 0),
	(3, 'default', 'member-12', 1, 'purchase', NULL, '2026-01-13 21:00:00+00', '2026-01-16 21:00:00+00', '2026-03-18 00:00:00+00', 68, 0, 0, 0),
	(3, 'default', 'member-12', 2, 'purchase', NULL, '2026-01-14 19:00:00+00', '2026-01-17 19:00:00+00', '2026-03-19 00:00:00+00', 87, 0, 35, 0),
	(3, 'default', 'member-12', 3, 'purchase', NULL, '2026-01-28 10:00:00+00', '2026-01-31 10:00:00+00', '2026-04-02 00:00:00+00', 49, 0, 49, 0),
	(3, 'default', 'member-13', 1, 'purchase', NULL, '2026-01-12 17:00:00+00', '2026-01-15 17:00:00+00', '2026-03-17 00:00:00+00', 67, 0, 47, 0),
	(3, 'default', 'member-13', 2, 'purchase', NULL, '2026-01-14 09:00:00+00', '2026-01-17 09:00:00+00', '2026-03-19 00:00:00+00', 16, 0, 16, 0),
	(3, 'default', 'member-13', 3, 'purchase', NULL, '2026-01-21 02:00:00+00', '2026-01-24 02:00:00+00', '2026-03-26 00:00:00+00', 55, 0, 55, 0),
	(3, 'default', 'member-13', 4, 'purchase', NULL, '2026-01-28 04:00:00+00', '2026-01-31 04:00:00+00', '2026-04-02 00:00:00+00', 38, 0, 38, 0),
	(3, 'default', 'member-13', 5, 'purchase', NULL, '2026-02-04 20:00:00+00', '2026-02-07 20:00:00+00', '2026-04-09 00:00:00+00', 38, 0, 38, 0),
	(3, 'default', 'member-14', 1, 'purchase', NULL, '2026-01-05 21:00:00+00', '2026-01-08 21:00:00+00', '2026-03-10 00:00:00+00', 51, 0, 31, 0),
	(3, 'default', 'member-14', 2, 'purchase', NULL, '2026-01-17 04:00:00+00', '2026-01-20 04:00:00+00', '2026-03-22 00:00:00+00', 26, 0, 26, 0),
	(3, 'default', 'member-14', 3, 'purchase', NULL, '2026-01-17 23:00:00+00', '2026-01-20 23:00:00+00', '2026-03-22 00:00:00+00', 58, 0, 58, 0),
	(3, 'default', 'member-14', 4, 'purchase', NULL, '2026-01-27 19:00:00+00', '2026-01-30 19:00:00+00', '2026-04-01 00:00:00+00', 34, 0, 34, 0),
	(3, 'default', 'member-14', 5, 'purchase', NULL, '2026-02-04 11:00:00+00', '2026-02-07 11:00:00+00', '2026-04-09 00:00:00+00', 32, 0, 32, 0),
	(3, 'default', 'member-6', 1, 'purchase', NULL, '2026-01-12 00:00:00+00', '2026-01-15 00:00:00+00', '2026-03-17 00:00:00+00', 41, 0, 0, 0),
	(3, 'default', 'member-6', 2, 'purchase', NULL, '2026-01-19 19:00:00+00', '2026-01-22 19:00:00+00', '2026-03-24 00:00:00+00', 45, 0, 21, 0),
	(3, 'default', 'member-6', 3, 'purchase', NULL, '2026-01-23 20:00:00+00', '2026-01-26 20:00:00+00', '2026-03-28 00:00:00+00', 19, 0, 19, 0),
	(3, 'default', 'member-7', 1, 'purchase', NULL, '2026-01-17 14:00:00+00', '2026-01-20 14:00:00+00', '2026-03-22 00:00:00+00', 22, 0, 17, 0),
	(3, 'default', 'member-7', 2, 'purchase', NULL, '2026-01-21 11:00:00+00', '2026-01-24 11:00:00+00', '2026-03-26 00:00:00+00', 86, 0, 86, 0),
	(3, 'default', 'member-7', 3, 'purchase', NULL, '2026-02-01 09:00:00+00', '2026-02-04 09:00:00+00', '2026-04-06 00:00:00+00', 15, 0, 15, 0),
	(0, 'default', 'member-2', 1, 'purchase', NULL, '2026-01-06 12:00:00+00', '2026-01-09 12:00:00+00', '2026-03-11 00:00:00+00', 13, 0, 0, 0),
	(0, 'default', 'member-2', 2, 'purchase', NULL, '2026-01-06 18:00:00+00', '2026-01-09 18:00:00+00', '2026-03-11 00:00:00+00', 12, 0, 0, 0),
	(0, 'default', 'member-2', 3, 'purchase', NULL, '2026-01-09 14:00:00+00', '2026-01-12 14:00:00+00', '2026-03-14 00:00:00+00', 13, 0, 0, 0),
	(0, 'default', 'member-2', 4, 'purchase', NULL, '2026-01-11 14:00:00+00', '2026-01-14 14:00:00+00', '2026-03-16 00:00:00+00', 72, 0, 0, 0),
	(0, 'default', 'member-2', 5, 'purchase', NULL, '2026-01-12 12:00:00+00', '2026-01-15 12:00:00+00', '2026-03-17 00:00:00+00', 58, 0, 0, 0),
	(0, 'default', 'member-2', 6, 'purchase', NULL, '2026-01-16 12:00:00+00', '2026-01-19 12:00:00+00', '2026-03-21 00:00:00+00', 32, 0, 20, 0),
	(0, 'default', 'member-2', 7, 'purchase', NULL, '2026-01-18 12:00:00+00', '2026-01-21 12:00:00+00', '2026-03-23 00:00:00+00', 34, 0, 34, 0),
	(0, 'default', 'member-2', 8, 'purchase', NULL, '2026-01-29 04:00:00+00', '2026-02-01 04:00:00+00', '2026-04-03 00:00:00+00', 34, 0, 34, 0),
	(0, 'default', 'member-4', 1, 'purchase', NULL, '2026-01-29 14:00:00+00', '2026-02-01 14:00:00+00', '2026-04-03 00:00:00+00', 66, 0, 66, 0),
	(0, 'default', 'member-8', 1, 'purchase', NULL, '2026-01-14 16:00:00+00', '2026-01-17 16:00:00+00', '2026-03-19 00:00:00+00', 13, 0, 0, 0),
	(0, 'default', 'member-8', 2, 'purchase', NULL, '2026-01-24 06:00:00+00', '2026-01-27 06:00:00+00', '2026-03-29 00:00:00+00', 44, 0, 37, 0),
	(1, 'default', 'member-10', 1, 'purchase', NULL, '2026-01-09 06:00:00+00', '2026-01-12 06:00:00+00', '2026-03-14 00:00:00+00', 29, 0, 9, 0),
	(1, 'default', 'member-3', 1, 'purchase', NULL, '2026-01-05 17:00:00+00', '2026-01-08 17:00:00+00', '2026-03-10 00:00:00+00', 11, 0, 11, 0),
	(1, 'default', 'member-3', 2, 'purchase', NULL, '2026-01-08 19:00:00+00', '2026-01-11 19:00:00+00', '2026-03-13 00:00:00+00', 78, 0, 78, 0),
	(1, 'default', 'member-3', 3, 'purchase', NULL, '2026-01-16 19:00:00+00', '2026-01-19 19:00:00+00', '2026-03-21 00:00:00+00', 55, 0, 55, 0),
	(1, 'default', 'member-3', 4, 'purchase', NULL, '2026-01-22 06:00:00+00', '2026-01-25 06:00:00+00', '2026-03-27 00:00:00+00', 81, 0, 81, 0),
	(1, 'default', 'member-3', 5, 'purchase', NULL, '2026-01-23 08:00:00+00', '2026-01-26 08:00:00+00', '2026-03-28 00:00:00+00', 49, 0, 49, 0),
	(1, 'default', 'member-3', 6, 'purchase', NULL, '2026-01-24 10:00:00+00', '2026-01-27 10:00:00+00', '2026-03-29 00:00:00+00', 48, 0, 48, 0),
	(1, 'default', 'member-3', 7, 'purchase', NULL, '2026-01-25 19:00:00+00', '2026-01-28 19:00:00+00', '2026-03-30 00:00:00+00', 8, 0, 8, 0),
	(1, 'default', 'member-3', 8, 'purchase', NULL, '2026-01-26 18:00:00+00', '2026-01-29 18:00:00+00', '2026-03-31 00:00:00+00', 33, 0, 33, 0),
	(1, 'default', 'member-3', 9, 'purchase', NULL, '2026-02-01 23:00:00+00', '2026-02-04 23:00:00+00', '2026-04-06 00:00:00+00', 21, 0, 21, 0),
	(1, 'default', 'member-3', 10, 'purchase', NULL, '2026-02-02 02:00:00+00', '2026-02-05 02:00:00+00', '2026-04-07 00:00:00+00', 64, 0, 64, 0),
	(1, 'default', 'member-3', 11, 'purchase', NULL, '2026-02-02 15:00:00+00', '2026-02-05 15:00:00+00', '2026-04-07 00:00:00+00', 81, 0, 81, 0),
	(1, 'default', 'member-3', 12, 'purchase', NULL, '2026-02-06 20:00:00+00', '2026-02-09 20:00:00+00', '2026-04-11 00:00:00+00', 72, 72, 0, 0),
	(1, 'default', 'member-9', 1, 'purchase', NULL, '2026-01-10 15:00:00+00', '2026-01-13 15:00:00+00', '2026-03-15 00:00:00+00', 45, 0, 45, 0),
	(1, 'default', 'member-9', 2, 'purchase', NULL, '2026-01-28 01:00:00+00', '2026-01-31 01:00:00+00', '2026-04-02 00:00:00+00', 8, 0, 8, 0),
	(1, 'default', 'member-9', 3, 'purchase', NULL, '2026-02-03 12:00:00+00', '2026-02-06 12:00:00+00', '2026-04-08 00:00:00+00', 6, 0, 6, 0);
INSERT INTO ledger.member VALUES
	(2, 'default', 'member-1', 'open', false, 0, 156, 0, 0, 171, 15, 0, 3, NULL),
	(2, 'default', 'member-5', 'open', true, 0, 94, 0, 0, 94, 0, 0, 2, NULL),
	(3, 'default', 'member-11', 'open', false, 0, 109, 0, 0, 114, 5, 0, 3, NULL),
	(3, 'default', 'member-12', 'open', false, 0, 84, 0, 0, 204, 120, 0, 3, NULL),
	(3, 'default', 'member-13', 'open', false, 0, 194, 0, 0, 214, 20, 0, 5, NULL),
	(3, 'default', 'member-14', 'open', false, 0, 181, 0, 0, 201, 20, 0, 5, NULL),
	(3, 'default', 'member-6', 'open', true, 0, 40, 0, 0, 105, 65, 0, 3, NULL),
	(3, 'default', 'member-7', 'open', true, 0, 118, 0, 0, 123, 5, 0, 3, NULL),
	(0, 'default', 'member-2', 'open', true, 0, 88, 0, 0, 268, 180, 0, 8, NULL),
	(0, 'default', 'member-4', 'open', true, 0, 66, 0, 0, 66, 0, 0, 1, NULL),
	(0, 'default', 'member-8', 'open', false, 0, 37, 0, 0, 57, 20, 0, 2, NULL),
	(1, 'default', 'member-10', 'open', false, 0, 9, 0, 0, 29, 20, 0, 1, NULL),
	(1, 'default', 'member-3', 'open', false, 72, 529, 0, 0, 601, 0, 0, 12, '2026-02-09 20:00:00+00'),
	(1, 'default', 'member-9', 'open', false, 0, 59, 0, 0, 59, 0, 0, 3, NULL);
INSERT INTO ledger.member_private VALUES
	(2, 'default', 'member-5', '\xaf11221d7f9b6e99c26fa57e92e87a92', '{"birth_day": 29, "birth_month": 2}'),
	(0, 'default', 'member-2', '\x708d04bc98694d7c623144cf15aed8c6', '{"birth_day": 29, "birth_month": 2}'),
	(0, 'default', 'member-4', '\x3cebd678ad00578ca04c61ddfa59f7ac', '{"birth_day": 29, "birth_month": 2}'),
	(3, 'default', 'member-6', '\xe21b9dc56fffbe4093d10bbb73007b45', '{"birth_day": 29, "birth_month": 2}'),
	(3, 'default', 'member-7', '\x1507d23c20bc4fca068573704b26318c', '{"birth_day": 29, "birth_month": 2}');
INSERT INTO ledger.posting VALUES
	(2, 2, 0, 1, 68, '2026-01-10 02:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(2, 3, 0, 1, 68, '2026-01-13 02:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(2, 3, 1, 1, 5, '2026-01-13 02:00:00+00', 'active', 'redeemed', 'points', '2026-01'),
	(2, 7, 0, 2, 31, '2026-01-21 20:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(2, 8, 0, 1, 25, '2026-01-25 00:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(2, 9, 0, 2, 31, '2026-01-24 20:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(2, 9, 1, 3, 72, '2026-01-25 11:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(2, 10, 0, 1, 25, '2026-01-28 00:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(2, 10, 1, 2, 69, '2026-02-04 14:00:00+00', 'issued:purchase', 'pending', 'points', '2026-02'),
	(2, 11, 0, 3, 72, '2026-01-28 11:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(2, 11, 1, 1, 5, '2026-02-07 07:00:00+00', 'active', 'redeemed', 'points', '2026-02'),
	(2, 12, 0, 1, 5, '2026-02-07 19:00:00+00', 'active', 'redeemed', 'points', '2026-02'),
	(2, 13, 0, 2, 69, '2026-02-07 14:00:00+00', 'pending', 'active', 'points', '2026-02'),
	(0, 1, 0, 1, 13, '2026-01-06 12:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(0, 2, 0, 2, 12, '2026-01-06 18:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(0, 4, 0, 1, 13, '2026-01-09 12:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(0, 4, 1, 3, 13, '2026-01-09 14:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(0, 6, 0, 2, 12, '2026-01-09 18:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(0, 6, 1, 4, 72, '2026-01-11 14:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(0, 7, 0, 5, 58, '2026-01-12 12:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(0, 8, 0, 1, 13, '2026-01-14 16:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(0, 9, 0, 3, 13, '2026-01-12 14:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(0, 9, 1, 4, 72, '2026-01-14 14:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(0, 9, 2, 5, 58, '2026-01-15 12:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(0, 12, 0, 6, 32, '2026-01-16 12:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(0, 13, 0, 7, 34, '2026-01-18 12:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(0, 15, 0, 6, 32, '2026-01-19 12:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(0, 15, 1, 7, 34, '2026-01-21 12:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(0, 16, 0, 1, 13, '2026-01-22 20:00:00+00', 'active', 'redeemed', 'points', '2026-01'),
	(0, 16, 1, 2, 12, '2026-01-22 20:00:00+00', 'active', 'redeemed', 'points', '2026-01'),
	(0, 16, 2, 3, 13, '2026-01-22 20:00:00+00', 'active', 'redeemed', 'points', '2026-01'),
	(0, 16, 3, 4, 22, '2026-01-22 20:00:00+00', 'active', 'redeemed', 'points', '2026-01'),
	(0, 17, 0, 4, 50, '2026-01-22 23:00:00+00', 'active', 'redeemed', 'points', '2026-01'),
	(0, 17, 1, 5, 10, '2026-01-22 23:00:00+00', 'active', 'redeemed', 'points', '2026-01'),
	(0, 18, 0, 1, 13, '2026-01-17 16:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(0, 18, 1, 2, 44, '2026-01-24 06:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(0, 19, 0, 8, 34, '2026-01-29 04:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(0, 20, 0, 1, 66, '2026-01-29 14:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(0, 21, 0, 5, 48, '2026-01-31 04:00:00+00', 'active', 'redeemed', 'points', '2026-01'),
	(0, 21, 1, 6, 12, '2026-01-31 04:00:00+00', 'active', 'redeemed', 'points', '2026-01'),
	(0, 22, 0, 2, 44, '2026-01-27 06:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(0, 22, 1, 1, 13, '2026-01-31 10:00:00+00', 'active', 'redeemed', 'points', '2026-01'),
	(0, 22, 2, 2, 7, '2026-01-31 10:00:00+00', 'active', 'redeemed', 'points', '2026-01'),
	(0, 23, 0, 8, 34, '2026-02-01 04:00:00+00', 'pending', 'active', 'points', '2026-02'),
	(0, 24, 0, 1, 66, '2026-02-01 14:00:00+00', 'pending', 'active', 'points', '2026-02'),
	(3, 1, 0, 1, 51, '2026-01-05 21:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(3, 3, 0, 1, 41, '2026-01-12 00:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(3, 4, 0, 1, 67, '2026-01-12 17:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(3, 5, 0, 1, 68, '2026-01-13 21:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(3, 6, 0, 2, 16, '2026-01-14 09:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(3, 7, 0, 2, 87, '2026-01-14 19:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(3, 10, 0, 1, 41, '2026-01-15 00:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(3, 13, 0, 1, 67, '2026-01-15 17:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(3, 14, 0, 1, 51, '2026-01-08 21:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(3, 15, 0, 2, 26, '2026-01-17 04:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(3, 16, 0, 1, 22, '2026-01-17 14:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(3, 17, 0, 3, 58, '2026-01-17 23:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(3, 19, 0, 2, 45, '2026-01-19 19:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(3, 20, 0, 1, 68, '2026-01-16 21:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(3, 20, 1, 2, 87, '2026-01-17 19:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(3, 20, 2, 1, 60, '2026-01-20 00:00:00+00', 'active', 'redeemed', 'points', '2026-01'),
	(3, 21, 0, 1, 63, '2026-01-20 13:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(3, 22, 0, 2, 16, '2026-01-17 09:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(3, 22, 1, 3, 55, '2026-01-21 02:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(3, 23, 0, 1, 22, '2026-01-20 14:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(3, 23, 1, 2, 86, '2026-01-21 11:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(3, 24, 0, 2, 45, '2026-01-22 19:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(3, 24, 1, 3, 19, '2026-01-23 20:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(3, 25, 0, 1, 8, '2026-01-26 10:00:00+00', 'active', 'redeemed', 'points', '2026-01'),
	(3, 25, 1, 2, 52, '2026-01-26 10:00:00+00', 'active', 'redeemed', 'points', '2026-01'),
	(3, 26, 0, 3, 19, '2026-01-26 20:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(3, 27, 0, 2, 86, '2026-01-24 11:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(3, 28, 0, 1, 63, '2026-01-23 13:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(3, 29, 0, 3, 55, '2026-01-24 02:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(3, 30, 0, 2, 26, '2026-01-20 04:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(3, 30, 1, 3, 58, '2026-01-20 23:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(3, 31, 0, 2, 29, '2026-01-27 13:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(3, 32, 0, 4, 34, '2026-01-27 19:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(3, 33, 0, 4, 38, '2026-01-28 04:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(3, 34, 0, 3, 49, '2026-01-28 10:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(3, 35, 0, 1, 20, '2026-01-28 20:00:00+00', 'active', 'redeemed', 'points', '2026-01'),
	(3, 36, 0, 1, 5, '2026-01-30 15:00:00+00', 'active', 'redeemed', 'points', '2026-01'),
	(3, 38, 0, 3, 15, '2026-02-01 09:00:00+00', 'issued:purchase', 'pending', 'points', '2026-02'),
	(3, 39, 0, 2, 29, '2026-01-30 13:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(3, 39, 1, 1, 5, '2026-02-03 01:00:00+00', 'active', 'redeemed', 'points', '2026-02'),
	(3, 40, 0, 3, 22, '2026-02-04 02:00:00+00', 'issued:purchase', 'pending', 'points', '2026-02'),
	(3, 41, 0, 4, 34, '2026-01-30 19:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(3, 41, 1, 5, 32, '2026-02-04 11:00:00+00', 'issued:purchase', 'pending', 'points', '2026-02'),
	(3, 42, 0, 4, 38, '2026-01-31 04:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(3, 42, 1, 5, 38, '2026-02-04 20:00:00+00', 'issued:purchase', 'pending', 'points', '2026-02'),
	(3, 43, 0, 3, 15, '2026-02-04 09:00:00+00', 'pending', 'active', 'points', '2026-02'),
	(3, 43, 1, 1, 5, '2026-02-05 07:00:00+00', 'active', 'redeemed', 'points', '2026-02'),
	(3, 44, 0, 1, 36, '2026-02-05 21:00:00+00', 'active', 'redeemed', 'points', '2026-02'),
	(3, 44, 1, 2, 24, '2026-02-05 21:00:00+00', 'active', 'redeemed', 'points', '2026-02'),
	(3, 45, 0, 1, 20, '2026-02-06 09:00:00+00', 'active', 'redeemed', 'points', '2026-02'),
	(3, 46, 0, 3, 22, '2026-02-07 02:00:00+00', 'pending', 'active', 'points', '2026-02'),
	(3, 47, 0, 3, 49, '2026-01-31 10:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(3, 48, 0, 5, 38, '2026-02-07 20:00:00+00', 'pending', 'active', 'points', '2026-02'),
	(3, 49, 0, 5, 32, '2026-02-07 11:00:00+00', 'pending', 'active', 'points', '2026-02'),
	(1, 1, 0, 1, 11, '2026-01-05 17:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(1, 4, 0, 1, 11, '2026-01-08 17:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(1, 4, 1, 2, 78, '2026-01-08 19:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(1, 6, 0, 1, 29, '2026-01-09 06:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(1, 7, 0, 1, 45, '2026-01-10 15:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(1, 9, 0, 1, 29, '2026-01-12 06:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(1, 9, 1, 1, 20, '2026-01-13 13:00:00+00', 'active', 'redeemed', 'points', '2026-01'),
	(1, 10, 0, 2, 78, '2026-01-11 19:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(1, 11, 0, 1, 45, '2026-01-13 15:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(1, 12, 0, 3, 55, '2026-01-16 19:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(1, 13, 0, 3, 55, '2026-01-19 19:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(1, 13, 1, 4, 81, '2026-01-22 06:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(1, 14, 0, 5, 49, '2026-01-23 08:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(1, 15, 0, 6, 48, '2026-01-24 10:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(1, 16, 0, 4, 81, '2026-01-25 06:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(1, 16, 1, 7, 8, '2026-01-25 19:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(1, 17, 0, 5, 49, '2026-01-26 08:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(1, 17, 1, 8, 33, '2026-01-26 18:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(1, 18, 0, 2, 8, '2026-01-28 01:00:00+00', 'issued:purchase', 'pending', 'points', '2026-01'),
	(1, 20, 0, 6, 48, '2026-01-27 10:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(1, 20, 1, 7, 8, '2026-01-28 19:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(1, 20, 2, 8, 33, '2026-01-29 18:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(1, 20, 3, 9, 21, '2026-02-01 23:00:00+00', 'issued:purchase', 'pending', 'points', '2026-02'),
	(1, 21, 0, 10, 64, '2026-02-02 02:00:00+00', 'issued:purchase', 'pending', 'points', '2026-02'),
	(1, 22, 0, 11, 81, '2026-02-02 15:00:00+00', 'issued:purchase', 'pending', 'points', '2026-02'),
	(1, 23, 0, 2, 8, '2026-01-31 01:00:00+00', 'pending', 'active', 'points', '2026-01'),
	(1, 23, 1, 3, 6, '2026-02-03 12:00:00+00', 'issued:purchase', 'pending', 'points', '2026-02'),
	(1, 24, 0, 9, 21, '2026-02-04 23:00:00+00', 'pending', 'active', 'points', '2026-02'),
	(1, 24, 1, 10, 64, '2026-02-05 02:00:00+00', 'pending', 'active', 'points', '2026-02'),
	(1, 24, 2, 11, 81, '2026-02-05 15:00:00+00', 'pending', 'active', 'points', '2026-02'),
	(1, 24, 3, 12, 72, '2026-02-06 20:00:00+00', 'issued:purchase', 'pending', 'points', '2026-02'),
	(1, 25, 0, 3, 6, '2026-02-06 12:00:00+00', 'pending', 'active', 'points', '2026-02');
INSERT INTO ledger.proposal VALUES
	('ffb71d8b-e685-4d25-9dbd-773cb3f2bd25', 'programme', '{"expiry": {"days": 60, "kind": "rolling"}, "earning": {"rate": {"points": 1}, "pending_days": 3}, "version": 1, "programme": "default", "valid_from": "1990-01-01T00:00:00Z", "max_lateness_days": null, "min_validity_days": 0}', 'pat', '2026-11-25 14:19:24.885464+00', '2026-12-02 14:19:24.885464+00', 'approved', 'alex', '2026-11-25 14:19:24.942896+00', -1, 1);
INSERT INTO ledger.quarantine OVERRIDING SYSTEM VALUE VALUES
	(1, '2026-11-25 14:19:28.780595+00', 'INVALID_EVENT', 'Input should be a valid string; send text in quotes, money too, such as "19.90" (2 more faults)', 'data.order_id', 'urn:till:7', 'e-138', 'a0-ISCDVSbWyPVmvp7ZDDA', 't628797e291da.events', 2, 11, '\x6d656d6265722d35', '[["ce_specversion", "1.0"], ["ce_id", "e-138"], ["ce_source", "urn:till:7"], ["ce_type", "purchase.completed"], ["ce_time", "2026-01-26T06:00:00Z"], ["ce_subject", "member-5"], ["content-type", "application/json"]]', '\x7b226f726465725f6964223a357d');
INSERT INTO ledger.record VALUES
	(-1, 1, 1, '2026-11-25 14:19:24.942896+00', '\x178823764c42bf0fad882b17ca1c8a44b8caf5aaa57ee5b729e8a5e65133097f', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":0},"effective_at":"1990-01-01T00:00:00Z","event":{"data":{"auto_enrol":true,"currency":"EUR","earning":{"caps":{"day":null,"month":null,"order":null},"excluded_categories":[],"excluded_skus":[],"pending_days":3,"rate":{"per":"1","points":1},"rules":[],"stacking":"best"},"expiry":{"days":60,"kind":"rolling","months":null,"round":"none"},"expiry_suspended":[],"health":{"active_days":90,"dormant_days":180},"lateness_window_hours":72,"max_lateness_days":null,"min_validity_days":0,"notices":{"expiring_days":[30,7],"tier_at_risk_days":[30]},"park_days":7,"programme":"default","redemption":{"block":1,"cancel_grace_days":30,"min_points":1,"points_per_day":null,"rewards":[],"ttl_seconds_max":604800},"return_policy":"arrears","tiers":null,"time_zone":"UTC","transfer":{"min_points":1,"points_per_day":null},"valid_from":"1990-01-01T00:00:00Z","version":1},"id":"ffb71d8b-e685-4d25-9dbd-773cb3f2bd25","source":"urn:proposal","time":"2026-11-25T14:19:24.942896Z","type":"programme.published"},"explanation":{"approver":"alex","proposer":"pat"},"incarnation":1,"member_id":"register","postings":[],"programme":"default","recorded_at":"2026-11-25T14:19:24.942896Z","register":1,"sequence":1,"shard":-1,"verdict":"accepted"}'),
	(2, 1, 1, '2026-11-25 14:19:28.636001+00', '\x766ccf0e8b09f70de09eaea2e6481d069ed3dbf696e340d69e6a5c2bc9d0711b', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-06T09:00:00Z","event":{"data":{"points":5,"redemption_id":"r-8"},"id":"e-9","source":"urn:till:7","time":"2026-01-06T09:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-1","postings":[],"programme":"default","reason":"MEMBER_UNKNOWN","recorded_at":"2026-11-25T14:19:28.636001Z","register":1,"sequence":1,"shard":2,"verdict":"rejected"}'),
	(2, 1, 2, '2026-11-25 14:19:28.636001+00', '\xdb64615ff44cf033495bb87d0423e760e07ed32f5cd83e9067873d862360e670', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":68},"effective_at":"2026-01-10T02:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"68.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-29"},"id":"e-30","source":"urn:till:7","time":"2026-01-10T02:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":68}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-1","postings":[{"amount":68,"effective_at":"2026-01-10T02:00:00Z","lot":{"activates_at":"2026-01-13T02:00:00Z","earned_at":"2026-01-10T02:00:00Z","expires_at":"2026-03-15T00:00:00Z","lot_id":"member-1/1","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.636001Z","register":1,"sequence":2,"shard":2,"verdict":"accepted"}'),
	(2, 1, 3, '2026-11-25 14:19:28.636001+00', '\x6fe74d0471a6a3e0d9dc4e24db6f51ed7f4e8605c9cc62d0df20732c7a76ece7', NULL, NULL, '{"balance":{"active":63,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-13T02:00:00Z","event":{"data":{"points":5,"redemption_id":"r-45"},"id":"e-46","source":"urn:till:7","time":"2026-01-13T02:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-1","postings":[{"amount":68,"effective_at":"2026-01-13T02:00:00Z","lot":{"activates_at":"2026-01-13T02:00:00Z","earned_at":"2026-01-10T02:00:00Z","expires_at":"2026-03-15T00:00:00Z","lot_id":"member-1/1","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":5,"effective_at":"2026-01-13T02:00:00Z","lot":{"activates_at":"2026-01-13T02:00:00Z","earned_at":"2026-01-10T02:00:00Z","expires_at":"2026-03-15T00:00:00Z","lot_id":"member-1/1","origin":"purchase"},"period":"2026-01","source":"active","target":"redeemed","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.636001Z","register":1,"sequence":3,"shard":2,"verdict":"accepted"}'),
	(2, 1, 4, '2026-11-25 14:19:28.636001+00', '\x3bf15fa7b1659b14635db1a3f656952892878f7eadb8a75ad29a0437fa49442b', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-16T00:00:00Z","event":{"data":{"as_of":"2026-01-16T00:00:00Z"},"id":"e-69","source":"urn:till:7","time":"2026-01-16T00:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-5","postings":[],"programme":"default","reason":"MEMBER_UNKNOWN","recorded_at":"2026-11-25T14:19:28.636001Z","register":1,"sequence":4,"shard":2,"verdict":"rejected"}'),
	(2, 1, 5, '2026-11-25 14:19:28.636001+00', '\xcc1758cacbf5cb24e64ce09fdd8613d9f401fc7522ab1865853f834a8d1a60a0', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-16T00:00:00Z","event":{"data":{"as_of":"2026-01-16T00:00:00Z"},"id":"e-70","source":"urn:till:7","time":"2026-01-16T00:00:00Z","type":"points.activation_due"},"incarnation":1,"member_id":"member-5","postings":[],"programme":"default","reason":"MEMBER_UNKNOWN","recorded_at":"2026-11-25T14:19:28.636001Z","register":1,"sequence":5,"shard":2,"verdict":"rejected"}'),
	(2, 1, 6, '2026-11-25 14:19:28.636001+00', '\x06b60423aa719fd05ee87d233f997adc7e6e7d56772e2691191411d9e71b2543', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-19T08:00:00Z","event":{"data":{"attributes":{"sha256":"6f007a7cb4354bf593075fdc2fd4d82aa5976e166708200cc138ef765d4677a7"},"segment":"student"},"id":"e-104","source":"urn:till:7","time":"2026-01-19T08:00:00Z","type":"member.enrolled"},"incarnation":1,"member_id":"member-5","postings":[],"programme":"default","recorded_at":"2026-11-25T14:19:28.636001Z","register":1,"sequence":6,"shard":2,"verdict":"accepted"}'),
	(2, 1, 7, '2026-11-25 14:19:28.636001+00', '\x9fd74d27995ca3481dc4a5018974be75faffe4c06ce5157ff9d56fcd964a9d75', NULL, NULL, '{"balance":{"active":63,"arrears":0,"held":0,"pending":31},"effective_at":"2026-01-21T20:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"31.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-115"},"id":"e-116","source":"urn:till:7","time":"2026-01-21T20:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":31}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-1","postings":[{"amount":31,"effective_at":"2026-01-21T20:00:00Z","lot":{"activates_at":"2026-01-24T20:00:00Z","earned_at":"2026-01-21T20:00:00Z","expires_at":"2026-03-26T00:00:00Z","lot_id":"member-1/2","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.636001Z","register":1,"sequence":7,"shard":2,"verdict":"accepted"}'),
	(2, 1, 8, '2026-11-25 14:19:28.636001+00', '\xa75222c5286bb70313f15cdd686c7c074efbabe197bb621c34f12f20e1cd5bbc', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":25},"effective_at":"2026-01-25T00:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"25.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-132"},"id":"e-133","source":"urn:till:7","time":"2026-01-25T00:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":25}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-5","postings":[{"amount":25,"effective_at":"2026-01-25T00:00:00Z","lot":{"activates_at":"2026-01-28T00:00:00Z","earned_at":"2026-01-25T00:00:00Z","expires_at":"2026-03-30T00:00:00Z","lot_id":"member-5/1","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.636001Z","register":1,"sequence":8,"shard":2,"verdict":"accepted"}'),
	(2, 1, 9, '2026-11-25 14:19:28.636001+00', '\x722d1635ca3023773619e702049e29486d38697f51682c689bb4963e758c22b8', NULL, NULL, '{"balance":{"active":94,"arrears":0,"held":0,"pending":72},"effective_at":"2026-01-25T11:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"72.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-134"},"id":"e-135","source":"urn:till:7","time":"2026-01-25T11:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":72}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-1","postings":[{"amount":31,"effective_at":"2026-01-24T20:00:00Z","lot":{"activates_at":"2026-01-24T20:00:00Z","earned_at":"2026-01-21T20:00:00Z","expires_at":"2026-03-26T00:00:00Z","lot_id":"member-1/2","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":72,"effective_at":"2026-01-25T11:00:00Z","lot":{"activates_at":"2026-01-28T11:00:00Z","earned_at":"2026-01-25T11:00:00Z","expires_at":"2026-03-30T00:00:00Z","lot_id":"member-1/3","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.636001Z","register":1,"sequence":9,"shard":2,"verdict":"accepted"}'),
	(2, 1, 10, '2026-11-25 14:19:28.636001+00', '\xf71f9d18126b030514e1a3fcdc3c4b01fed650cd2f75138412c6080cefb4355b', NULL, NULL, '{"balance":{"active":25,"arrears":0,"held":0,"pending":69},"effective_at":"2026-02-04T14:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"69.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-212"},"id":"e-213","source":"urn:till:7","time":"2026-02-04T14:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":69}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-5","postings":[{"amount":25,"effective_at":"2026-01-28T00:00:00Z","lot":{"activates_at":"2026-01-28T00:00:00Z","earned_at":"2026-01-25T00:00:00Z","expires_at":"2026-03-30T00:00:00Z","lot_id":"member-5/1","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":69,"effective_at":"2026-02-04T14:00:00Z","lot":{"activates_at":"2026-02-07T14:00:00Z","earned_at":"2026-02-04T14:00:00Z","expires_at":"2026-04-09T00:00:00Z","lot_id":"member-5/2","origin":"purchase"},"period":"2026-02","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.636001Z","register":1,"sequence":10,"shard":2,"verdict":"accepted"}'),
	(2, 1, 11, '2026-11-25 14:19:28.636001+00', '\x9e3a17b00b2f5b14be40a1ea3f8dc1d38808eb3a80e2e3596cd1bdc12dbd6d8d', NULL, NULL, '{"balance":{"active":161,"arrears":0,"held":0,"pending":0},"effective_at":"2026-02-07T07:00:00Z","event":{"data":{"points":5,"redemption_id":"r-224"},"id":"e-225","source":"urn:till:7","time":"2026-02-07T07:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-1","postings":[{"amount":72,"effective_at":"2026-01-28T11:00:00Z","lot":{"activates_at":"2026-01-28T11:00:00Z","earned_at":"2026-01-25T11:00:00Z","expires_at":"2026-03-30T00:00:00Z","lot_id":"member-1/3","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":5,"effective_at":"2026-02-07T07:00:00Z","lot":{"activates_at":"2026-01-13T02:00:00Z","earned_at":"2026-01-10T02:00:00Z","expires_at":"2026-03-15T00:00:00Z","lot_id":"member-1/1","origin":"purchase"},"period":"2026-02","source":"active","target":"redeemed","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.636001Z","register":1,"sequence":11,"shard":2,"verdict":"accepted"}'),
	(2, 1, 12, '2026-11-25 14:19:28.636001+00', '\x8ff74698251b6efa9067034cfda86597c9e675124440f568d54ead4085dfd2c0', NULL, NULL, '{"balance":{"active":156,"arrears":0,"held":0,"pending":0},"effective_at":"2026-02-07T19:00:00Z","event":{"data":{"points":5,"redemption_id":"r-226"},"id":"e-227","source":"urn:till:7","time":"2026-02-07T19:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-1","postings":[{"amount":5,"effective_at":"2026-02-07T19:00:00Z","lot":{"activates_at":"2026-01-13T02:00:00Z","earned_at":"2026-01-10T02:00:00Z","expires_at":"2026-03-15T00:00:00Z","lot_id":"member-1/1","origin":"purchase"},"period":"2026-02","source":"active","target":"redeemed","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.636001Z","register":1,"sequence":12,"shard":2,"verdict":"accepted"}'),
	(2, 1, 13, '2026-11-25 14:19:28.636001+00', '\x15595305b817fbf76ffebfcac1aa8eff6dc3da79abc430b59f92c4983a4e3063', NULL, NULL, '{"balance":{"active":94,"arrears":0,"held":0,"pending":0},"effective_at":"2026-02-08T00:00:00Z","event":{"data":{"as_of":"2026-02-08T00:00:00Z"},"id":"e-236","source":"urn:till:7","time":"2026-02-08T00:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-5","postings":[{"amount":69,"effective_at":"2026-02-07T14:00:00Z","lot":{"activates_at":"2026-02-07T14:00:00Z","earned_at":"2026-02-04T14:00:00Z","expires_at":"2026-04-09T00:00:00Z","lot_id":"member-5/2","origin":"purchase"},"period":"2026-02","source":"pending","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.636001Z","register":1,"sequence":13,"shard":2,"verdict":"accepted"}'),
	(0, 1, 1, '2026-11-25 14:19:28.631681+00', '\x371e9b58e8a4cf5382f0042bff2487f401160efc882b969b35c4a5a1fd2ae28c', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":13},"effective_at":"2026-01-06T12:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"13.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-10"},"id":"e-11","source":"urn:till:7","time":"2026-01-06T12:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":13}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-2","postings":[{"amount":13,"effective_at":"2026-01-06T12:00:00Z","lot":{"activates_at":"2026-01-09T12:00:00Z","earned_at":"2026-01-06T12:00:00Z","expires_at":"2026-03-11T00:00:00Z","lot_id":"member-2/1","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.631681Z","register":1,"sequence":1,"shard":0,"verdict":"accepted"}'),
	(0, 1, 2, '2026-11-25 14:19:28.631681+00', '\xf5769fc7a9c1af1d138b1e8510fe76e5333697b7dad35cee1570b2ca4c6c6b2b', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":25},"effective_at":"2026-01-06T18:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"12.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-12"},"id":"e-13","source":"urn:till:7","time":"2026-01-06T18:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":12}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-2","postings":[{"amount":12,"effective_at":"2026-01-06T18:00:00Z","lot":{"activates_at":"2026-01-09T18:00:00Z","earned_at":"2026-01-06T18:00:00Z","expires_at":"2026-03-11T00:00:00Z","lot_id":"member-2/2","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.631681Z","register":1,"sequence":2,"shard":0,"verdict":"accepted"}'),
	(0, 1, 3, '2026-11-25 14:19:28.631681+00', '\xdcdfe69d4b265c8e6bc121589014eece073844f57ae2689daa6525f15959d6f0', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":25},"effective_at":"2026-01-07T06:00:00Z","event":{"data":{"points":60,"redemption_id":"r-14"},"id":"e-15","source":"urn:till:7","time":"2026-01-07T06:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-2","postings":[],"programme":"default","reason":"INSUFFICIENT_POINTS","recorded_at":"2026-11-25T14:19:28.631681Z","register":1,"sequence":3,"shard":0,"verdict":"rejected"}'),
	(0, 1, 4, '2026-11-25 14:19:28.631681+00', '\x61e84d4cc8a98d29756c1b8fa4500bca76d20bc9a29b5880887147662345a72e', NULL, NULL, '{"balance":{"active":13,"arrears":0,"held":0,"pending":25},"effective_at":"2026-01-09T14:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"13.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-27"},"id":"e-28","source":"urn:till:7","time":"2026-01-09T14:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":13}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-2","postings":[{"amount":13,"effective_at":"2026-01-09T12:00:00Z","lot":{"activates_at":"2026-01-09T12:00:00Z","earned_at":"2026-01-06T12:00:00Z","expires_at":"2026-03-11T00:00:00Z","lot_id":"member-2/1","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":13,"effective_at":"2026-01-09T14:00:00Z","lot":{"activates_at":"2026-01-12T14:00:00Z","earned_at":"2026-01-09T14:00:00Z","expires_at":"2026-03-14T00:00:00Z","lot_id":"member-2/3","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.631681Z","register":1,"sequence":4,"shard":0,"verdict":"accepted"}'),
	(0, 1, 5, '2026-11-25 14:19:28.631681+00', '\x5a5e607d20c188b53639ab8d18f7802ade05b9990d972f9ed80ee8f863bbab63', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-11T08:00:00Z","event":{"data":{"points":60,"redemption_id":"r-35"},"id":"e-36","source":"urn:till:7","time":"2026-01-11T08:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-4","postings":[],"programme":"default","reason":"MEMBER_UNKNOWN","recorded_at":"2026-11-25T14:19:28.631681Z","register":1,"sequence":5,"shard":0,"verdict":"rejected"}'),
	(0, 1, 6, '2026-11-25 14:19:28.631681+00', '\x5e90e22e3858f5f1cbad253d24590b6bf4fc91a5ab3a35c0f944ff9b132652e1', NULL, NULL, '{"balance":{"active":25,"arrears":0,"held":0,"pending":85},"effective_at":"2026-01-11T14:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"72.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-37"},"id":"e-38","source":"urn:till:7","time":"2026-01-11T14:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":72}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-2","postings":[{"amount":12,"effective_at":"2026-01-09T18:00:00Z","lot":{"activates_at":"2026-01-09T18:00:00Z","earned_at":"2026-01-06T18:00:00Z","expires_at":"2026-03-11T00:00:00Z","lot_id":"member-2/2","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":72,"effective_at":"2026-01-11T14:00:00Z","lot":{"activates_at":"2026-01-14T14:00:00Z","earned_at":"2026-01-11T14:00:00Z","expires_at":"2026-03-16T00:00:00Z","lot_id":"member-2/4","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.631681Z","register":1,"sequence":6,"shard":0,"verdict":"accepted"}'),
	(0, 1, 7, '2026-11-25 14:19:28.631681+00', '\x0deb93842ed42014a3a665fef0b2a164108f5ce08f8095e9adb597b617ec5f2d', NULL, NULL, '{"balance":{"active":25,"arrears":0,"held":0,"pending":143},"effective_at":"2026-01-12T12:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"58.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-41"},"id":"e-42","source":"urn:till:7","time":"2026-01-12T12:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":58}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-2","postings":[{"amount":58,"effective_at":"2026-01-12T12:00:00Z","lot":{"activates_at":"2026-01-15T12:00:00Z","earned_at":"2026-01-12T12:00:00Z","expires_at":"2026-03-17T00:00:00Z","lot_id":"member-2/5","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.631681Z","register":1,"sequence":7,"shard":0,"verdict":"accepted"}'),
	(0, 1, 8, '2026-11-25 14:19:28.631681+00', '\x3a7af263c2b7086972a7352bb9ce1e3ea378dbb3de3c923f08cc3944af65dea2', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":13},"effective_at":"2026-01-14T16:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"13.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-53"},"id":"e-54","source":"urn:till:7","time":"2026-01-14T16:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":13}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-8","postings":[{"amount":13,"effective_at":"2026-01-14T16:00:00Z","lot":{"activates_at":"2026-01-17T16:00:00Z","earned_at":"2026-01-14T16:00:00Z","expires_at":"2026-03-19T00:00:00Z","lot_id":"member-8/1","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.631681Z","register":1,"sequence":8,"shard":0,"verdict":"accepted"}'),
	(0, 1, 9, '2026-11-25 14:19:28.631681+00', '\x97d1838356cf18067bbc9e750346baa9f402cc33fdf0c862ce83f9df0c8fcc95', NULL, NULL, '{"balance":{"active":168,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-16T00:00:00Z","event":{"data":{"as_of":"2026-01-16T00:00:00Z"},"id":"e-63","source":"urn:till:7","time":"2026-01-16T00:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-2","postings":[{"amount":13,"effective_at":"2026-01-12T14:00:00Z","lot":{"activates_at":"2026-01-12T14:00:00Z","earned_at":"2026-01-09T14:00:00Z","expires_at":"2026-03-14T00:00:00Z","lot_id":"member-2/3","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":72,"effective_at":"2026-01-14T14:00:00Z","lot":{"activates_at":"2026-01-14T14:00:00Z","earned_at":"2026-01-11T14:00:00Z","expires_at":"2026-03-16T00:00:00Z","lot_id":"member-2/4","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":58,"effective_at":"2026-01-15T12:00:00Z","lot":{"activates_at":"2026-01-15T12:00:00Z","earned_at":"2026-01-12T12:00:00Z","expires_at":"2026-03-17T00:00:00Z","lot_id":"member-2/5","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.631681Z","register":1,"sequence":9,"shard":0,"verdict":"accepted"}'),
	(0, 1, 10, '2026-11-25 14:19:28.631681+00', '\x6221a182aa880b3b328ffb469820bf5e21561fddf0d5ef5f9f8d32420975043b', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-16T00:00:00Z","event":{"data":{"as_of":"2026-01-16T00:00:00Z"},"id":"e-67","source":"urn:till:7","time":"2026-01-16T00:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-4","postings":[],"programme":"default","reason":"MEMBER_UNKNOWN","recorded_at":"2026-11-25T14:19:28.631681Z","register":1,"sequence":10,"shard":0,"verdict":"rejected"}'),
	(0, 1, 11, '2026-11-25 14:19:28.631681+00', '\x0793c2f5a6100e6285ef35fc6bd6c12cba5fe19a228c90d10fa47afa4750f892', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-16T00:00:00Z","event":{"data":{"as_of":"2026-01-16T00:00:00Z"},"id":"e-68","source":"urn:till:7","time":"2026-01-16T00:00:00Z","type":"points.activation_due"},"incarnation":1,"member_id":"member-4","postings":[],"programme":"default","reason":"MEMBER_UNKNOWN","recorded_at":"2026-11-25T14:19:28.631681Z","register":1,"sequence":11,"shard":0,"verdict":"rejected"}'),
	(0, 1, 12, '2026-11-25 14:19:28.631681+00', '\x12b073d771a1fc4d724d30e113d8c95b1c45ea9c80ff8e1326777c356d43619e', NULL, NULL, '{"balance":{"active":168,"arrears":0,"held":0,"pending":32},"effective_at":"2026-01-16T12:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"32.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-89"},"id":"e-90","source":"urn:till:7","time":"2026-01-16T12:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":32}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-2","postings":[{"amount":32,"effective_at":"2026-01-16T12:00:00Z","lot":{"activates_at":"2026-01-19T12:00:00Z","earned_at":"2026-01-16T12:00:00Z","expires_at":"2026-03-21T00:00:00Z","lot_id":"member-2/6","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.631681Z","register":1,"sequence":12,"shard":0,"verdict":"accepted"}'),
	(0, 1, 13, '2026-11-25 14:19:28.631681+00', '\x2d8d02f5f8d4844f16352779053e56839fcdaa5e0ab5fc772be5ffe8e981b002', NULL, NULL, '{"balance":{"active":168,"arrears":0,"held":0,"pending":66},"effective_at":"2026-01-18T12:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"34.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-101"},"id":"e-102","source":"urn:till:7","time":"2026-01-18T12:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":34}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-2","postings":[{"amount":34,"effective_at":"2026-01-18T12:00:00Z","lot":{"activates_at":"2026-01-21T12:00:00Z","earned_at":"2026-01-18T12:00:00Z","expires_at":"2026-03-23T00:00:00Z","lot_id":"member-2/7","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.631681Z","register":1,"sequence":13,"shard":0,"verdict":"accepted"}'),
	(0, 1, 14, '2026-11-25 14:19:28.631681+00', '\x8c15ad71ec657099eaf5b2f08bdb26511bb03e40815ae21ca2eb548cbbfdee00', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-19T01:00:00Z","event":{"data":{"attributes":{"sha256":"4e8fa4aae1d31bdc4c324f283a5d8bf2ad27302682c0a67f9e353f877a7a13dc"},"segment":"gold"},"id":"e-103","source":"urn:till:7","time":"2026-01-19T01:00:00Z","type":"member.enrolled"},"incarnation":1,"member_id":"member-4","postings":[],"programme":"default","recorded_at":"2026-11-25T14:19:28.631681Z","register":1,"sequence":14,"shard":0,"verdict":"accepted"}'),
	(0, 1, 15, '2026-11-25 14:19:28.631681+00', '\x138da30090a4bf61f4fbee34d0196ae0102a618bfc8a717e3924754edfe3dcd5', NULL, NULL, '{"balance":{"active":234,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-22T09:00:00Z","event":{"data":{"attributes":{"sha256":"261f42995ae5b411fe82d4aaa9f120cc2c91582b063052c30108d89b420df7d9"},"segment":"gold"},"id":"e-119","source":"urn:till:7","time":"2026-01-22T09:00:00Z","type":"member.enrolled"},"incarnation":1,"member_id":"member-2","postings":[{"amount":32,"effective_at":"2026-01-19T12:00:00Z","lot":{"activates_at":"2026-01-19T12:00:00Z","earned_at":"2026-01-16T12:00:00Z","expires_at":"2026-03-21T00:00:00Z","lot_id":"member-2/6","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":34,"effective_at":"2026-01-21T12:00:00Z","lot":{"activates_at":"2026-01-21T12:00:00Z","earned_at":"2026-01-18T12:00:00Z","expires_at":"2026-03-23T00:00:00Z","lot_id":"member-2/7","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.631681Z","register":1,"sequence":15,"shard":0,"verdict":"accepted"}'),
	(0, 1, 16, '2026-11-25 14:19:28.631681+00', '\x314fbb5393d5da08c4593b1222c488a2ead1b6c079bd39178a808316cd75dc23', NULL, NULL, '{"balance":{"active":174,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-22T20:00:00Z","event":{"data":{"points":60,"redemption_id":"r-120"},"id":"e-121","source":"urn:till:7","time":"2026-01-22T20:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-2","postings":[{"amount":13,"effective_at":"2026-01-22T20:00:00Z","lot":{"activates_at":"2026-01-09T12:00:00Z","earned_at":"2026-01-06T12:00:00Z","expires_at":"2026-03-11T00:00:00Z","lot_id":"member-2/1","origin":"purchase"},"period":"2026-01","source":"active","target":"redeemed","unit":"points"},{"amount":12,"effective_at":"2026-01-22T20:00:00Z","lot":{"activates_at":"2026-01-09T18:00:00Z","earned_at":"2026-01-06T18:00:00Z","expires_at":"2026-03-11T00:00:00Z","lot_id":"member-2/2","origin":"purchase"},"period":"2026-01","source":"active","target":"redeemed","unit":"points"},{"amount":13,"effective_at":"2026-01-22T20:00:00Z","lot":{"activates_at":"2026-01-12T14:00:00Z","earned_at":"2026-01-09T14:00:00Z","expires_at":"2026-03-14T00:00:00Z","lot_id":"member-2/3","origin":"purchase"},"period":"2026-01","source":"active","target":"redeemed","unit":"points"},{"amount":22,"effective_at":"2026-01-22T20:00:00Z","lot":{"activates_at":"2026-01-14T14:00:00Z","earned_at":"2026-01-11T14:00:00Z","expires_at":"2026-03-16T00:00:00Z","lot_id":"member-2/4","origin":"purchase"},"period":"2026-01","source":"active","target":"redeemed","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.631681Z","register":1,"sequence":16,"shard":0,"verdict":"accepted"}'),
	(0, 1, 17, '2026-11-25 14:19:28.631681+00', '\x57a84effaf6580569c843067a5a04f6b86e5fba3a65b3dea122366dd4986c8a2', NULL, NULL, '{"balance":{"active":114,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-22T23:00:00Z","event":{"data":{"points":60,"redemption_id":"r-122"},"id":"e-123","source":"urn:till:7","time":"2026-01-22T23:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-2","postings":[{"amount":50,"effective_at":"2026-01-22T23:00:00Z","lot":{"activates_at":"2026-01-14T14:00:00Z","earned_at":"2026-01-11T14:00:00Z","expires_at":"2026-03-16T00:00:00Z","lot_id":"member-2/4","origin":"purchase"},"period":"2026-01","source":"active","target":"redeemed","unit":"points"},{"amount":10,"effective_at":"2026-01-22T23:00:00Z","lot":{"activates_at":"2026-01-15T12:00:00Z","earned_at":"2026-01-12T12:00:00Z","expires_at":"2026-03-17T00:00:00Z","lot_id":"member-2/5","origin":"purchase"},"period":"2026-01","source":"active","target":"redeemed","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.631681Z","register":1,"sequence":17,"shard":0,"verdict":"accepted"}'),
	(0, 1, 18, '2026-11-25 14:19:28.631681+00', '\x49c35fcbe2df30f3fe18170fb6801e465daa1c700943caf5a024a9d8f3996563', NULL, NULL, '{"balance":{"active":13,"arrears":0,"held":0,"pending":44},"effective_at":"2026-01-24T06:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"44.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-128"},"id":"e-129","source":"urn:till:7","time":"2026-01-24T06:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":44}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-8","postings":[{"amount":13,"effective_at":"2026-01-17T16:00:00Z","lot":{"activates_at":"2026-01-17T16:00:00Z","earned_at":"2026-01-14T16:00:00Z","expires_at":"2026-03-19T00:00:00Z","lot_id":"member-8/1","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":44,"effective_at":"2026-01-24T06:00:00Z","lot":{"activates_at":"2026-01-27T06:00:00Z","earned_at":"2026-01-24T06:00:00Z","expires_at":"2026-03-29T00:00:00Z","lot_id":"member-8/2","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.631681Z","register":1,"sequence":18,"shard":0,"verdict":"accepted"}'),
	(0, 1, 19, '2026-11-25 14:19:28.631681+00', '\x50171a6fbb5600f097d79d91f105327667bb89b1859f0828ff48e116e7b6b562', NULL, NULL, '{"balance":{"active":114,"arrears":0,"held":0,"pending":34},"effective_at":"2026-01-29T04:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"34.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-183"},"id":"e-184","source":"urn:till:7","time":"2026-01-29T04:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":34}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-2","postings":[{"amount":34,"effective_at":"2026-01-29T04:00:00Z","lot":{"activates_at":"2026-02-01T04:00:00Z","earned_at":"2026-01-29T04:00:00Z","expires_at":"2026-04-03T00:00:00Z","lot_id":"member-2/8","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.631681Z","register":1,"sequence":19,"shard":0,"verdict":"accepted"}'),
	(0, 1, 20, '2026-11-25 14:19:28.631681+00', '\x6894c8b006c80b87a73d10d9f3dd40d43df3db87d10f0ac8830bbcde3f0c7be4', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":66},"effective_at":"2026-01-29T14:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"66.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-185"},"id":"e-186","source":"urn:till:7","time":"2026-01-29T14:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":66}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-4","postings":[{"amount":66,"effective_at":"2026-01-29T14:00:00Z","lot":{"activates_at":"2026-02-01T14:00:00Z","earned_at":"2026-01-29T14:00:00Z","expires_at":"2026-04-03T00:00:00Z","lot_id":"member-4/1","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.631681Z","register":1,"sequence":20,"shard":0,"verdict":"accepted"}'),
	(0, 1, 21, '2026-11-25 14:19:28.631681+00', '\x15888da8b2ffa1cfcc186ca7f776f26580e2d4ef70fbe6498931310e7b947238', NULL, NULL, '{"balance":{"active":54,"arrears":0,"held":0,"pending":34},"effective_at":"2026-01-31T04:00:00Z","event":{"data":{"points":60,"redemption_id":"r-191"},"id":"e-192","source":"urn:till:7","time":"2026-01-31T04:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-2","postings":[{"amount":48,"effective_at":"2026-01-31T04:00:00Z","lot":{"activates_at":"2026-01-15T12:00:00Z","earned_at":"2026-01-12T12:00:00Z","expires_at":"2026-03-17T00:00:00Z","lot_id":"member-2/5","origin":"purchase"},"period":"2026-01","source":"active","target":"redeemed","unit":"points"},{"amount":12,"effective_at":"2026-01-31T04:00:00Z","lot":{"activates_at":"2026-01-19T12:00:00Z","earned_at":"2026-01-16T12:00:00Z","expires_at":"2026-03-21T00:00:00Z","lot_id":"member-2/6","origin":"purchase"},"period":"2026-01","source":"active","target":"redeemed","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.631681Z","register":1,"sequence":21,"shard":0,"verdict":"accepted"}'),
	(0, 1, 22, '2026-11-25 14:19:28.631681+00', '\xe37efe6261a43c11e5b34b52b32a7f03c7bc413386fc5e6daf940d46bde06b4c', NULL, NULL, '{"balance":{"active":37,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-31T10:00:00Z","event":{"data":{"points":20,"redemption_id":"r-193"},"id":"e-194","source":"urn:till:7","time":"2026-01-31T10:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-8","postings":[{"amount":44,"effective_at":"2026-01-27T06:00:00Z","lot":{"activates_at":"2026-01-27T06:00:00Z","earned_at":"2026-01-24T06:00:00Z","expires_at":"2026-03-29T00:00:00Z","lot_id":"member-8/2","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":13,"effective_at":"2026-01-31T10:00:00Z","lot":{"activates_at":"2026-01-17T16:00:00Z","earned_at":"2026-01-14T16:00:00Z","expires_at":"2026-03-19T00:00:00Z","lot_id":"member-8/1","origin":"purchase"},"period":"2026-01","source":"active","target":"redeemed","unit":"points"},{"amount":7,"effective_at":"2026-01-31T10:00:00Z","lot":{"activates_at":"2026-01-27T06:00:00Z","earned_at":"2026-01-24T06:00:00Z","expires_at":"2026-03-29T00:00:00Z","lot_id":"member-8/2","origin":"purchase"},"period":"2026-01","source":"active","target":"redeemed","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.631681Z","register":1,"sequence":22,"shard":0,"verdict":"accepted"}'),
	(0, 1, 23, '2026-11-25 14:19:28.631681+00', '\x01bfa4b7df1f7c672e5d21a5c482194091b4f9d724cb8ca27653987e189a913e', NULL, NULL, '{"balance":{"active":88,"arrears":0,"held":0,"pending":0},"effective_at":"2026-02-08T00:00:00Z","event":{"data":{"as_of":"2026-02-08T00:00:00Z"},"id":"e-230","source":"urn:till:7","time":"2026-02-08T00:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-2","postings":[{"amount":34,"effective_at":"2026-02-01T04:00:00Z","lot":{"activates_at":"2026-02-01T04:00:00Z","earned_at":"2026-01-29T04:00:00Z","expires_at":"2026-04-03T00:00:00Z","lot_id":"member-2/8","origin":"purchase"},"period":"2026-02","source":"pending","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.631681Z","register":1,"sequence":23,"shard":0,"verdict":"accepted"}'),
	(0, 1, 24, '2026-11-25 14:19:28.631681+00', '\x479af4256469ee70151af6365a3195c3ffcf6735f01fcae4e5c172f59586ea9e', NULL, NULL, '{"balance":{"active":66,"arrears":0,"held":0,"pending":0},"effective_at":"2026-02-08T00:00:00Z","event":{"data":{"as_of":"2026-02-08T00:00:00Z"},"id":"e-234","source":"urn:till:7","time":"2026-02-08T00:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-4","postings":[{"amount":66,"effective_at":"2026-02-01T14:00:00Z","lot":{"activates_at":"2026-02-01T14:00:00Z","earned_at":"2026-01-29T14:00:00Z","expires_at":"2026-04-03T00:00:00Z","lot_id":"member-4/1","origin":"purchase"},"period":"2026-02","source":"pending","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.631681Z","register":1,"sequence":24,"shard":0,"verdict":"accepted"}'),
	(3, 1, 1, '2026-11-25 14:19:28.798459+00', '\xc85bdf5d3668c86fe208467a434c386afe2e02c46513364bf26beeed4156533e', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":51},"effective_at":"2026-01-05T21:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"51.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-6"},"id":"e-7","source":"urn:till:7","time":"2026-01-05T21:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":51}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-14","postings":[{"amount":51,"effective_at":"2026-01-05T21:00:00Z","lot":{"activates_at":"2026-01-08T21:00:00Z","earned_at":"2026-01-05T21:00:00Z","expires_at":"2026-03-10T00:00:00Z","lot_id":"member-14/1","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":1,"shard":3,"verdict":"accepted"}'),
	(3, 1, 2, '2026-11-25 14:19:28.798459+00', '\xaebc866bd004493c02377aea436038f17606348efa67a805c51dedfa8ed5d8a2', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-08T07:00:00Z","event":{"data":{"attributes":{"sha256":"e24e80591df1b13f04b05be70448ebc9c880b36c78745853a5a94572a02d3008"},"segment":"gold"},"id":"e-18","source":"urn:till:7","time":"2026-01-08T07:00:00Z","type":"member.enrolled"},"incarnation":1,"member_id":"member-7","postings":[],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":2,"shard":3,"verdict":"accepted"}'),
	(3, 1, 3, '2026-11-25 14:19:28.798459+00', '\x9b134c00442faeb048aedb0f773a1627081f0016c14e5aa3cab2dfb378d62d6e', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":41},"effective_at":"2026-01-12T00:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"41.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-39"},"id":"e-40","source":"urn:till:7","time":"2026-01-12T00:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":41}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-6","postings":[{"amount":41,"effective_at":"2026-01-12T00:00:00Z","lot":{"activates_at":"2026-01-15T00:00:00Z","earned_at":"2026-01-12T00:00:00Z","expires_at":"2026-03-17T00:00:00Z","lot_id":"member-6/1","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":3,"shard":3,"verdict":"accepted"}'),
	(3, 1, 4, '2026-11-25 14:19:28.798459+00', '\x4316244933e4db2da9de9fba75def81b15ef0e7d393f5f1cd0d2c90e4620aad1', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":67},"effective_at":"2026-01-12T17:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"67.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-43"},"id":"e-44","source":"urn:till:7","time":"2026-01-12T17:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":67}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-13","postings":[{"amount":67,"effective_at":"2026-01-12T17:00:00Z","lot":{"activates_at":"2026-01-15T17:00:00Z","earned_at":"2026-01-12T17:00:00Z","expires_at":"2026-03-17T00:00:00Z","lot_id":"member-13/1","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":4,"shard":3,"verdict":"accepted"}'),
	(3, 1, 5, '2026-11-25 14:19:28.798459+00', '\xca6413665e92fdff6005c6dfc50070118c1791855103442a8afada36a43c0eb3', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":68},"effective_at":"2026-01-13T21:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"68.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-49"},"id":"e-50","source":"urn:till:7","time":"2026-01-13T21:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":68}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-12","postings":[{"amount":68,"effective_at":"2026-01-13T21:00:00Z","lot":{"activates_at":"2026-01-16T21:00:00Z","earned_at":"2026-01-13T21:00:00Z","expires_at":"2026-03-18T00:00:00Z","lot_id":"member-12/1","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":5,"shard":3,"verdict":"accepted"}'),
	(3, 1, 6, '2026-11-25 14:19:28.798459+00', '\x82df79ac81259fc31ccd544b6e2408cc16bb8d3da462d6c0da188570da983115', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":83},"effective_at":"2026-01-14T09:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"16.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-51"},"id":"e-52","source":"urn:till:7","time":"2026-01-14T09:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":16}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-13","postings":[{"amount":16,"effective_at":"2026-01-14T09:00:00Z","lot":{"activates_at":"2026-01-17T09:00:00Z","earned_at":"2026-01-14T09:00:00Z","expires_at":"2026-03-19T00:00:00Z","lot_id":"member-13/2","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":6,"shard":3,"verdict":"accepted"}'),
	(3, 1, 7, '2026-11-25 14:19:28.798459+00', '\xacbbf4e87d1ca66851d66d3c4a55bf20e03895d16d5978afa014a46a8f61f04d', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":155},"effective_at":"2026-01-14T19:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"87.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-55"},"id":"e-56","source":"urn:till:7","time":"2026-01-14T19:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":87}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-12","postings":[{"amount":87,"effective_at":"2026-01-14T19:00:00Z","lot":{"activates_at":"2026-01-17T19:00:00Z","earned_at":"2026-01-14T19:00:00Z","expires_at":"2026-03-19T00:00:00Z","lot_id":"member-12/2","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":7,"shard":3,"verdict":"accepted"}'),
	(3, 1, 8, '2026-11-25 14:19:28.798459+00', '\xa9f23fc0bfeb84ddfc5147fe040d24458459b9c989ff02450145c099ddcf47b5', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-15T07:00:00Z","event":{"data":{"points":20,"redemption_id":"r-57"},"id":"e-58","source":"urn:till:7","time":"2026-01-15T07:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-11","postings":[],"programme":"default","reason":"MEMBER_UNKNOWN","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":8,"shard":3,"verdict":"rejected"}'),
	(3, 1, 9, '2026-11-25 14:19:28.798459+00', '\x475e77baf6bf9cef3c0f5863c1e33c4298f10528fc30c083e279917b08d7a0d0', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-15T21:00:00Z","event":{"data":{"points":20,"redemption_id":"r-59"},"id":"e-60","source":"urn:till:7","time":"2026-01-15T21:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-7","postings":[],"programme":"default","reason":"INSUFFICIENT_POINTS","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":9,"shard":3,"verdict":"rejected"}'),
	(3, 1, 10, '2026-11-25 14:19:28.798459+00', '\x9b8f72231a5b6f11a2e3cd762cd66ab74c8f67005e87353b171ddb2f91aa248d', NULL, NULL, '{"balance":{"active":41,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-16T00:00:00Z","event":{"data":{"as_of":"2026-01-16T00:00:00Z"},"id":"e-71","source":"urn:till:7","time":"2026-01-16T00:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-6","postings":[{"amount":41,"effective_at":"2026-01-15T00:00:00Z","lot":{"activates_at":"2026-01-15T00:00:00Z","earned_at":"2026-01-12T00:00:00Z","expires_at":"2026-03-17T00:00:00Z","lot_id":"member-6/1","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":10,"shard":3,"verdict":"accepted"}'),
	(3, 1, 11, '2026-11-25 14:19:28.798459+00', '\x0719becccbc5eaba9d47763211970d1a6dc6ec6c0dff06940801ecd42aa501f3', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-16T00:00:00Z","event":{"data":{"as_of":"2026-01-16T00:00:00Z"},"id":"e-81","source":"urn:till:7","time":"2026-01-16T00:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-11","postings":[],"programme":"default","reason":"MEMBER_UNKNOWN","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":11,"shard":3,"verdict":"rejected"}'),
	(3, 1, 12, '2026-11-25 14:19:28.798459+00', '\x827b3f865b27d4ca6a0fb1bf74d1f6e8d1c4d18b90310a327c9eaf208ffd4b46', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-16T00:00:00Z","event":{"data":{"as_of":"2026-01-16T00:00:00Z"},"id":"e-82","source":"urn:till:7","time":"2026-01-16T00:00:00Z","type":"points.activation_due"},"incarnation":1,"member_id":"member-11","postings":[],"programme":"default","reason":"MEMBER_UNKNOWN","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":12,"shard":3,"verdict":"rejected"}'),
	(3, 1, 13, '2026-11-25 14:19:28.798459+00', '\xe7dcbd02d4ed236a2dfcca4dd309a052b0007febeb7a5b344d4ef9cc3a551508', NULL, NULL, '{"balance":{"active":67,"arrears":0,"held":0,"pending":16},"effective_at":"2026-01-16T00:00:00Z","event":{"data":{"as_of":"2026-01-16T00:00:00Z"},"id":"e-85","source":"urn:till:7","time":"2026-01-16T00:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-13","postings":[{"amount":67,"effective_at":"2026-01-15T17:00:00Z","lot":{"activates_at":"2026-01-15T17:00:00Z","earned_at":"2026-01-12T17:00:00Z","expires_at":"2026-03-17T00:00:00Z","lot_id":"member-13/1","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":13,"shard":3,"verdict":"accepted"}'),
	(3, 1, 14, '2026-11-25 14:19:28.798459+00', '\x8ddffe83a515fc70b757e1af2955899a1266a527c8e3109f978334a29de394e7', NULL, NULL, '{"balance":{"active":51,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-16T00:00:00Z","event":{"data":{"as_of":"2026-01-16T00:00:00Z"},"id":"e-87","source":"urn:till:7","time":"2026-01-16T00:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-14","postings":[{"amount":51,"effective_at":"2026-01-08T21:00:00Z","lot":{"activates_at":"2026-01-08T21:00:00Z","earned_at":"2026-01-05T21:00:00Z","expires_at":"2026-03-10T00:00:00Z","lot_id":"member-14/1","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":14,"shard":3,"verdict":"accepted"}'),
	(3, 1, 15, '2026-11-25 14:19:28.798459+00', '\xd6cd15ccac1ac9d111a5f38959635e0f1a17438c7242e31ce5b21713d32de3c1', NULL, NULL, '{"balance":{"active":51,"arrears":0,"held":0,"pending":26},"effective_at":"2026-01-17T04:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"26.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-93"},"id":"e-94","source":"urn:till:7","time":"2026-01-17T04:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":26}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-14","postings":[{"amount":26,"effective_at":"2026-01-17T04:00:00Z","lot":{"activates_at":"2026-01-20T04:00:00Z","earned_at":"2026-01-17T04:00:00Z","expires_at":"2026-03-22T00:00:00Z","lot_id":"member-14/2","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":15,"shard":3,"verdict":"accepted"}'),
	(3, 1, 16, '2026-11-25 14:19:28.798459+00', '\xfd7e08a9a0f0b1622b48935d5edda0dbb41ce4685af07eb18b3cd5effca907b5', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":22},"effective_at":"2026-01-17T14:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"22.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-95"},"id":"e-96","source":"urn:till:7","time":"2026-01-17T14:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":22}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-7","postings":[{"amount":22,"effective_at":"2026-01-17T14:00:00Z","lot":{"activates_at":"2026-01-20T14:00:00Z","earned_at":"2026-01-17T14:00:00Z","expires_at":"2026-03-22T00:00:00Z","lot_id":"member-7/1","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":16,"shard":3,"verdict":"accepted"}'),
	(3, 1, 17, '2026-11-25 14:19:28.798459+00', '\x2f268703e317dda8e38e28800a8a04e2402eff69cc88a890f5a4fc544cff1436', NULL, NULL, '{"balance":{"active":51,"arrears":0,"held":0,"pending":84},"effective_at":"2026-01-17T23:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"58.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-97"},"id":"e-98","source":"urn:till:7","time":"2026-01-17T23:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":58}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-14","postings":[{"amount":58,"effective_at":"2026-01-17T23:00:00Z","lot":{"activates_at":"2026-01-20T23:00:00Z","earned_at":"2026-01-17T23:00:00Z","expires_at":"2026-03-22T00:00:00Z","lot_id":"member-14/3","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":17,"shard":3,"verdict":"accepted"}'),
	(3, 1, 18, '2026-11-25 14:19:28.798459+00', '\xc267261998a678fcb54e3478d5558e2772b48644c3c7cf301659fd729b8ba05e', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-18T07:00:00Z","event":{"data":{"points":5,"redemption_id":"r-99"},"id":"e-100","source":"urn:till:7","time":"2026-01-18T07:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-11","postings":[],"programme":"default","reason":"MEMBER_UNKNOWN","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":18,"shard":3,"verdict":"rejected"}'),
	(3, 1, 19, '2026-11-25 14:19:28.798459+00', '\x4beaf30627a44917c154d033e7195c444c2287964d9f35f3aaf8667ae630ce4d', NULL, NULL, '{"balance":{"active":41,"arrears":0,"held":0,"pending":45},"effective_at":"2026-01-19T19:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"45.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-105"},"id":"e-106","source":"urn:till:7","time":"2026-01-19T19:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":45}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-6","postings":[{"amount":45,"effective_at":"2026-01-19T19:00:00Z","lot":{"activates_at":"2026-01-22T19:00:00Z","earned_at":"2026-01-19T19:00:00Z","expires_at":"2026-03-24T00:00:00Z","lot_id":"member-6/2","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":19,"shard":3,"verdict":"accepted"}'),
	(3, 1, 20, '2026-11-25 14:19:28.798459+00', '\x306643dfcd067e4edf87fef24b5305f2e9aa94f3c5efd1cb37bc2f62b57eaaca', NULL, NULL, '{"balance":{"active":95,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-20T00:00:00Z","event":{"data":{"points":60,"redemption_id":"r-107"},"id":"e-108","source":"urn:till:7","time":"2026-01-20T00:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-12","postings":[{"amount":68,"effective_at":"2026-01-16T21:00:00Z","lot":{"activates_at":"2026-01-16T21:00:00Z","earned_at":"2026-01-13T21:00:00Z","expires_at":"2026-03-18T00:00:00Z","lot_id":"member-12/1","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":87,"effective_at":"2026-01-17T19:00:00Z","lot":{"activates_at":"2026-01-17T19:00:00Z","earned_at":"2026-01-14T19:00:00Z","expires_at":"2026-03-19T00:00:00Z","lot_id":"member-12/2","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":60,"effective_at":"2026-01-20T00:00:00Z","lot":{"activates_at":"2026-01-16T21:00:00Z","earned_at":"2026-01-13T21:00:00Z","expires_at":"2026-03-18T00:00:00Z","lot_id":"member-12/1","origin":"purchase"},"period":"2026-01","source":"active","target":"redeemed","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":20,"shard":3,"verdict":"accepted"}'),
	(3, 1, 21, '2026-11-25 14:19:28.798459+00', '\xe699975e7ab60d8c5c30a82ed599319e7c084a161a9c74156c2468e691e24016', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":63},"effective_at":"2026-01-20T13:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"63.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-109"},"id":"e-110","source":"urn:till:7","time":"2026-01-20T13:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":63}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-11","postings":[{"amount":63,"effective_at":"2026-01-20T13:00:00Z","lot":{"activates_at":"2026-01-23T13:00:00Z","earned_at":"2026-01-20T13:00:00Z","expires_at":"2026-03-25T00:00:00Z","lot_id":"member-11/1","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":21,"shard":3,"verdict":"accepted"}'),
	(3, 1, 22, '2026-11-25 14:19:28.798459+00', '\xce95be12c241070e950cca18f63c315297bc13758a0331489e22329247d01866', NULL, NULL, '{"balance":{"active":83,"arrears":0,"held":0,"pending":55},"effective_at":"2026-01-21T02:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"55.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-111"},"id":"e-112","source":"urn:till:7","time":"2026-01-21T02:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":55}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-13","postings":[{"amount":16,"effective_at":"2026-01-17T09:00:00Z","lot":{"activates_at":"2026-01-17T09:00:00Z","earned_at":"2026-01-14T09:00:00Z","expires_at":"2026-03-19T00:00:00Z","lot_id":"member-13/2","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":55,"effective_at":"2026-01-21T02:00:00Z","lot":{"activates_at":"2026-01-24T02:00:00Z","earned_at":"2026-01-21T02:00:00Z","expires_at":"2026-03-26T00:00:00Z","lot_id":"member-13/3","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":22,"shard":3,"verdict":"accepted"}'),
	(3, 1, 23, '2026-11-25 14:19:28.798459+00', '\x70604256195bc622624fb9a1b7bd8748ab999889212831f466fb05e741280f9f', NULL, NULL, '{"balance":{"active":22,"arrears":0,"held":0,"pending":86},"effective_at":"2026-01-21T11:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"86.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-113"},"id":"e-114","source":"urn:till:7","time":"2026-01-21T11:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":86}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-7","postings":[{"amount":22,"effective_at":"2026-01-20T14:00:00Z","lot":{"activates_at":"2026-01-20T14:00:00Z","earned_at":"2026-01-17T14:00:00Z","expires_at":"2026-03-22T00:00:00Z","lot_id":"member-7/1","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":86,"effective_at":"2026-01-21T11:00:00Z","lot":{"activates_at":"2026-01-24T11:00:00Z","earned_at":"2026-01-21T11:00:00Z","expires_at":"2026-03-26T00:00:00Z","lot_id":"member-7/2","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":23,"shard":3,"verdict":"accepted"}'),
	(3, 1, 24, '2026-11-25 14:19:28.798459+00', '\x84884e2e2898a5135e4dd0104f08680891d724d2c732d9d2c7e93891d7e7d71c', NULL, NULL, '{"balance":{"active":86,"arrears":0,"held":0,"pending":19},"effective_at":"2026-01-23T20:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"19.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-126"},"id":"e-127","source":"urn:till:7","time":"2026-01-23T20:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":19}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-6","postings":[{"amount":45,"effective_at":"2026-01-22T19:00:00Z","lot":{"activates_at":"2026-01-22T19:00:00Z","earned_at":"2026-01-19T19:00:00Z","expires_at":"2026-03-24T00:00:00Z","lot_id":"member-6/2","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":19,"effective_at":"2026-01-23T20:00:00Z","lot":{"activates_at":"2026-01-26T20:00:00Z","earned_at":"2026-01-23T20:00:00Z","expires_at":"2026-03-28T00:00:00Z","lot_id":"member-6/3","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":24,"shard":3,"verdict":"accepted"}'),
	(3, 1, 25, '2026-11-25 14:19:28.798459+00', '\xbb13ede8cdc16dd342b96dcb57875bd2cdf288b7f65c52382383b6682dd6e0ba', NULL, NULL, '{"balance":{"active":35,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-26T10:00:00Z","event":{"data":{"points":60,"redemption_id":"r-139"},"id":"e-140","source":"urn:till:7","time":"2026-01-26T10:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-12","postings":[{"amount":8,"effective_at":"2026-01-26T10:00:00Z","lot":{"activates_at":"2026-01-16T21:00:00Z","earned_at":"2026-01-13T21:00:00Z","expires_at":"2026-03-18T00:00:00Z","lot_id":"member-12/1","origin":"purchase"},"period":"2026-01","source":"active","target":"redeemed","unit":"points"},{"amount":52,"effective_at":"2026-01-26T10:00:00Z","lot":{"activates_at":"2026-01-17T19:00:00Z","earned_at":"2026-01-14T19:00:00Z","expires_at":"2026-03-19T00:00:00Z","lot_id":"member-12/2","origin":"purchase"},"period":"2026-01","source":"active","target":"redeemed","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":25,"shard":3,"verdict":"accepted"}'),
	(3, 1, 26, '2026-11-25 14:19:28.798459+00', '\xf985ec08b47f7db467238249ed5c7b95d6c7b4665e48094858fe9f4a0dc18df1', NULL, NULL, '{"balance":{"active":105,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-27T05:00:00Z","event":{"data":{"as_of":"2026-01-27T05:00:00Z"},"id":"e-153","source":"urn:till:7","time":"2026-01-27T05:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-6","postings":[{"amount":19,"effective_at":"2026-01-26T20:00:00Z","lot":{"activates_at":"2026-01-26T20:00:00Z","earned_at":"2026-01-23T20:00:00Z","expires_at":"2026-03-28T00:00:00Z","lot_id":"member-6/3","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":26,"shard":3,"verdict":"accepted"}'),
	(3, 1, 27, '2026-11-25 14:19:28.798459+00', '\xaf16f930bdeebabaaedd37afa9caa238ff3a91b34cffa0075914b09dc4660e17', NULL, NULL, '{"balance":{"active":108,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-27T05:00:00Z","event":{"data":{"as_of":"2026-01-27T05:00:00Z"},"id":"e-155","source":"urn:till:7","time":"2026-01-27T05:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-7","postings":[{"amount":86,"effective_at":"2026-01-24T11:00:00Z","lot":{"activates_at":"2026-01-24T11:00:00Z","earned_at":"2026-01-21T11:00:00Z","expires_at":"2026-03-26T00:00:00Z","lot_id":"member-7/2","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":27,"shard":3,"verdict":"accepted"}'),
	(3, 1, 28, '2026-11-25 14:19:28.798459+00', '\x15455734904ce316d5968d9b18140a2b118f75a9cb04df562269169793603fd6', NULL, NULL, '{"balance":{"active":63,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-27T05:00:00Z","event":{"data":{"as_of":"2026-01-27T05:00:00Z"},"id":"e-163","source":"urn:till:7","time":"2026-01-27T05:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-11","postings":[{"amount":63,"effective_at":"2026-01-23T13:00:00Z","lot":{"activates_at":"2026-01-23T13:00:00Z","earned_at":"2026-01-20T13:00:00Z","expires_at":"2026-03-25T00:00:00Z","lot_id":"member-11/1","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":28,"shard":3,"verdict":"accepted"}'),
	(3, 1, 29, '2026-11-25 14:19:28.798459+00', '\xeae1c3200b95e9ea587f404f0e894ddea42e31639f41c3bc9f2c66ea89d0114b', NULL, NULL, '{"balance":{"active":138,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-27T05:00:00Z","event":{"data":{"as_of":"2026-01-27T05:00:00Z"},"id":"e-167","source":"urn:till:7","time":"2026-01-27T05:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-13","postings":[{"amount":55,"effective_at":"2026-01-24T02:00:00Z","lot":{"activates_at":"2026-01-24T02:00:00Z","earned_at":"2026-01-21T02:00:00Z","expires_at":"2026-03-26T00:00:00Z","lot_id":"member-13/3","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":29,"shard":3,"verdict":"accepted"}'),
	(3, 1, 30, '2026-11-25 14:19:28.798459+00', '\xe7b6a3538e06bbc8cd0d18196a5acbd71450121247d9e272e3b6a0900290247b', NULL, NULL, '{"balance":{"active":135,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-27T05:00:00Z","event":{"data":{"as_of":"2026-01-27T05:00:00Z"},"id":"e-169","source":"urn:till:7","time":"2026-01-27T05:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-14","postings":[{"amount":26,"effective_at":"2026-01-20T04:00:00Z","lot":{"activates_at":"2026-01-20T04:00:00Z","earned_at":"2026-01-17T04:00:00Z","expires_at":"2026-03-22T00:00:00Z","lot_id":"member-14/2","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":58,"effective_at":"2026-01-20T23:00:00Z","lot":{"activates_at":"2026-01-20T23:00:00Z","earned_at":"2026-01-17T23:00:00Z","expires_at":"2026-03-22T00:00:00Z","lot_id":"member-14/3","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":30,"shard":3,"verdict":"accepted"}'),
	(3, 1, 31, '2026-11-25 14:19:28.798459+00', '\x6d9a12be516f692cea79601e589cbc0f1f83e3158e3f64021f3030c9a753be34', NULL, NULL, '{"balance":{"active":63,"arrears":0,"held":0,"pending":29},"effective_at":"2026-01-27T13:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"29.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-171"},"id":"e-172","source":"urn:till:7","time":"2026-01-27T13:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":29}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-11","postings":[{"amount":29,"effective_at":"2026-01-27T13:00:00Z","lot":{"activates_at":"2026-01-30T13:00:00Z","earned_at":"2026-01-27T13:00:00Z","expires_at":"2026-04-01T00:00:00Z","lot_id":"member-11/2","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":31,"shard":3,"verdict":"accepted"}'),
	(3, 1, 32, '2026-11-25 14:19:28.798459+00', '\x4a1fb63f417887c311da5d780f4d1ae27b8f4ad936ae5c2ee92b18e9117420f6', NULL, NULL, '{"balance":{"active":135,"arrears":0,"held":0,"pending":34},"effective_at":"2026-01-27T19:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"34.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-173"},"id":"e-174","source":"urn:till:7","time":"2026-01-27T19:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":34}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-14","postings":[{"amount":34,"effective_at":"2026-01-27T19:00:00Z","lot":{"activates_at":"2026-01-30T19:00:00Z","earned_at":"2026-01-27T19:00:00Z","expires_at":"2026-04-01T00:00:00Z","lot_id":"member-14/4","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":32,"shard":3,"verdict":"accepted"}'),
	(3, 1, 33, '2026-11-25 14:19:28.798459+00', '\xd0e05aa2e379bc4991ad3ab3035a88bfb04009688c57600bfa1e7d738ab028e0', NULL, NULL, '{"balance":{"active":138,"arrears":0,"held":0,"pending":38},"effective_at":"2026-01-28T04:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"38.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-177"},"id":"e-178","source":"urn:till:7","time":"2026-01-28T04:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":38}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-13","postings":[{"amount":38,"effective_at":"2026-01-28T04:00:00Z","lot":{"activates_at":"2026-01-31T04:00:00Z","earned_at":"2026-01-28T04:00:00Z","expires_at":"2026-04-02T00:00:00Z","lot_id":"member-13/4","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":33,"shard":3,"verdict":"accepted"}'),
	(3, 1, 34, '2026-11-25 14:19:28.798459+00', '\x2c3e563e357f2ab1b12b72d402c0db503e95b4873cae234e2fe7886efead69dd', NULL, NULL, '{"balance":{"active":35,"arrears":0,"held":0,"pending":49},"effective_at":"2026-01-28T10:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"49.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-179"},"id":"e-180","source":"urn:till:7","time":"2026-01-28T10:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":49}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-12","postings":[{"amount":49,"effective_at":"2026-01-28T10:00:00Z","lot":{"activates_at":"2026-01-31T10:00:00Z","earned_at":"2026-01-28T10:00:00Z","expires_at":"2026-04-02T00:00:00Z","lot_id":"member-12/3","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":34,"shard":3,"verdict":"accepted"}'),
	(3, 1, 35, '2026-11-25 14:19:28.798459+00', '\x276ae6c1a50ec7a703f960f7ceda3bc9817b3c4ea9239e87f73522346f225840', NULL, NULL, '{"balance":{"active":118,"arrears":0,"held":0,"pending":38},"effective_at":"2026-01-28T20:00:00Z","event":{"data":{"points":20,"redemption_id":"r-181"},"id":"e-182","source":"urn:till:7","time":"2026-01-28T20:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-13","postings":[{"amount":20,"effective_at":"2026-01-28T20:00:00Z","lot":{"activates_at":"2026-01-15T17:00:00Z","earned_at":"2026-01-12T17:00:00Z","expires_at":"2026-03-17T00:00:00Z","lot_id":"member-13/1","origin":"purchase"},"period":"2026-01","source":"active","target":"redeemed","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":35,"shard":3,"verdict":"accepted"}'),
	(3, 1, 36, '2026-11-25 14:19:28.798459+00', '\xff087d13690326ae3fd442013f83107592e14cc5ef5ce7cef5d7579df59ca4f9', NULL, NULL, '{"balance":{"active":100,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-30T15:00:00Z","event":{"data":{"points":5,"redemption_id":"r-189"},"id":"e-190","source":"urn:till:7","time":"2026-01-30T15:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-6","postings":[{"amount":5,"effective_at":"2026-01-30T15:00:00Z","lot":{"activates_at":"2026-01-15T00:00:00Z","earned_at":"2026-01-12T00:00:00Z","expires_at":"2026-03-17T00:00:00Z","lot_id":"member-6/1","origin":"purchase"},"period":"2026-01","source":"active","target":"redeemed","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":36,"shard":3,"verdict":"accepted"}'),
	(3, 1, 37, '2026-11-25 14:19:28.798459+00', '\x64113cee27d28fc94fafb3bdafd1918445781cb92eda72477914c82c92f93196', NULL, NULL, '{"balance":{"active":100,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-31T23:00:00Z","event":{"data":{"attributes":{"sha256":"008b396bf700a2ef2f1837f00dbcd3df281b8db3d6127645b2765141da2b5404"},"segment":"student"},"id":"e-195","source":"urn:till:7","time":"2026-01-31T23:00:00Z","type":"member.enrolled"},"incarnation":1,"member_id":"member-6","postings":[],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":37,"shard":3,"verdict":"accepted"}'),
	(3, 1, 38, '2026-11-25 14:19:28.798459+00', '\x60a86ee51148d7e05f906b4970332c2afc38548bcf73b5cc6581e09ae46f18f4', NULL, NULL, '{"balance":{"active":108,"arrears":0,"held":0,"pending":15},"effective_at":"2026-02-01T09:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"15.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-196"},"id":"e-197","source":"urn:till:7","time":"2026-02-01T09:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":15}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-7","postings":[{"amount":15,"effective_at":"2026-02-01T09:00:00Z","lot":{"activates_at":"2026-02-04T09:00:00Z","earned_at":"2026-02-01T09:00:00Z","expires_at":"2026-04-06T00:00:00Z","lot_id":"member-7/3","origin":"purchase"},"period":"2026-02","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":38,"shard":3,"verdict":"accepted"}'),
	(3, 1, 39, '2026-11-25 14:19:28.798459+00', '\x66f9b2a25f02405068daf4fc541ed2038253ee0104f5ab411a8e5a5813396892', NULL, NULL, '{"balance":{"active":87,"arrears":0,"held":0,"pending":0},"effective_at":"2026-02-03T01:00:00Z","event":{"data":{"points":5,"redemption_id":"r-204"},"id":"e-205","source":"urn:till:7","time":"2026-02-03T01:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-11","postings":[{"amount":29,"effective_at":"2026-01-30T13:00:00Z","lot":{"activates_at":"2026-01-30T13:00:00Z","earned_at":"2026-01-27T13:00:00Z","expires_at":"2026-04-01T00:00:00Z","lot_id":"member-11/2","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":5,"effective_at":"2026-02-03T01:00:00Z","lot":{"activates_at":"2026-01-23T13:00:00Z","earned_at":"2026-01-20T13:00:00Z","expires_at":"2026-03-25T00:00:00Z","lot_id":"member-11/1","origin":"purchase"},"period":"2026-02","source":"active","target":"redeemed","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":39,"shard":3,"verdict":"accepted"}'),
	(3, 1, 40, '2026-11-25 14:19:28.798459+00', '\x2987a319fc92b1bf3f7d01d4166523bba8a84ea9d94c4d304cd413ca3a92cf0e', NULL, NULL, '{"balance":{"active":87,"arrears":0,"held":0,"pending":22},"effective_at":"2026-02-04T02:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"22.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-208"},"id":"e-209","source":"urn:till:7","time":"2026-02-04T02:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":22}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-11","postings":[{"amount":22,"effective_at":"2026-02-04T02:00:00Z","lot":{"activates_at":"2026-02-07T02:00:00Z","earned_at":"2026-02-04T02:00:00Z","expires_at":"2026-04-09T00:00:00Z","lot_id":"member-11/3","origin":"purchase"},"period":"2026-02","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":40,"shard":3,"verdict":"accepted"}'),
	(3, 1, 41, '2026-11-25 14:19:28.798459+00', '\x9605ed7161313fc1a8f626854b340fb42e89dc81068831d3989a6b41ed3a1ce5', NULL, NULL, '{"balance":{"active":169,"arrears":0,"held":0,"pending":32},"effective_at":"2026-02-04T11:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"32.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-210"},"id":"e-211","source":"urn:till:7","time":"2026-02-04T11:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":32}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-14","postings":[{"amount":34,"effective_at":"2026-01-30T19:00:00Z","lot":{"activates_at":"2026-01-30T19:00:00Z","earned_at":"2026-01-27T19:00:00Z","expires_at":"2026-04-01T00:00:00Z","lot_id":"member-14/4","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":32,"effective_at":"2026-02-04T11:00:00Z","lot":{"activates_at":"2026-02-07T11:00:00Z","earned_at":"2026-02-04T11:00:00Z","expires_at":"2026-04-09T00:00:00Z","lot_id":"member-14/5","origin":"purchase"},"period":"2026-02","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":41,"shard":3,"verdict":"accepted"}'),
	(3, 1, 42, '2026-11-25 14:19:28.798459+00', '\x66be8cdc83257dff3539145088c926e44bbf5b1b97f4cd4e016b0e41525620a5', NULL, NULL, '{"balance":{"active":156,"arrears":0,"held":0,"pending":38},"effective_at":"2026-02-04T20:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"38.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-214"},"id":"e-215","source":"urn:till:7","time":"2026-02-04T20:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":38}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-13","postings":[{"amount":38,"effective_at":"2026-01-31T04:00:00Z","lot":{"activates_at":"2026-01-31T04:00:00Z","earned_at":"2026-01-28T04:00:00Z","expires_at":"2026-04-02T00:00:00Z","lot_id":"member-13/4","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":38,"effective_at":"2026-02-04T20:00:00Z","lot":{"activates_at":"2026-02-07T20:00:00Z","earned_at":"2026-02-04T20:00:00Z","expires_at":"2026-04-09T00:00:00Z","lot_id":"member-13/5","origin":"purchase"},"period":"2026-02","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":42,"shard":3,"verdict":"accepted"}'),
	(3, 1, 43, '2026-11-25 14:19:28.798459+00', '\x22a5ba68634e8f2593ee1dc06161e340e8b0cab57cd2a2ab69fdf1eb598cac55', NULL, NULL, '{"balance":{"active":118,"arrears":0,"held":0,"pending":0},"effective_at":"2026-02-05T07:00:00Z","event":{"data":{"points":5,"redemption_id":"r-216"},"id":"e-217","source":"urn:till:7","time":"2026-02-05T07:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-7","postings":[{"amount":15,"effective_at":"2026-02-04T09:00:00Z","lot":{"activates_at":"2026-02-04T09:00:00Z","earned_at":"2026-02-01T09:00:00Z","expires_at":"2026-04-06T00:00:00Z","lot_id":"member-7/3","origin":"purchase"},"period":"2026-02","source":"pending","target":"active","unit":"points"},{"amount":5,"effective_at":"2026-02-05T07:00:00Z","lot":{"activates_at":"2026-01-20T14:00:00Z","earned_at":"2026-01-17T14:00:00Z","expires_at":"2026-03-22T00:00:00Z","lot_id":"member-7/1","origin":"purchase"},"period":"2026-02","source":"active","target":"redeemed","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":43,"shard":3,"verdict":"accepted"}'),
	(3, 1, 44, '2026-11-25 14:19:28.798459+00', '\x82325b670a01fd9626958139990737e5b9c5b114e0cc0dfbf9938e6957dddb71', NULL, NULL, '{"balance":{"active":40,"arrears":0,"held":0,"pending":0},"effective_at":"2026-02-05T21:00:00Z","event":{"data":{"points":60,"redemption_id":"r-218"},"id":"e-219","source":"urn:till:7","time":"2026-02-05T21:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-6","postings":[{"amount":36,"effective_at":"2026-02-05T21:00:00Z","lot":{"activates_at":"2026-01-15T00:00:00Z","earned_at":"2026-01-12T00:00:00Z","expires_at":"2026-03-17T00:00:00Z","lot_id":"member-6/1","origin":"purchase"},"period":"2026-02","source":"active","target":"redeemed","unit":"points"},{"amount":24,"effective_at":"2026-02-05T21:00:00Z","lot":{"activates_at":"2026-01-22T19:00:00Z","earned_at":"2026-01-19T19:00:00Z","expires_at":"2026-03-24T00:00:00Z","lot_id":"member-6/2","origin":"purchase"},"period":"2026-02","source":"active","target":"redeemed","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":44,"shard":3,"verdict":"accepted"}'),
	(3, 1, 45, '2026-11-25 14:19:28.798459+00', '\x9dfb320b08e83db3d61faf62505185615dd0651e9418e9da011d6cb3c744062f', NULL, NULL, '{"balance":{"active":149,"arrears":0,"held":0,"pending":32},"effective_at":"2026-02-06T09:00:00Z","event":{"data":{"points":20,"redemption_id":"r-220"},"id":"e-221","source":"urn:till:7","time":"2026-02-06T09:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-14","postings":[{"amount":20,"effective_at":"2026-02-06T09:00:00Z","lot":{"activates_at":"2026-01-08T21:00:00Z","earned_at":"2026-01-05T21:00:00Z","expires_at":"2026-03-10T00:00:00Z","lot_id":"member-14/1","origin":"purchase"},"period":"2026-02","source":"active","target":"redeemed","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":45,"shard":3,"verdict":"accepted"}'),
	(3, 1, 46, '2026-11-25 14:19:28.798459+00', '\x42579ac56f3f50ec0113e8b828f95cc8db04a7fb4e1a74122e87046644801404', NULL, NULL, '{"balance":{"active":109,"arrears":0,"held":0,"pending":0},"effective_at":"2026-02-08T00:00:00Z","event":{"data":{"as_of":"2026-02-08T00:00:00Z"},"id":"e-248","source":"urn:till:7","time":"2026-02-08T00:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-11","postings":[{"amount":22,"effective_at":"2026-02-07T02:00:00Z","lot":{"activates_at":"2026-02-07T02:00:00Z","earned_at":"2026-02-04T02:00:00Z","expires_at":"2026-04-09T00:00:00Z","lot_id":"member-11/3","origin":"purchase"},"period":"2026-02","source":"pending","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":46,"shard":3,"verdict":"accepted"}'),
	(3, 1, 47, '2026-11-25 14:19:28.798459+00', '\x65386ed8e6f902ee43a69455859a46136013c6ca320de35ca711bf12f8acba7b', NULL, NULL, '{"balance":{"active":84,"arrears":0,"held":0,"pending":0},"effective_at":"2026-02-08T00:00:00Z","event":{"data":{"as_of":"2026-02-08T00:00:00Z"},"id":"e-250","source":"urn:till:7","time":"2026-02-08T00:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-12","postings":[{"amount":49,"effective_at":"2026-01-31T10:00:00Z","lot":{"activates_at":"2026-01-31T10:00:00Z","earned_at":"2026-01-28T10:00:00Z","expires_at":"2026-04-02T00:00:00Z","lot_id":"member-12/3","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":47,"shard":3,"verdict":"accepted"}'),
	(3, 1, 48, '2026-11-25 14:19:28.798459+00', '\x961a53715ea71828d225332866074f4d631480afebd3ba22fb1544401726db99', NULL, NULL, '{"balance":{"active":194,"arrears":0,"held":0,"pending":0},"effective_at":"2026-02-08T00:00:00Z","event":{"data":{"as_of":"2026-02-08T00:00:00Z"},"id":"e-252","source":"urn:till:7","time":"2026-02-08T00:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-13","postings":[{"amount":38,"effective_at":"2026-02-07T20:00:00Z","lot":{"activates_at":"2026-02-07T20:00:00Z","earned_at":"2026-02-04T20:00:00Z","expires_at":"2026-04-09T00:00:00Z","lot_id":"member-13/5","origin":"purchase"},"period":"2026-02","source":"pending","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":48,"shard":3,"verdict":"accepted"}'),
	(3, 1, 49, '2026-11-25 14:19:28.798459+00', '\x22bc104b83b09e6b2e7855fe2fbfa4e469830dae2b88a68c13e04fb7e895b056', NULL, NULL, '{"balance":{"active":181,"arrears":0,"held":0,"pending":0},"effective_at":"2026-02-08T00:00:00Z","event":{"data":{"as_of":"2026-02-08T00:00:00Z"},"id":"e-254","source":"urn:till:7","time":"2026-02-08T00:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-14","postings":[{"amount":32,"effective_at":"2026-02-07T11:00:00Z","lot":{"activates_at":"2026-02-07T11:00:00Z","earned_at":"2026-02-04T11:00:00Z","expires_at":"2026-04-09T00:00:00Z","lot_id":"member-14/5","origin":"purchase"},"period":"2026-02","source":"pending","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.798459Z","register":1,"sequence":49,"shard":3,"verdict":"accepted"}'),
	(1, 1, 1, '2026-11-25 14:19:28.835316+00', '\x79eac26e4ae2c815241f543176647c32be31d9bd0e054466ece16e26e8e4f3e0', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":11},"effective_at":"2026-01-05T17:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"11.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-4"},"id":"e-5","source":"urn:till:7","time":"2026-01-05T17:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":11}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-3","postings":[{"amount":11,"effective_at":"2026-01-05T17:00:00Z","lot":{"activates_at":"2026-01-08T17:00:00Z","earned_at":"2026-01-05T17:00:00Z","expires_at":"2026-03-10T00:00:00Z","lot_id":"member-3/1","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.835316Z","register":1,"sequence":1,"shard":1,"verdict":"accepted"}'),
	(1, 1, 2, '2026-11-25 14:19:28.835316+00', '\x9b4e3936d92e8222ffde5df5346bccdc342112678f600d7ee67c02cea05e22fc', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-07T19:00:00Z","event":{"data":{"points":60,"redemption_id":"r-16"},"id":"e-17","source":"urn:till:7","time":"2026-01-07T19:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-10","postings":[],"programme":"default","reason":"MEMBER_UNKNOWN","recorded_at":"2026-11-25T14:19:28.835316Z","register":1,"sequence":2,"shard":1,"verdict":"rejected"}'),
	(1, 1, 3, '2026-11-25 14:19:28.835316+00', '\x8dfdd113a27fd0a30dbe4c11e7f2e5e31ee994e1310b85ecb472e4aa49e9eacf', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-08T10:00:00Z","event":{"data":{"points":20,"redemption_id":"r-19"},"id":"e-20","source":"urn:till:7","time":"2026-01-08T10:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-9","postings":[],"programme":"default","reason":"MEMBER_UNKNOWN","recorded_at":"2026-11-25T14:19:28.835316Z","register":1,"sequence":3,"shard":1,"verdict":"rejected"}'),
	(1, 1, 4, '2026-11-25 14:19:28.835316+00', '\xd444396c54aa954558e40564423b851d9839edf5a6163abd5c99dd8ac0b9e22d', NULL, NULL, '{"balance":{"active":11,"arrears":0,"held":0,"pending":78},"effective_at":"2026-01-08T19:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"78.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-21"},"id":"e-22","source":"urn:till:7","time":"2026-01-08T19:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":78}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-3","postings":[{"amount":11,"effective_at":"2026-01-08T17:00:00Z","lot":{"activates_at":"2026-01-08T17:00:00Z","earned_at":"2026-01-05T17:00:00Z","expires_at":"2026-03-10T00:00:00Z","lot_id":"member-3/1","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":78,"effective_at":"2026-01-08T19:00:00Z","lot":{"activates_at":"2026-01-11T19:00:00Z","earned_at":"2026-01-08T19:00:00Z","expires_at":"2026-03-13T00:00:00Z","lot_id":"member-3/2","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.835316Z","register":1,"sequence":4,"shard":1,"verdict":"accepted"}'),
	(1, 1, 5, '2026-11-25 14:19:28.835316+00', '\x3504cf251240c644014dfdfe538f70982ef546fdbb411558b2987d0066226347', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-09T02:00:00Z","event":{"data":{"points":5,"redemption_id":"r-23"},"id":"e-24","source":"urn:till:7","time":"2026-01-09T02:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-9","postings":[],"programme":"default","reason":"MEMBER_UNKNOWN","recorded_at":"2026-11-25T14:19:28.835316Z","register":1,"sequence":5,"shard":1,"verdict":"rejected"}'),
	(1, 1, 6, '2026-11-25 14:19:28.835316+00', '\x57df8571dee1dc9720b758a677e23a10cc29290064410518aee0bca96c2188ad', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":29},"effective_at":"2026-01-09T06:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"29.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-25"},"id":"e-26","source":"urn:till:7","time":"2026-01-09T06:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":29}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-10","postings":[{"amount":29,"effective_at":"2026-01-09T06:00:00Z","lot":{"activates_at":"2026-01-12T06:00:00Z","earned_at":"2026-01-09T06:00:00Z","expires_at":"2026-03-14T00:00:00Z","lot_id":"member-10/1","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.835316Z","register":1,"sequence":6,"shard":1,"verdict":"accepted"}'),
	(1, 1, 7, '2026-11-25 14:19:28.835316+00', '\xa1bdb2499c406989b44eefea880192348fb36e5c227caf778590ea8ef659538f', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":45},"effective_at":"2026-01-10T15:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"45.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-31"},"id":"e-32","source":"urn:till:7","time":"2026-01-10T15:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":45}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-9","postings":[{"amount":45,"effective_at":"2026-01-10T15:00:00Z","lot":{"activates_at":"2026-01-13T15:00:00Z","earned_at":"2026-01-10T15:00:00Z","expires_at":"2026-03-15T00:00:00Z","lot_id":"member-9/1","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.835316Z","register":1,"sequence":7,"shard":1,"verdict":"accepted"}'),
	(1, 1, 8, '2026-11-25 14:19:28.835316+00', '\xa5786f0beae54d19cfc848d345a8bfcdab922e99e46219066d0f5dcb689dfb56', NULL, NULL, '{"balance":{"active":0,"arrears":0,"held":0,"pending":29},"effective_at":"2026-01-11T01:00:00Z","event":{"data":{"points":20,"redemption_id":"r-33"},"id":"e-34","source":"urn:till:7","time":"2026-01-11T01:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-10","postings":[],"programme":"default","reason":"INSUFFICIENT_POINTS","recorded_at":"2026-11-25T14:19:28.835316Z","register":1,"sequence":8,"shard":1,"verdict":"rejected"}'),
	(1, 1, 9, '2026-11-25 14:19:28.835316+00', '\x82a06630e4b69f21d9d11be3e8f595f54717fc07a57751f783920d43cf686afb', NULL, NULL, '{"balance":{"active":9,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-13T13:00:00Z","event":{"data":{"points":20,"redemption_id":"r-47"},"id":"e-48","source":"urn:till:7","time":"2026-01-13T13:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-10","postings":[{"amount":29,"effective_at":"2026-01-12T06:00:00Z","lot":{"activates_at":"2026-01-12T06:00:00Z","earned_at":"2026-01-09T06:00:00Z","expires_at":"2026-03-14T00:00:00Z","lot_id":"member-10/1","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":20,"effective_at":"2026-01-13T13:00:00Z","lot":{"activates_at":"2026-01-12T06:00:00Z","earned_at":"2026-01-09T06:00:00Z","expires_at":"2026-03-14T00:00:00Z","lot_id":"member-10/1","origin":"purchase"},"period":"2026-01","source":"active","target":"redeemed","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.835316Z","register":1,"sequence":9,"shard":1,"verdict":"accepted"}'),
	(1, 1, 10, '2026-11-25 14:19:28.835316+00', '\x193670f68b2c6f0225a568c94776077adfd58c344e00fb0e8ea215eca53f29ee', NULL, NULL, '{"balance":{"active":89,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-16T00:00:00Z","event":{"data":{"as_of":"2026-01-16T00:00:00Z"},"id":"e-65","source":"urn:till:7","time":"2026-01-16T00:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-3","postings":[{"amount":78,"effective_at":"2026-01-11T19:00:00Z","lot":{"activates_at":"2026-01-11T19:00:00Z","earned_at":"2026-01-08T19:00:00Z","expires_at":"2026-03-13T00:00:00Z","lot_id":"member-3/2","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.835316Z","register":1,"sequence":10,"shard":1,"verdict":"accepted"}'),
	(1, 1, 11, '2026-11-25 14:19:28.835316+00', '\x48c9be03e0c9d98dac90850423433ec322d6568abaa4c2764fe1ebff56808600', NULL, NULL, '{"balance":{"active":45,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-16T00:00:00Z","event":{"data":{"as_of":"2026-01-16T00:00:00Z"},"id":"e-77","source":"urn:till:7","time":"2026-01-16T00:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-9","postings":[{"amount":45,"effective_at":"2026-01-13T15:00:00Z","lot":{"activates_at":"2026-01-13T15:00:00Z","earned_at":"2026-01-10T15:00:00Z","expires_at":"2026-03-15T00:00:00Z","lot_id":"member-9/1","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.835316Z","register":1,"sequence":11,"shard":1,"verdict":"accepted"}'),
	(1, 1, 12, '2026-11-25 14:19:28.835316+00', '\x64470a048c4f1a89cb3c0bb7fd3c92d3116cad3abcf7bee22a2a80d67d2574c5', NULL, NULL, '{"balance":{"active":89,"arrears":0,"held":0,"pending":55},"effective_at":"2026-01-16T19:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"55.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-91"},"id":"e-92","source":"urn:till:7","time":"2026-01-16T19:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":55}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-3","postings":[{"amount":55,"effective_at":"2026-01-16T19:00:00Z","lot":{"activates_at":"2026-01-19T19:00:00Z","earned_at":"2026-01-16T19:00:00Z","expires_at":"2026-03-21T00:00:00Z","lot_id":"member-3/3","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.835316Z","register":1,"sequence":12,"shard":1,"verdict":"accepted"}'),
	(1, 1, 13, '2026-11-25 14:19:28.835316+00', '\x7a5a0f211b71d102b33bd40605ea5ea737af500ca102f2e450197e0c2f62525d', NULL, NULL, '{"balance":{"active":144,"arrears":0,"held":0,"pending":81},"effective_at":"2026-01-22T06:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"81.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-117"},"id":"e-118","source":"urn:till:7","time":"2026-01-22T06:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":81}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-3","postings":[{"amount":55,"effective_at":"2026-01-19T19:00:00Z","lot":{"activates_at":"2026-01-19T19:00:00Z","earned_at":"2026-01-16T19:00:00Z","expires_at":"2026-03-21T00:00:00Z","lot_id":"member-3/3","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":81,"effective_at":"2026-01-22T06:00:00Z","lot":{"activates_at":"2026-01-25T06:00:00Z","earned_at":"2026-01-22T06:00:00Z","expires_at":"2026-03-27T00:00:00Z","lot_id":"member-3/4","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.835316Z","register":1,"sequence":13,"shard":1,"verdict":"accepted"}'),
	(1, 1, 14, '2026-11-25 14:19:28.835316+00', '\x34045578f852cc5330e60e347bcd0b0b4d3191ca66fb352ce27302306758a375', NULL, NULL, '{"balance":{"active":144,"arrears":0,"held":0,"pending":130},"effective_at":"2026-01-23T08:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"49.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-124"},"id":"e-125","source":"urn:till:7","time":"2026-01-23T08:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":49}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-3","postings":[{"amount":49,"effective_at":"2026-01-23T08:00:00Z","lot":{"activates_at":"2026-01-26T08:00:00Z","earned_at":"2026-01-23T08:00:00Z","expires_at":"2026-03-28T00:00:00Z","lot_id":"member-3/5","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.835316Z","register":1,"sequence":14,"shard":1,"verdict":"accepted"}'),
	(1, 1, 15, '2026-11-25 14:19:28.835316+00', '\xcce510c14725f254aad9b23cd2afccbf06727404a50f9ca21103873a089099d0', NULL, NULL, '{"balance":{"active":144,"arrears":0,"held":0,"pending":178},"effective_at":"2026-01-24T10:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"48.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-130"},"id":"e-131","source":"urn:till:7","time":"2026-01-24T10:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":48}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-3","postings":[{"amount":48,"effective_at":"2026-01-24T10:00:00Z","lot":{"activates_at":"2026-01-27T10:00:00Z","earned_at":"2026-01-24T10:00:00Z","expires_at":"2026-03-29T00:00:00Z","lot_id":"member-3/6","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.835316Z","register":1,"sequence":15,"shard":1,"verdict":"accepted"}'),
	(1, 1, 16, '2026-11-25 14:19:28.835316+00', '\x34aef5912567a33367d6f54e488293a2f667baa68658b72da0cbdd99566c2a97', NULL, NULL, '{"balance":{"active":225,"arrears":0,"held":0,"pending":105},"effective_at":"2026-01-25T19:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"8.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-136"},"id":"e-137","source":"urn:till:7","time":"2026-01-25T19:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":8}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-3","postings":[{"amount":81,"effective_at":"2026-01-25T06:00:00Z","lot":{"activates_at":"2026-01-25T06:00:00Z","earned_at":"2026-01-22T06:00:00Z","expires_at":"2026-03-27T00:00:00Z","lot_id":"member-3/4","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":8,"effective_at":"2026-01-25T19:00:00Z","lot":{"activates_at":"2026-01-28T19:00:00Z","earned_at":"2026-01-25T19:00:00Z","expires_at":"2026-03-30T00:00:00Z","lot_id":"member-3/7","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.835316Z","register":1,"sequence":16,"shard":1,"verdict":"accepted"}'),
	(1, 1, 17, '2026-11-25 14:19:28.835316+00', '\x542f8ed0692e9f7686ea2cb12d66282c3d43fba26f7ea430dc75de48e50a7ca9', NULL, NULL, '{"balance":{"active":274,"arrears":0,"held":0,"pending":89},"effective_at":"2026-01-26T18:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"33.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-141"},"id":"e-142","source":"urn:till:7","time":"2026-01-26T18:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":33}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-3","postings":[{"amount":49,"effective_at":"2026-01-26T08:00:00Z","lot":{"activates_at":"2026-01-26T08:00:00Z","earned_at":"2026-01-23T08:00:00Z","expires_at":"2026-03-28T00:00:00Z","lot_id":"member-3/5","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":33,"effective_at":"2026-01-26T18:00:00Z","lot":{"activates_at":"2026-01-29T18:00:00Z","earned_at":"2026-01-26T18:00:00Z","expires_at":"2026-03-31T00:00:00Z","lot_id":"member-3/8","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.835316Z","register":1,"sequence":17,"shard":1,"verdict":"accepted"}'),
	(1, 1, 18, '2026-11-25 14:19:28.835316+00', '\x6a4192072e2ffd136131e77e2ec2a55a5b39f65328d437b252ce9d3eedfe5087', NULL, NULL, '{"balance":{"active":45,"arrears":0,"held":0,"pending":8},"effective_at":"2026-01-28T01:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"8.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-175"},"id":"e-176","source":"urn:till:7","time":"2026-01-28T01:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":8}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-9","postings":[{"amount":8,"effective_at":"2026-01-28T01:00:00Z","lot":{"activates_at":"2026-01-31T01:00:00Z","earned_at":"2026-01-28T01:00:00Z","expires_at":"2026-04-02T00:00:00Z","lot_id":"member-9/2","origin":"purchase"},"period":"2026-01","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.835316Z","register":1,"sequence":18,"shard":1,"verdict":"accepted"}'),
	(1, 1, 19, '2026-11-25 14:19:28.835316+00', '\xd55a24d6dab3461748033bf9255307fd6a6faed45d983233c833edc8aae61ebf', NULL, NULL, '{"balance":{"active":9,"arrears":0,"held":0,"pending":0},"effective_at":"2026-01-30T02:00:00Z","event":{"data":{"points":20,"redemption_id":"r-187"},"id":"e-188","source":"urn:till:7","time":"2026-01-30T02:00:00Z","type":"redemption.requested"},"incarnation":1,"member_id":"member-10","postings":[],"programme":"default","reason":"INSUFFICIENT_POINTS","recorded_at":"2026-11-25T14:19:28.835316Z","register":1,"sequence":19,"shard":1,"verdict":"rejected"}'),
	(1, 1, 20, '2026-11-25 14:19:28.835316+00', '\xc996f5671e9243e3e548dd44909d79731d7732e84a732e318337964244bb7151', NULL, NULL, '{"balance":{"active":363,"arrears":0,"held":0,"pending":21},"effective_at":"2026-02-01T23:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"21.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-198"},"id":"e-199","source":"urn:till:7","time":"2026-02-01T23:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":21}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-3","postings":[{"amount":48,"effective_at":"2026-01-27T10:00:00Z","lot":{"activates_at":"2026-01-27T10:00:00Z","earned_at":"2026-01-24T10:00:00Z","expires_at":"2026-03-29T00:00:00Z","lot_id":"member-3/6","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":8,"effective_at":"2026-01-28T19:00:00Z","lot":{"activates_at":"2026-01-28T19:00:00Z","earned_at":"2026-01-25T19:00:00Z","expires_at":"2026-03-30T00:00:00Z","lot_id":"member-3/7","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":33,"effective_at":"2026-01-29T18:00:00Z","lot":{"activates_at":"2026-01-29T18:00:00Z","earned_at":"2026-01-26T18:00:00Z","expires_at":"2026-03-31T00:00:00Z","lot_id":"member-3/8","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":21,"effective_at":"2026-02-01T23:00:00Z","lot":{"activates_at":"2026-02-04T23:00:00Z","earned_at":"2026-02-01T23:00:00Z","expires_at":"2026-04-06T00:00:00Z","lot_id":"member-3/9","origin":"purchase"},"period":"2026-02","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.835316Z","register":1,"sequence":20,"shard":1,"verdict":"accepted"}'),
	(1, 1, 21, '2026-11-25 14:19:28.835316+00', '\x3d4bb82f5bb6e2a42154c70cb70805248bd1ecc08fa9336308969c02759f3fbd', NULL, NULL, '{"balance":{"active":363,"arrears":0,"held":0,"pending":85},"effective_at":"2026-02-02T02:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"64.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-200"},"id":"e-201","source":"urn:till:7","time":"2026-02-02T02:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":64}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-3","postings":[{"amount":64,"effective_at":"2026-02-02T02:00:00Z","lot":{"activates_at":"2026-02-05T02:00:00Z","earned_at":"2026-02-02T02:00:00Z","expires_at":"2026-04-07T00:00:00Z","lot_id":"member-3/10","origin":"purchase"},"period":"2026-02","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.835316Z","register":1,"sequence":21,"shard":1,"verdict":"accepted"}'),
	(1, 1, 22, '2026-11-25 14:19:28.835316+00', '\x53eeea03a5c8948c2679476bc8ca68db08dcaed65f5f0cf80171ca1cacf43a67', NULL, NULL, '{"balance":{"active":363,"arrears":0,"held":0,"pending":166},"effective_at":"2026-02-02T15:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"81.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-202"},"id":"e-203","source":"urn:till:7","time":"2026-02-02T15:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":81}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-3","postings":[{"amount":81,"effective_at":"2026-02-02T15:00:00Z","lot":{"activates_at":"2026-02-05T15:00:00Z","earned_at":"2026-02-02T15:00:00Z","expires_at":"2026-04-07T00:00:00Z","lot_id":"member-3/11","origin":"purchase"},"period":"2026-02","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.835316Z","register":1,"sequence":22,"shard":1,"verdict":"accepted"}'),
	(1, 1, 23, '2026-11-25 14:19:28.835316+00', '\xe00a4d6fb04025a56dcc4ead4297eb4dc308858204d59784ced54a0f501b802b', NULL, NULL, '{"balance":{"active":53,"arrears":0,"held":0,"pending":6},"effective_at":"2026-02-03T12:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"6.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-206"},"id":"e-207","source":"urn:till:7","time":"2026-02-03T12:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":6}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-9","postings":[{"amount":8,"effective_at":"2026-01-31T01:00:00Z","lot":{"activates_at":"2026-01-31T01:00:00Z","earned_at":"2026-01-28T01:00:00Z","expires_at":"2026-04-02T00:00:00Z","lot_id":"member-9/2","origin":"purchase"},"period":"2026-01","source":"pending","target":"active","unit":"points"},{"amount":6,"effective_at":"2026-02-03T12:00:00Z","lot":{"activates_at":"2026-02-06T12:00:00Z","earned_at":"2026-02-03T12:00:00Z","expires_at":"2026-04-08T00:00:00Z","lot_id":"member-9/3","origin":"purchase"},"period":"2026-02","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.835316Z","register":1,"sequence":23,"shard":1,"verdict":"accepted"}'),
	(1, 1, 24, '2026-11-25 14:19:28.835316+00', '\xcf901c3f3235bd83ee65eeaed5551af3a46b9ed754068bb68b45415934fe23d6', NULL, NULL, '{"balance":{"active":529,"arrears":0,"held":0,"pending":72},"effective_at":"2026-02-06T20:00:00Z","event":{"data":{"currency":"EUR","lines":[{"amount":"72.50","line_id":"1","quantity":1,"sku":"beans"}],"order_id":"o-222"},"id":"e-223","source":"urn:till:7","time":"2026-02-06T20:00:00Z","type":"purchase.completed"},"explanation":{"lines":[{"eligible":true,"line_id":"1","points":72}],"rate":{"per":"1","points":1},"return_policy":"arrears","version":1},"incarnation":1,"member_id":"member-3","postings":[{"amount":21,"effective_at":"2026-02-04T23:00:00Z","lot":{"activates_at":"2026-02-04T23:00:00Z","earned_at":"2026-02-01T23:00:00Z","expires_at":"2026-04-06T00:00:00Z","lot_id":"member-3/9","origin":"purchase"},"period":"2026-02","source":"pending","target":"active","unit":"points"},{"amount":64,"effective_at":"2026-02-05T02:00:00Z","lot":{"activates_at":"2026-02-05T02:00:00Z","earned_at":"2026-02-02T02:00:00Z","expires_at":"2026-04-07T00:00:00Z","lot_id":"member-3/10","origin":"purchase"},"period":"2026-02","source":"pending","target":"active","unit":"points"},{"amount":81,"effective_at":"2026-02-05T15:00:00Z","lot":{"activates_at":"2026-02-05T15:00:00Z","earned_at":"2026-02-02T15:00:00Z","expires_at":"2026-04-07T00:00:00Z","lot_id":"member-3/11","origin":"purchase"},"period":"2026-02","source":"pending","target":"active","unit":"points"},{"amount":72,"effective_at":"2026-02-06T20:00:00Z","lot":{"activates_at":"2026-02-09T20:00:00Z","earned_at":"2026-02-06T20:00:00Z","expires_at":"2026-04-11T00:00:00Z","lot_id":"member-3/12","origin":"purchase"},"period":"2026-02","source":"issued:purchase","target":"pending","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.835316Z","register":1,"sequence":24,"shard":1,"verdict":"accepted"}'),
	(1, 1, 25, '2026-11-25 14:19:28.835316+00', '\x1e3a7cd2935b770b60b3b004595e5231617c672c8f4e8892af588197092b4107', NULL, NULL, '{"balance":{"active":59,"arrears":0,"held":0,"pending":0},"effective_at":"2026-02-08T00:00:00Z","event":{"data":{"as_of":"2026-02-08T00:00:00Z"},"id":"e-244","source":"urn:till:7","time":"2026-02-08T00:00:00Z","type":"points.expiry_due"},"incarnation":1,"member_id":"member-9","postings":[{"amount":6,"effective_at":"2026-02-06T12:00:00Z","lot":{"activates_at":"2026-02-06T12:00:00Z","earned_at":"2026-02-03T12:00:00Z","expires_at":"2026-04-08T00:00:00Z","lot_id":"member-9/3","origin":"purchase"},"period":"2026-02","source":"pending","target":"active","unit":"points"}],"programme":"default","recorded_at":"2026-11-25T14:19:28.835316Z","register":1,"sequence":25,"shard":1,"verdict":"accepted"}');
INSERT INTO ledger.redeemed_on VALUES
	(2, 'default', 'member-1', '2026-01-13', 5),
	(2, 'default', 'member-1', '2026-02-07', 10),
	(3, 'default', 'member-11', '2026-02-03', 5),
	(3, 'default', 'member-12', '2026-01-20', 60),
	(3, 'default', 'member-12', '2026-01-26', 60),
	(3, 'default', 'member-13', '2026-01-28', 20),
	(3, 'default', 'member-14', '2026-02-06', 20),
	(3, 'default', 'member-6', '2026-01-30', 5),
	(3, 'default', 'member-6', '2026-02-05', 60),
	(3, 'default', 'member-7', '2026-02-05', 5),
	(1, 'default', 'member-10', '2026-01-13', 20),
	(0, 'default', 'member-2', '2026-01-22', 120),
	(0, 'default', 'member-2', '2026-01-31', 60),
	(0, 'default', 'member-8', '2026-01-31', 20);
INSERT INTO ledger.relay VALUES
	(true, 1, NULL, '-infinity');
INSERT INTO ledger.relay_position VALUES
	(-1, 1),
	(0, 24),
	(1, 25),
	(2, 13),
	(3, 49);
INSERT INTO ledger.seen VALUES
	('\x6abfb1142ec3b514de8999e9f456d379', '\x00000000000000000000000000000000', -1, 1),
	('\x08b1b597b6c8894b2831c7a334a8a6c4', '\xcc573dbc7d8517aa39dfd8eb536f86e7', 2, 6),
	('\x098365e0c81e586c345407d95a987c1c', '\x58aba8a7e19dcaeabf19b699a60e0e66', 2, 7),
	('\x2e112cdaf157f15022623713f47de654', '\x2646fd3d6393beb5c400acb3678f67a3', 2, 9),
	('\x50dba53d324670fef6533d548555ee33', '\x03ee7a4fa964a3afae4014cf8814b5df', 2, 1),
	('\x9a6f8de5f307b6532ed911ef8029397e', '\xe116077e803409a69e25aa58c5bab067', 2, 11),
	('\xa78658a4075b3bf249832707117d806f', '\xf2588b2815346a090a2a4eac0129d39d', 2, 13),
	('\xb0552c7038e7daefc000ec115f710d82', '\x21edabc5b0a706965947f2388a203883', 2, 10),
	('\xd0790a7cfb37f723794379b37069eb9b', '\xd447dee110d6fce33b1984f87da6c7ba', 2, 8),
	('\xd87826975fadae00ee8893369189acca', '\xe10b39fce8005c19cd47ce2a8fa05188', 2, 2),
	('\xda99e63baa1890d47db7cefd5093cf58', '\x912128319fe9342e48ad570bab942629', 2, 3),
	('\xeb4becc33a4913973b136bee23453f91', '\xfcb75c44b2d31fb275ea25f9ca8ad200', 2, 5),
	('\xf1a66dd9ec51a4d39d03dceb6baeafed', '\xd1fdc51e75810f8cce194401c51216de', 2, 4),
	('\xfcd98d748fa8c21b08d6db363d97197e', '\x3fb6b0a1c1814770961f8fb27bae61a8', 2, 12),
	('\x00793662432b039313e43d5c8e647512', '\x912b7f2d474386e34dac1c673b55822c', 3, 43),
	('\x056992cf02d01a633e50c59e8ee81295', '\x7488ace128ea12fa1afcd68ab064ed74', 3, 34),
	('\x0a2601a2eb68366f78765e096413c30d', '\x661c3b2c05f4e30efad324d110e0fc29', 3, 22),
	('\x0e70d025685701ff0e484b684dd7fc83', '\x62e92bf782e4ab6cb51f04387f4bb7df', 3, 8),
	('\x105323b3566ef9d358b1ee99de190b2e', '\x68884fbc74d7c0a4445ea9ab3e7e5f60', 3, 47),
	('\x1b3b2cdf7263fac30f479b726b33a3ba', '\x73fcf2b6d80a455521d83d6b809e42ca', 3, 15),
	('\x2d5bbd6fce5249a38885ceccd0ed7650', '\x9515f8df2842d97b7135faca5d5ae3e7', 3, 12),
	('\x2e2b9a0e74b8ccb495d8b27c2d02799f', '\x1405acf1d79558d7b560df7233438cb1', 3, 16),
	('\x30adf26240f66b0b2308407ffc7413e5', '\x215e242f513b32bd930be5da52384bae', 3, 39),
	('\x325e59330e0acdd8af296260149db416', '\x8c4714b09a220c1a2164c96b490a5c7d', 3, 17),
	('\x3294a20101fdcd0d9ec361299a8e63f0', '\x6ba236f03032ee79d00500d116da4644', 3, 2),
	('\x32edd7f16a7ce84a48d29f62c5ee4de3', '\x5cd4d521512ad5033ad14f557f147ed1', 3, 21),
	('\x3b8db79b25adb6709d617b65b4d3d1f0', '\xf0fc01b1a8cb5e2192819a801cf7fbf5', 3, 26),
	('\x412c3323940a6c55dd6a2407a02e19b2', '\x0c30dfe3c348528cac11ca65a7ddedd5', 3, 9),
	('\x462139d9f18ba5cc15976658760486a4', '\x7e856ff1f341f691aca395f3f466dcdb', 3, 32),
	('\x677df0e7fcaf49d6d9b05beac855fe41', '\x02edd509a88b77e1ada20e6ec85d2f7e', 3, 25),
	('\x6ace9c142c73c460d98b2f7bd52ead26', '\x74dda464a4c141f8000a61ed76fcd1e6', 3, 33),
	('\x6dbe75b95a11b1720e5d02791df88003', '\x95f43bb62718dc52b628e2666891c4be', 3, 18),
	('\x74a726b7941005d2f0de7cfbdfb15c36', '\xb627d6dfe0c77e9d8160eb80267ae4d6', 3, 45),
	('\x7526f7dfb8f15db613e096a9f3c8922e', '\x3de3e3e668fc46b118fd94322771c990', 3, 28),
	('\x7e02addc2939473b3e296d2754fce594', '\xbda6a2f5a2775269348ffcd55939c1e4', 3, 42),
	('\x88177e7d2e1f05aa543ce0fb6c23be8c', '\x8ee3596e0f2624c7841ef927fdef1e44', 3, 4),
	('\x8cde2f504a09abff6413185cd97ba0d8', '\x17ca9aa2dd8bcbd15efbbd76b34c8f69', 3, 38),
	('\x8fc0513d5c5f6c5bc875411968a40c37', '\x8c6210ddf7e1f3c55ee3c56e95c003ff', 3, 29),
	('\x94be6d63760617135caa73b7d8f24665', '\xab919004aeec5100602fe08288979291', 3, 14),
	('\x976018f6af107d5f3db1450d29bdb366', '\x6690f55889dcd2682c666acae27f2343', 3, 3),
	('\x97eac9557eefa0417df44ed788553b20', '\xe0c2e196c103a1984cd13cff0a2af6d5', 3, 31),
	('\x9adfa8ccd051297cf6efeefa87eb75b1', '\xb2f3d58fe389ad3e080467e6ec44eec0', 3, 24),
	('\x9d0b6be56cb82e8471634fc020294bcc', '\xbfc07742ca3737c14291f99193ec7560', 3, 46),
	('\x9d98c284024ff0fab5d20291c128ace6', '\x1d97023ff1fafce927fcafc8d57b3b45', 3, 1),
	('\xa16add1d9f2fad6d6c2b5754cf628389', '\x7ec9c0d98d0f36a024956bc03f5baa54', 3, 13),
	('\xa3feb9bfb88bc0f9d9735319f8ec1b7a', '\xb6e197b52a7c4327100c4587a13be08c', 3, 36),
	('\xa805c6642ee2baf0067140191bb61ccf', '\x8ddce2d795acee7adf7b66a5f2c278d3', 3, 41),
	('\xa94f9b3e6bb26d19aaf200154e1b1772', '\x63e46f590d71867556e8c0f09ef6b8c6', 3, 35),
	('\xaa0c7b643347a5c0b549c42aa9f4501d', '\xb4b69c0ce71a235fbb8de155787afe18', 3, 44),
	('\xaaa1a6398d0249c2f5ac8fa5c239c034', '\x44b080b6ce268b4268dde7e7efdb21e9', 3, 30),
	('\xb027127a343ea45461a6663c3784293c', '\x8a26bf64b8b1f3a6c1cde8fd67f6b3f7', 3, 6),
	('\xb5c64bfd5e19faed6a25ab6330645e98', '\xd72e817fa1ed3633c5552c4a881ee3f2', 3, 11),
	('\xbd0469b7c3d43305a646ff79624798fe', '\xf622019db57670b097a56353286e59ae', 3, 5),
	('\xc05a4f4f6052496a2a4672fd16c1e47d', '\x100bd31370998a796cfd0764e6060c20', 3, 40),
	('\xc5461035e58b4e8d8896ed54829449a2', '\x08b52efc0944d5301eff071249bcee2e', 3, 37),
	('\xcc3ae1807fdb69beb5d970948f91aa95', '\xcb410f3a2719ba511f66d42a2b37ba94', 3, 49),
	('\xcd78a318c8048750c5adf4b19e43e4b2', '\x9c48f01ae3f584e1f6199f58b1651313', 3, 27),
	('\xd1c732782b5469c991f37db9ffd0c63b', '\x44cc9521ca80ba663e481d7e1a6f393d', 3, 10),
	('\xe3c04ac81d8588d498606557045239c3', '\x782b6628d6be78e2d3d2d4742f6eba14', 3, 20),
	('\xeb97a1a014921fae880d5cfaa1c5439b', '\x8d01d1c96fb2b317f93e1da6a2df1486', 3, 48),
	('\xefa65ccd3b577d59cdeac98f0b35dce1', '\xd179389249a3a04f5933173055fdd05d', 3, 19),
	('\xf4c146ad221614e98f78ab2b4e90bb9c', '\xbd5480e83beead9adbe793e2f875b49f', 3, 23),
	('\xf7177a874cbbdfcf4e5a1f307182c55c', '\x41cc48973e901bcdb8d1e01d2158c7a3', 3, 7),
	('\x01940ee9720153cf91aceebc78fc73e6', '\xc6543f6b13de328b4be9df627bfe8783', 1, 14),
	('\x0eb42edaa6088f9423eca5f8c715f351', '\x38d59e66200015f5b388b12f3f643e51', 1, 24),
	('\x1a97f221e149486d69b7bd2783b55758', '\x9d604ffbb3479f5a331e6f0fdb043d5a', 1, 15),
	('\x2700dd917e494aa38852a863c0c4c102', '\x144e39c308160ea014fa331157b66016', 1, 21),
	('\x2c76542bd2e7e6b49c361b0a947c7691', '\x22438772c9fada1b5da7c1d5ff41e912', 1, 9),
	('\x2dc073f9db52ce509d5df0bc13f881f2', '\x2249ef1f0afb73d2f3ee603402b6cc6b', 1, 5),
	('\x3071131c5c28937fb2c6526e2a84e8b6', '\xf418b14fdf2f1d8e5e24cb14cc91360c', 1, 11),
	('\x3665be8668e0b58aa2954a752c461290', '\xf76e308bd7236e784be7b51d152142f4', 1, 1),
	('\x3a89576e6636ba1a04bc2dc8db40e900', '\xe9a0b5d06895d638a4b7d7a7482492e5', 1, 6),
	('\x46ac5d87b6ccd12a40497dc51f57ac5c', '\x44a43b4bf3e223a41c76c41d58ff385b', 1, 2),
	('\x4d75e0a3c1613717be382492d9b0e5de', '\xf4bad8909b5140b0ebe971e6f145bca0', 1, 12),
	('\x586ac8bd96a665bfd073ab3c19b843a4', '\xedc09bbba2a3f215618217f851661523', 1, 7),
	('\x60d925e84a2f6f92e9d015f727002480', '\x6cf6d5c082d9699aff389f39ec9dc3cf', 1, 20),
	('\x6785539c08099c3d71746e675e75d13a', '\x808ff29591dd80870801354e2aa64c37', 1, 23),
	('\x702bc64da27256d501fd56cd4c34d876', '\xdd3239bc0c36d4bf719ac9c3db14aea3', 1, 13),
	('\xab712f62bd5364dc23dab1a1999f3b82', '\x1f995689ce81362a4a4182b6062f6af6', 1, 25),
	('\xae4abcf23cce57035f85441b55bf1b8a', '\x5682b1eb9e7451ec6ddf180bd5c5db86', 1, 10),
	('\xcd4ca2e5269d5ee60c8903d932d765e3', '\x54959a3f50d2f5583d424dadbfd88897', 1, 8),
	('\xce56f0fa3ca93ec11c36ac65ef5a471e', '\x5462685aabe51548571095992a89e980', 1, 22),
	('\xcfe62c3cea7b22d1f12598fa17ebfb05', '\x36d29a41a36682a3fba775ef7af0c977', 1, 17),
	('\xdd6a00dfa2bf6b61c0ab904fa36bb5f9', '\x8fabc37c1e502a951c76e3abd034f407', 1, 16),
	('\xef0f5651189c15ae55959e645bf6ef41', '\xaa73601f2e495070fa5e160556def1b4', 1, 18),
	('\xf607ce9f60fdca69aca2df18413a4ee0', '\xa871e985d1a623cdd543a3247a2dd9a7', 1, 19),
	('\xf6b9eeac943991e269bd4667a5fdbb70', '\xd4c54072feadba279333ab00c3e3f2c8', 1, 3),
	('\xf9c535da0dfda853daad5042af39c66f', '\x28bb30747500d7361a7aac6783a75837', 1, 4),
	('\x25512b70b7813974ecd0c7acf5b9b749', '\xf7614169669b0f0e04c397bcb9179d2a', 0, 12),
	('\x43111e4db9b68b5d04bf6d3803f9683f', '\xd5011a57b8447b994aee61d3e99e5029', 0, 5),
	('\x5aacc8cee546a9ab488a37a9286bf3f4', '\x2434a75418e26f33e200129a1a7f0a5b', 0, 1),
	('\x6410bd954f4e3cfece6d8cdb0e713dc5', '\xf5a5e6c48e66ff018ebb4d4c5e13b863', 0, 9),
	('\x697b498afd2b835fe3a9bebaa58abe9e', '\x843c081fd6af7a85efb7db81904404d8', 0, 4),
	('\x733694f22c4a168a68e30497bc583f42', '\xe8e26c5b7a1bf9ce1e2c016315511545', 0, 17),
	('\x73bb3690575aad76ffb6a66ab7e98885', '\x89bbc2f57ee35c68eafed564a6b28e0a', 0, 23),
	('\x869cc00e88fb2c4bac324b7634ea7ed1', '\x23415f97c5dd1d652352488ff2ff1491', 0, 3),
	('\x9ffcebbfa0a371fa6a74bb319f1197b7', '\x8ce1518ed79da221758b4635a09430c1', 0, 11),
	('\xa676d7d7afbcdc3bfd95eedb9b93cc0b', '\xc8d36d705f94bc9edca9ab778f42cc51', 0, 10),
	('\xb0d0b96a1159f6514a7c40ba52dc0900', '\x6d76ab02321aaa11e39416954405a599', 0, 15),
	('\xb2892b87ae12f913951682ccd3190a20', '\xdd02fe4bf6b55c350d0c1d849ee13468', 0, 21),
	('\xb2b48061c3bc95b338ff22000109761c', '\xe1bf1d35c2449da131707679dfcbcf01', 0, 6),
	('\xb3bf738ee0fa7194a65116bcd31b8098', '\x75dbd7a5a26320f185d2617601b70e52', 0, 13),
	('\xb3ca921fa98385dd908dae9049f92b1d', '\x135312f7b79f6524dceba414c44d11af', 0, 20),
	('\xb42d2c3c77dfbf0fdc9aedc8ed74f7fd', '\xfd9f008ea272716d5ae2976a50a128de', 0, 2),
	('\xb6dea485189439ad251225fa25cf29bc', '\x75ff3bafa0de5851e2a44bea6610f690', 0, 14),
	('\xb7680c6df87327711c9bb44f4732e6f9', '\x342218b69accc3d6e41be127a96e91dd', 0, 22),
	('\xba582286bea73b8a49eefb0dca84ac8f', '\xf4dfcc7a4b40d92f5f76e47b76265a6a', 0, 19),
	('\xc866feb32fde3d39a3762566fadb2da1', '\x672cb183dd02829fd86d4e219b133142', 0, 18),
	('\xd44ff5342a0d2de96fba24fe08276c1a', '\xb1cbd6f263cd153eb7d1e914aa5bec94', 0, 16),
	('\xd775e26da8d6f0bba3de251efe60976a', '\x37c4d792d77e5a8b2f35a5b55302d342', 0, 7),
	('\xdc13b751d56ed511a25e2f905745ad0d', '\xc9ba76996cc060ffb491c27348f4a333', 0, 8),
	('\xdf4f7235a22ea84a32938b272c3fb8a0', '\x76e095503cb4a520ea853a6abd528c17', 0, 24);
INSERT INTO ledger.shard VALUES
	(-1, 1, '\x178823764c42bf0fad882b17ca1c8a44b8caf5aaa57ee5b729e8a5e65133097f', '2026-11-25 14:19:24.942896+00'),
	(2, 13, '\x15595305b817fbf76ffebfcac1aa8eff6dc3da79abc430b59f92c4983a4e3063', '2026-11-25 14:19:28.636001+00'),
	(0, 24, '\x479af4256469ee70151af6365a3195c3ffcf6735f01fcae4e5c172f59586ea9e', '2026-11-25 14:19:28.631681+00'),
	(3, 49, '\x22bc104b83b09e6b2e7855fe2fbfa4e469830dae2b88a68c13e04fb7e895b056', '2026-11-25 14:19:28.798459+00'),
	(1, 25, '\x1e3a7cd2935b770b60b3b004595e5231617c672c8f4e8892af588197092b4107', '2026-11-25 14:19:28.835316+00');
INSERT INTO public._pogo_migration VALUES
	('3b8f214f09cd41c99e31319dc046bd82c901f18975f0132efcbd8551427d2acf', '0001-ledger', '2026-11-25 14:19:24.101506+00', 'ledger'),
	('66e93ff595b23e8a8c60b34a5fa8289d6369cd470530e9bdb33e691515c4f0a2', '0001-view', '2026-11-25 14:19:24.374125+00', 'view');
INSERT INTO public._pogo_version VALUES
	(0, '2026-11-25 14:19:23.91505+00'),
	(1, '2026-11-25 14:19:23.923389+00');
INSERT INTO view.balance_entry_1 VALUES
	(1, 2, 'default', 'member-1', 1),
	(1, 2, 'default', 'member-1', 2),
	(1, 2, 'default', 'member-1', 3),
	(1, 2, 'default', 'member-5', 4),
	(1, 2, 'default', 'member-5', 5),
	(1, 2, 'default', 'member-5', 6),
	(1, 2, 'default', 'member-1', 7),
	(1, 2, 'default', 'member-5', 8),
	(1, 2, 'default', 'member-1', 9),
	(1, 2, 'default', 'member-5', 10),
	(1, 2, 'default', 'member-1', 11),
	(1, 2, 'default', 'member-1', 12),
	(1, 2, 'default', 'member-5', 13),
	(1, 0, 'default', 'member-2', 1),
	(1, 0, 'default', 'member-2', 2),
	(1, 0, 'default', 'member-2', 3),
	(1, 0, 'default', 'member-2', 4),
	(1, 0, 'default', 'member-4', 5),
	(1, 0, 'default', 'member-2', 6),
	(1, 0, 'default', 'member-2', 7),
	(1, 0, 'default', 'member-8', 8),
	(1, 0, 'default', 'member-2', 9),
	(1, 0, 'default', 'member-4', 10),
	(1, 0, 'default', 'member-4', 11),
	(1, 0, 'default', 'member-2', 12),
	(1, 0, 'default', 'member-2', 13),
	(1, 0, 'default', 'member-4', 14),
	(1, 0, 'default', 'member-2', 15),
	(1, 0, 'default', 'member-2', 16),
	(1, 0, 'default', 'member-2', 17),
	(1, 0, 'default', 'member-8', 18),
	(1, 0, 'default', 'member-2', 19),
	(1, 0, 'default', 'member-4', 20),
	(1, 0, 'default', 'member-2', 21),
	(1, 0, 'default', 'member-8', 22),
	(1, 0, 'default', 'member-2', 23),
	(1, 0, 'default', 'member-4', 24),
	(1, 1, 'default', 'member-3', 1),
	(1, 1, 'default', 'member-10', 2),
	(1, 1, 'default', 'member-9', 3),
	(1, 1, 'default', 'member-3', 4),
	(1, 1, 'default', 'member-9', 5),
	(1, 1, 'default', 'member-10', 6),
	(1, 1, 'default', 'member-9', 7),
	(1, 1, 'default', 'member-10', 8),
	(1, 1, 'default', 'member-10', 9),
	(1, 1, 'default', 'member-3', 10),
	(1, 1, 'default', 'member-9', 11),
	(1, 1, 'default', 'member-3', 12),
	(1, 1, 'default', 'member-3', 13),
	(1, 1, 'default', 'member-3', 14),
	(1, 1, 'default', 'member-3', 15),
	(1, 1, 'default', 'member-3', 16),
	(1, 1, 'default', 'member-3', 17),
	(1, 1, 'default', 'member-9', 18),
	(1, 1, 'default', 'member-10', 19),
	(1, 1, 'default', 'member-3', 20),
	(1, 1, 'default', 'member-3', 21),
	(1, 1, 'default', 'member-3', 22),
	(1, 1, 'default', 'member-9', 23),
	(1, 1, 'default', 'member-3', 24),
	(1, 1, 'default', 'member-9', 25),
	(1, 3, 'default', 'member-14', 1),
	(1, 3, 'default', 'member-7', 2),
	(1, 3, 'default', 'member-6', 3),
	(1, 3, 'default', 'member-13', 4),
	(1, 3, 'default', 'member-12', 5),
	(1, 3, 'default', 'member-13', 6),
	(1, 3, 'default', 'member-12', 7),
	(1, 3, 'default', 'member-11', 8),
	(1, 3, 'default', 'member-7', 9),
	(1, 3, 'default', 'member-6', 10),
	(1, 3, 'default', 'member-11', 11),
	(1, 3, 'default', 'member-11', 12),
	(1, 3, 'default', 'member-13', 13),
	(1, 3, 'default', 'member-14', 14),
	(1, 3, 'default', 'member-14', 15),
	(1, 3, 'default', 'member-7', 16),
	(1, 3, 'default', 'member-14', 17),
	(1, 3, 'default', 'member-11', 18),
	(1, 3, 'default', 'member-6', 19),
	(1, 3, 'default', 'member-12', 20),
	(1, 3, 'default', 'member-11', 21),
	(1, 3, 'default', 'member-13', 22),
	(1, 3, 'default', 'member-7', 23),
	(1, 3, 'default', 'member-6', 24),
	(1, 3, 'default', 'member-12', 25),
	(1, 3, 'default', 'member-6', 26),
	(1, 3, 'default', 'member-7', 27),
	(1, 3, 'default', 'member-11', 28),
	(1, 3, 'default', 'member-13', 29),
	(1, 3, 'default', 'member-14', 30),
	(1, 3, 'default', 'member-11', 31),
	(1, 3, 'default', 'member-14', 32),
	(1, 3, 'default', 'member-13', 33),
	(1, 3, 'default', 'member-12', 34),
	(1, 3, 'default', 'member-13', 35),
	(1, 3, 'default', 'member-6', 36),
	(1, 3, 'default', 'member-6', 37),
	(1, 3, 'default', 'member-7', 38),
	(1, 3, 'default', 'member-11', 39),
	(1, 3, 'default', 'member-11', 40),
	(1, 3, 'default', 'member-14', 41),
	(1, 3, 'default', 'member-13', 42),
	(1, 3, 'default', 'member-7', 43),
	(1, 3, 'default', 'member-6', 44),
	(1, 3, 'default', 'member-14', 45),
	(1, 3, 'default', 'member-11', 46),
	(1, 3, 'default', 'member-12', 47),
	(1, 3, 'default', 'member-13', 48),
	(1, 3, 'default', 'member-14', 49);
INSERT INTO view.balance_lot_1 VALUES
	(1, 2, 'default', 'member-1', 'member-1/1', 'purchase', NULL, '2026-01-10 02:00:00+00', '2026-01-13 02:00:00+00', '2026-03-15 00:00:00+00', 0, 53, 0),
	(1, 2, 'default', 'member-1', 'member-1/2', 'purchase', NULL, '2026-01-21 20:00:00+00', '2026-01-24 20:00:00+00', '2026-03-26 00:00:00+00', 0, 31, 0),
	(1, 2, 'default', 'member-5', 'member-5/1', 'purchase', NULL, '2026-01-25 00:00:00+00', '2026-01-28 00:00:00+00', '2026-03-30 00:00:00+00', 0, 25, 0),
	(1, 2, 'default', 'member-1', 'member-1/3', 'purchase', NULL, '2026-01-25 11:00:00+00', '2026-01-28 11:00:00+00', '2026-03-30 00:00:00+00', 0, 72, 0),
	(1, 2, 'default', 'member-5', 'member-5/2', 'purchase', NULL, '2026-02-04 14:00:00+00', '2026-02-07 14:00:00+00', '2026-04-09 00:00:00+00', 0, 69, 0),
	(1, 0, 'default', 'member-2', 'member-2/6', 'purchase', NULL, '2026-01-16 12:00:00+00', '2026-01-19 12:00:00+00', '2026-03-21 00:00:00+00', 0, 20, 0),
	(1, 0, 'default', 'member-2', 'member-2/7', 'purchase', NULL, '2026-01-18 12:00:00+00', '2026-01-21 12:00:00+00', '2026-03-23 00:00:00+00', 0, 34, 0),
	(1, 0, 'default', 'member-8', 'member-8/2', 'purchase', NULL, '2026-01-24 06:00:00+00', '2026-01-27 06:00:00+00', '2026-03-29 00:00:00+00', 0, 37, 0),
	(1, 0, 'default', 'member-2', 'member-2/8', 'purchase', NULL, '2026-01-29 04:00:00+00', '2026-02-01 04:00:00+00', '2026-04-03 00:00:00+00', 0, 34, 0),
	(1, 0, 'default', 'member-4', 'member-4/1', 'purchase', NULL, '2026-01-29 14:00:00+00', '2026-02-01 14:00:00+00', '2026-04-03 00:00:00+00', 0, 66, 0),
	(1, 1, 'default', 'member-3', 'member-3/1', 'purchase', NULL, '2026-01-05 17:00:00+00', '2026-01-08 17:00:00+00', '2026-03-10 00:00:00+00', 0, 11, 0),
	(1, 1, 'default', 'member-3', 'member-3/2', 'purchase', NULL, '2026-01-08 19:00:00+00', '2026-01-11 19:00:00+00', '2026-03-13 00:00:00+00', 0, 78, 0),
	(1, 1, 'default', 'member-10', 'member-10/1', 'purchase', NULL, '2026-01-09 06:00:00+00', '2026-01-12 06:00:00+00', '2026-03-14 00:00:00+00', 0, 9, 0),
	(1, 1, 'default', 'member-9', 'member-9/1', 'purchase', NULL, '2026-01-10 15:00:00+00', '2026-01-13 15:00:00+00', '2026-03-15 00:00:00+00', 0, 45, 0),
	(1, 1, 'default', 'member-3', 'member-3/3', 'purchase', NULL, '2026-01-16 19:00:00+00', '2026-01-19 19:00:00+00', '2026-03-21 00:00:00+00', 0, 55, 0),
	(1, 1, 'default', 'member-3', 'member-3/4', 'purchase', NULL, '2026-01-22 06:00:00+00', '2026-01-25 06:00:00+00', '2026-03-27 00:00:00+00', 0, 81, 0),
	(1, 1, 'default', 'member-3', 'member-3/5', 'purchase', NULL, '2026-01-23 08:00:00+00', '2026-01-26 08:00:00+00', '2026-03-28 00:00:00+00', 0, 49, 0),
	(1, 1, 'default', 'member-3', 'member-3/6', 'purchase', NULL, '2026-01-24 10:00:00+00', '2026-01-27 10:00:00+00', '2026-03-29 00:00:00+00', 0, 48, 0),
	(1, 1, 'default', 'member-3', 'member-3/7', 'purchase', NULL, '2026-01-25 19:00:00+00', '2026-01-28 19:00:00+00', '2026-03-30 00:00:00+00', 0, 8, 0),
	(1, 1, 'default', 'member-3', 'member-3/8', 'purchase', NULL, '2026-01-26 18:00:00+00', '2026-01-29 18:00:00+00', '2026-03-31 00:00:00+00', 0, 33, 0),
	(1, 1, 'default', 'member-9', 'member-9/2', 'purchase', NULL, '2026-01-28 01:00:00+00', '2026-01-31 01:00:00+00', '2026-04-02 00:00:00+00', 0, 8, 0),
	(1, 1, 'default', 'member-3', 'member-3/9', 'purchase', NULL, '2026-02-01 23:00:00+00', '2026-02-04 23:00:00+00', '2026-04-06 00:00:00+00', 0, 21, 0),
	(1, 1, 'default', 'member-3', 'member-3/10', 'purchase', NULL, '2026-02-02 02:00:00+00', '2026-02-05 02:00:00+00', '2026-04-07 00:00:00+00', 0, 64, 0),
	(1, 1, 'default', 'member-3', 'member-3/11', 'purchase', NULL, '2026-02-02 15:00:00+00', '2026-02-05 15:00:00+00', '2026-04-07 00:00:00+00', 0, 81, 0),
	(1, 1, 'default', 'member-9', 'member-9/3', 'purchase', NULL, '2026-02-03 12:00:00+00', '2026-02-06 12:00:00+00', '2026-04-08 00:00:00+00', 0, 6, 0),
	(1, 1, 'default', 'member-3', 'member-3/12', 'purchase', NULL, '2026-02-06 20:00:00+00', '2026-02-09 20:00:00+00', '2026-04-11 00:00:00+00', 72, 0, 0),
	(1, 3, 'default', 'member-14', 'member-14/1', 'purchase', NULL, '2026-01-05 21:00:00+00', '2026-01-08 21:00:00+00', '2026-03-10 00:00:00+00', 0, 31, 0),
	(1, 3, 'default', 'member-13', 'member-13/1', 'purchase', NULL, '2026-01-12 17:00:00+00', '2026-01-15 17:00:00+00', '2026-03-17 00:00:00+00', 0, 47, 0),
	(1, 3, 'default', 'member-13', 'member-13/2', 'purchase', NULL, '2026-01-14 09:00:00+00', '2026-01-17 09:00:00+00', '2026-03-19 00:00:00+00', 0, 16, 0),
	(1, 3, 'default', 'member-12', 'member-12/2', 'purchase', NULL, '2026-01-14 19:00:00+00', '2026-01-17 19:00:00+00', '2026-03-19 00:00:00+00', 0, 35, 0),
	(1, 3, 'default', 'member-14', 'member-14/2', 'purchase', NULL, '2026-01-17 04:00:00+00', '2026-01-20 04:00:00+00', '2026-03-22 00:00:00+00', 0, 26, 0),
	(1, 3, 'default', 'member-7', 'member-7/1', 'purchase', NULL, '2026-01-17 14:00:00+00', '2026-01-20 14:00:00+00', '2026-03-22 00:00:00+00', 0, 17, 0),
	(1, 3, 'default', 'member-14', 'member-14/3', 'purchase', NULL, '2026-01-17 23:00:00+00', '2026-01-20 23:00:00+00', '2026-03-22 00:00:00+00', 0, 58, 0),
	(1, 3, 'default', 'member-6', 'member-6/2', 'purchase', NULL, '2026-01-19 19:00:00+00', '2026-01-22 19:00:00+00', '2026-03-24 00:00:00+00', 0, 21, 0),
	(1, 3, 'default', 'member-11', 'member-11/1', 'purchase', NULL, '2026-01-20 13:00:00+00', '2026-01-23 13:00:00+00', '2026-03-25 00:00:00+00', 0, 58, 0),
	(1, 3, 'default', 'member-13', 'member-13/3', 'purchase', NULL, '2026-01-21 02:00:00+00', '2026-01-24 02:00:00+00', '2026-03-26 00:00:00+00', 0, 55, 0),
	(1, 3, 'default', 'member-7', 'member-7/2', 'purchase', NULL, '2026-01-21 11:00:00+00', '2026-01-24 11:00:00+00', '2026-03-26 00:00:00+00', 0, 86, 0),
	(1, 3, 'default', 'member-6', 'member-6/3', 'purchase', NULL, '2026-01-23 20:00:00+00', '2026-01-26 20:00:00+00', '2026-03-28 00:00:00+00', 0, 19, 0),
	(1, 3, 'default', 'member-11', 'member-11/2', 'purchase', NULL, '2026-01-27 13:00:00+00', '2026-01-30 13:00:00+00', '2026-04-01 00:00:00+00', 0, 29, 0),
	(1, 3, 'default', 'member-14', 'member-14/4', 'purchase', NULL, '2026-01-27 19:00:00+00', '2026-01-30 19:00:00+00', '2026-04-01 00:00:00+00', 0, 34, 0),
	(1, 3, 'default', 'member-13', 'member-13/4', 'purchase', NULL, '2026-01-28 04:00:00+00', '2026-01-31 04:00:00+00', '2026-04-02 00:00:00+00', 0, 38, 0),
	(1, 3, 'default', 'member-12', 'member-12/3', 'purchase', NULL, '2026-01-28 10:00:00+00', '2026-01-31 10:00:00+00', '2026-04-02 00:00:00+00', 0, 49, 0),
	(1, 3, 'default', 'member-7', 'member-7/3', 'purchase', NULL, '2026-02-01 09:00:00+00', '2026-02-04 09:00:00+00', '2026-04-06 00:00:00+00', 0, 15, 0),
	(1, 3, 'default', 'member-11', 'member-11/3', 'purchase', NULL, '2026-02-04 02:00:00+00', '2026-02-07 02:00:00+00', '2026-04-09 00:00:00+00', 0, 22, 0),
	(1, 3, 'default', 'member-14', 'member-14/5', 'purchase', NULL, '2026-02-04 11:00:00+00', '2026-02-07 11:00:00+00', '2026-04-09 00:00:00+00', 0, 32, 0),
	(1, 3, 'default', 'member-13', 'member-13/5', 'purchase', NULL, '2026-02-04 20:00:00+00', '2026-02-07 20:00:00+00', '2026-04-09 00:00:00+00', 0, 38, 0);
INSERT INTO view.balance_member_1 VALUES
	(1, 2, 'default', 'member-1', 0, 156, 0, 0, 171, 15, 0),
	(1, 2, 'default', 'member-5', 0, 94, 0, 0, 94, 0, 0),
	(1, 0, 'default', 'member-2', 0, 88, 0, 0, 268, 180, 0),
	(1, 0, 'default', 'member-4', 0, 66, 0, 0, 66, 0, 0),
	(1, 0, 'default', 'member-8', 0, 37, 0, 0, 57, 20, 0),
	(1, 1, 'default', 'member-10', 0, 9, 0, 0, 29, 20, 0),
	(1, 1, 'default', 'member-3', 72, 529, 0, 0, 601, 0, 0),
	(1, 1, 'default', 'member-9', 0, 59, 0, 0, 59, 0, 0),
	(1, 3, 'default', 'member-11', 0, 109, 0, 0, 114, 5, 0),
	(1, 3, 'default', 'member-12', 0, 84, 0, 0, 204, 120, 0),
	(1, 3, 'default', 'member-13', 0, 194, 0, 0, 214, 20, 0),
	(1, 3, 'default', 'member-14', 0, 181, 0, 0, 201, 20, 0),
	(1, 3, 'default', 'member-6', 0, 40, 0, 0, 105, 65, 0),
	(1, 3, 'default', 'member-7', 0, 118, 0, 0, 123, 5, 0);
INSERT INTO view.bookmark VALUES
	('balance', 1, -1, 1, 1),
	('liability', 1, -1, 1, 1),
	('liability', 1, 2, 1, 13),
	('balance', 1, 2, 1, 13),
	('liability', 1, 0, 1, 24),
	('liability', 1, 1, 1, 25),
	('liability', 1, 3, 1, 49),
	('balance', 1, 0, 1, 24),
	('balance', 1, 1, 1, 25),
	('balance', 1, 3, 1, 49);
INSERT INTO view.lease VALUES
	('liability', 1, 1, NULL, '-infinity'),
	('balance', 1, 1, NULL, '-infinity');
INSERT INTO view.liability_points_1 VALUES
	(1, 'default', 2, '2026-01', '', 'purchase', '2026-01', 196, 0, 0, 5, 0, 0, 0, 0, 0),
	(1, 'default', 2, '2026-02', '', 'purchase', '2026-01', 0, 0, 0, 10, 0, 0, 0, 0, 0),
	(1, 'default', 2, '2026-02', '', 'purchase', '2026-02', 69, 0, 0, 0, 0, 0, 0, 0, 0),
	(1, 'default', 0, '2026-01', '', 'purchase', '2026-01', 391, 0, 0, 200, 0, 0, 0, 0, 0),
	(1, 'default', 1, '2026-01', '', 'purchase', '2026-01', 445, 0, 0, 20, 0, 0, 0, 0, 0),
	(1, 'default', 1, '2026-02', '', 'purchase', '2026-02', 244, 0, 0, 0, 0, 0, 0, 0, 0),
	(1, 'default', 3, '2026-01', '', 'purchase', '2026-01', 854, 0, 0, 145, 0, 0, 0, 0, 0),
	(1, 'default', 3, '2026-02', '', 'purchase', '2026-01', 0, 0, 0, 90, 0, 0, 0, 0, 0),
	(1, 'default', 3, '2026-02', '', 'purchase', '2026-02', 107, 0, 0, 0, 0, 0, 0, 0, 0);
INSERT INTO view.projection VALUES
	('balance', 1),
	('liability', 1);
SELECT pg_catalog.setval('ledger.quarantine_id_seq', 1, true);
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
ALTER TABLE ONLY ledger.redeemed_on
    ADD CONSTRAINT redeemed_on_pkey PRIMARY KEY (shard, programme, member_id, day);
ALTER TABLE ONLY ledger.relay
    ADD CONSTRAINT relay_pkey PRIMARY KEY (only_row);
ALTER TABLE ONLY ledger.relay_position
    ADD CONSTRAINT relay_position_pkey PRIMARY KEY (shard);
ALTER TABLE ONLY ledger.seen
    ADD CONSTRAINT seen_pkey PRIMARY KEY (key);
ALTER TABLE ONLY ledger.shard
    ADD CONSTRAINT shard_pkey PRIMARY KEY (shard);
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
CREATE INDEX proposal_newest ON ledger.proposal USING btree (created_at DESC, id);
CREATE INDEX quarantine_identity ON ledger.quarantine USING btree (source, event_id);
ALTER INDEX view.balance_entry_pkey ATTACH PARTITION view.balance_entry_0_pkey;
ALTER INDEX view.balance_entry_pkey ATTACH PARTITION view.balance_entry_1_pkey;
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
GRANT SELECT,INSERT ON TABLE ledger.posting TO points_ledger;
GRANT SELECT ON TABLE ledger.posting TO points_reader;
GRANT SELECT,INSERT,UPDATE ON TABLE ledger.proposal TO points_ledger;
GRANT SELECT,INSERT ON TABLE ledger.quarantine TO points_ledger;
GRANT SELECT,INSERT ON TABLE ledger.record TO points_ledger;
GRANT SELECT ON TABLE ledger.record TO points_projector;
GRANT SELECT ON TABLE ledger.record TO points_reader;
GRANT SELECT,INSERT,UPDATE ON TABLE ledger.redeemed_on TO points_ledger;
GRANT SELECT ON TABLE ledger.redeemed_on TO points_reader;
GRANT SELECT,UPDATE ON TABLE ledger.relay TO points_ledger;
GRANT SELECT,UPDATE ON TABLE ledger.relay_position TO points_ledger;
GRANT SELECT ON TABLE ledger.relay_position TO points_reader;
GRANT SELECT,INSERT ON TABLE ledger.seen TO points_ledger;
GRANT SELECT ON TABLE ledger.seen TO points_reader;
GRANT SELECT,UPDATE ON TABLE ledger.shard TO points_ledger;
GRANT SELECT ON TABLE ledger.shard TO points_projector;
GRANT SELECT ON TABLE ledger.shard TO points_reader;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE ledger.worker TO points_ledger;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE view.balance_entry TO points_projector;
GRANT SELECT ON TABLE view.balance_entry TO points_reader;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE view.balance_entry_0 TO points_projector;
GRANT SELECT ON TABLE view.balance_entry_0 TO points_reader;
GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE view.balance_entry_1 TO points_projector;
GRANT SELECT ON TABLE view.balance_entry_1 TO points_reader;
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
