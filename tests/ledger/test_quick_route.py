"""The quick route: the same gate, the same validation, and the same errors as any other."""

from typing import Annotated

import httpx
import pytest
from fastapi import FastAPI, Query, Request
from starlette.responses import Response

from services.kit.auth import RedemptionsWriter
from services.kit.http import add_quick, json_response, make_app

Programme = Annotated[str, Query(max_length=64, pattern=r"^[^\p{Cc}]+$")]


async def nothing() -> None:
    """Be ready at once."""


async def spend(request: Request, caller: RedemptionsWriter, programme: Programme = "default") -> Response:
    """Say what came in."""
    return json_response({"actor": caller.actor, "programme": programme, "body": (await request.body()).decode()}, 201)


def app() -> FastAPI:
    """Return an application with the same handler on a quick route and on an ordinary one."""
    made = make_app("a test", nothing)
    add_quick(made, "/quick", spend, status_code=201)
    made.router.add_api_route("/ordinary", spend, methods=["POST"], status_code=201)
    return made


@pytest.mark.parametrize(
    "query",
    [
        "", "?", "?programme=gold", "?programme=gold.1_2-3", "?programme=g%C3%B6ld", "?programme=gold%0A",
        "?programme=", f"?programme={'x' * 64}", f"?programme={'x' * 65}", "?programme=a&programme=b",
        "?other=1&programme=a", "?programme=a&other=1", "?programme=a+b", "?programme=a%2Fb", "?Programme=a",
    ],
)  # fmt: skip
@pytest.mark.parametrize("actor", ["marta", "", "ma\trta", "x" * 101])
async def test_a_quick_route_answers_as_an_ordinary_one_does(query: str, actor: str) -> None:
    transport = httpx.ASGITransport(app(), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://ledger", headers={"X-Actor": actor}) as client:
        quick, ordinary = [await client.post(f"/{path}{query}", content=b"{}") for path in ("quick", "ordinary")]
    assert (quick.status_code, quick.content, quick.headers) == (
        ordinary.status_code, ordinary.content, ordinary.headers,
    )  # fmt: skip
    assert quick.status_code in ({400} if actor != "marta" else {201, 422})


async def test_a_quick_route_takes_nothing_that_it_would_not_find() -> None:
    async def wants_more(request: Request, caller: RedemptionsWriter, programme: Programme, wait: int = 0) -> Response:
        raise NotImplementedError

    with pytest.raises(ValueError, match="takes"):
        add_quick(make_app("a test", nothing), "/", wants_more, status_code=201)
