-- Runs before the code it serves: who sweeps, and how far, and how birthdays are found.
-- depends: 0002-rules
-- migrate: apply

-- Who looks for what is due with time alone, one process at a time; fenced by the epoch.
CREATE TABLE ledger.sweep (
    only_row     boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    epoch        bigint      NOT NULL DEFAULT 0,
    owner        text        COLLATE "C",
    leased_until timestamptz NOT NULL DEFAULT '-infinity'
) WITH (fillfactor = 10);
INSERT INTO ledger.sweep DEFAULT VALUES;

-- The local day up to which a programme's birthdays were announced; all else that is due is seen from its members.
CREATE TABLE ledger.swept (
    programme         text COLLATE "C" PRIMARY KEY,
    birthdays_through date NOT NULL
);

CREATE INDEX member_private_birthday ON ledger.member_private
    (programme, ((attributes ->> 'birth_month')::integer), ((attributes ->> 'birth_day')::integer), shard, member_id);

GRANT SELECT, UPDATE ON ledger.sweep TO points_ledger;
GRANT SELECT, INSERT, UPDATE ON ledger.swept TO points_ledger;

-- migrate: rollback
DROP INDEX ledger.member_private_birthday;
DROP TABLE ledger.swept, ledger.sweep;
