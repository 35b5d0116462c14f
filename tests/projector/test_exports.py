"""What others make of our ledger: beancount loads it, and finds every balance; Parquet has every record and posting."""

import csv
import shutil
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from beancount import loader
from beancount.core.data import Balance, Transaction

from services.projector.exports import export_parquet, export_text
from services.projector.plaintext import account_of
from services.projector.tail import Gap
from tests.conftest import Install
from tests.installation import ROOT, Installation, event, purchase, redemption


def ignore(_done: int, _total: int) -> None:
    """Show no progress."""


@pytest.fixture(scope="module")
async def installation(install_for_module: Install) -> Installation:
    """A ledger with a sale, a debt that was paid, a hold that lapsed, and a name that needs quoting."""
    installation = await install_for_module(shards=4)
    await installation.publish_programme(time_zone="America/New_York")
    await installation.start("ledger")
    sent = [
        purchase("ann", "100.00", order_id="first", time="2026-01-10T02:00:00Z"),
        redemption("ann", 100, time="2026-01-11T10:00:00Z"),
        event("purchase.returned", "ann", {"order_id": "first", "return_id": 'r"1;', "amount": "100.00"},
              time="2026-01-12T10:00:00Z"),
        purchase("ann", "180.00", time="2026-02-10T10:00:00Z"),
        purchase('bob"\\;', "70.00", time="2026-02-10T10:00:00Z"),
        event("redemption.reserved", "ann", {"redemption_id": "h", "points": 20, "ttl_seconds": 60},
              time="2026-02-11T10:00:00Z"),
        purchase("ann", "1.00", time="2026-02-12T10:00:00Z"),
    ]  # fmt: skip
    await installation.until_read(await installation.publish(*sent))
    return installation


async def balances_of(installation: Installation) -> Counter[str]:
    found: Counter[str] = Counter()
    for record in await installation.records():
        for posting in record["postings"]:
            found.update({posting["target"]: posting["amount"]})
            found.subtract({posting["source"]: posting["amount"]})
    return found


async def test_beancount_loads_it_it_balances_and_every_balance_is_ours(
    installation: Installation, tmp_path: Path
) -> None:
    file = tmp_path / "points.beancount"
    await export_text(await installation.database("points_reader"), "beancount", "default", file, ignore)
    entries, errors, _ = loader.load_file(str(file))
    assert errors == []  # A balance that is not asserted, or a transaction that does not balance, is one.
    totals: Counter[str] = Counter()
    for entry in entries:
        for posting in entry.postings if isinstance(entry, Transaction) else ():
            assert posting.units is not None
            totals[posting.account] += int(posting.units.number or 0)
    ours = await balances_of(installation)
    assert totals["Liabilities:Points:Active"] == -ours["active"] == -151
    assert totals["Income:Points:Redeemed"] == -ours["redeemed"] == -100
    assert totals["Expenses:Points:Issued:Purchase"] == -ours["issued:purchase"] == 351
    assert totals["Assets:Points:Arrears"] == 0
    asserted = {entry.account: entry.amount.number for entry in entries if isinstance(entry, Balance)}
    assert asserted["Income:Points:ClawedBack"] == -100
    # The local day of New York, where it was still the day before.
    assert min(entry.date for entry in entries if isinstance(entry, Transaction)).isoformat() == "2026-01-09"


async def test_the_journal_of_hledger_balances_by_transaction_and_comes_to_what_it_asserts(
    installation: Installation, tmp_path: Path
) -> None:
    file = tmp_path / "points.journal"
    await export_text(await installation.database("points_reader"), "hledger", "default", file, ignore)
    totals: Counter[str] = Counter()
    asserted: dict[str, Decimal] = {}
    for block in file.read_text().split("\n\n"):
        balance = 0
        for line in block.splitlines():
            if line.startswith("  "):
                account, amount = line.split(";")[0].split("  ")[1:3]
                number, _, wanted = amount.partition(" POINTS")
                balance += int(number)
                totals[account] += int(number)
                if "=" in wanted:
                    asserted[account] = Decimal(wanted.split("=")[1].split()[0])
        assert balance == 0
    assert {account: totals[account] for account in asserted} == asserted
    assert len(asserted) == 7


@pytest.mark.skipif(shutil.which("hledger") is None, reason="hledger is not installed here")
async def test_hledger_itself_takes_the_journal_strictly_and_finds_every_balance(
    installation: Installation, tmp_path: Path
) -> None:
    file = tmp_path / "points.journal"
    await export_text(await installation.database("points_reader"), "hledger", "default", file, ignore)

    def hledger(*words: str) -> str:
        done = subprocess.run(["hledger", "-f", str(file), *words], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    hledger("check", "--strict")
    rows = list(csv.reader(hledger("balance", "--flat", "--output-format", "csv").splitlines()))[1:-1]
    said = {account: int(amount.split()[0]) for account, amount in rows}
    ours = await balances_of(installation)
    assert said == {account_of(account): -balance for account, balance in ours.items() if balance}


async def test_an_unknown_programme_is_refused(installation: Installation, tmp_path: Path) -> None:
    with pytest.raises(Gap, match="no programme 'nowhere'"):
        await export_text(await installation.database("points_reader"), "hledger", "nowhere", tmp_path / "x", ignore)


async def test_parquet_has_every_record_and_posting(installation: Installation, tmp_path: Path) -> None:
    counts = await export_parquet(await installation.database("points_reader"), tmp_path, ignore)
    records, postings = (pq.read_table(tmp_path / f"{name}.parquet").to_pylist() for name in ("records", "postings"))
    ours = [record for record in await installation.records() if record["shard"] >= 0]
    assert [record["event_id"] for record in records] == [record["event"]["id"] for record in ours]
    assert counts == (len(records), len(postings))
    assert sum(posting["amount"] for posting in postings) == sum(
        posting["amount"] for record in ours for posting in record["postings"]
    )


async def test_the_command_writes_it_and_says_what(installation: Installation, tmp_path: Path) -> None:
    file = tmp_path / "points.beancount"
    done = subprocess.run(  # noqa: ASYNC221 - the command is what is tested, and short
        [sys.executable, "-m", "services.cli", "export", "beancount", "--out", str(file)],
        env=installation.environment(), cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "records" in done.stdout
    assert "balance Liabilities:Points:Active" in file.read_text()
