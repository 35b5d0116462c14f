"""A month's report: every cohort's roll-forward in points and in money, what other points will cost, and the budget.

Pure: the one shape of a month that is open, computed now (`month.py`), and of one that was stored (L8). Groups and
totals are sums of what is shown, so a report foots however it is grouped, and says the same when it is frozen (L9).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import add
from typing import Any, Final, NamedTuple

import orjson

from services.projector.liability import LINES
from services.projector.money import MONEY_LINES, shown

POINTS_LINES: Final = ("opening", *LINES, "closing")
ACCRUAL_LINES: Final = ("opening", "change", "closing")
GROUPS: Final = ("partner", "origin", "cohort")
Name = tuple[str | None, str | None, str | None]
"""(partner, origin, cohort)"""


class Row(NamedTuple):
    """A group's figures: points in the order of POINTS_LINES; money in those of MONEY_LINES and ACCRUAL_LINES, in
    the currency's smallest unit.
    """

    name: Name
    points: Sequence[int]
    money: Sequence[int] | None = None
    accrual: Sequence[int] | None = None

    def plus(self, other: "Row", name: Name) -> "Row":
        """Return both together, under another name."""
        return Row(
            name,
            _sum(self.points, other.points) or (),
            _sum(self.money, other.money),
            _sum(self.accrual, other.accrual),
        )

    def figures(self, places: int) -> dict[str, Any]:
        """Return the figures as they are shown, money with so many places."""
        return {
            "points": dict(zip(POINTS_LINES, self.points, strict=False)),
            "money": named(MONEY_LINES, self.money, places),
            "accrual": named(ACCRUAL_LINES, self.accrual, places),
        }

    def body(self, places: int) -> dict[str, Any]:
        """Return the figures beside the group's name."""
        partner, origin, cohort = self.name
        figures = self.figures(places)
        figures["partner"], figures["origin"], figures["cohort"] = partner, origin, cohort
        return figures


def _sum(one: Sequence[int] | None, other: Sequence[int] | None) -> Sequence[int] | None:
    return list(map(add, one, other)) if one and other else one or other


def named(lines: Sequence[str], figures: Sequence[int] | None, places: int) -> dict[str, str] | None:
    if figures is None:
        return None
    return {line: shown(figure, places) for line, figure in zip(lines, figures, strict=False)}


@dataclass(slots=True, frozen=True)
class Report:
    """A programme's month. `head` is all that stands beside the rows and their total, which is their sum; money has so
    many `places`.
    """

    head: Mapping[str, Any]
    rows: Sequence[Row]
    total: Row
    places: int

    def body(self, groups: Collection[str] = GROUPS) -> dict[str, Any]:
        """Return the report as JSON has it, by some of GROUPS; what is not grouped by is null."""
        rows = self.rows if len(groups) == len(GROUPS) else grouped(self.rows, groups)
        named = [row.body(self.places) for row in rows]
        return {**self.head, "rows": named, "total": self.total.figures(self.places)}

    def canonical(self) -> bytes:
        """Return the one text of the report, which is stored and whose SHA-256 is frozen (L8)."""
        return orjson.dumps(self.body(), option=orjson.OPT_SORT_KEYS)


def read_report(text: bytes | str) -> Report:
    """Return the report that a canonical text holds."""
    body = orjson.loads(text)
    rows = [
        Row(
            (row["partner"], row["origin"], row["cohort"]),
            [row["points"][line] for line in POINTS_LINES],
            _read(MONEY_LINES, row["money"]),
            _read(ACCRUAL_LINES, row["accrual"]),
        )
        for row in body.pop("rows")
    ]
    del body["total"]
    return Report(body, rows, total_of(rows), len(body["budget"]["sales"].partition(".")[2]))


def _read(lines: Sequence[str], figures: Mapping[str, str] | None) -> list[int] | None:
    return None if figures is None else [int(figures[line].replace(".", "")) for line in lines]


def total_of(rows: Sequence[Row]) -> Row:
    """Return the sum of all rows."""
    return Row(
        (None, None, None),
        _column_sums([row.points for row in rows]) or [0] * len(POINTS_LINES),
        _column_sums([row.money for row in rows if row.money is not None]),
        _column_sums([row.accrual for row in rows if row.accrual is not None]),
    )


def _column_sums(rows: Sequence[Sequence[int]]) -> list[int] | None:
    return [sum(column) for column in zip(*rows, strict=True)] if rows else None


def grouped(rows: Iterable[Row], groups: Collection[str]) -> list[Row]:
    """Return rows summed by some of GROUPS, in order of their names."""
    flags = [group in groups for group in GROUPS]
    found: dict[Name, Row] = {}
    for row in rows:
        partner, origin, cohort = (part if flag else None for part, flag in zip(row.name, flags, strict=True))
        name = (partner, origin, cohort)
        found[name] = found[name].plus(row, name) if name in found else Row(name, row.points, row.money, row.accrual)
    return sorted(found.values(), key=lambda row: [part or "" for part in row.name])
