"""What finance waits for: a month's report, from the sums of a large programme to the text that is answered."""

from datetime import UTC, datetime
from statistics import median
from time import perf_counter

from deploy.demo.replay import PROGRAMME
from services.bench.figures import Figures
from services.bench.place import SQL, BenchError, Place
from services.bench.posting import Progress
from services.projector.money import UNIT, Estimate
from services.projector.month import report_of
from services.projector.programmes import Programmes
from services.projector.reports import read_sums

PERIOD = "2026-06"
PARTNERS = 10
ESTIMATE = Estimate(
    sequence=1, valid_from=datetime(1990, 1, 1, tzinfo=UTC), redemption_rate=[(0, UNIT // 2), (12, UNIT // 4)],
    value_per_point=UNIT // 100, cost_per_point=UNIT // 125, operating_share=UNIT // 5,
)  # fmt: skip


async def liability(place: Place, *, cohorts: int, times: int, progress: Progress) -> Figures:
    """Measure how long a month's report takes, over so many cohorts of ten partners each; the median of some times.

    All of what the read does is in it, the HTTP around it is not. The tables are filled by hand: a year of months.
    """
    async with place.site("bench_liability") as site:
        async with site.connection() as connection:
            await connection.execute(SQL["liability_fill"].sql, PROGRAMME, cohorts, PARTNERS)
            await connection.execute(SQL["liability_stand"].sql)
            await connection.execute(SQL["liability_marks"].sql)
            await connection.execute("ANALYZE view.liability_points, view.liability_standing")
        async with site.database("points_reader", long_reads=True) as database:
            programmes, took = Programmes(database), []
            await programmes.read_on()
            programmes.terms.estimates[PROGRAMME] = [ESTIMATE]
            of_programme = programmes.place_of(PROGRAMME)
            for number in range(times):
                began = perf_counter()
                found = await read_sums(database, PROGRAMME, PERIOD)
                if found is None or of_programme is None:
                    raise BenchError("the view that was filled cannot be read")
                report = report_of(PROGRAMME, PERIOD, found, programmes.terms, *of_programme)
                text = report.canonical()
                took.append(perf_counter() - began)
                progress(number + 1, times)
    if len(report.rows) != cohorts * PARTNERS:
        raise BenchError(f"the report has {len(report.rows):,} rows, not {cohorts * PARTNERS:,}")
    return {"liability_ms": 1000 * median(took), "liability_rows": len(report.rows), "liability_bytes": len(text)}
