"""JSON Schemas of the contracts, and the AsyncAPI document, written from the models: `python -m schemas.generate`.

The committed files are what others build on. A change that would break them is refused here, and by a test, until it
is made on purpose with `--break`: producers that send what they always sent must be understood, and readers must
understand what they are sent. What was published (`--publish` writes it down, a file for each time) is never broken.
"""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter

from schemas.asyncapi import NOT_DECIDED, asyncapi
from schemas.envelope import Envelope, StructuredEvent
from schemas.events import EVENT_TYPES, MODELLED, VALIDATORS
from schemas.finance import Close, Estimate, PeriodClosed, Rates, Report
from schemas.programme import ProgrammeVersion
from schemas.record import RecordBody

Schema = dict[str, Any]

ROOT = Path(__file__).parent
FOLDER, PUBLISHED, TOPICS = ROOT / "json", ROOT / "published", ROOT / "asyncapi.json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
WRITTEN_BY_US = frozenset({"record", "period.closed"})
"""Contracts that the ledger writes and others read; the rest is sent to it."""

FINANCE: dict[str, type[BaseModel]] = {
    "estimate": Estimate,
    "rates": Rates,
    "close": Close,
    "period.closed": PeriodClosed,
    "report": Report,
}

BROKEN = "This change breaks who relies on the committed contracts; add a field or a type instead:"

_UPPER = ("maximum", "maxLength", "maxItems")
_LOWER = ("minimum", "minLength", "minItems")
_EXACT = ("pattern", "format")


def schemas() -> dict[str, Schema]:
    """Return each contract's JSON Schema by its name."""
    made = {name: VALIDATORS[name].json_schema() for name in EVENT_TYPES}
    for name, model in MODELLED.items():
        made[name] = TypeAdapter(model).json_schema()
        made[name]["description"] += f" {NOT_DECIDED}"
    made["cloudevents.binary"] = TypeAdapter(Envelope).json_schema()
    made["cloudevents.structured"] = TypeAdapter(StructuredEvent).json_schema()
    made["record"] = TypeAdapter(RecordBody).json_schema()
    made["programme"] = ProgrammeVersion.model_json_schema(by_alias=True)
    made |= {name: model.model_json_schema() for name, model in FINANCE.items()}
    return {name: {"$schema": DIALECT, "$id": f"urn:points-ledger:{name}", **schema} for name, schema in made.items()}


def text_of(schema: Schema) -> str:
    """Return a schema as it is committed."""
    return json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def committed(folder: Path = FOLDER) -> dict[str, Schema]:
    """Return the committed schemas by name."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}


def published(folder: Path = PUBLISHED) -> list[tuple[Path, dict[str, Schema]]]:
    """Return the contracts as they were each time they were published, the first first."""
    files = sorted(folder.glob("*.json"), key=lambda file: int(file.stem))
    return [(file, json.loads(file.read_text(encoding="utf-8"))) for file in files]


def broken_promises(new: dict[str, Schema], folder: Path = PUBLISHED) -> list[str]:
    """Return in one line each how the new contracts would break what was ever published."""
    return [f"{file.name}: {fault}" for file, old in published(folder) for fault in breaks(old, new)]


def publish(new: dict[str, Schema], folder: Path = PUBLISHED) -> Path:
    """Write down what others may rely on from now on, and return where; what is not decided yet is no promise."""
    folder.mkdir(exist_ok=True)
    file = folder / f"{len(published(folder)) + 1}.json"
    promised = {name: schema for name, schema in new.items() if name not in MODELLED}
    file.write_text(json.dumps(promised, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    return file


def breaks(old: dict[str, Schema], new: dict[str, Schema]) -> list[str]:
    """Return in one line each how the new contracts would break who relies on the old ones; empty when nobody is."""
    found = [f"{name}: the contract is gone" for name in old if name not in new]
    for name in old.keys() & new.keys():
        # What was sent or recorded in the past must be understood by the code of today, for records stay for ever.
        found += [f"{name}{fault}" for fault in Reading(old[name], new[name], newer_reads=True).faults()]
        if name in WRITTEN_BY_US:
            faults = Reading(new[name], old[name], newer_reads=False).faults()
            found += [f"{name}{fault} (to a reader of the old contract)" for fault in faults]
    return sorted(set(found))


class Reading:
    """A sender's contract against a reader's: everything that the one allows, the other must take, and mean the same.

    It compares what our models make use of, and where it cannot tell (another pattern), it says so.
    """

    def __init__(self, sent: Schema, read: Schema, *, newer_reads: bool) -> None:
        self._sent = sent
        self._read = read
        self._newer_reads = newer_reads

    def faults(self) -> list[str]:
        """Return what the reader would not take, each with its path."""
        return list(self._compare(self._sent, self._read, ""))

    def _compare(self, sent: Schema, read: Schema, path: str) -> Iterator[str]:
        sent, read = _resolved(sent, self._sent), _resolved(read, self._read)
        variants, taken = _variants(sent), _variants(read)
        if len(variants) > 1 or len(taken) > 1:
            yield from self._compare_variants(variants, taken, path)
        else:
            yield from self._compare_one(sent, read, path)

    def _compare_variants(self, sent: list[Schema], read: list[Schema], path: str) -> Iterator[str]:
        for variant in sent:
            kind = _kind(_resolved(variant, self._sent))
            attempts = {
                _kind(_resolved(candidate, self._read)): list(self._compare(variant, candidate, path))
                for candidate in read
            }
            if all(attempts.values()):
                yield from attempts.get(kind, [f"{path}: {' '.join(kind).strip()} is not understood"])

    def _compare_one(self, sent: Schema, read: Schema, path: str) -> Iterator[str]:
        if "type" in read and sent.get("type") != read["type"]:
            yield f"{path}: {sent.get('type', 'anything')} became {read['type']}"
            return
        if allowed := _values(read):
            refused = sorted(set(_values(sent) or ["anything else"]) - set(allowed))
            if refused:
                yield f"{path}: {', '.join(map(str, refused))} would not be understood"
        yield from _narrowed(sent, read, _UPPER, lambda was, limit: was is None or was > limit, path)
        yield from _narrowed(sent, read, _LOWER, lambda was, limit: was is None or was < limit, path)
        yield from _narrowed(sent, read, _EXACT, lambda was, limit: was != limit, path)
        if "items" in read:
            yield from self._compare(sent.get("items", {}), read["items"], f"{path}[]")
        yield from self._compare_fields(sent, read, path)

    def _compare_fields(self, sent: Schema, read: Schema, path: str) -> Iterator[str]:
        fields, known = sent.get("properties", {}), read.get("properties", {})
        for name, field in fields.items():
            if name in known:
                yield from self._compare(field, known[name], f"{path}.{name}")
                if self._newer_reads and "default" in field and field["default"] != known[name].get("default"):
                    change = f"its default was {field['default']!r} and is {known[name].get('default')!r}"
                    yield f"{path}.{name}: {change}; who leaves the field out would mean something else"
            elif self._newer_reads:
                yield f"{path}.{name}: the field is gone; fields may be added, none is renamed or removed"
            elif read.get("additionalProperties") is False:
                yield f"{path}.{name}: the field is refused"
        for name in read.get("required", []):
            if name not in sent.get("required", []):
                yield f"{path}.{name}: the field is required, but may be missing"


def _resolved(schema: Schema, root: Schema) -> Schema:
    """Return a schema with its reference followed; what stands beside the reference, such as a default, counts."""
    if "$ref" not in schema:
        return schema
    target: Schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    return {**target, **{name: value for name, value in schema.items() if name != "$ref"}}


def _variants(schema: Schema) -> list[Schema]:
    return schema.get("anyOf") or schema.get("oneOf") or [schema]


def _values(schema: Schema) -> list[Any] | None:
    """Return the only values allowed, or None where any is."""
    return [schema["const"]] if "const" in schema else schema.get("enum")


def _kind(schema: Schema) -> tuple[str, str]:
    """Return what tells one variant of a union from another: its type, and of objects the constant in `kind`."""
    return schema.get("type", "anything"), str(schema.get("properties", {}).get("kind", {}).get("const", ""))


def _narrowed(
    sent: Schema, read: Schema, keywords: tuple[str, ...], refuses: Callable[[Any, Any], bool], path: str
) -> Iterator[str]:
    for keyword in keywords:
        if keyword in read and refuses(sent.get(keyword), read[keyword]):
            yield f"{path}: {keyword} was {sent.get(keyword, 'not set')} and is {read[keyword]}"


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Write the files; return 1, and write nothing, when that would break a contract and `--break` is not given.

    With `--publish` also write down the contracts as they are now; `--break` does not break what was published.
    """
    folder, new = root / FOLDER.name, schemas()
    faults = breaks(committed(folder), new)
    promises = broken_promises(new, root / PUBLISHED.name)
    if promises or (faults and "--break" not in arguments):
        advice = "This was published: keep it." if promises else "Run again with --break if nobody relies on it yet."
        sys.stderr.write("\n  ".join([BROKEN, *(promises or faults)]) + f"\n{advice}\n")
        return 1
    folder.mkdir(exist_ok=True)
    for path in folder.glob("*.json"):
        if path.stem not in new:
            path.unlink()
    for name, schema in new.items():
        (folder / f"{name}.json").write_text(text_of(schema), encoding="utf-8")
    (root / TOPICS.name).write_text(text_of(asyncapi()), encoding="utf-8")
    if "--publish" in arguments:
        publish(new, root / PUBLISHED.name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
