"""HTTP: the application both services build on. Every error is `application/problem+json` with a stable `reason`."""

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from http import HTTPStatus
from typing import Any, cast

import asyncpg
import orjson
import structlog
import uvicorn
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from fastapi.telemetry import TelemetryConfig
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.kit.startup import CannotStart

JSON_TYPE = "application/json"
PROBLEM_TYPE = "application/problem+json"
FAULTS_MAX = 100
SHUTDOWN_SECONDS = 5
NO_TELEMETRY: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False}
"""The framework would ask at every request whether somebody has set up its own; our metrics are at `/metrics`."""

log = structlog.get_logger()
UNAVAILABLE = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.TooManyConnectionsError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
)
"""What a database that is down, or going down, makes a request raise: nobody's bug, and worth another try. The last two
are how the driver says that a connection was cut while it was idle.
"""


class Problem(HTTPException):
    """A refusal as the caller reads it (RFC 9457): `members` stand beside `reason` and `detail` in the body."""

    def __init__(
        self, status: int, reason: str, detail: str, *, headers: Mapping[str, str] | None = None, **members: object
    ) -> None:
        super().__init__(status, detail, headers)
        self.reason = reason
        self.members = members

    def response(self) -> Response:
        """Return the answer."""
        body = {
            "type": "about:blank",
            "title": HTTPStatus(self.status_code).phrase,
            "status": self.status_code,
            "reason": self.reason,
            "detail": self.detail,
            **self.members,
        }
        return Response(orjson.dumps(body, option=orjson.OPT_UTC_Z), self.status_code, self.headers, PROBLEM_TYPE)


def invalid_request(path: str, detail: str) -> Problem:
    """Return the refusal of a request with one fault, in the shape of all of them."""
    return _invalid([{"path": path, "detail": detail}])


def _invalid(faults: list[dict[str, str]]) -> Problem:
    return Problem(422, "INVALID_REQUEST", "the request has faults; `errors` has each path", errors=faults)


def json_response(body: object, status: int = 200) -> Response:
    """Return plain objects as JSON, instants in UTC with `Z`; their shape was checked where they were made."""
    return Response(orjson.dumps(body, option=orjson.OPT_UTC_Z), status, media_type=JSON_TYPE)


class Quick(APIRoute):
    """For calls that come by the thousand; its handler takes `request`, `caller`, `programme`, and makes the answer.

    What FastAPI does to find these three costs more than the rest of the call. Here the caller passes the very gate
    that the handler's type names, and a programme of plain letters is taken as it is; any other query goes FastAPI's
    way, with its validation and its errors.
    """

    _PLAIN = re.compile(rb"programme=([A-Za-z0-9._-]{1,64})")

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return what handles other queries. Raises ValueError when the handler takes anything else."""
        names = [*(one.name for one in self.dependant.dependencies), *(one.name for one in self.dependant.query_params)]
        if names != ["caller", "programme"] or self.dependant.path_params or self.dependant.body_params:
            raise ValueError(f"{self.path} takes {names}; a quick route takes request, caller, programme")
        return super().get_route_handler()

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; what it raises becomes an answer in the application, as for any route."""
        plain = self._PLAIN.fullmatch(scope["query_string"])
        if plain is None or scope["method"] != "POST":
            await super().handle(scope, receive, send)
            return
        request = Request(scope, receive, send)
        gate = cast("Callable[[Request], Awaitable[Any]]", self.dependant.dependencies[0].call)
        response = await self.endpoint(request=request, caller=await gate(request), programme=plain[1].decode())
        await response(scope, receive, send)


def add_quick(app: FastAPI, path: str, endpoint: Callable[..., Awaitable[Response]], *, status_code: int) -> None:
    """Serve POST of a path by a quick route, the first of all to be looked at."""
    app.router.add_api_route(path, endpoint, methods=["POST"], status_code=status_code, route_class_override=Quick)
    app.router.routes.insert(0, app.router.routes.pop())


class BodyLimit:
    """Refuses bodies above a size, announced or not, before anyone has read them whole."""

    def __init__(self, app: ASGIApp, bytes_max: int) -> None:
        self._app = app
        self._bytes_max = bytes_max

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a `receive` that counts."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        left = self._bytes_max
        announced = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
        if not announced.isdigit() or int(announced) > self._bytes_max:
            await self._too_large().response()(scope, receive, send)
            return

        async def counted() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise self._too_large()
            return message

        await self._app(scope, counted, send)

    def _too_large(self) -> Problem:
        return Problem(413, "BODY_TOO_LARGE", f"a body may have {self._bytes_max} bytes; send it in parts")


def make_app(title: str, ready: Callable[[], Awaitable[None]], *, body_bytes_max: int = 65_536) -> FastAPI:
    """Return an application with `/healthz`, `/readyz`, `/metrics`, and every error as a problem.

    `ready` returns when the service can do its work, and raises Problem (503) when it cannot.
    """
    app = FastAPI(title=title, docs_url=None, redoc_url=None, redirect_slashes=False, telemetry=NO_TELEMETRY)
    app.add_middleware(BodyLimit, bytes_max=body_bytes_max)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _invalid_request)
    for error in UNAVAILABLE:
        app.add_exception_handler(error, _unavailable)
    app.add_exception_handler(Exception, _internal_error)

    @app.get("/healthz", include_in_schema=False)
    async def healthz() -> Response:
        return json_response({"status": "alive"})

    @app.get("/readyz", include_in_schema=False)
    async def readyz() -> Response:
        await ready()
        return json_response({"status": "ready"})

    @app.get("/metrics", include_in_schema=False)
    async def metrics() -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return app


def faults_of(errors: list[Any]) -> list[dict[str, str]]:
    """Return pydantic's errors as `[{path, detail}]`, the first hundred."""
    return [{"path": ".".join(map(str, error["loc"])), "detail": error["msg"]} for error in errors[:FAULTS_MAX]]


async def _http_error(_request: Request, error: Exception) -> Response:
    if isinstance(error, Problem):
        return error.response()
    error = cast("HTTPException", error)
    status = HTTPStatus(error.status_code)
    return Problem(status, status.name, error.detail, headers=error.headers).response()


async def _invalid_request(_request: Request, error: Exception) -> Response:
    faults = faults_of(list(cast("RequestValidationError", error).errors()))
    return _invalid(faults).response()


async def _unavailable(_request: Request, error: Exception) -> Response:
    log.warning("request_unavailable", cause=repr(error))
    detail = f"the database does not answer ({type(error).__name__}); try again"
    return Problem(503, "UNAVAILABLE", detail, headers={"Retry-After": "1"}).response()


async def _internal_error(_request: Request, _error: Exception) -> Response:
    # The traceback goes to the log: the error is raised on to the server once this answer is sent.
    return Problem(500, "INTERNAL_ERROR", "an error of the service; its log has the cause").response()


class _Server(uvicorn.Server):
    """uvicorn inside a loop that is not its own: signals belong to the process, and readiness is announced."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        """Serve until `should_exit`, without the parent's handling of signals."""
        await self._serve(sockets)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, then say so."""
        await super().startup(sockets)
        self._announce()


async def serve(app: FastAPI, host: str, port: int, on_ready: Callable[[str], None]) -> None:
    """Serve in the running loop until cancelled; `on_ready` gets the real URL once requests are taken.

    Port 0 takes a free one. A cancel lets running requests finish, five seconds at most. Raises CannotStart when the
    port is taken.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise CannotStart(
            f"port {port} of {host} cannot be used: {error.strerror}; "
            "end the program that has it, or choose another port"
        ) from None
    url = f"http://{host}:{listener.getsockname()[1]}"
    config = uvicorn.Config(
        app,
        loop="none",
        http="httptools",
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
        backlog=2_048,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
    )
    server = _Server(config, lambda: on_ready(url))
    serving = asyncio.create_task(server.serve([listener]))
    try:
        await asyncio.shield(serving)
    except asyncio.CancelledError:
        server.should_exit = True
        await serving
        raise
