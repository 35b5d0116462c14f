"""The schema: what each role may do, what nobody may, and that it is what the migrations make."""

from collections.abc import AsyncIterator

import asyncpg
import pytest
import pytest_asyncio

from services.ledger.schema import WrongLedger, migrate_ledger
from tests.conftest import Install
from tests.installation import ROOT, Installation
from tests.ledger.catalogue import catalogue

SCHEMA = ROOT / "services" / "ledger" / "sql" / "schema.sql"
WRITTEN = ROOT / "var" / "schema.sql"
TRUTH = ("record", "posting", "seen", "business_key")
DERIVED = (
    "member",
    "lot",
    "tally",
    "redemption",
    "returned",
    "account",
    "inbox",
    "proposal",
    "closed_through",
    "swept",
    "tier",
    "qualifying",
    "alias",
)
ASIDE = ("quarantine", "quarantine_fate")
EVERYTHING = (
    *TRUTH, *DERIVED, *ASIDE, "parked", "shard", "constants", "member_private", "worker", "quarantine_head", "relay",
    "relay_position", "sweep", "tier_was", "counter",
)  # fmt: skip
VERBS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE")
MAY: dict[str, dict[str, str]] = {
    "points_ledger": {
        **dict.fromkeys((*TRUTH, "tier_was"), "SELECT INSERT"),
        **dict.fromkeys(DERIVED, "SELECT INSERT UPDATE"),
        **dict.fromkeys(("member_private", "worker"), "SELECT INSERT UPDATE DELETE"),
        **dict.fromkeys(("shard", "relay", "relay_position", "sweep", "quarantine_head", "counter"), "SELECT UPDATE"),
        **dict.fromkeys(("parked", "quarantine", "quarantine_fate"), "SELECT INSERT DELETE"),
        "constants": "SELECT",
    },
    "points_projector": dict.fromkeys(("record", "shard", "constants"), "SELECT"),
    "points_reader": dict.fromkeys(
        (*TRUTH, "shard", "constants", "member", "lot", "tally", "redemption", "returned", "account",
         "alias", "closed_through", "inbox", "relay_position", "tier", "tier_was", "qualifying"), "SELECT"
    ),
}  # fmt: skip
"""Every permission there is; what is not here is refused."""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def installation(install_for_module: Install) -> Installation:
    """A migrated ledger without events."""
    return await install_for_module(topics=False)


@pytest_asyncio.fixture(loop_scope="session")
async def owner(installation: Installation) -> AsyncIterator[asyncpg.Connection]:
    """A connection of the tables' owner; what it does is rolled back."""
    connection = await asyncpg.connect(installation.dsn)
    transaction = connection.transaction()
    await transaction.start()
    yield connection
    await transaction.rollback()
    await connection.close()


@pytest.mark.parametrize("role", MAY)
async def test_a_role_may_do_what_its_service_does_and_nothing_else(owner: asyncpg.Connection, role: str) -> None:
    for table in EVERYTHING:
        allowed = {
            verb
            for verb in VERBS
            if await owner.fetchval("SELECT has_table_privilege($1, $2, $3)", role, f"ledger.{table}", verb)
        }
        assert allowed == set(MAY[role].get(table, "").split()), f"{role} on ledger.{table}"


async def test_every_table_is_spoken_of_here(owner: asyncpg.Connection) -> None:
    tables = await owner.fetch(
        "SELECT relname FROM pg_class WHERE relnamespace = 'ledger'::regnamespace AND relkind = 'r'"
    )
    assert {row["relname"] for row in tables if not row["relname"].startswith("_")} == set(EVERYTHING)


async def test_only_the_owner_may_make_tables_or_own_anything(owner: asyncpg.Connection) -> None:
    for role in MAY:
        assert not await owner.fetchval("SELECT has_schema_privilege($1, 'ledger', 'CREATE')", role)
        owned = await owner.fetchval("SELECT count(*) FROM pg_class WHERE relowner = $1::regrole", role)
        assert owned == 0
        attributes = await owner.fetchrow(
            "SELECT rolsuper, rolcanlogin, rolbypassrls FROM pg_roles WHERE rolname = $1", role
        )
        assert attributes is not None
        assert not any(attributes)


CHANGES = ("UPDATE ledger.{} SET shard = shard", "DELETE FROM ledger.{}", "TRUNCATE ledger.{}")


@pytest.mark.parametrize(
    ("table", "verb"),
    # What was decided about a message goes with it when its member is erased (S29); nobody changes it.
    [*((table, verb) for table in TRUTH for verb in CHANGES), *(("quarantine_fate", CHANGES[n]) for n in (0, 2))],
)
async def test_not_even_the_owner_changes_the_truth(owner: asyncpg.Connection, table: str, verb: str) -> None:
    with pytest.raises(asyncpg.RestrictViolationError, match=f"ledger.{table} is append-only: correct it"):
        await owner.execute(verb.format(table))


@pytest.mark.parametrize(
    ("role", "sql"),
    [
        ("points_ledger", "DELETE FROM ledger.record"),
        ("points_ledger", "UPDATE ledger.constants SET incarnation = 2"),
        ("points_ledger", "UPDATE ledger.quarantine SET reason = ''"),
        ("points_ledger", "UPDATE ledger.quarantine_fate SET why = ''"),
        ("points_projector", "SELECT FROM ledger.member"),
        ("points_projector", "INSERT INTO ledger.record (shard) VALUES (0)"),
        ("points_reader", "SELECT FROM ledger.member_private"),
        ("points_reader", "SELECT FROM ledger.quarantine"),
        ("points_reader", "UPDATE ledger.member SET active = 1"),
    ],
)
async def test_what_a_role_may_not_the_database_refuses(owner: asyncpg.Connection, role: str, sql: str) -> None:
    await owner.execute("SELECT set_config('role', $1, true)", role)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await owner.execute(sql)


GOOD_POSTING = {"amount": "1", "source": "'issued:purchase'", "target": "'active'", "period": "'2026-03'"}


@pytest.mark.parametrize(
    "wrong",
    [{"amount": "0"}, {"amount": "-1"}, {"target": "'issued:purchase'"}, {"period": "'2026'"}],
    ids=["nothing moves", "it moves back", "it goes nowhere", "no period"],
)
async def test_s8_a_posting_moves_a_positive_amount_between_two_accounts(
    owner: asyncpg.Connection, wrong: dict[str, str]
) -> None:
    sql = (
        "INSERT INTO ledger.posting (shard, sequence, ordinal, effective_at, unit, amount, source, target, period) "
        "VALUES (0, 1, 0, now(), 'points', {amount}, {source}, {target}, {period})"
    )
    with pytest.raises(asyncpg.CheckViolationError):
        await owner.execute(sql.format(**{**GOOD_POSTING, **wrong}))


@pytest.mark.parametrize("change", ["pending = -1", "active = -1", "held = -1", "arrears = 1"])
async def test_s9_no_part_is_negative_and_a_debt_is_never_positive(owner: asyncpg.Connection, change: str) -> None:
    await owner.execute("INSERT INTO ledger.member (shard, programme, member_id) VALUES (0, 'default', 'ann')")
    with pytest.raises(asyncpg.CheckViolationError):
        await owner.execute("UPDATE ledger.member SET " + change)  # noqa: S608  # the words are from above


async def test_migrating_twice_changes_nothing_and_another_shard_count_is_refused(installation: Installation) -> None:
    before = await catalogue(installation.dsn)
    await migrate_ledger(installation.dsn, 16)
    assert await catalogue(installation.dsn) == before
    with pytest.raises(WrongLedger, match="created with 16 shards; set POINTS_SHARDS=16"):
        await migrate_ledger(installation.dsn, 8)
    (shards,) = await installation.fetch("SELECT count(*), min(shard), max(shard) FROM ledger.shard")
    assert tuple(shards) == (17, -1, 15)


async def test_the_schema_file_is_what_the_migrations_make(installation: Installation) -> None:
    made = await catalogue(installation.dsn)
    committed = SCHEMA.read_text() if SCHEMA.exists() else ""
    if committed != made:
        WRITTEN.parent.mkdir(exist_ok=True)
        WRITTEN.write_text(made)
    assert committed == made, f"{SCHEMA} is not what the migrations make: compare {WRITTEN}, and commit that"
