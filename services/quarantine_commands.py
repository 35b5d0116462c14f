"""`points quarantine`: look at what was set aside, and replay or discard it, one message at a time.

It works on the database itself, by the same code as the ledger's HTTP: an intake that has stopped because of what it
reads is when this is needed most.
"""

import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from getpass import getuser
from typing import Annotated, Any, get_args

import orjson
import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from schemas.calendar import parse_instant
from services.kit.clock import clock_from
from services.kit.crash import KillPoints
from services.kit.database import Database
from services.kit.settings import Settings
from services.ledger.post import Poster
from services.ledger.proposals import Refused
from services.ledger.reasons import Quarantined
from services.ledger.replaying import Quarantine, State, Wanted
from services.ledger.schema import read_constants
from services.terminal import fail, run

CONNECTIONS = 2
out = Console(highlight=False, soft_wrap=True)
quarantine = typer.Typer(
    help="Messages that got no verdict wait here for a person: list them, show one, and then replay or discard it. "
    "What each reason means and what to do about it is in docs/quarantine.md. Nothing is deleted but by an erasure, "
    "and what you decide is kept with your name. Works on the database of POINTS_LEDGER_DSN, with the ledger running "
    "or not.",
    no_args_is_help=True,
)
Number = Annotated[int, typer.Argument(min=1, help="Its number, as `points quarantine list` shows it.")]
Actor = Annotated[str, typer.Option("--actor", help="Who you are, for the record; by default your name here.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for a program to read.")]


def _instant(text: str) -> datetime:
    try:
        return parse_instant(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


@quarantine.command("list")
def list_(
    *,
    state: Annotated[str, typer.Option(help=f"Which: {', '.join(get_args(State))}.")] = "open",
    reason: Annotated[Quarantined | None, typer.Option(help="Only those with this reason.")] = None,
    source: Annotated[str | None, typer.Option(help="Only those of this sender, such as urn:till:7.")] = None,
    event_type: Annotated[str | None, typer.Option("--type", help="Only this type of event.")] = None,
    since: Annotated[
        datetime | None, typer.Option(parser=_instant, help="Set aside at or after, such as 2026-03-01T12:00:00Z.")
    ] = None,
    until: Annotated[datetime | None, typer.Option(parser=_instant, help="Set aside before.")] = None,
    before: Annotated[int | None, typer.Option(min=1, help="Go on below this number: the page after.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1_000, help="How many at most.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List what was set aside, newest first. Without options: all that nobody has decided about yet.

    Then: `points quarantine show 7` for all that is known of number 7.
    """
    if state not in get_args(State):
        raise typer.BadParameter(f"one of {', '.join(get_args(State))}", param_hint="--state")
    wanted = Wanted(_state(state), reason, source, event_type, since, until)

    async def work(desk: Quarantine) -> None:
        items = await desk.page(wanted, before, limit)
        if as_json:
            _print_json(items)
            return
        table = Table("number", "set aside", "reason", "event", "where", "state")
        for item in items:
            event, place = item["event"], item["position"]
            names = [text for text in (event["type"], event["source"], event["id"]) if text]
            table.add_row(
                str(item["id"]), item["quarantined_at"].strftime("%Y-%m-%d %H:%M:%SZ"), item["reason"],
                escape(" ".join(names)) or "unreadable", f"{place['topic']}/{place['partition']}@{place['offset']}",
                item["state"],
            )  # fmt: skip
        out.print(table if items else f"Nothing is {'in quarantine' if state == 'all' else state}.")
        if len(items) == limit:
            out.print(f"There may be more: add --before {items[-1]['id']}")

    _at_desk(work)


def _state(text: str) -> State:
    return next(state for state in get_args(State) if state == text)


@quarantine.command()
def show(number: Number, *, as_json: AsJson = False) -> None:
    """Show one message whole: what is wrong, where it was, its headers and payload, and what became of it."""

    async def work(desk: Quarantine) -> None:
        item = await desk.show(number)
        if as_json:
            _print_json(item)
            return
        _print_item(item)
        message = item["message"]
        out.print(f"  key      {escape(_text(message['key']))}")
        for name, value in message["headers"]:
            out.print(f"  header   {escape(_text(name))}: {escape(_text(value))}")
        out.print(f"  value    {escape(_text(message['value']))}")

    _at_desk(work)


@quarantine.command()
def replay(number: Number, actor: Actor = "", *, as_json: AsJson = False) -> None:
    """Decide one message as if it arrived now, whenever it is of, once its cause is mended.

    It keeps its id and time, so what was accepted meanwhile is a duplicate. Doing it twice does it once.

    What is still wrong is set aside again, under a new number, and the answer says why: exit code 1.
    """

    async def work(desk: Quarantine) -> None:
        item = await desk.replay(number, _who(actor))
        _print_json(item) if as_json else _print_item(item)
        if item["decision"]["verdict"] == "quarantined":
            raise typer.Exit(1)

    _at_desk(work)


@quarantine.command()
def discard(
    number: Number,
    reason: Annotated[str, typer.Option("--reason", help="Why it may go; kept for whoever asks one day.")],
    actor: Actor = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Let one message go, with the reason. It is kept, and cannot be replayed any more."""
    why = reason.replace("\0", "").strip()
    if not why:
        raise typer.BadParameter("say why, for whoever asks one day", param_hint="--reason")

    async def work(desk: Quarantine) -> None:
        item = await desk.discard(number, _who(actor), why)
        _print_json(item) if as_json else _print_item(item)

    _at_desk(work)


def _who(actor: str) -> str:
    """Return who acts; raise BadParameter when nobody can tell."""
    try:
        return actor or getuser()
    except (KeyError, OSError):  # A container's user may have no name.
        raise typer.BadParameter("say who you are, for the record", param_hint="--actor") from None


def _at_desk(work: Callable[[Quarantine], Awaitable[None]]) -> None:
    """Work on the quarantine of the ledger that the settings name; what is refused is a message and exit code 2."""

    async def with_desk(settings: Settings) -> None:
        async with _desk(settings) as desk:
            try:
                await work(desk)
            except Refused as refused:
                raise fail(f"{refused.reason}: {refused.detail}") from None

    run(with_desk)


@asynccontextmanager
async def _desk(settings: Settings) -> AsyncIterator[Quarantine]:
    database = await Database.connect(
        settings.ledger_dsn, role="points_ledger", points=KillPoints(settings.crash_at), size=CONNECTIONS,
        freeze_seconds=settings.lease_seconds, application="points",
    )  # fmt: skip
    try:
        constants = await read_constants(database)
        poster = Poster(database, clock_from(settings.clock), constants.shards, constants.incarnation)
        yield Quarantine(database, poster)
    finally:
        await database.close()


def _print_json(value: object) -> None:
    sys.stdout.write(orjson.dumps(value, option=orjson.OPT_UTC_Z | orjson.OPT_INDENT_2).decode() + "\n")


def _text(kept: Any) -> str:  # noqa: ANN401 - JSON
    return "(none)" if kept is None else f"base64 {kept['base64']}" if isinstance(kept, dict) else str(kept)


def _print_item(item: dict[str, Any]) -> None:
    event, place = item["event"], item["position"]
    out.print(f"[bold]Number {item['id']}[/]: {item['reason']}, {item['state']}")
    where = f" at {escape(item['path'])}" if item["path"] else ""
    out.print(f"  fault    {escape(item['detail'])}{where}")
    out.print(f"  event    {escape(' '.join(_text(event[name]) for name in ('type', 'source', 'id')))}")
    out.print(f"  place    {place['topic']}/{place['partition']}@{place['offset']} of cluster {place['cluster_id']}")
    out.print(f"  since    {item['quarantined_at'].strftime('%Y-%m-%d %H:%M:%SZ')}")
    if "replay_of" in item:
        out.print(f"  before   it was number {item['replay_of']}, and was replayed")
    if decision := item.get("decision"):
        came_to = [f"{name} {decision[name]}" for name in ("why", "verdict", "reason", "detail") if name in decision]
        if "sequence" in decision:
            came_to.append(f"record {decision['shard']}/{decision['sequence']}")
        if "quarantined_as" in decision:
            came_to.append(f"now number {decision['quarantined_as']}")
        out.print(f"  {item['state']} by {escape(decision['by'])}: {escape('; '.join(came_to))}")
