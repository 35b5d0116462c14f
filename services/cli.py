"""The operator's command `points`: everything a person does to a ledger from a shell."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer
import uvloop
from rich.markup import escape

from deploy.processes import SetupError
from services.finance_commands import export, report
from services.kit.kafka import create_topics
from services.kit.settings import Settings
from services.ledger.schema import migrate_ledger, read_constants
from services.quarantine_commands import quarantine
from services.terminal import bar, fail, long_reads, messages, run

app = typer.Typer(
    help="Run, inspect, and mend a points ledger. Every command reads its settings from POINTS_… variables; "
    "`points up` needs none and starts everything on this machine.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(quarantine, name="quarantine")
app.command()(report)
app.command()(export)


@app.command()
def up(
    data: Annotated[Path, typer.Option(help="Where the data live; kept when the command ends.")] = Path("var/up"),
    auth: Annotated[str, typer.Option(help="Access control; only `off` exists yet, and binds to loopback.")] = "off",
    ledger_port: Annotated[int, typer.Option(help="Port of the ledger; 0 takes a free one.")] = 8001,
    projector_port: Annotated[int, typer.Option(help="Port of the projector; 0 takes a free one.")] = 8000,
) -> None:
    """Start PostgreSQL, Kafka, and both services on this machine, until Ctrl-C.

    Prints one JSON line with `kafka`, `postgres`, `ledger`, `projector` when everything is ready.
    """
    from deploy.up import up as start

    try:
        asyncio.run(start(data, auth=auth, ledger_port=ledger_port, projector_port=projector_port))
    except SetupError as error:
        raise fail(str(error)) from None


@app.command()
def demo(
    redemptions: Annotated[bool, typer.Option(help="Redeem before each purchase what is spendable.")] = True,
    keep: Annotated[
        bool, typer.Option(help="Keep everything running afterwards, to look around, until Ctrl-C.")
    ] = False,
    data: Annotated[Path | None, typer.Option(help="Where the data live; by default a temporary directory.")] = None,
) -> None:
    """Stream the CDNOW purchase history through Kafka, ledger, and views, and compare every figure."""
    from deploy.demo.run import demo as show

    raise typer.Exit(uvloop.run(show(redemptions=redemptions, keep=keep, data_dir=data)))


@app.command()
def bench(
    *,
    quick: Annotated[bool, typer.Option("--quick", help="Small sizes: does everything run? No word on speed.")] = False,
    only: Annotated[list[str] | None, typer.Option(help="Measure this phase only; may be given again.")] = None,
    million: Annotated[bool, typer.Option("--million", help="Watch memory over a million events.")] = False,
    write_docs: Annotated[bool, typer.Option("--write-docs", help="Put the table into docs/performance.md.")] = False,
    out: Annotated[Path, typer.Option(help="Where the figures go, as one JSON object.")] = Path("var/bench.json"),
    decisions: Annotated[bool, typer.Option("--decisions", hidden=True)] = False,
) -> None:
    """Measure everything on this machine against its targets. Exit code 1 when one is missed."""
    from services.bench.run import bench as measure
    from services.bench.run import trials

    if decisions:
        raise typer.Exit(uvloop.run(trials(out=out)))
    try:
        code = uvloop.run(measure(quick=quick, only=only or [], million=million, to_docs=write_docs, out=out))
    except ValueError as error:
        raise fail(str(error)) from None
    raise typer.Exit(code)


@app.command()
def migrate() -> None:
    """Create or update the tables of ledger and views. POINTS_OWNER_DSN names a user who may.

    Before new code is started, never after. Doing it again changes nothing.
    """
    from services.projector.schema import migrate_views

    async def work(settings: Settings) -> None:
        await migrate_ledger(settings.owner, settings.shards)
        await migrate_views(settings.owner if settings.view_dsn is None else settings.views)

    run(work)


@app.command()
def topics() -> None:
    """Create the Kafka topics that are missing."""

    async def work(settings: Settings) -> None:
        days_14 = str(14 * 24 * 3_600_000)
        created = await create_topics(
            settings.kafka_bootstrap,
            [
                (settings.topic("events"), settings.partitions, {"cleanup.policy": "delete", "retention.ms": days_14}),
                (settings.topic("entries"), settings.partitions, {"cleanup.policy": "delete", "retention.ms": "-1"}),
                (
                    settings.topic("quarantine"),
                    settings.partitions,
                    {"cleanup.policy": "delete", "retention.ms": days_14},
                ),
            ],
            settings.replication_factor,
        )
        messages.print(f"created {', '.join(created)}" if created else "all topics are there")

    run(work)


@app.command()
def verify(
    chain: Annotated[bool, typer.Option("--chain", help="Only the hash chain: the fastest walk.")] = False,
) -> None:
    """Recompute chain, sums, working state, and views from the records; name the first fault. Exit code 1 if any."""
    from services.ledger.fold import Corrupt
    from services.ledger.verify import verify as verify_ledger
    from services.projector.verify import WrongView, verify_views

    async def work(settings: Settings) -> None:
        ledger = await long_reads(settings.ledger_dsn, "points_reader")
        views = await long_reads(settings.views, "points_reader")
        try:
            await read_constants(ledger)
            with bar("Verifying the ledger") as progress:
                found = await verify_ledger(ledger, progress, chain_only=chain)
            if not chain:
                with bar("Verifying the views") as progress:
                    folded = await verify_views(ledger, views, progress)
        except (Corrupt, WrongView) as fault:
            messages.print(f"[bold red]The ledger does not verify.[/] {escape(str(fault))}", highlight=False)
            raise typer.Exit(1) from None
        finally:
            await ledger.close()
            await views.close()
        text = f"The chain is valid: {found.records:,} records in {len(found.heads)} shards"
        if not chain:
            text += (
                f"; {found.postings:,} postings, {found.lots:,} lots, and the balances of {found.members:,} members "
                f"are the fold of them; so are the views, at {folded:,} records"
            )
        sys.stdout.write(text + ".\n")

    run(work)


@app.command()
def rebuild(
    views: Annotated[
        list[str], typer.Argument(help="`balance`, `liability`, `partners`, `sources`, `tier`; or `all` of them.")
    ],
) -> None:
    """Fold views anew from the first record while the old ones serve, then swap. May be stopped, and goes on."""
    from services.projector.rebuild import CannotRebuild, rebuild_views
    from services.projector.tail import Gap
    from services.projector.views import VIEWS

    names = [view.name for view in VIEWS] if views == ["all"] else list(dict.fromkeys(views))

    async def work(settings: Settings) -> None:
        try:
            with bar(f"Rebuilding {', '.join(names)}") as progress:
                results = await rebuild_views(settings, names, progress)
        except (CannotRebuild, Gap) as error:
            raise fail(str(error)) from None
        for done in results:
            sys.stdout.write(
                f"{done.view}: version {done.version} serves, from {done.records:,} records in {done.seconds:.1f} s"
                f"{', going on where an earlier run stopped' if done.resumed else ''}.\n"
            )

    run(work)


def main() -> None:
    """Run `points`."""
    app()


if __name__ == "__main__":
    main()
