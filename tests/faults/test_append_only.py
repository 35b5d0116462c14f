"""What was appended stays: neither the ledger's own role nor the owner of the tables can change or remove it."""

import asyncpg
import pytest

from tests.installation import Installation, purchase

APPENDED = ("record", "posting", "seen", "business_key")
STATEMENTS = (
    "UPDATE ledger.{table} SET shard = shard",
    "DELETE FROM ledger.{table}",
    "TRUNCATE ledger.{table}",
)


REFUSALS = {
    "points_ledger": asyncpg.InsufficientPrivilegeError,
    "points_projector": asyncpg.InsufficientPrivilegeError,
    "points_reader": asyncpg.InsufficientPrivilegeError,
    None: asyncpg.RestrictViolationError,  # the owner, here even a superuser
}


async def test_nobody_can_change_or_remove_what_was_appended(installation: Installation) -> None:
    await installation.publish_programme()
    await installation.start("ledger", ledger_roles="intake")
    await installation.until_read(await installation.publish(purchase("ann")))
    counts = "SELECT " + ", ".join(f"(SELECT count(*) FROM ledger.{table}) AS {table}" for table in APPENDED)  # noqa: S608
    before = await installation.fetch(counts)
    assert all(count > 0 for count in before[0].values()), "an empty table proves nothing"
    for role, refusal in REFUSALS.items():
        connection = await asyncpg.connect(installation.dsn, server_settings={"role": role} if role else {})
        try:
            for table in APPENDED:
                for statement in STATEMENTS:
                    with pytest.raises(refusal):
                        await connection.execute(statement.format(table=table))
        finally:
            await connection.close()
    assert await installation.fetch(counts) == before
