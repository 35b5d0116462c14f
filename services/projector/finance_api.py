"""The reads of finance: the liability of a month, its journal, budget, and forecast, and statements of partners."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

import orjson
from fastapi import FastAPI, Header, Path, Query
from pydantic import Field
from starlette.responses import Response

from schemas.programme import Name
from services.kit.auth import FinanceReader
from services.kit.clock import Clock
from services.kit.database import Database, load_queries
from services.kit.http import JSON_TYPE, Problem, invalid_request
from services.projector import finance_responses as r
from services.projector.journal import journal_of
from services.projector.money import age_of, places_of
from services.projector.month import Sums, report_of
from services.projector.parameters import Asked, PeriodAsked, not_begun, not_reached, until, wanted_places
from services.projector.partners import COUNTS
from services.projector.programmes import Programmes
from services.projector.report import GROUPS, Report, grouped, read_report
from services.projector.reports import read_stored, read_sums
from services.projector.spreadsheets import CSV_TYPE, XLSX_TYPE, Table, liability_table, table_of, to_csv, to_xlsx
from services.projector.statement import AMOUNTS, funded_by, statement_of

SQL = load_queries("services.projector", "reads.sql")
PARTNERS = load_queries("services.projector", "partners.sql")
PartnerId = Annotated[Name, Path(description="The partner's id, as events name it.")]
Format = Annotated[
    Literal["json", "csv", "xlsx"] | None, Field(description="By default what `Accept` asks for, else JSON.")
]
Accept = Annotated[str, Header(include_in_schema=False)]


class LiabilityAsked(PeriodAsked):
    """A read of the liability."""

    group_by: Annotated[str, Field(max_length=64, description="Of partner, origin, cohort; by commas.")] = (
        "partner,origin,cohort"
    )
    format: Format = None


class JournalAsked(PeriodAsked):
    """A read of the journal."""

    format: Format = None


class FinanceReads:
    """The reads of finance over both databases. A closed month is read as it was stored (L8)."""

    def __init__(self, ledger: Database, views: Database, clock: Clock) -> None:
        self._views = views
        self._clock = clock
        self._programmes = Programmes(ledger)

    async def liability(
        self, asked: Annotated[LiabilityAsked, Query()], _caller: FinanceReader, accept: Accept = ""
    ) -> Response:
        """The liability for a period, in points and money: a roll-forward that foots, by partner, origin, cohort."""
        groups = _groups(asked.group_by)
        report, stored = await self._report(asked)
        wanted = _format(asked.format, accept)
        if wanted == "json":
            whole = groups == set(GROUPS)
            return _json(stored if stored is not None and whole else orjson.dumps(report.body(groups)))
        rows = report.rows if groups == set(GROUPS) else grouped(report.rows, groups)
        return _sheet(liability_table(report, rows), wanted, f"liability-{asked.programme}-{asked.period}")

    async def journal(
        self, asked: Annotated[JournalAsked, Query()], _caller: FinanceReader, accept: Accept = ""
    ) -> Response:
        """A period's journal entries: the roll-forward as debits and credits."""
        report, _ = await self._report(asked)
        entries = journal_of(report)
        wanted = _format(asked.format, accept)
        if wanted == "json":
            return _json(orjson.dumps({**_head(report), "currency": report.head["currency"], "entries": entries}))
        table = table_of(
            asked.period, ("entry", "date", "line", "account"), ("debit", "credit"), entries, report.places
        )
        return _sheet(table, wanted, f"journal-{asked.programme}-{asked.period}")

    async def budget(self, asked: Annotated[PeriodAsked, Query()], _caller: FinanceReader) -> Response:
        """What a period's points will have cost, against its sales."""
        report, _ = await self._report(asked)
        return _json(orjson.dumps({**_head(report), **report.head["budget"]}))

    async def forecast(self, asked: Annotated[Asked, Query()], _caller: FinanceReader) -> Response:
        """Points outstanding now by the month in which they expire, and how many are expected to be redeemed."""
        await self._programmes.read_on()
        tz, _ = self._place(asked.programme)
        async with self._views.session() as session:
            row = await session.row(SQL["forecast"], asked.programme, tz.key)
        if row is None or row["as_of"] is None:
            raise not_begun()
        now = self._clock()
        period = f"{now.astimezone(tz):%Y-%m}"
        estimate = self._programmes.terms.estimate_at(asked.programme, period, tz)
        months: dict[str | None, list[int]] = {}
        for part in orjson.loads(row["months"] or "[]"):
            found = months.setdefault(part["month"], [0, 0])
            found[0] += part["points"]
            if estimate is not None:
                found[1] += part["points"] * estimate.rate(age_of(part["cohort"], period))
        body = {
            "programme": asked.programme,
            "as_of": orjson.loads(row["as_of"]),
            "estimate": estimate.sequence if estimate else None,
            "months": [
                {"month": month, "points": points, "expected_redemption": (2 * expected + 10**8) // (2 * 10**8)}
                for month, (points, expected) in months.items()
            ],
        }
        return _json(orjson.dumps(body))

    async def partner(
        self,
        partner_id: PartnerId,
        asked: Annotated[JournalAsked, Query()],
        _caller: FinanceReader,
        accept: Accept = "",
    ) -> Response:
        """What a partner owes and is owed for a period, by day, at the rates of the day the points were earned."""
        wanted = wanted_places(asked.min_sequence)

        async def read() -> Mapping[str, Any]:
            async with self._views.session() as session:
                row = await session.row(PARTNERS["partner_statement"], asked.programme, partner_id, asked.period)
            if row is None or row["as_of"] is None:
                raise not_begun()
            return {name: orjson.loads(text) if text else None for name, text in row.items()}

        found = await until(read, lambda found: _reached(found["as_of"], wanted))
        if not await self._programmes.reach(found["as_of"]["-1"]):
            raise not_reached("the ledger's replica has not yet got the register's records")
        _, currency = self._place(asked.programme)
        places = places_of(currency)
        terms = self._programmes.terms
        statement = statement_of(asked.programme, partner_id, found["days"] or (), terms, places)
        kind = _format(asked.format, accept)
        if kind != "json":
            texts = ("day", "issue_rate", "redemption_rate", *COUNTS)
            return _sheet(
                table_of(asked.period, texts, AMOUNTS, statement["days"], places), kind, f"partner-{asked.period}"
            )
        report, _ = await self._report(asked)
        closed = terms.closed_through.get(asked.programme, "") >= asked.period
        head = {
            "programme": asked.programme,
            "partner_id": partner_id,
            "period": asked.period,
            "currency": currency,
            "status": "closed" if closed else "open",
            "as_of": found["as_of"],
        }
        return _json(orjson.dumps({**head, **statement, "funded": funded_by(report, partner_id)}))

    async def _report(self, asked: PeriodAsked) -> tuple[Report, bytes | None]:
        """Return a period's report, and its text when it is one that was stored. Raises Problem."""
        stored = await read_stored(self._views, asked.programme, asked.period)
        if stored is not None:
            return read_report(stored.body), stored.body.encode()
        wanted = wanted_places(asked.min_sequence)

        async def read() -> Sums:
            found = await read_sums(self._views, asked.programme, asked.period)
            if found is None:
                raise not_begun()
            return found

        found = await until(read, lambda found: _reached(found.as_of, wanted))
        if not await self._programmes.reach(found.as_of["-1"]):
            raise not_reached("the ledger's replica has not yet got the register's records")
        tz, currency = self._place(asked.programme)
        return report_of(asked.programme, asked.period, found, self._programmes.terms, tz, currency), None

    def _place(self, programme: str) -> tuple[ZoneInfo, str]:
        place = self._programmes.place_of(programme)
        if place is None:
            raise Problem(404, "PROGRAMME_UNKNOWN", f"there is no programme {programme!r}")
        return place


def _reached(as_of: Mapping[str, int], wanted: Mapping[str, int]) -> bool:
    return all(as_of.get(shard, 0) >= sequence for shard, sequence in wanted.items())


def _head(report: Report) -> dict[str, Any]:
    return {name: report.head[name] for name in ("programme", "period", "status", "as_of")}


def _groups(text: str) -> set[str]:
    groups = set(text.split(",")) if text else set()
    if unknown := groups - set(GROUPS):
        raise invalid_request("query.group_by", f"{min(unknown)!r} is not one of partner, origin, cohort")
    return groups


def _format(asked: str | None, accept: str) -> str:
    """Return json, csv, or xlsx: what the query says, else what the header `Accept` names first of these."""
    if asked is not None:
        return asked
    for kind in (part.split(";")[0].strip().lower() for part in accept.split(",")):
        if kind == "text/csv":
            return "csv"
        if kind == XLSX_TYPE:
            return "xlsx"
        if kind in (JSON_TYPE, "*/*"):
            break
    return "json"


def _json(text: bytes) -> Response:
    return Response(text, media_type=JSON_TYPE)


def _sheet(table: Table, wanted: str, name: str) -> Response:
    content, kind = (to_csv(table), CSV_TYPE) if wanted == "csv" else (to_xlsx(table), XLSX_TYPE)
    return Response(
        content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}.{wanted}"'}
    )


def add_finance(app: FastAPI, reads: FinanceReads) -> None:
    """Add the reads of finance to the projector's application."""
    for path, answer, read in (
        ("/v1/liability", r.LiabilityAnswer, reads.liability),
        ("/v1/liability/journal", r.JournalAnswer, reads.journal),
        ("/v1/liability/budget", r.BudgetAnswer, reads.budget),
        ("/v1/liability/forecast", r.ForecastAnswer, reads.forecast),
        ("/v1/partners/{partner_id:path}/statement", r.PartnerStatementAnswer, reads.partner),
    ):
        app.add_api_route(path, read, methods=["GET"], response_model=None, responses={200: {"model": answer}})
