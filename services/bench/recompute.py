"""What is computed from the records again: the views, and the proof that everything is the fold of them."""

from collections.abc import Callable
from time import perf_counter

from services.bench.figures import Figures
from services.bench.place import Site
from services.kit.settings import Settings
from services.ledger.verify import verify
from services.projector.rebuild import rebuild, rebuild_views
from services.projector.verify import verify_views
from services.projector.views import VIEWS

Progress = Callable[[int, int], None]


def settings_of(site: Site) -> Settings:
    """Return the settings of a projector at work in this process."""
    return Settings(
        ledger_dsn=site.dsn, view_dsn=site.dsn, owner_dsn=site.dsn, kafka_bootstrap=site.kafka, auth="off",
        topic_prefix=site.name,
    )  # fmt: skip


async def rebuilding(site: Site, progress: Progress) -> Figures:
    """Measure `points rebuild` of each view by itself, and of all of them in one go, while no service runs.

    Of all views, each record counts once.
    """
    settings, rates = settings_of(site), {}
    for view in VIEWS:
        result = await rebuild(settings, view.name, progress)
        rates[f"rebuild_{view.name}_records_per_s"] = result.records / result.seconds
    began = perf_counter()
    every = await rebuild_views(settings, [view.name for view in VIEWS], progress)
    whole = every[0].records / (perf_counter() - began)
    return {**rates, "rebuild_records_per_s": min(rates.values()), "rebuild_all_records_per_s": whole}


async def verification(site: Site, progress: Progress) -> Figures:
    """Measure `points verify`: the chain alone; then everything, views too.

    Raises Corrupt or WrongView: then what ran before went wrong, whatever its speed.
    """
    async with site.database("points_reader", long_reads=True) as database:
        began = perf_counter()
        found = await verify(database, progress, chain_only=True)
        chain_seconds = perf_counter() - began
        began = perf_counter()
        await verify(database, progress)
        await verify_views(database, database, progress)
        whole_seconds = perf_counter() - began
    return {
        "verified_records": found.records,
        "verify_records_per_s": found.records / chain_seconds,
        "verify_whole_records_per_s": found.records / whole_seconds,
    }
