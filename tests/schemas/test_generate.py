"""The committed JSON Schemas are those of the code, and no change of the code breaks who relies on them."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from schemas.events import MODELLED
from schemas.generate import (
    BROKEN,
    DIALECT,
    breaks,
    broken_promises,
    committed,
    main,
    publish,
    published,
    schemas,
    text_of,
)

NEW = schemas()

Change = Callable[[dict[str, Any]], object]


def changed(name: str, change: Change) -> dict[str, Any]:
    """Return all contracts with one of them changed."""
    made = copy.deepcopy(NEW)
    change(made[name])
    return made


def test_no_committed_contract_is_broken() -> None:
    assert not (faults := breaks(committed(), NEW)), "\n  ".join([BROKEN, *faults])


def test_the_committed_schemas_are_those_of_the_code() -> None:
    stale = [name for name in NEW.keys() | committed().keys() if committed().get(name) != NEW.get(name)]
    assert not stale, f"run `python -m schemas.generate` and commit what it writes: {', '.join(sorted(stale))}"


def written(root: Path) -> dict[str, bytes]:
    """Return every file under a folder by its path."""
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*.json")}


def test_schemas_are_written_the_same_every_time(tmp_path: Path) -> None:
    assert main([], tmp_path) == 0
    first = written(tmp_path)
    assert main([], tmp_path) == 0
    assert first == written(tmp_path)
    assert first.keys() == {"asyncapi.json", *(f"json/{name}.json" for name in NEW)}


def test_each_schema_names_itself_and_its_dialect() -> None:
    for name, schema in NEW.items():
        assert (schema["$schema"], schema["$id"]) == (DIALECT, f"urn:points-ledger:{name}")
        assert schema["description"]


def _pop(*path: str) -> Change:
    def change(schema: dict[str, Any]) -> object:
        for step in path[:-1]:
            schema = schema[step]
        return schema.pop(path[-1])

    return change


def _set(value: object, *path: str) -> Change:
    def change(schema: dict[str, Any]) -> object:
        for step in path[:-1]:
            schema = schema[step]
        schema[path[-1]] = value
        return schema

    return change


PURCHASE, REDEMPTION, RECORD, PROGRAMME = "purchase.completed", "redemption.requested", "record", "programme"
STORE = ("properties", "store_id")

BREAKING: list[tuple[str, str, Change, str]] = [
    ("a field of an event goes", PURCHASE, _pop(*STORE), ".store_id: the field is gone"),
    ("a field is newly required", PURCHASE, lambda s: s["required"].append("store_id"), ".store_id: the field is requ"),
    ("a field of a line goes", PURCHASE, _pop("$defs", "Line", "properties", "cost"), "lines[].cost: the field is"),
    ("a choice goes", REDEMPTION, _set(["cash"], "$defs", "RewardWanted", "properties", "kind", "enum"),
     "redemption.requested.reward.kind: discount, goods, partner would not be understood"),
    ("the type changes", PURCHASE, _set("string", "$defs", "Line", "properties", "quantity", "type"),
     "quantity: integer became string"),
    ("a limit shrinks", PURCHASE, _set(100, "properties", "lines", "maxItems"), "maxItems was 500 and is 100"),
    ("a limit rises", PURCHASE, _set(2, "properties", "lines", "minItems"), "minItems was 1 and is 2"),
    ("a limit appears", PROGRAMME, _set(3, "properties", "time_zone", "maxLength"), "maxLength was not set and is 3"),
    ("another pattern", PURCHASE, _set("^EUR$", "properties", "currency", "pattern"), "pattern was ^[A-Z]{3}$ and is"),
    ("null is refused", PURCHASE, _set({"type": "string", "default": None}, *STORE), "null is not understood"),
    ("a default changes", PURCHASE, _set(False, "$defs", "Line", "properties", "earns", "default"),  # noqa: FBT003
     "earns: its default was True and is False"),
    ("an expiry kind goes", PROGRAMME, lambda s: s["properties"]["expiry"]["oneOf"].pop(), "expiry: object"),
    ("a field of the record goes", RECORD, _pop("$defs", "LotReference", "properties", "partner_id"),
     "record.postings[].lot.partner_id: the field is gone"),
    ("a field of the record may be missing", RECORD, lambda s: s["required"].remove("register"),
     "record.register: the field is required, but may be missing (to a reader of the old contract)"),
    ("a field is required of records of the past", RECORD, lambda s: s["required"].append("tier"),
     "record.tier: the field is required, but may be missing"),
    ("a verdict nobody knew", RECORD, _set(["accepted", "rejected", "pondered"], "properties", "verdict", "enum"),
     "record.verdict: pondered would not be understood (to a reader of the old contract)"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "change", "fault"), [pytest.param(*row[1:], id=row[0]) for row in BREAKING])
def test_a_breaking_change_is_named(name: str, change: Change, fault: str) -> None:
    faults = breaks(NEW, changed(name, change))
    assert any(fault in line for line in faults), faults


COMPATIBLE: list[tuple[str, str, Change]] = [
    ("an optional field", PURCHASE, _set({"type": "string"}, "properties", "till")),
    ("an optional field of the record", RECORD, _set({"type": "string"}, "properties", "approved_by")),
    ("another choice", REDEMPTION, lambda s: s["$defs"]["RewardWanted"]["properties"]["kind"]["enum"].append("trip")),
    ("a higher limit", PURCHASE, _set(1_000, "properties", "lines", "maxItems")),
    ("no limit", PURCHASE, _pop("properties", "lines", "maxItems")),
    ("required no more", PURCHASE, lambda s: s["required"].remove("currency")),
    ("null is taken", PURCHASE, _set({"anyOf": [{"type": "array"}, {"type": "null"}]}, "properties", "lines")),
    ("other words", PURCHASE, _set("An order.", "description")),
]


@pytest.mark.parametrize(("name", "change"), [pytest.param(*row[1:], id=row[0]) for row in COMPATIBLE])
def test_what_may_change_may_change(name: str, change: Change) -> None:
    assert breaks(NEW, changed(name, change)) == []


def test_a_contract_does_not_go() -> None:
    assert breaks(NEW, {name: schema for name, schema in NEW.items() if name != RECORD}) == [
        "record: the contract is gone"
    ]


def test_generating_refuses_to_break_unless_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = changed(PURCHASE, _set({"type": "string"}, "properties", "till"))
    file = tmp_path / "json" / "purchase.completed.json"
    file.parent.mkdir()
    file.write_text(text_of(old[PURCHASE]), encoding="utf-8")
    before = written(tmp_path)
    assert main([], tmp_path) == 1
    assert "purchase.completed.till: the field is gone" in capsys.readouterr().err
    assert written(tmp_path) == before
    assert main(["--break"], tmp_path) == 0
    assert json.loads(file.read_text(encoding="utf-8")) == NEW[PURCHASE]


def test_nothing_that_was_ever_published_is_broken() -> None:
    assert published(), "the contracts are published"
    assert not (faults := broken_promises(NEW)), "\n  ".join([BROKEN, *faults])


def test_what_was_published_is_kept_whoever_says_to_break_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--publish"], tmp_path) == 0
    promised = changed(PURCHASE, _set({"type": "string"}, "properties", "till"))
    publish(promised, tmp_path / "published")
    assert [file.name for file, _ in published(tmp_path / "published")] == ["1.json", "2.json"]
    before = written(tmp_path)
    assert main(["--break"], tmp_path) == 1
    assert "2.json: purchase.completed.till: the field is gone" in capsys.readouterr().err
    assert written(tmp_path) == before


@pytest.mark.parametrize(("name", "change", "fault"), [pytest.param(*row[1:], id=row[0]) for row in BREAKING])
def test_a_breaking_change_of_what_was_published_is_named(
    name: str, change: Change, fault: str, tmp_path: Path
) -> None:
    file = publish(NEW, tmp_path)
    assert broken_promises(NEW, tmp_path) == []
    faults = broken_promises(changed(name, change), tmp_path)
    assert any(line.startswith(f"{file.name}: ") and fault in line for line in faults), faults


def test_what_is_not_decided_yet_is_no_promise(tmp_path: Path) -> None:
    publish(NEW, tmp_path)
    ((_, promised),) = published(tmp_path)
    assert promised.keys() == NEW.keys() - MODELLED.keys()
