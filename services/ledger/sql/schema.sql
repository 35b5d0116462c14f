-- All migrations of the schema `ledger` applied, as the database has them. Written by tests.ledger.catalogue.

CREATE OR REPLACE FUNCTION ledger.forbid_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$BEGIN RAISE EXCEPTION '%.% is append-only: correct it with a new posting', TG_TABLE_SCHEMA, TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END$function$;
CREATE TABLE ledger.account (
    shard smallint NOT NULL,
    programme text COLLATE "C" NOT NULL,
    account text COLLATE "C" NOT NULL,
    unit text COLLATE "C" NOT NULL,
    balance bigint NOT NULL,
    PRIMARY KEY (shard, programme, account, unit)
) WITH (fillfactor=50);
GRANT INSERT, SELECT, UPDATE ON ledger.account TO points_ledger;
GRANT SELECT ON ledger.account TO points_reader;
CREATE TABLE ledger.alias (
    shard smallint NOT NULL,
    programme text COLLATE "C" NOT NULL,
    member_id text COLLATE "C" NOT NULL,
    alias_id text COLLATE "C" NOT NULL,
    alias_shard smallint NOT NULL,
    lots_after integer NOT NULL,
    lots integer NOT NULL,
    place integer NOT NULL,
    PRIMARY KEY (shard, programme, member_id, alias_id),
    CHECK ((lots >= 0)),
    CHECK ((lots_after >= 0)),
    CHECK ((place > 0))
);
GRANT INSERT, SELECT, UPDATE ON ledger.alias TO points_ledger;
GRANT SELECT ON ledger.alias TO points_reader;
CREATE TABLE ledger.business_key (
    key bytea NOT NULL,
    digest bytea NOT NULL,
    shard smallint NOT NULL,
    sequence bigint NOT NULL,
    PRIMARY KEY (key),
    CHECK ((length(digest) = 16)),
    CHECK ((length(key) = 16))
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.business_key FOR EACH STATEMENT EXECUTE FUNCTION ledger.forbid_change();
GRANT INSERT, SELECT ON ledger.business_key TO points_ledger;
GRANT SELECT ON ledger.business_key TO points_reader;
CREATE TABLE ledger.closed_through (
    programme text COLLATE "C" NOT NULL,
    period text COLLATE "C" NOT NULL,
    PRIMARY KEY (programme),
    CHECK ((length(period) = 7))
);
GRANT INSERT, SELECT, UPDATE ON ledger.closed_through TO points_ledger;
GRANT SELECT ON ledger.closed_through TO points_reader;
CREATE TABLE ledger.constants (
    only_row boolean DEFAULT true NOT NULL,
    shards smallint NOT NULL,
    incarnation smallint DEFAULT 1 NOT NULL,
    PRIMARY KEY (only_row),
    CHECK (((shards > 0) AND (((shards)::integer & (shards - 1)) = 0))),
    CHECK (only_row)
);
GRANT SELECT ON ledger.constants TO points_ledger;
GRANT SELECT ON ledger.constants TO points_projector;
GRANT SELECT ON ledger.constants TO points_reader;
CREATE TABLE ledger.counter (
    only_row boolean DEFAULT true NOT NULL,
    busy_until timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    PRIMARY KEY (only_row),
    CHECK (only_row)
) WITH (fillfactor=10);
GRANT SELECT, UPDATE ON ledger.counter TO points_ledger;
CREATE TABLE ledger.inbox (
    cluster_id text COLLATE "C" NOT NULL,
    topic text COLLATE "C" NOT NULL,
    partition integer NOT NULL,
    epoch bigint DEFAULT 0 NOT NULL,
    owner text COLLATE "C",
    leased_until timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    next_offset bigint NOT NULL,
    last_message_sha256 bytea,
    PRIMARY KEY (cluster_id, topic, partition)
) WITH (fillfactor=10);
GRANT INSERT, SELECT, UPDATE ON ledger.inbox TO points_ledger;
GRANT SELECT ON ledger.inbox TO points_reader;
CREATE TABLE ledger.lot (
    shard smallint NOT NULL,
    programme text COLLATE "C" NOT NULL,
    member_id text COLLATE "C" NOT NULL,
    number integer NOT NULL,
    origin text COLLATE "C" NOT NULL,
    partner_id text COLLATE "C",
    earned_at timestamp with time zone NOT NULL,
    activates_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    granted bigint NOT NULL,
    pending bigint NOT NULL,
    active bigint NOT NULL,
    held bigint NOT NULL,
    expired bigint DEFAULT 0 NOT NULL,
    PRIMARY KEY (shard, programme, member_id, number),
    CHECK ((activates_at >= earned_at)),
    CHECK ((active >= 0)),
    CHECK ((expired >= 0)),
    CHECK ((granted >= 0)),
    CHECK ((held >= 0)),
    CHECK ((pending >= 0))
) WITH (fillfactor=85);
CREATE INDEX lot_open ON ledger.lot USING btree (shard, programme, member_id, expires_at, earned_at, number) WHERE ((pending + active) > 0);
CREATE INDEX lot_pending ON ledger.lot USING btree (shard, programme, member_id, activates_at) WHERE (pending > 0);
GRANT INSERT, SELECT, UPDATE ON ledger.lot TO points_ledger;
GRANT SELECT ON ledger.lot TO points_reader;
CREATE TABLE ledger.member (
    shard smallint NOT NULL,
    programme text COLLATE "C" NOT NULL,
    member_id text COLLATE "C" NOT NULL,
    status text COLLATE "C" DEFAULT 'unknown'::text NOT NULL,
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
    segment text COLLATE "C",
    referrer_id text COLLATE "C",
    joined_at timestamp with time zone,
    merged_into text COLLATE "C",
    merges integer DEFAULT 0 NOT NULL,
    PRIMARY KEY (shard, programme, member_id),
    CHECK (((status = 'merged'::text) = (merged_into IS NOT NULL))),
    CHECK ((active >= 0)),
    CHECK ((arrears <= 0)),
    CHECK ((held >= 0)),
    CHECK ((pending >= 0)),
    CHECK ((status = ANY (ARRAY['unknown'::text, 'open'::text, 'closed'::text, 'merged'::text])))
) WITH (fillfactor=70);
CREATE INDEX member_next_activation ON ledger.member USING btree (next_activation) WHERE (next_activation IS NOT NULL);
CREATE INDEX member_next_expiry ON ledger.member USING btree (next_expiry) WHERE (next_expiry IS NOT NULL);
CREATE INDEX member_next_lapse ON ledger.member USING btree (next_lapse) WHERE (next_lapse IS NOT NULL);
GRANT INSERT, SELECT, UPDATE ON ledger.member TO points_ledger;
GRANT SELECT ON ledger.member TO points_reader;
CREATE TABLE ledger.member_private (
    shard smallint NOT NULL,
    programme text COLLATE "C" NOT NULL,
    member_id text COLLATE "C" NOT NULL,
    salt bytea NOT NULL,
    attributes jsonb NOT NULL,
    texts jsonb DEFAULT '{}'::jsonb NOT NULL,
    PRIMARY KEY (shard, programme, member_id),
    CHECK ((length(salt) = 16))
);
CREATE INDEX member_private_birthday ON ledger.member_private USING btree (programme, (((attributes ->> 'birth_month'::text))::integer), (((attributes ->> 'birth_day'::text))::integer), shard, member_id);
GRANT DELETE, INSERT, SELECT, UPDATE ON ledger.member_private TO points_ledger;
CREATE TABLE ledger.parked (
    key bytea NOT NULL,
    digest bytea NOT NULL,
    order_key bytea NOT NULL,
    arrival bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    parked_at timestamp with time zone NOT NULL,
    give_up_at timestamp with time zone NOT NULL,
    shard smallint NOT NULL,
    programme text COLLATE "C" NOT NULL,
    member_id text COLLATE "C" NOT NULL,
    source text COLLATE "C" NOT NULL,
    event_id text COLLATE "C" NOT NULL,
    type text COLLATE "C" NOT NULL,
    time text COLLATE "C" NOT NULL,
    data jsonb NOT NULL,
    message jsonb,
    PRIMARY KEY (key),
    CHECK ((length(digest) = 16)),
    CHECK ((length(key) = 16)),
    CHECK ((length(order_key) = 16))
);
CREATE INDEX parked_give_up ON ledger.parked USING btree (give_up_at);
CREATE INDEX parked_member ON ledger.parked USING btree (shard, programme, member_id);
CREATE INDEX parked_order ON ledger.parked USING btree (order_key, arrival);
GRANT DELETE, INSERT, SELECT ON ledger.parked TO points_ledger;
CREATE TABLE ledger.posting (
    shard smallint NOT NULL,
    sequence bigint NOT NULL,
    ordinal smallint NOT NULL,
    lot integer,
    amount bigint NOT NULL,
    effective_at timestamp with time zone NOT NULL,
    source text COLLATE "C" NOT NULL,
    target text COLLATE "C" NOT NULL,
    unit text COLLATE "C" NOT NULL,
    period text COLLATE "C" NOT NULL,
    PRIMARY KEY (shard, sequence, ordinal),
    CHECK ((amount > 0)),
    CHECK ((length(period) = 7)),
    CHECK ((source <> target))
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.posting FOR EACH STATEMENT EXECUTE FUNCTION ledger.forbid_change();
GRANT INSERT, SELECT ON ledger.posting TO points_ledger;
GRANT SELECT ON ledger.posting TO points_reader;
CREATE TABLE ledger.proposal (
    id uuid NOT NULL,
    kind text COLLATE "C" NOT NULL,
    body jsonb NOT NULL,
    proposer text COLLATE "C" NOT NULL,
    created_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    status text COLLATE "C" DEFAULT 'open'::text NOT NULL,
    decided_by text COLLATE "C",
    decided_at timestamp with time zone,
    shard smallint,
    sequence bigint,
    PRIMARY KEY (id),
    CHECK ((decided_by <> proposer)),
    CHECK ((status = ANY (ARRAY['open'::text, 'approved'::text, 'rejected'::text])))
);
CREATE INDEX proposal_newest ON ledger.proposal USING btree (created_at DESC, id);
GRANT INSERT, SELECT, UPDATE ON ledger.proposal TO points_ledger;
CREATE TABLE ledger.qualifying (
    shard smallint NOT NULL,
    programme text COLLATE "C" NOT NULL,
    member_id text COLLATE "C" NOT NULL,
    day date NOT NULL,
    spend bigint NOT NULL,
    points bigint NOT NULL,
    visits bigint NOT NULL,
    PRIMARY KEY (shard, programme, member_id, day)
) WITH (fillfactor=85);
GRANT INSERT, SELECT, UPDATE ON ledger.qualifying TO points_ledger;
GRANT SELECT ON ledger.qualifying TO points_reader;
CREATE TABLE ledger.quarantine (
    id bigint NOT NULL,
    quarantined_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    reason text COLLATE "C" NOT NULL,
    detail text NOT NULL,
    path text NOT NULL,
    source text COLLATE "C",
    event_id text COLLATE "C",
    cluster_id text COLLATE "C" NOT NULL,
    topic text COLLATE "C" NOT NULL,
    partition integer NOT NULL,
    kafka_offset bigint NOT NULL,
    key bytea,
    headers jsonb NOT NULL,
    value bytea,
    type text COLLATE "C",
    replay_of bigint,
    PRIMARY KEY (id)
);
CREATE INDEX quarantine_identity ON ledger.quarantine USING btree (source, event_id);
CREATE INDEX quarantine_key ON ledger.quarantine USING hash (key);
CREATE INDEX quarantine_reason ON ledger.quarantine USING btree (reason, id);
CREATE UNIQUE INDEX quarantine_position ON ledger.quarantine USING btree (cluster_id, topic, partition, kafka_offset) WHERE (replay_of IS NULL);
CREATE UNIQUE INDEX quarantine_replay_of ON ledger.quarantine USING btree (replay_of) WHERE (replay_of IS NOT NULL);
GRANT DELETE, INSERT, SELECT ON ledger.quarantine TO points_ledger;
CREATE TABLE ledger.quarantine_fate (
    id bigint NOT NULL,
    fate text COLLATE "C" NOT NULL,
    decided_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    decided_by text COLLATE "C" NOT NULL,
    why text,
    verdict text COLLATE "C",
    reason text COLLATE "C",
    detail text,
    shard smallint,
    sequence bigint,
    PRIMARY KEY (id),
    CHECK (((fate = 'discarded'::text) = (why IS NOT NULL))),
    CHECK (((fate = 'replayed'::text) = (verdict IS NOT NULL))),
    CHECK ((fate = ANY (ARRAY['replayed'::text, 'discarded'::text])))
);
CREATE TRIGGER append_only BEFORE UPDATE OR TRUNCATE ON ledger.quarantine_fate FOR EACH STATEMENT EXECUTE FUNCTION ledger.forbid_change();
GRANT DELETE, INSERT, SELECT ON ledger.quarantine_fate TO points_ledger;
CREATE TABLE ledger.quarantine_head (
    only_row boolean DEFAULT true NOT NULL,
    last bigint DEFAULT 0 NOT NULL,
    PRIMARY KEY (only_row),
    CHECK (only_row)
) WITH (fillfactor=10);
GRANT SELECT, UPDATE ON ledger.quarantine_head TO points_ledger;
CREATE TABLE ledger.record (
    shard smallint NOT NULL,
    incarnation smallint NOT NULL,
    sequence bigint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    hash bytea NOT NULL,
    deferred numeric(28,8),
    estimate bigint,
    body text COLLATE "C" NOT NULL,
    PRIMARY KEY (shard, sequence),
    CHECK ((length(hash) = 32)),
    CHECK ((sequence > 0))
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.record FOR EACH STATEMENT EXECUTE FUNCTION ledger.forbid_change();
GRANT INSERT, SELECT ON ledger.record TO points_ledger;
GRANT SELECT ON ledger.record TO points_projector;
GRANT SELECT ON ledger.record TO points_reader;
CREATE TABLE ledger.redemption (
    shard smallint NOT NULL,
    programme text COLLATE "C" NOT NULL,
    member_id text COLLATE "C" NOT NULL,
    redemption_id text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    effective_at timestamp with time zone NOT NULL,
    day date NOT NULL,
    held_until timestamp with time zone,
    allocation jsonb NOT NULL,
    cancelled bigint NOT NULL,
    PRIMARY KEY (shard, programme, member_id, redemption_id),
    CHECK ((cancelled >= 0)),
    CHECK ((state = ANY (ARRAY['redeemed'::text, 'held'::text, 'captured'::text, 'released'::text, 'lapsed'::text, 'moved'::text])))
);
CREATE INDEX redemption_held ON ledger.redemption USING btree (shard, programme, member_id) WHERE (state = 'held'::text);
GRANT INSERT, SELECT, UPDATE ON ledger.redemption TO points_ledger;
GRANT SELECT ON ledger.redemption TO points_reader;
CREATE TABLE ledger.relay (
    only_row boolean DEFAULT true NOT NULL,
    epoch bigint DEFAULT 0 NOT NULL,
    owner text COLLATE "C",
    leased_until timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    quarantine_copied bigint DEFAULT 0 NOT NULL,
    PRIMARY KEY (only_row),
    CHECK (only_row)
) WITH (fillfactor=10);
GRANT SELECT, UPDATE ON ledger.relay TO points_ledger;
CREATE TABLE ledger.relay_position (
    shard smallint NOT NULL,
    sequence bigint DEFAULT 0 NOT NULL,
    PRIMARY KEY (shard)
) WITH (fillfactor=10);
GRANT SELECT ON ledger.relay_position TO points_reader;
GRANT SELECT, UPDATE ON ledger.relay_position TO points_ledger;
CREATE TABLE ledger.returned (
    shard smallint NOT NULL,
    programme text COLLATE "C" NOT NULL,
    member_id text COLLATE "C" NOT NULL,
    source text COLLATE "C" NOT NULL,
    order_id text COLLATE "C" NOT NULL,
    lines jsonb NOT NULL,
    returned_amount bigint NOT NULL,
    clawed bigint NOT NULL,
    covered bigint NOT NULL,
    reversed numeric(28,8) DEFAULT 0 NOT NULL,
    PRIMARY KEY (shard, programme, member_id, source, order_id),
    CHECK (((covered >= 0) AND (covered <= clawed))),
    CHECK ((clawed >= 0)),
    CHECK ((returned_amount >= 0)),
    CHECK ((reversed >= (0)::numeric))
);
GRANT INSERT, SELECT, UPDATE ON ledger.returned TO points_ledger;
GRANT SELECT ON ledger.returned TO points_reader;
CREATE TABLE ledger.seen (
    key bytea NOT NULL,
    digest bytea NOT NULL,
    shard smallint NOT NULL,
    sequence bigint NOT NULL,
    PRIMARY KEY (key),
    CHECK ((length(digest) = 16)),
    CHECK ((length(key) = 16))
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.seen FOR EACH STATEMENT EXECUTE FUNCTION ledger.forbid_change();
GRANT INSERT, SELECT ON ledger.seen TO points_ledger;
GRANT SELECT ON ledger.seen TO points_reader;
CREATE TABLE ledger.shard (
    shard smallint NOT NULL,
    sequence bigint DEFAULT 0 NOT NULL,
    hash bytea DEFAULT '\x0000000000000000000000000000000000000000000000000000000000000000'::bytea NOT NULL,
    recorded_at timestamp with time zone DEFAULT '1970-01-01 00:00:00+00'::timestamp with time zone NOT NULL,
    PRIMARY KEY (shard)
) WITH (fillfactor=10);
GRANT SELECT ON ledger.shard TO points_projector;
GRANT SELECT ON ledger.shard TO points_reader;
GRANT SELECT, UPDATE ON ledger.shard TO points_ledger;
CREATE TABLE ledger.sweep (
    only_row boolean DEFAULT true NOT NULL,
    epoch bigint DEFAULT 0 NOT NULL,
    owner text COLLATE "C",
    leased_until timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    PRIMARY KEY (only_row),
    CHECK (only_row)
) WITH (fillfactor=10);
GRANT SELECT, UPDATE ON ledger.sweep TO points_ledger;
CREATE TABLE ledger.swept (
    programme text COLLATE "C" NOT NULL,
    birthdays_through date NOT NULL,
    PRIMARY KEY (programme)
);
GRANT INSERT, SELECT, UPDATE ON ledger.swept TO points_ledger;
CREATE TABLE ledger.tally (
    shard smallint NOT NULL,
    programme text COLLATE "C" NOT NULL,
    member_id text COLLATE "C" NOT NULL,
    what text COLLATE "C" NOT NULL,
    since date NOT NULL,
    amount bigint NOT NULL,
    PRIMARY KEY (shard, programme, member_id, what, since)
);
GRANT INSERT, SELECT, UPDATE ON ledger.tally TO points_ledger;
GRANT SELECT ON ledger.tally TO points_reader;
CREATE TABLE ledger.tier (
    shard smallint NOT NULL,
    programme text COLLATE "C" NOT NULL,
    member_id text COLLATE "C" NOT NULL,
    reached text COLLATE "C",
    since timestamp with time zone,
    valid_until timestamp with time zone,
    assigned text COLLATE "C",
    assigned_since timestamp with time zone,
    assigned_until timestamp with time zone,
    PRIMARY KEY (shard, programme, member_id),
    CHECK (((assigned IS NULL) = (assigned_since IS NULL))),
    CHECK (((reached IS NULL) OR (since IS NOT NULL)))
) WITH (fillfactor=85);
CREATE INDEX tier_valid_until ON ledger.tier USING btree (programme, valid_until, shard, member_id) WHERE (valid_until IS NOT NULL);
GRANT INSERT, SELECT, UPDATE ON ledger.tier TO points_ledger;
GRANT SELECT ON ledger.tier TO points_reader;
CREATE TABLE ledger.tier_was (
    shard smallint NOT NULL,
    programme text COLLATE "C" NOT NULL,
    member_id text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    since timestamp with time zone NOT NULL,
    tier text COLLATE "C",
    valid_until timestamp with time zone,
    PRIMARY KEY (shard, programme, member_id, kind, since),
    CHECK ((kind = ANY (ARRAY['reached'::text, 'assigned'::text])))
);
GRANT INSERT, SELECT ON ledger.tier_was TO points_ledger;
GRANT SELECT ON ledger.tier_was TO points_reader;
CREATE TABLE ledger.worker (
    owner text COLLATE "C" NOT NULL,
    alive_until timestamp with time zone NOT NULL,
    PRIMARY KEY (owner)
);
GRANT DELETE, INSERT, SELECT, UPDATE ON ledger.worker TO points_ledger;
