"""What the demo prints and concludes: every figure beside what it must be, and a difference never passes."""

import io
from dataclasses import replace

from rich.console import Console

from deploy.demo import show
from deploy.demo.replay import Figures, expected
from deploy.demo.run import conclude

DUE = expected(redemptions=True)


def test_equal_figures_are_ticked_line_by_line_within_80_columns() -> None:
    text = printed(DUE)
    assert text.count("✓") == 19 + 6
    assert "✗" not in text
    assert max(len(line.rstrip()) for line in text.splitlines()) <= 80
    assert "1998-07       0        0  34,619   505,788        0        0  34,619   505,788 ✓" in text


def test_one_wrong_figure_is_crossed_named_and_ends_with_code_1() -> None:
    wrong = changed("1998-03", expired=239_364)
    assert printed(wrong).count("✗") == 2, "the month, and the sum over all months"
    faults = show.differences(wrong, DUE)
    assert faults == [
        "1998-03 expired: 239,364, expected 239,357",
        "points expired: 785,778, expected 785,771",
    ]
    assert conclude(faults, quiet()) == 1


def test_a_wrong_opening_counts_though_it_is_not_shown() -> None:
    assert show.differences(changed("1997-05", opening=1), DUE) == ["1997-05 opening: 1, expected 982,112"]


def test_counts_are_compared_too() -> None:
    assert show.differences(replace(DUE, redemptions=1, members=2), DUE) == [
        "redemptions: 1, expected 10,593",
        "members: 2, expected 23,570",
    ]


def test_without_a_fault_the_demo_ends_with_code_0() -> None:
    assert show.differences(DUE, DUE) == []
    assert conclude([], quiet()) == 0


def changed(period: str, **figures: int) -> Figures:
    """The expected figures with one month's line changed."""
    return replace(DUE, months={**DUE.months, period: DUE.months[period]._replace(**figures)})


def printed(seen: Figures) -> str:
    """Both tables as they come out on a plain terminal of 80 columns."""
    console = quiet()
    with console.capture() as capture:
        console.print(show.roll_forward(seen, DUE), show.totals(seen, DUE))
    return capture.get()


def quiet() -> Console:
    """A plain console of 80 columns that writes where nobody looks."""
    return Console(width=80, file=io.StringIO())
