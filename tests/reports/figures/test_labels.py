from __future__ import annotations

from itertools import combinations

from matplotlib.text import Annotation, Text

from reports.figures.labels import label_points
from reports.figures.style import blank, drawing, settle


def test_names_of_close_points_do_not_cover_each_other_or_the_points():
    points = [(0.5, 0.5, "first"), (0.505, 0.5, "second"), (0.5, 0.51, "third"), (0.1, 0.9, "far")]
    with drawing():
        figure = blank(5, 4)
        axes = figure.subplots()
        axes.plot([0, 1], [0, 1], ".")
        label_points(axes, points)
        settle(figure)
        names = [text for text in axes.texts if isinstance(text, Annotation)]
        boxes = [Text.get_window_extent(text) for text in names]
        dots = [axes.transData.transform((x, y)) for x, y, _ in points]
    assert [text.get_text() for text in names] == ["first", "second", "third", "far"]
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
    assert not any(box.contains(*dot) for box in boxes for dot in dots)
