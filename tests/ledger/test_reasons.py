"""Every reason is explained, and the pages that explain them say what the code does, in the order of its guards."""

import ast
import inspect
import re
import sys
from collections.abc import Callable, Iterator
from types import FunctionType, ModuleType
from typing import Any

import pytest

from schemas.events import APPROVED_TYPES, BUSINESS_KEYS, EVENT_TYPES
from services.documents import ROOT, documents
from services.ledger.decide import _RULES
from services.ledger.reasons import Kind, Quarantined, Reason, kind_of
from services.ledger.reasons_explained import ASIDE, MEANINGS, ONLY_OF, REFUSALS, refusals_of

IN_THE_BATCH = {"purchase.returned": [Reason.ORDER_REJECTED]}
"""What services/ledger/batch.py refuses before the rule is asked."""
GUARDS = "services.ledger.verdicts"
"""Where the guards are that many rules share."""


def test_every_reason_is_explained_and_given_by_some_type() -> None:
    assert MEANINGS.keys() == set(Reason), "explain it in services/ledger/reasons_explained.py"
    assert ASIDE.keys() == set(Quarantined), "explain it in services/ledger/reasons_explained.py"
    assert {reason for name in REFUSALS for reason in refusals_of(name)} == set(Reason)
    assert ONLY_OF.keys() <= set(Quarantined)
    for meaning in [*MEANINGS.values(), *ASIDE.values()]:
        assert all([meaning.means, meaning.retry, meaning.do])
    assert {kind_of(reason) for reason in [*Reason, *Quarantined]} == set(Kind)


def test_every_type_that_is_decided_is_in_the_table() -> None:
    assert REFUSALS.keys() == _RULES.keys()
    assert list(REFUSALS) == [name for name in EVENT_TYPES | APPROVED_TYPES if name in _RULES], (
        "in the order of the types"
    )


@pytest.mark.parametrize("event_type", _RULES)
def test_a_types_reasons_are_those_of_its_rule_in_the_order_of_its_guards(event_type: str) -> None:
    given = [*IN_THE_BATCH.get(event_type, []), *dict.fromkeys(reasons_in(_RULES[event_type]))]
    assert list(REFUSALS[event_type]) == given, "mend REFUSALS in services/ledger/reasons_explained.py, or the guards"


def reasons_in(rule: Callable[..., Any], seen: frozenset[str] = frozenset()) -> Iterator[Reason]:
    """Yield the reasons that a rule names, in order, and those of what it calls beside it, or among GUARDS."""
    module: ModuleType = sys.modules[rule.__module__]
    tree = ast.parse(inspect.getsource(rule))
    named = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute | ast.Name)]
    for node in sorted(named, key=lambda node: (node.lineno, node.col_offset)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Reason":
            yield Reason[node.attr]
        elif isinstance(node, ast.Name) and node.id not in seen:
            called = getattr(module, node.id, None)
            if not isinstance(called, FunctionType) or called is rule:
                continue
            if called.__module__ in (module.__name__, GUARDS):
                yield from reasons_in(called, seen | {rule.__name__, node.id})


def test_the_rule_book_lists_the_same_reasons_in_the_same_order() -> None:
    book = (ROOT / "docs" / "semantics.md").read_text(encoding="utf-8")
    paragraph = " ".join(book.partition("Reasons of refusal, in the order of the guards.")[2].split("\n\n")[0].split())
    listed: dict[str, list[str]] = {}
    for clause in paragraph.partition("Then ")[2].split(";"):
        types, _, reasons = clause.partition(":")
        for name in re.findall(r"`([a-z_.]+)`", types):
            listed[name] = re.findall(r"`([A-Z_]+)`", reasons)
    assert listed, "the paragraph is there"
    general = {Reason.MEMBER_UNKNOWN, Reason.MEMBER_CLOSED}
    for name, told in listed.items():
        if told and name in REFUSALS:  # Others point at a rule, or at the line before.
            assert told == [reason for reason in REFUSALS[name] if reason not in general], name


def test_a_taken_key_is_told_before_all_else() -> None:
    for name, key in BUSINESS_KEYS.items():
        if key.refuses and name in REFUSALS:
            assert refusals_of(name)[0] == f"DUPLICATE_{key.kind.upper()}"
    assert refusals_of("redemption.captured")[0] == Reason.MEMBER_UNKNOWN


@pytest.mark.parametrize("name", documents())
def test_a_written_document_is_what_the_code_says(name: str) -> None:
    path = ROOT / name
    committed = path.read_text(encoding="utf-8") if path.exists() else ""
    assert committed == documents()[name], "run `python -m services.documents`, and commit what it writes"
