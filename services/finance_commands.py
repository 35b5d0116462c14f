"""`points report` and `points export`: what finance asks of a shell."""

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.markup import escape

from services.kit.settings import Settings
from services.projector.exports import export_parquet, export_text
from services.projector.report_output import print_report, write_report
from services.projector.reports import check_report
from services.projector.tail import Gap
from services.terminal import bar, fail, long_reads, messages, run


def report(
    period: Annotated[str, typer.Argument(help="The month, such as 2026-03.")],
    programme: Annotated[str, typer.Option(help="Whose.")] = "default",
    out: Annotated[Path | None, typer.Option(help="Write every row to this file too, .csv or .xlsx.")] = None,
) -> None:
    """Print a month's liability, and check a closed one against the records. Exit code 1 when it does not agree."""

    async def work(settings: Settings) -> None:
        ledger = await long_reads(settings.ledger_dsn, "points_reader")
        views = await long_reads(settings.views, "points_reader")
        try:
            checked = await check_report(ledger, views, programme, period)
            print_report(checked.report, Console())
            if out is not None:
                write_report(checked.report, out)
        except (Gap, ValueError) as error:
            raise fail(str(error)) from None
        finally:
            await ledger.close()
            await views.close()
        for fault in checked.faults:
            messages.print(f"[bold red]The report does not agree:[/] {escape(fault)}", highlight=False)
        if checked.faults:
            raise typer.Exit(1)

    run(work)


def export(
    kind: Annotated[Literal["beancount", "hledger", "parquet"], typer.Argument(help="For which program.")],
    out: Annotated[Path, typer.Option(help="The file; for `parquet` a directory.")],
    programme: Annotated[str, typer.Option(help="Whose points; `parquet` takes all.")] = "default",
) -> None:
    """Write the ledger for other programs: plain-text accounting that must balance, or Parquet."""

    async def work(settings: Settings) -> None:
        ledger = await long_reads(settings.ledger_dsn, "points_reader")
        try:
            with bar(f"Writing {out}") as progress:
                if kind == "parquet":
                    out.mkdir(parents=True, exist_ok=True)
                    done = await export_parquet(ledger, out, progress)
                else:
                    done = await export_text(ledger, kind, programme, out, progress)
        except Gap as error:
            raise fail(str(error)) from None
        finally:
            await ledger.close()
        what = "postings" if kind == "parquet" else "accounts"
        sys.stdout.write(f"{out}: {done[0]:,} records, {done[1]:,} {what}.\n")

    run(work)
