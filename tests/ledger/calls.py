"""Calling the ledger over HTTP as a till, a sender, or a person would."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import aiohttp
import orjson
from yarl import URL

from tests.installation import Installation, Service, purchase
from tests.schemas.messages import ATTRIBUTES


@dataclass(slots=True, frozen=True)
class Answer:
    """What the ledger answered."""

    status: int
    content_type: str
    raw: bytes
    headers: dict[str, str]

    @property
    def body(self) -> dict[str, Any]:
        """Return the JSON object that was answered."""
        return dict(orjson.loads(self.raw))

    def refusal(self) -> tuple[int, str]:
        """Return status and reason of a problem; fail when it is none, or one that does not say what is wrong."""
        assert self.content_type == "application/problem+json", self
        problem = self.body
        assert problem["status"] == self.status
        assert problem["title"]
        assert problem["detail"]
        return self.status, problem["reason"]


@dataclass(slots=True)
class Counter:
    """A ledger process, and whoever calls it."""

    installation: Installation
    service: Service
    http: aiohttp.ClientSession

    async def call(
        self, method: str, path: str, content: object = None, *, actor: str | None = None, **headers: str
    ) -> Answer:
        """Send a request; `content` goes as JSON unless it is bytes. `content_type=` is the header `content-type`."""
        data = content if isinstance(content, bytes) or content is None else orjson.dumps(content)
        sent = {"content-type": "application/json"} if data is not None else {}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        if actor is not None:
            sent["X-Actor"] = actor
        # The path goes as written: what a test has percent-encoded stays so.
        url = URL(self.service.url + path, encoded=True)
        async with self.http.request(method, url, data=data and BytesIO(data), headers=sent) as answer:
            kind = answer.headers.get("content-type", "")
            return Answer(answer.status, kind, await answer.read(), dict(answer.headers))

    async def get(self, path: str) -> Answer:
        """Read."""
        return await self.call("GET", path)

    async def redeem(self, member_id: str, points: object, redemption_id: str, **more: object) -> Answer:
        """Redeem points at the counter; `actor` is who calls."""
        actor = more.pop("actor", None)
        assert actor is None or isinstance(actor, str)
        body = {"member_id": member_id, "redemption_id": redemption_id, "points": points, **more}
        return await self.call("POST", "/v1/redemptions", body, actor=actor)

    async def verdict(self, event_id: str, wait: float = 10, source: str = ATTRIBUTES["source"]) -> Answer:
        """Ask what became of an event, waiting until something has."""
        return await self.get(f"/v1/verdicts?source={source}&id={event_id}&wait={wait}")

    async def earned(self, member_id: str, points: int, programme: str = "default") -> str:
        """Give a member points by a purchase; return its event id once it is decided."""
        sent = purchase(member_id, f"{points}.00", programme=programme)
        await self.installation.publish(sent)
        assert (await self.verdict(sent.id)).body["verdict"] == "accepted"
        return sent.id
