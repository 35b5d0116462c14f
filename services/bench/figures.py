"""The figures, their targets, and the three ways they are shown: a table, one flat JSON object, a table in the docs."""

import os
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import orjson
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

Figures = dict[str, float]
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of the table: a figure of the JSON, what it is, how it is written, and the target if it has one."""

    key: str
    what: str
    form: str = "{:,.0f}"
    at_least: float | None = None
    at_most: float | None = None

    def met(self, figures: Mapping[str, float]) -> bool | None:
        """Say whether the target is met; None without a target."""
        value = figures[self.key]
        if self.at_least is not None:
            return value >= self.at_least
        return value <= self.at_most if self.at_most is not None else None

    def written(self, value: float) -> str:
        """Return a value as the table shows it."""
        return self.form.format(value)

    @property
    def target(self) -> str:
        """The target as the table shows it."""
        if self.at_least is not None:
            return f"≥ {self.written(self.at_least)}"
        return f"≤ {self.written(self.at_most)}" if self.at_most is not None else ""


MS, PERCENT, MIB, BYTES, MICRO = "{:,.1f} ms", "{:.0%}", "{:,.1f} MiB", "{:,.0f} B", "{:,.0f} µs"
SECONDS = "{:,.1f} s"
GROUPS: dict[str, list[Shown]] = {
    "Posting from memory, events/s": [
        Shown("post_events_per_s", "decode, decide, post; 2 in flight"),
        Shown("floor_events_per_s", "floor: the same rows, 2 writers"),
        Shown("post_per_floor", "posting per floor", PERCENT, at_least=0.60),
        Shown("post_1_events_per_s", "1 batch in flight"),
        Shown("floor_1_events_per_s", "floor: 1 writer"),
        Shown("post_1_per_floor_1", "posting per floor, 1 writer", PERCENT),
        Shown("post_cpu_us_per_event", "processor time of Python, an event", MICRO),
    ],
    "Not so narrow": [
        Shown("mixed_events_per_s", "mixed stream, 20 rules; 2 in flight, events/s"),
        Shown("mixed_per_narrow", "mixed per narrow stream", PERCENT, at_least=0.60),
        Shown("mixed_cpu_us_per_event", "processor time of Python, a mixed event", MICRO),
        Shown("heavy_events_per_s", "a member of 10,000 purchases, events/s"),
        Shown("heavy_member_per_light", "per a member of ten", PERCENT, at_least=0.50),
        Shown("sweep_lots_per_s", "Kafka → ledger, expiring lots/s", at_least=20_000),
        Shown("sweep_cpu_us_per_lot", "processor time of the ledger, a lot", MICRO),
    ],
    "From Kafka, events/s": [
        Shown("intake_events_per_s", "Kafka → ledger", at_least=10_000),
        Shown("views_events_per_s", "Kafka → ledger → all views", at_least=6_000),
        Shown("whole_events_per_s", "… and relayed to Kafka again"),
        Shown("intake_ledger_cpu_us_per_event", "processor time of the ledger, an event", MICRO),
        Shown("views_projector_cpu_us_per_event", "processor time of the projector, an event", MICRO),
    ],
    "Redemptions over HTTP, 32 connections": [
        Shown("redeem_per_s", "idle, a second", at_least=1_000),
        Shown("redeem_p50_ms_idle", "half within", MS),
        Shown("redeem_p99_ms_idle", "99 of 100 within", MS, at_most=25),
        Shown("redeem_per_s_loaded", "during ingest, a second"),
        Shown("redeem_p50_ms_loaded", "half within", MS),
        Shown("redeem_p99_ms_loaded", "99 of 100 within", MS, at_most=50),
        Shown("ingest_events_per_s_loaded", "ingested meanwhile, of 5,000 events/s", at_least=4_900),
        Shown("redeem_alone_per_s", "ledger without relay, projector: idle"),
        Shown("redeem_alone_p99_ms_idle", "99 of 100 within", MS),
        Shown("redeem_alone_per_s_loaded", "during ingest, a second"),
        Shown("redeem_alone_p99_ms_loaded", "99 of 100 within", MS),
        Shown("ingest_alone_events_per_s_loaded", "ingested meanwhile, events/s"),
    ],
    "Reads, rebuild, verification": [
        Shown("reads_per_s", "balances over HTTP, 32 connections", at_least=2_000),
        Shown("reads_p50_ms", "half within", MS),
        Shown("reads_p99_ms", "99 of 100 within", MS),
        Shown("rebuild_records_per_s", "rebuild of the slower view, records/s"),
        Shown("rebuild_all_records_per_s", "rebuild of all views, records/s", at_least=50_000),
        Shown("all_views_records_per_s", "all views kept up, records/s"),
        Shown("all_views_per_three_views", "per three of them", PERCENT, at_least=0.60),
        Shown("liability_ms", "a month of 1,000 cohorts × 10 partners", MS, at_most=200),
        Shown("close_s_per_million", "a month is closed, a million records", SECONDS, at_most=30),
        Shown("verify_records_per_s", "verify, the chain alone, records/s", at_least=100_000),
        Shown("verify_whole_records_per_s", "verify, whole, records/s"),
    ],
    "Room": [
        Shown("bytes_per_event", "ledger's schema, an event of the history", BYTES, at_most=2_000),
        Shown("rss_mib_ledger", "ledger, resident", MIB),
        Shown("rss_mib_projector", "projector, resident", MIB),
        Shown("rss_growth_mib_ledger", "ledger grew, from 20 % of the events on", MIB),
        Shown("rss_growth_mib_projector", "projector grew likewise", MIB),
        Shown("rss_growth_mib", "the more of the two", MIB, at_most=16),
    ],
}


def table(figures: Mapping[str, float]) -> Table:
    """Return what was measured, with targets, for a terminal of 80 columns."""
    shown = Table(box=SIMPLE_HEAD, show_edge=False, padding=(0, 1), header_style="bold")
    shown.add_column("")
    for column in ("figure", "target"):
        shown.add_column(column, justify="right")
    shown.add_column("")
    for group, lines in GROUPS.items():
        present = [line for line in lines if line.key in figures]
        if not present:
            continue
        shown.add_row(Text(group, style="bold cyan"))
        for line in present:
            met = line.met(figures)
            mark = Text("") if met is None else Text("✓", style="green") if met else Text("✗", style="bold red")
            shown.add_row(f"  {line.what}", line.written(figures[line.key]), Text(line.target, style="dim"), mark)
        shown.add_section()
    return shown


def missed(figures: Mapping[str, float]) -> list[str]:
    """Return a sentence for each target that was not met."""
    return [
        f"{line.key} is {line.written(figures[line.key])}, the target {line.target}"
        for lines in GROUPS.values()
        for line in lines
        if line.key in figures and line.met(figures) is False
    ]


def machine() -> dict[str, str | int]:
    """Return what the figures depend on beside the code."""
    return {
        "measured_at": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "cores": os.cpu_count() or 0,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
    }


def write_json(path: Path, figures: Mapping[str, float], about: Mapping[str, str | int | float]) -> None:
    """Write one flat object: the figures, and what the run was."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rounded = {key: round(value, 3) for key, value in sorted(figures.items())}
    path.write_bytes(orjson.dumps({**rounded, **about}, option=orjson.OPT_INDENT_2) + b"\n")


def write_docs(page: Path, figures: Mapping[str, float], about: Mapping[str, str | int | float]) -> None:
    """Put the table between the two marks of the page; raise ValueError when they are not there, once each."""
    text = page.read_text(encoding="utf-8")
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        raise ValueError(f"{page.name} needs one line {BEGIN} and one line {END} around the table")
    head, _, rest = text.partition(BEGIN)
    _, _, foot = rest.partition(END)
    page.write_text(f"{head}{BEGIN}\n{markdown(figures, about)}\n{END}{foot}", encoding="utf-8")


def markdown(figures: Mapping[str, float], about: Mapping[str, str | int | float]) -> str:
    """Return the table for the docs."""
    lines = [
        f"Measured {about['measured_at']} on {about['cores']} cores with everything on them "
        f"({about['system']}, Python {about['python']}).",
        "",
        "| | Figure | Target | |",
        "|---|---:|---:|---|",
    ]
    for group, shown in GROUPS.items():
        lines.append(f"| **{group}** | | | |")
        for line in shown:
            if line.key in figures:
                met = line.met(figures)
                mark = "" if met is None else "met" if met else "**missed**"
                lines.append(
                    f"| {line.what} (`{line.key}`) | {line.written(figures[line.key])} | {line.target} | {mark} |"
                )
    return "\n".join(lines)
