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


def test_whose_settings_were_chosen_here_is_said():
    here, elsewhere = (ranks(pd.DataFrame(rank_rows(name)), "seed") for name in ("hills", "words"))
    assert here.caveat.endswith("Settings of LISSNAS were chosen on this landscape: no fair test of them.")
    assert "were chosen" not in elsewhere.caveat
    assert ranks(pd.DataFrame(rank_rows("all")), "space").caveat.endswith("others of the same space are not.")


def test_a_figure_for_each_measure():
    section = ranks(pd.DataFrame(rank_rows("hills")), "seed", "-hills")
    assert [each.name for each in section.pictures] == ["ranks-regret-hills", "ranks-area-under-regret-hills"]
