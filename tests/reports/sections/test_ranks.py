from __future__ import annotations

import pandas as pd

from reports.sections.ranks import ranks
from tests.reports.example_costs import rank_rows


def test_ranks_decide_only_after_friedman_and_beyond_the_critical_difference():
    # 1.9 - 1.2 = .7 < .74; the area's ranks have p = .4.
    assert ranks(pd.DataFrame(rank_rows("hills")), "seed").finding == (
        "By regret in the end, over 40 seeds, LCMNAS, cells (ours) ranks best (1.20), undecided from "
        "LISSNAS "
        "(Friedman p < 0.001). By area under the regret, over 40 seeds, ranks do not tell strategies apart "
        "(undecided, Friedman p = 0.400)."
    )


def test_all_ties_are_undecided_too():
    rows = pd.DataFrame(rank_rows("hills")).assign(statistic=None, p=None)
    assert ranks(rows[rows["measure"] == "regret"], "space").finding == (
        "By regret in the end, over 40 spaces, ranks do not tell strategies apart (undecided, Friedman "
        "undefined: all tie)."
    )


def test_blocks_too_few_to_tell_anybody_apart_tell_nothing():
    # Four ranks lie at most 3 apart.
    rows = pd.DataFrame(rank_rows("all"))
    few = rows[rows["measure"] == "regret"].assign(blocks=2, critical_difference=3.0)
    told = (
        "By regret in the end, over 2 spaces, nothing can be told: so few tell no two of 4 strategies apart"
    )
    assert ranks(few, "space").finding == f"{told}, whatever their ranks."
    assert "nothing can be told" not in ranks(few.assign(critical_difference=2.9), "space").finding


def test_whose_settings_were_chosen_here_is_said():
    here, elsewhere = (ranks(pd.DataFrame(rank_rows(name)), "seed") for name in ("hills", "words"))
    assert here.caveat.endswith("Settings of LISSNAS were chosen on this landscape: no fair test of them.")
    assert "were chosen" not in elsewhere.caveat
    assert ranks(pd.DataFrame(rank_rows("all")), "space").caveat.endswith("others of the same space are not.")


def test_a_figure_for_each_measure():
    section = ranks(pd.DataFrame(rank_rows("hills")), "seed", "-hills")
    assert [each.name for each in section.pictures] == ["ranks-regret-hills", "ranks-area-under-regret-hills"]
