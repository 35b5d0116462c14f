"""The benchmark runs and shows what it promises; of speed a run this small says nothing."""

import io
from pathlib import Path

import orjson
import pytest
from rich.console import Console

from services.bench.figures import BEGIN, END, GROUPS, markdown, missed, table, write_docs, write_json
from services.bench.phases import PHASES, QUICK, Bench, phases
from services.bench.place import MIB, Place, Watched
from services.bench.run import PAGE, bench, progress_bars
from services.bench.stream import memory_of
from tests.stack import Stack

SMOKE = frozenset(PHASES) - {"memory"}
"""The way of `memory` is that of `views`; what it makes of its samples is tested below."""
NOT_HERE = ("rss_", "whole_", "redeem_alone_", "ingest_alone_")
PROMISED = {line.key for lines in GROUPS.values() for line in lines if not line.key.startswith(NOT_HERE)}


async def test_every_promised_figure_is_measured(stack: Stack, tmp_path: Path) -> None:
    console = Console(record=True, width=80, file=io.StringIO())
    place = Place(stack.postgres_dsn, stack.kafka_bootstrap, tmp_path)
    await place.prepare()
    try:
        with progress_bars(console) as bars:
            run = Bench(place, QUICK, SMOKE, bars, {})
            await phases(run)
    finally:
        await place.clear()
    assert set(run.figures) >= PROMISED
    assert not [key for key in PROMISED if run.figures[key] <= 0 and key != "ingest_events_per_s_loaded"]
    console.print(table(run.figures))
    shown = console.export_text()
    assert all(group in shown for group in GROUPS)
    assert max(map(len, shown.splitlines())) <= 80


def test_memory_grows_from_a_fifth_of_the_events_on() -> None:
    seen = Watched([(float(n), n, [(100 + n // 20) * MIB, (90 if n < 20 else 50) * MIB]) for n in range(1, 101)])
    figures = memory_of(seen, ("ledger", "projector"), 100)
    assert (figures["rss_growth_mib_ledger"], figures["rss_growth_mib_projector"]) == (4, 0)
    assert figures["rss_growth_mib"] == 4
    assert figures["rss_mib_ledger_at_50_percent"] == 102


@pytest.mark.parametrize("choice", [{"only": ["postings"]}, {"to_docs": True, "quick": True}])
async def test_a_choice_that_cannot_be_is_refused_before_anything_starts(
    choice: dict[str, list[str] | bool], tmp_path: Path
) -> None:
    usual = {"quick": False, "only": [], "million": False, "to_docs": False}
    with pytest.raises(ValueError, match=r"phase|whole run"):
        await bench(**{**usual, **choice}, out=tmp_path / "bench.json")  # type: ignore[arg-type]


def test_a_missed_target_is_named_and_a_met_one_is_not() -> None:
    figures = {"post_per_floor": 0.59, "redeem_p99_ms_idle": 25.0, "bytes_per_event": 2_001.0}
    assert [sentence.split()[0] for sentence in missed(figures)] == ["post_per_floor", "bytes_per_event"]


def test_the_json_is_one_flat_object(tmp_path: Path) -> None:
    out = tmp_path / "var" / "bench.json"
    write_json(out, {"reads_per_s": 2000.12345}, {"cores": 2})
    assert orjson.loads(out.read_bytes()) == {"reads_per_s": 2000.123, "cores": 2}


def test_the_page_takes_the_table_between_its_marks(tmp_path: Path) -> None:
    about: dict[str, str | int | float] = {
        "measured_at": "2026-11-22 12:00 UTC",
        "cores": 2,
        "system": "Linux",
        "python": "3.11",
    }
    page = tmp_path / "page.md"
    page.write_text(PAGE.read_text(encoding="utf-8"), encoding="utf-8")
    write_docs(page, {"reads_per_s": 1234.0}, about)
    once = page.read_text(encoding="utf-8")
    write_docs(page, {"reads_per_s": 1234.0}, about)
    assert page.read_text(encoding="utf-8") == once
    assert markdown({"reads_per_s": 1234.0}, about) in once
    assert "(`reads_per_s`) | 1,234 | ≥ 2,000 | **missed** |" in once


def test_a_page_without_marks_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"{END} {BEGIN} {BEGIN}", encoding="utf-8")
    with pytest.raises(ValueError, match="one line"):
        write_docs(page, {}, {})
