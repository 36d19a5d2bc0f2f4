from __future__ import annotations

import numpy as np
import pytest
from matplotlib.collections import PathCollection

from reports.figures.scatter import VECTOR_POINTS, Panel, scatter
from reports.figures.style import drawing


def panel(proxy: str = "nwot", points: int = 40) -> Panel:
    return Panel(proxy, 0.5, np.arange(float(points)), np.linspace(0.9, 0.95, points))


def drawn(*panels: Panel, raster: bool = False):
    with drawing():
        return scatter(panels, raster=raster)


def layers(figure) -> list[PathCollection]:
    return [layer for axes in figure.axes for layer in axes.collections if isinstance(layer, PathCollection)]


def test_points_stand_at_the_percentile_of_their_rank():
    given = Panel("nwot", 1.0, np.array([3.0, -1e30, 1e30, 3.0]), np.array([0.91, 0.9, 0.93, 0.92]))
    # ranks 2.5, 1, 4, 2.5 of 4: (rank - .5) / 4
    np.testing.assert_allclose(
        layers(drawn(given))[0].get_offsets(), [[50, 91], [12.5, 90], [87.5, 93], [50, 92]]
    )


@pytest.mark.parametrize(
    ("points", "raster", "expected"),
    [(VECTOR_POINTS, False, False), (VECTOR_POINTS + 1, False, True), (3, True, True)],
)
def test_many_points_or_anothers_truth_become_a_picture(points, raster, expected):
    figure = drawn(panel(points=points), raster=raster)
    assert [layer.get_rasterized() for layer in layers(figure)] == [expected]


def test_architectures_far_below_are_triangles_on_the_lower_edge_and_counted():
    accuracies = np.concatenate([np.linspace(0.9, 0.94, 41), [0.1]])
    figure = drawn(Panel("nwot", 0.5, np.arange(42.0), accuracies))
    usual, below = layers(figure)
    assert len(usual.get_offsets()) == 41
    # first quartile .91, third .93 (the outlier shifts them a little): the edge lies near .91 - 3 * .02
    ((_, y),) = below.get_offsets()
    assert y == pytest.approx(85, abs=0.5)
    assert [text.get_text() for text in figure.axes[0].texts] == ["▾ 1"]


@pytest.mark.parametrize(("count", "hidden"), [(1, 0), (3, 0), (5, 3), (8, 0)])
def test_every_panel_is_seen_and_empty_places_are_not(count, hidden):
    figure = drawn(*(panel(f"p{place}") for place in range(count)))
    assert [axes.get_visible() for axes in figure.axes].count(False) == hidden
    assert sum(axes.get_visible() for axes in figure.axes) == count
