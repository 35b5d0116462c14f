"""The HTTP side as an outsider sees it: finance and marketing at their desks, a till at the counter."""

from datetime import UTC, datetime
from typing import Any, NamedTuple

import aiohttp
import orjson

from deploy.demo.replay import BLOCK, LIFE_MONTHS, PROGRAMME, Month, rfc3339
from deploy.demo.stream import REGISTER_SHARD, DemoError

Body = dict[str, Any]

PROGRAMME_VERSION: Body = {
    "programme": PROGRAMME,
    "version": 1,
    "valid_from": "1997-01-01T00:00:00Z",
    "time_zone": "UTC",
    "currency": "USD",
    "max_lateness_days": None,
    "earning": {"rate": {"points": 1, "per": "1"}},
    "expiry": {"kind": "rolling", "months": LIFE_MONTHS, "round": "month_end"},
    "redemption": {"min_points": BLOCK, "block": BLOCK},
}
TILL = "urn:demo:till"
MEMBER = "demo-anna"
BOUGHT, EARNED, REDEEMED = "250.00", 250, 200


class Answer(NamedTuple):
    """Status, and the body as it came: two answers are the same when their bytes are."""

    status: int
    raw: bytes

    @property
    def body(self) -> Body:
        """The JSON in it."""
        parsed: Body = orjson.loads(self.raw)
        return parsed


class Api:
    """One service. Every call names who makes it, as a run without authentication does."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session, self._url = session, url

    async def get(self, path: str, **query: str | int) -> Body:
        """The body of a 200."""
        async with self._session.get(self._url + path, params=query, headers={"X-Actor": "demo"}) as response:
            return _expect(Answer(response.status, await response.read()), {200}, f"GET {path}").body

    async def post(
        self, path: str, body: Body, *, actor: str, due: set[int], content_type: str = "application/json", **query: str
    ) -> Answer:
        """The answer, whose status is one of `due`. Raises DemoError with the problem's reason for any other."""
        headers = {"X-Actor": actor, "content-type": content_type}
        async with self._session.post(
            self._url + path, data=orjson.dumps(body), params=query, headers=headers
        ) as response:
            return _expect(Answer(response.status, await response.read()), due, f"POST {path}")


def _expect(answer: Answer, due: set[int], call: str) -> Answer:
    if answer.status not in due:
        wanted = " or ".join(map(str, sorted(due)))
        said = answer.raw[:500].decode(errors="replace")
        raise DemoError(f"{call} answered {answer.status} instead of {wanted}: {said}")
    return answer


async def publish_programme(ledger: Api) -> None:
    """The programme version, proposed by one person and approved by another.

    Raises DemoError when the ledger has one already: its figures would not be those of one replay.
    """
    known = await ledger.get(f"/v1/programmes/{PROGRAMME}/versions")
    if known.get("versions"):
        raise DemoError(
            f"This ledger already has a programme {PROGRAMME}, so the history has been sent to it before. "
            "Give the demo a new data directory, or none."
        )
    proposal = (
        await ledger.post("/v1/proposals", {"kind": "programme", "body": PROGRAMME_VERSION}, actor="marta", due={201})
    ).body
    await ledger.post(f"/v1/proposals/{proposal['id']}/approve", {}, actor="felix", due={200})


async def records_in_views(projector: Api) -> dict[str, int]:
    """How many records of members each view has taken in."""
    views = (await projector.get("/v1/projections"))["views"]
    return {view["view"]: sum(_of_members(view["position"])) for view in views}


def _of_members(position: dict[str, int]) -> list[int]:
    """The sequences reached, without the register's: its records are of no member."""
    return [sequence for shard, sequence in position.items() if int(shard) != REGISTER_SHARD]


async def month(projector: Api, period: str) -> Month:
    """One month's line of the liability, in points."""
    points = (await projector.get("/v1/liability", programme=PROGRAMME, period=period))["total"]["points"]
    return Month(*(points[name] for name in Month._fields))


async def counter(ledger: Api, projector: Api) -> list[str]:
    """A purchase and a redemption at the counter, now, the redemption sent twice; one sentence for each step.

    Raises DemoError where the answer is not what the contract promises.
    """
    event_id = "till-1/receipt-1"
    line = {"line_id": "1", "sku": "cd", "quantity": 10, "amount": BOUGHT}
    event = {
        "specversion": "1.0",
        "id": event_id,
        "source": TILL,
        "type": "purchase.completed",
        "time": rfc3339(datetime.now(UTC)),
        "subject": MEMBER,
        "programme": PROGRAMME,
        "datacontenttype": "application/json",
        "data": {"order_id": "receipt-1", "currency": "USD", "lines": [line]},
    }
    await ledger.post("/v1/events", event, actor="till-1", due={202}, content_type="application/cloudevents+json")
    verdict = await ledger.get("/v1/verdicts", source=TILL, id=event_id, wait=10)
    if verdict["verdict"] != "accepted":
        raise DemoError(f"The purchase at the counter was not accepted: {verdict}")
    request = {"member_id": MEMBER, "redemption_id": "till-1/gift-1", "points": REDEEMED}
    first = await ledger.post("/v1/redemptions", request, actor="till-1", due={201}, programme=PROGRAMME)
    again = await ledger.post("/v1/redemptions", request, actor="till-1", due={200}, programme=PROGRAMME)
    if first.raw != again.raw:
        raise DemoError(f"The same redemption got two answers:\n  {first.raw.decode()}\n  {again.raw.decode()}")
    balance = await projector.get(
        f"/v1/members/{MEMBER}/balance", programme=PROGRAMME, min_sequence=int(first.body["sequence"])
    )
    if balance["active"] != EARNED - REDEEMED:
        raise DemoError(f"{MEMBER} should have {EARNED - REDEEMED} points left, the projector says: {balance}")
    return [
        f"{MEMBER} buys for ${BOUGHT} over HTTP: {verdict['verdict']}, {EARNED} points",
        f"redeems {REDEEMED} points at the counter: 201; asked again: 200, the same answer",
        f"{balance['active']} points are left, says the projector",
    ]
