"""The rule book, the code, and the tests speak of the same rules, and the page says truly what is built."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
RULE = re.compile(r"- \*\*([SL]\d+[a-z]?)\*\*(.*?)(?=\n- \*\*|\n\n)", re.DOTALL)
REFERENCE = re.compile(r"(?<![\w#-])([SL]\d{1,2}[a-z]?)(?:[–-]([SL]\d{1,2}[a-z]?))?(?![\w-])")

BOOK = (ROOT / "docs" / "semantics.md").read_text(encoding="utf-8")
RULES = {number: " ".join(text.split()) for number, text in RULE.findall(BOOK)}
STATE = {
    number: found[1] for number, text in RULES.items() if (found := re.search(r"\*(Built|Partly|Later)[^*]*\*$", text))
}


def sources() -> dict[str, str]:
    """Return the text of every file of ours that may speak of a rule."""
    files = [
        path
        for folder in ("schemas", "services", "tests")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".sql")
    ]
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in files}


def test_every_rule_says_whether_it_is_built() -> None:
    silent = [number for number in RULES if number.startswith("S") and number not in STATE]
    assert not silent, f"end these rules with *Built*, *Partly: …*, or *Later*: {silent}"
    assert [f"S{n}" for n in range(1, 34)] == [number for number in RULES if re.fullmatch(r"S\d+", number)]


def test_every_rule_that_is_named_is_in_the_book() -> None:
    unknown = {
        (name, rule)
        for name, text in sources().items()
        for found in REFERENCE.findall(text)
        for rule in found
        if rule and rule not in RULES
    }
    assert not unknown, f"these rules are not in docs/semantics.md: {sorted(unknown)}"


def test_every_rule_that_is_built_has_a_test_of_its_name() -> None:
    tested = {
        rule.upper() if rule[-1].isdigit() else rule[:-1].upper() + rule[-1]
        for name, text in sources().items()
        if name.startswith("tests")
        for names in re.findall(r"def test_((?:[sl]\d+[a-z]?_)+)", text)
        for rule in names.rstrip("_").split("_")
    }
    untested = [number for number, state in STATE.items() if state != "Later" and number not in tested]
    assert not untested, f"write a test named after each, such as test_s18_…: {untested}"
    unknown = sorted(tested - RULES.keys())
    assert not unknown, f"tests are named after rules that are not in docs/semantics.md: {unknown}"
