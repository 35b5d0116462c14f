"""What the README tells a newcomer to type works, word for word; and the pages lead somewhere."""

import asyncio
import json
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from deploy.up import Running, running, write_environment

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
PAGES = sorted([ROOT / "README.md", ROOT / "ARCHITECTURE.md", *(ROOT / "docs").rglob("*.md")])


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def here(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    """Everything that `make up` runs, on free ports."""
    directory = tmp_path_factory.mktemp("readme") / "up"
    async with running(directory, ledger_port=0, projector_port=0, keep=False) as up:
        yield up


def commands_of(section: str) -> str:
    """Return the commands of a section of the README, in order, as one script."""
    text = README.partition(f"## {section}\n")[2].partition("\n## ")[0]
    return "\n".join(re.findall(r"```sh\n(.*?)```", text, re.DOTALL))


async def answers_to(script: str, cwd: Path) -> list[str]:
    """Run a script and return the lines that it wrote; fail where a command did."""
    done = await asyncio.to_thread(
        subprocess.run,
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=cwd, capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()


async def test_the_readmes_first_calls_answer_as_it_says(here: Running) -> None:
    script = (
        commands_of("First calls")
        .replace("localhost:8001", here.ledger.removeprefix("http://"))
        .replace("localhost:8000", here.projector.removeprefix("http://"))
        .replace("var/up/environment", str(write_environment(here)))
        .replace(".venv/bin/points", f"{sys.executable} -m services.cli")
        .replace("python3", sys.executable)
        .replace("curl -s ", "curl -sS --retry 20 --retry-all-errors --retry-max-time 30 -w '\\n' ")
        .replace("balance\n", "balance?min_sequence=1\n")
    )
    *answers, verified = await answers_to(script, ROOT)
    approved, sent, verdict, redeemed, held, captured, _balance, tier, statement, liability = map(json.loads, answers)
    assert approved["verdict"] == "accepted"
    assert approved["event"]["type"] == "programme.published"
    assert sent == {"accepted": 1, "errors": []}
    assert verdict["verdict"] == "accepted"
    assert redeemed["status"] == "redeemed"
    assert redeemed["balance"]["active"] == 19  # 119.90 earned 119 points, 100 of them are spent.
    assert (held["status"], held["balance"]["held"]) == ("held", 15)
    assert (captured["status"], captured["balance"]["active"]) == ("captured", 9)
    assert tier["tier"] is None
    assert set(statement)
    assert set(liability) >= {"programme", "period", "status", "rows", "total", "arrears"}
    assert verified.startswith("The chain is valid")


async def test_the_operators_commands_work_on_that_ledger(here: Running, tmp_path: Path) -> None:
    points = f"{sys.executable} -m services.cli"
    commands = re.sub(r"^points ", f"{points} ", commands_of("For who operates it"), flags=re.MULTILINE)
    script = f"export PYTHONPATH={ROOT}\n. {write_environment(here)}\n{commands}"
    said = "\n".join(await answers_to(script, tmp_path))
    assert "The chain is valid" in said
    assert "serves, from" in said
    assert "books.beancount: " in said
    assert (tmp_path / "books.beancount").read_text()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_links_of_a_page_lead_to_files(page: Path) -> None:
    text = page.read_text()
    targets = re.findall(r"\]\(([^)#]+)\)", text)
    missing = [t for t in targets if not t.startswith("http") and not (page.parent / t).exists()]
    assert not missing, f"{page.name} links to what is not there: {missing}; mend the link, or write the page"
