"""The ledger's process: `python -m services.ledger`. The only place that builds things."""

import asyncio
import os
import sys
from time import monotonic
from uuid import uuid4

from aiokafka.errors import KafkaConnectionError

from services.kit.auth import LOOPBACK
from services.kit.clock import clock_from
from services.kit.crash import KillPoints
from services.kit.database import Database
from services.kit.http import Problem, serve
from services.kit.kafka import cluster_id, producer
from services.kit.settings import Settings
from services.kit.startup import (
    DATABASE_UNUSABLE,
    CannotStart,
    announce,
    database_down,
    roles_of,
    run_service,
    settle_memory,
)
from services.ledger.answers import Answers
from services.ledger.api import build
from services.ledger.commands import Commands
from services.ledger.intake import Intake
from services.ledger.leases import IntakeStopped
from services.ledger.member_proposals import MemberProposals
from services.ledger.month_close import FrozenReports
from services.ledger.offsets import publish_offsets
from services.ledger.post import Poster
from services.ledger.publishing import Publisher
from services.ledger.quotes import Quotes
from services.ledger.register import Register
from services.ledger.relay import Relay
from services.ledger.replaying import Quarantine
from services.ledger.schema import WrongLedger, read_constants
from services.ledger.serving import Services
from services.ledger.sweep import Sweeper

ROLES = ("intake", "api", "relay", "sweep")
CONNECTIONS = 12


async def main(settings: Settings) -> None:
    """Run the roles of this process until cancelled; raise CannotStart, or whatever must end the process."""
    roles = roles_of(settings.ledger_roles, ROLES, "POINTS_LEDGER_ROLES")
    points = KillPoints(settings.crash_at)
    owner = f"{os.getpid()}-{uuid4().hex[:8]}"
    try:
        database = await Database.connect(
            settings.ledger_dsn, role="points_ledger", points=points, size=CONNECTIONS,
            freeze_seconds=settings.lease_seconds, application=f"ledger-{owner}",
        )  # fmt: skip
        constants = await read_constants(database)
    except DATABASE_UNUSABLE as error:
        raise database_down("POINTS_LEDGER_DSN", error) from None
    except WrongLedger as error:
        raise CannotStart(str(error)) from None
    if constants.shards != settings.shards:
        raise CannotStart(
            f"this ledger was created with {constants.shards} shards; set POINTS_SHARDS={constants.shards}"
        )
    try:
        cluster = await cluster_id(settings.kafka_bootstrap)
    except KafkaConnectionError as error:
        raise CannotStart(
            f"Kafka at POINTS_KAFKA_BOOTSTRAP={settings.kafka_bootstrap} does not answer ({error}); "
            "start it, or put right the address"
        ) from None
    clock = clock_from(settings.clock)
    poster = Poster(database, clock, constants.shards, constants.incarnation)
    commands = Commands(settings, database, poster)
    intake = Intake(settings, database, poster, owner, cluster)
    sender = producer(settings.kafka_bootstrap, f"api-{owner}")
    answers = Answers(database, constants.shards, poster.programmes)

    async def ready() -> None:
        await answers.verdict("urn:readiness", "probe")
        if "intake" in roles and monotonic() - intake.round_at > 3 * settings.lease_seconds:
            raise Problem(503, "INTAKE_STALLED", "the intake did not look after its partitions lately")

    register = Register(database, clock, constants.incarnation)
    services = Services(
        answers, Quotes(database, constants.shards, poster.programmes), commands, register,
        MemberProposals(register, poster, clock), Quarantine(database, poster),
        FrozenReports(database, clock, constants.incarnation),
        Publisher(sender, settings.topic("events"), points, "produce_event"), clock, ready,
    )  # fmt: skip
    app = build(services, with_api="api" in roles)
    await sender.start()
    settle_memory()
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(commands.run())
            if "intake" in roles:
                group.create_task(intake.run())
                group.create_task(publish_offsets(settings, points, owner, intake.stands))
            if "relay" in roles:
                group.create_task(Relay(settings, database, points, owner).run())
            if "sweep" in roles:
                group.create_task(Sweeper(settings, database, clock, points, owner).run())
            port = settings.ledger_port
            group.create_task(serve(app, LOOPBACK, port, lambda url: announce("ledger", url, os.getpid())))
    except* (IntakeStopped, CannotStart) as stopped:
        raise CannotStart(str(stopped.exceptions[0])) from None
    finally:
        await sender.stop()
        await database.close()


if __name__ == "__main__":
    sys.exit(run_service("ledger", main))
