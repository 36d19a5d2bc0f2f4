from __future__ import annotations

from reports.figures.ranks import cliques, rank_lines


def test_bars_join_largest_runs_only():
    # 1-2 are .5 apart; 2-3 .6; 1-3 1.1 >= 1; 4 is alone.
    assert cliques([1.0, 1.5, 2.1, 9.0], 1.0) == [(0, 1), (1, 2)]
    assert cliques([1.0, 1.2, 1.4], 1.0) == [(0, 2)]
    assert cliques([1.0, 3.0], 1.0) == []
    # Exactly the critical difference tells apart.
    assert cliques([1.0, 2.0], 1.0) == []


def test_best_on_top():
    axes = rank_lines([("lissnas", 1.2), ("random_search", 1.8)], 0.5).axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["LISSNAS", "random search"]
    assert axes.get_ylim()[0] > axes.get_ylim()[1]
