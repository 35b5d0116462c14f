"""The rules of the house, each with what to write instead."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from services.kit.settings import page

ROOT = Path(__file__).parents[1]
CODE = ("schemas", "services", "deploy")
MODULE_LINES_MAX = 300
FUNCTION_LINES_MAX = 70
SQL = re.compile(r"\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|TRUNCATE|CREATE|ALTER|DROP)\s+\S", re.ASCII)
NAMES_IN_SQL = {
    "services/kit/database.py": "CREATE ROLE takes no parameters; the names are our own",
    "services/bench/place.py": "CREATE DATABASE takes no parameters; the names are the benchmark's own",
    "deploy/postgres.py": "CREATE DATABASE takes no parameters; the name is our own",
    "tests/databases.py": "CREATE DATABASE takes no parameters; the names are the test's own",
    "tests/projector/ground.py": "a table's name takes no parameter; it is one of a list",
    "tests/ledger/catalogue.py": "the text is written down, never run",
}
"""Where an f-string may hold SQL, and why."""
OUTSIDE = ROOT / "services" / "bench"
"""The benchmark stands outside of what it measures: it has a clock, and makes the environment of others."""
WAITS = {"until": "the helper that waits for a condition up to a deadline"}


@cache
def source(path: Path) -> tuple[str, ast.Module]:
    """Return a module's text and syntax tree."""
    text = path.read_text()
    return text, ast.parse(text)


def modules(*folders: str) -> list[Path]:
    """Return our modules in these folders."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def place(path: Path, node: ast.AST | None = None) -> str:
    """Return where something is, to be clicked on."""
    line = getattr(node, "lineno", 1)
    return f"{path.relative_to(ROOT)}:{line}"


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Yield every call with the dotted name that is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, ast.unparse(node.func)


def found(faults: list[str], instead: str) -> None:
    """Fail with every place, and what to write instead."""
    assert not faults, "\n  ".join([instead, *faults])


def test_sql_is_never_put_together_with_an_f_string() -> None:
    faults = []
    for path in modules(*CODE, "tests"):
        if str(path.relative_to(ROOT)) in NAMES_IN_SQL:
            continue
        for node in ast.walk(source(path)[1]):
            if isinstance(node, ast.JoinedStr):
                text = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
                if SQL.match(text.lstrip()):
                    faults.append(place(path, node))
    found(faults, "An f-string with SQL: write a named query with $1, $2, … in a .sql file.")


def test_tests_do_not_sleep() -> None:
    faults = []
    for path in modules("tests"):
        for function in functions(path):
            if function.name not in WAITS:
                faults += [place(path, call) for call, name in calls(function) if name.split(".")[-1] == "sleep"]
    found(faults, "A sleep in a test: write `await until(condition, what)`, which has a deadline.")


def test_nothing_but_the_clock_asks_what_time_it_is() -> None:
    asking = {"datetime.now", "datetime.utcnow", "date.today", "datetime.today", "time.time", "datetime.datetime.now"}
    faults = [
        place(path, call)
        for path in modules("schemas", "services")
        if path != ROOT / "services" / "kit" / "clock.py" and OUTSIDE not in path.parents
        for call, name in calls(source(path)[1])
        if name in asking
    ]
    found(faults, "The time is an argument: take the `Clock` of services/kit/clock.py, and hand its reading down.")


def test_only_the_settings_read_the_environment() -> None:
    reading = {"os.environ", "os.getenv", "environ"}
    faults = [
        place(path, node)
        for path in modules("schemas", "services")
        if path != ROOT / "services" / "kit" / "settings.py" and OUTSIDE not in path.parents
        for node in ast.walk(source(path)[1])
        if isinstance(node, ast.Attribute | ast.Name) and ast.unparse(node) in reading
    ]
    found(faults, "The environment is read in services/kit/settings.py alone: add a field there, with its description.")


def test_a_failure_is_not_swallowed() -> None:
    faults = [
        place(path, node)
        for path in modules(*CODE)
        for node in ast.walk(source(path)[1])
        if isinstance(node, ast.ExceptHandler) and _catches_all(node) and not _acts(node)
    ]
    found(faults, "An error is caught and dropped: name the errors you can answer, and let the others end the process.")


def _catches_all(handler: ast.ExceptHandler) -> bool:
    return handler.type is None or ast.unparse(handler.type) in {"Exception", "BaseException"}


def _acts(handler: ast.ExceptHandler) -> bool:
    """Tell whether a handler raises, or hands the error it named to somebody."""
    for node in ast.walk(handler):
        if isinstance(node, ast.Raise) or (isinstance(node, ast.Name) and node.id == handler.name):
            return True
    return False


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield a module's functions, methods too."""
    for node in ast.walk(source(path)[1]):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_functions_and_modules_are_short() -> None:
    long_modules = [
        f"{place(path)}: {lines} lines"
        for path in modules(*CODE, "tests")
        if (lines := len(source(path)[0].splitlines())) > MODULE_LINES_MAX
    ]
    found(long_modules, f"A module of more than {MODULE_LINES_MAX} lines: find the part that has a name of its own.")
    long_functions = [
        f"{place(path, function)}: {function.name}, {lines} lines"
        for path in modules(*CODE, "tests")
        for function in functions(path)
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > FUNCTION_LINES_MAX
    ]
    found(long_functions, f"A function of more than {FUNCTION_LINES_MAX} lines: give a paragraph of it a name.")


def test_every_module_says_what_it_is_for() -> None:
    faults = [
        place(path)
        for path in modules(*CODE, "tests")
        if source(path)[0].strip() and not ast.get_docstring(source(path)[1])
    ]
    found(faults, "A module without a docstring: say in its first line what it is for.")


def test_every_query_says_why_it_exists() -> None:
    faults = []
    for path in sorted((ROOT / "services").glob("*/sql/*.sql")):
        for name, following in re.findall(r"^-- name: (\w+)\n(.*)$", path.read_text(), re.MULTILINE):
            if not following.startswith("-- "):
                faults.append(f"{place(path)}: {name}")
    found(faults, "A named query without a reason: write a comment line under its name that says why it exists.")


def test_every_rule_that_decided_code_names_has_a_test_of_its_name() -> None:
    named = {rule for path in modules("services/ledger", "services/projector") for rule in _rules(source(path)[0])}
    tested = {
        rule.upper()
        for path in modules("tests")
        for function in functions(path)
        for rule in re.findall(r"s\d+[ab]?(?=_)", function.name)
        if function.name.startswith("test_s")
    }
    missing = sorted(named - {_written(rule) for rule in tested}, key=lambda r: int(r[1:].rstrip("ab")))
    found(missing, "A rule the code names has no test of its name: write `test_s15_…` that fails when it is broken.")


def _written(rule: str) -> str:
    """Return a rule as the rule book writes it: S15a."""
    return rule[:-1] + rule[-1].lower()


def _rules(text: str) -> set[str]:
    """Return the rules that comments and docstrings of decided code name; of a range, both ends."""
    return set(re.findall(r"\bS\d{1,2}[ab]?\b", text))


def test_the_page_of_settings_lists_them_as_they_are() -> None:
    committed = (ROOT / "docs" / "settings.md").read_text()
    assert committed == page(), "A setting has changed: python -m services.kit.settings > docs/settings.md"


def test_the_floors_of_the_architecture_name_every_module_of_the_services_and_no_other() -> None:
    table = (ROOT / "ARCHITECTURE.md").read_text().partition("\n| Floor |")[2].partition("\n\n")[0]
    named = set(re.findall(r"`(\w+)`", table)) - {"schemas"}
    there = {path.stem for path in modules("services/ledger", "services/projector")} - {"__init__"}
    there |= {path.stem for path in (ROOT / "services").glob("*.py")} - {"__init__", "cli"}
    found(sorted(there - named), "A module that no floor has: name it in the table of ARCHITECTURE.md.")
    found(sorted(named - there - {"points"}), "A floor names a module that is not there: mend ARCHITECTURE.md.")
