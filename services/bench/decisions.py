"""Trials behind two decisions: lots as rows or as one value of the member's row; COPY or arrays for small batches.

Not part of the benchmark: run once where the decision is taken, and again when it is doubted.
"""

import random
import struct
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from statistics import median
from time import perf_counter
from typing import Any

import asyncpg
import orjson
from rich.box import SIMPLE_HEAD
from rich.table import Table

from services.bench.events import SEED
from services.bench.figures import Figures
from services.bench.place import Site
from services.kit.database import load_queries

SQL = load_queries("services.bench", "decisions.sql")
AT = datetime(1997, 1, 1, tzinfo=UTC)
PACKED = struct.Struct("<iBqqqqqqq")
OWNERS, BATCH, ROUNDS = 4_000, 500, 12
LOTS_BEFORE = (5, 50)
MANY_LOTS, REDEMPTIONS = 2_000, 40
COPY_ROWS = (32, 128, 500)
COPY_COLUMNS = {
    "record": ("shard", "incarnation", "sequence", "recorded_at", "hash", "body"),
    "posting": (
        "shard", "sequence", "ordinal", "lot", "amount", "effective_at", "source", "target", "unit", "period",
    ),
}  # fmt: skip
LOT_COLUMNS = (
    "shard", "programme", "member_id", "number", "origin", "earned_at", "activates_at", "expires_at", "granted",
    "pending", "active", "held",
)  # fmt: skip
Purchase = Callable[[Sequence[str], int], Awaitable[None]]
"""One batch: a lot more, numbered so, for each of these members."""


def lot_row(member_id: str, number: int) -> tuple[Any, ...]:
    """Return a lot as a row of the table."""
    return (0, "p", member_id, number, "purchase", AT, AT, AT, 11, 0, 11, 0)


def lot_json(number: int) -> dict[str, Any]:
    """Return a lot as it would be in a JSON value: short names, for what is written with every purchase."""
    at = AT.isoformat()
    return {"n": number, "o": "purchase", "e": at, "a": at, "x": at, "g": 11, "p": 0, "c": 11, "h": 0}


def lot_bytes(number: int, active: int = 11) -> bytes:
    """Return a lot as it would be in a packed value: fixed width, the origin as a number."""
    at = int(AT.timestamp() * 1e6)
    return PACKED.pack(number, 1, at, at, at, 11, 0, active, 0)


class Ways:
    """The three ways to keep lots: rows of a table, a JSON value, a packed value."""

    def __init__(self, connection: "asyncpg.Connection[asyncpg.Record]") -> None:
        self._connection = connection
        self.purchases: dict[str, Purchase] = {"rows": self._rows, "json": self._json, "bytes": self._bytes}
        self.redemptions: dict[str, Callable[[str], Awaitable[None]]] = {
            "rows": self._redeem_rows, "json": self._redeem_json, "bytes": self._redeem_bytes,
        }  # fmt: skip

    async def fill(self, owners: Sequence[str], lots: int) -> None:
        """Start anew: these members, each with so many lots."""
        connection = self._connection
        await connection.execute("TRUNCATE trial.owner, trial.owner_json, trial.owner_bytes, trial.lot")
        columns = ["shard", "programme", "member_id", "active"]
        json = orjson.dumps([lot_json(number) for number in range(lots)]).decode()
        packed = b"".join(lot_bytes(number) for number in range(lots))
        for table, value in (("owner", ()), ("owner_json", (json,)), ("owner_bytes", (packed,))):
            rows = [(0, "p", owner, 11 * lots, *value) for owner in owners]
            names = [*columns, "lots"] if value else columns
            await connection.copy_records_to_table(table, schema_name="trial", columns=names, records=rows)
        await self._copy_lots([lot_row(owner, number) for owner in owners for number in range(lots)])
        await connection.execute("VACUUM (ANALYZE) trial.owner, trial.owner_json, trial.owner_bytes, trial.lot")

    async def _copy_lots(self, rows: Sequence[tuple[Any, ...]]) -> None:
        await self._connection.copy_records_to_table("lot", schema_name="trial", columns=LOT_COLUMNS, records=rows)

    async def _rows(self, owners: Sequence[str], number: int) -> None:
        async with self._connection.transaction():
            found = await self._connection.fetch(SQL["rows_lock"].sql, owners)
            await self._copy_lots([lot_row(owner, number) for owner in owners])
            await self._connection.execute(
                SQL["rows_set"].sql, [row["member_id"] for row in found], [row["active"] + 11 for row in found]
            )

    async def _json(self, owners: Sequence[str], number: int) -> None:
        async with self._connection.transaction():
            found = await self._connection.fetch(SQL["json_lock"].sql, owners)
            lots = [orjson.dumps([*orjson.loads(row["lots"]), lot_json(number)]).decode() for row in found]
            await self._connection.execute(
                SQL["json_set"].sql, [row["member_id"] for row in found], [row["active"] + 11 for row in found], lots
            )

    async def _bytes(self, owners: Sequence[str], number: int) -> None:
        async with self._connection.transaction():
            found = await self._connection.fetch(SQL["bytes_lock"].sql, owners)
            lots = [row["lots"] + lot_bytes(number) for row in found]
            await self._connection.execute(
                SQL["bytes_set"].sql, [row["member_id"] for row in found], [row["active"] + 11 for row in found], lots
            )

    async def _redeem_rows(self, owner: str) -> None:
        async with self._connection.transaction():
            (member,) = await self._connection.fetch(SQL["rows_lock"].sql, [owner])
            lots = await self._connection.fetch(SQL["rows_open"].sql, owner)
            taken = [row["number"] for row in lots if row["active"] > 0][:3]
            await self._connection.execute(SQL["rows_take"].sql, owner, taken, [0] * len(taken))
            await self._connection.execute(SQL["rows_set"].sql, [owner], [member["active"] - 33])

    async def _redeem_json(self, owner: str) -> None:
        async with self._connection.transaction():
            (member,) = await self._connection.fetch(SQL["json_lock"].sql, [owner])
            lots = orjson.loads(member["lots"])
            for lot in [lot for lot in lots if lot["c"] > 0][:3]:
                lot["c"] = 0
            await self._connection.execute(
                SQL["json_set"].sql, [owner], [member["active"] - 33], [orjson.dumps(lots).decode()]
            )

    async def _redeem_bytes(self, owner: str) -> None:
        async with self._connection.transaction():
            (member,) = await self._connection.fetch(SQL["bytes_lock"].sql, [owner])
            lots = list(PACKED.iter_unpack(member["lots"]))
            open_lots = [index for index, lot in enumerate(lots) if lot[7] > 0][:3]
            for index in open_lots:
                lots[index] = (*lots[index][:7], 0, 0)
            packed = b"".join(PACKED.pack(*lot) for lot in lots)
            await self._connection.execute(SQL["bytes_set"].sql, [owner], [member["active"] - 33], [packed])


async def lots(connection: "asyncpg.Connection[asyncpg.Record]") -> Figures:
    """Measure narrow purchases of members with few and with many lots, and redemptions of one with 2,000."""
    ways, chance, figures = Ways(connection), random.Random(SEED), Figures()  # noqa: S311 - repeatable, not secret
    owners = [f"m{number:05}" for number in range(OWNERS)]
    for before in LOTS_BEFORE:
        await ways.fill(owners, before)
        taken: dict[str, list[float]] = {way: [] for way in ways.purchases}
        for number in range(before, before + ROUNDS):
            batch = sorted(chance.sample(owners, BATCH))
            for way, purchase in ways.purchases.items():
                began = perf_counter()
                await purchase(batch, number)
                taken[way].append(perf_counter() - began)
        figures |= {f"purchases_per_s_{way}_{before}_lots": BATCH / median(took) for way, took in taken.items()}
    await ways.fill(owners[:4], MANY_LOTS)
    for way, redeem in ways.redemptions.items():
        took = []
        for number in range(REDEMPTIONS):
            began = perf_counter()
            await redeem(owners[number % 4])
            took.append(perf_counter() - began)
        figures[f"redeem_ms_{way}_{MANY_LOTS}_lots"] = 1e3 * median(took)
    return figures


async def copying(connection: "asyncpg.Connection[asyncpg.Record]") -> Figures:
    """Measure COPY and arrays for records with postings, at three sizes, in turns; milliseconds a transaction."""
    figures, sequence, body = Figures(), 0, "x" * 800
    for size in COPY_ROWS:
        taken: dict[str, list[float]] = {"copy": [], "unnest": []}
        for number in range(4 * ROUNDS):
            way = ("copy", "unnest")[number % 2]
            numbers = range(sequence + 1, sequence + size + 1)
            rows: dict[str, list[tuple[Any, ...]]] = {
                "record": [(0, 1, n, AT, n.to_bytes(32, "big"), body) for n in numbers],
                "posting": [(0, n, 0, 1, 11, AT, "issued:purchase", "active", "points", "1997-01") for n in numbers],
            }
            sequence += size
            began = perf_counter()
            async with connection.transaction():
                for table, values in rows.items():
                    if way == "copy":
                        await connection.copy_records_to_table(
                            table, schema_name="trial", columns=COPY_COLUMNS[table], records=values
                        )
                    else:
                        await connection.execute(SQL[f"{table}s_unnest"].sql, *map(list, zip(*values, strict=True)))
            taken[way].append(perf_counter() - began)
        figures |= {f"append_ms_{way}_{size}_rows": 1e3 * median(took) for way, took in taken.items()}
    return figures


async def decisions(site: Site) -> Figures:
    """Make the trials; milliseconds and rates are medians."""
    async with site.connection() as connection:
        await connection.execute(SQL["make_tables"].sql)
        return {**await lots(connection), **await copying(connection)}


def table(figures: Figures) -> Table:
    """Return the figures as they are."""
    shown = Table(box=SIMPLE_HEAD, show_edge=False, header_style="bold")
    shown.add_column("trial")
    shown.add_column("figure", justify="right")
    for key, value in figures.items():
        shown.add_row(key, f"{value:,.2f}" if value < 100 else f"{value:,.0f}")
    return shown
