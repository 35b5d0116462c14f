"""Members with many lots: what their decisions cost beside those of new members, and how fast a sweep expires lots."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import orjson

from deploy.demo.stream import Message as Wire
from services.bench.events import fill, headers_of, purchase
from services.bench.figures import Figures
from services.bench.place import SQL, BenchError, Place, count_of, watched
from services.bench.posting import Progress, Timed, check_accepted, measure, post, prepare
from services.ledger.delivery import Message

HEAVY = 2
"""How many members with a long history take part."""
BOUGHT, NOW, AS_OF = b"1997-01-01T12:00:00Z", b"1997-06-01T12:00:00Z", "1998-02-01T00:00:00Z"


@dataclass(slots=True)
class Writer:
    """Numbers what one measurement sends, so that every id is its own."""

    tag: str
    number: int = 0

    def buy(self, member_id: str, amount: str, at: bytes = NOW) -> Message:
        """Return a purchase."""
        key, value, headers = purchase(self._next(), member_id, amount, at)
        return Message(self.number, key, headers, value)

    def send(self, event_type: str, member_id: str, at: bytes = NOW, **data: object) -> Message:
        """Return another event; its data may name it as `NAME`."""
        name = self._next()
        named = {field: name if value == "NAME" else value for field, value in data.items()}
        headers = headers_of(name, event_type.encode(), member_id, at)
        return Message(self.number, member_id.encode(), headers, orjson.dumps(named))

    def _next(self) -> str:
        self.number += 1
        return f"{self.tag}-{self.number:07}"


def history_of(writer: Writer, member_id: str, bought: int, left: int, size: int) -> Iterator[Message]:
    """Yield so many purchases of ten points, and redemptions that leave so many lots open (100 points at a time)."""
    spent = 0
    for number in range(1, bought + 1):
        yield writer.buy(member_id, "10.00", BOUGHT)
        while number % size == 0 and 10 * spent + 10 <= (bought - left) * number // bought:
            spent += 1
            yield writer.send("redemption.requested", member_id, redemption_id="NAME", points=100)


def visit(writer: Writer, member_id: str) -> list[Message]:
    """Return what one member does at one go: purchases, of which one comes back, redemptions at once and by a hold."""
    bought = [writer.buy(member_id, "25.00") for _ in range(5)]
    order_id = headers_id(bought[0])
    held = writer.send("redemption.reserved", member_id, redemption_id="NAME", points=100, ttl_seconds=600)
    return [
        *bought,
        writer.send("redemption.requested", member_id, redemption_id="NAME", points=100),
        held,
        writer.send("redemption.captured", member_id, redemption_id=headers_id(held), points=100),
        writer.send("purchase.returned", member_id, order_id=order_id, return_id="NAME", amount="5.00"),
        writer.send("points.granted", member_id, grant_id="NAME", points=100, origin="goodwill"),
    ]


def headers_id(message: Message) -> str:
    """Return the event id of a message, by which its order or redemption goes here, too."""
    return next((value or b"").decode() for name, value in message.headers if name == "ce_id")


async def heavy(
    place: Place, *, rounds: int, visits: int, bought: int, left: int, size: int, progress: Progress
) -> Figures:
    """Measure decisions of members who bought so often beside those of members who bought ten times.

    A visit is a batch of its own, all of one member; visits of the two kinds take turns.
    """
    writer = Writer("heavy")
    loyal = [f"bench-loyal-{number}" for number in range(HEAVY)]
    new = [f"bench-new-{number}" for number in range(rounds * visits)]
    took = {"heavy": Timed([], []), "light": Timed([], [])}
    async with place.site("bench_heavy") as site, site.poster() as poster:
        for member_id in loyal:
            await prepare(poster, list(history_of(writer, member_id, bought, left, size)), size)
        await prepare(poster, [writer.buy(member_id, "40.00", BOUGHT) for member_id in new for _ in range(10)], size)
        async with site.connection() as connection:
            await _check_open(await count_of(connection, SQL["open_lots"]), HEAVY * left + 10 * len(new))
        for number in range(rounds):
            for kind, members in (("heavy", loyal), ("light", new[number * visits : (number + 1) * visits])):
                batches = [visit(writer, members[turn % len(members)]) for turn in range(visits)]
                await place.settle()
                check_accepted(await measure(took[kind], len(batches[0]), [post(poster, batches)]))
                progress(2 * number + (kind == "light") + 1, 2 * rounds)
    pairs = zip(took["heavy"].rates, took["light"].rates, strict=True)
    return {
        "heavy_events_per_s": median(took["heavy"].rates),
        "light_events_per_s": median(took["light"].rates),
        "heavy_member_per_light": median(heavy / light for heavy, light in pairs),
    }


async def _check_open(found: int, due: int) -> None:
    if found != due:
        raise BenchError(f"{due:,} lots were to be open before the measurement, {found:,} are")


async def sweep(place: Place, *, members: int, lots_each: int, size: int, progress: Progress) -> Figures:
    """Measure how many lots a second expire, from sweeper's events in Kafka to records, with one ledger process."""
    writer = Writer("sweep")
    swept = [f"bench-s{number:06}" for number in range(members)]
    async with place.site("bench_sweep") as site:
        async with site.poster() as poster:
            for start in range(0, members, size):
                some = swept[start : start + size]
                bought = [writer.buy(member_id, "11.00", BOUGHT) for _ in range(lots_each) for member_id in some]
                await prepare(poster, bought, size)
        due = [_wire(writer.send("points.expiry_due", member_id, AS_OF.encode(), as_of=AS_OF)) for member_id in swept]
        await fill(site.kafka, site.topic, due, lambda _: None)
        await place.settle()
        async with site.connection() as connection:
            before = await count_of(connection, SQL["posted"])

            async def expired() -> int:
                return await count_of(connection, SQL["posted"]) - before

            ledger = site.service("ledger", "intake,api")
            seen = await watched([ledger], expired, members, progress)
            await _check_open(await count_of(connection, SQL["open_lots"]), 0)
    return {
        "sweep_lots_per_s": seen.rate * lots_each,
        "sweep_events_per_s": seen.rate,
        "sweep_cpu_us_per_lot": 1e6 * seen.cpu_seconds[0] / seen.records / lots_each,
    }


def _wire(message: Message) -> Wire:
    headers: Sequence[tuple[str, bytes]] = [(name, value or b"") for name, value in message.headers]
    return Wire(message.key or b"", message.value or b"", list(headers))
