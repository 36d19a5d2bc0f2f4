from __future__ import annotations

from reports.figures.forest import forest
from reports.figures.style import MARKS, drawing


def words(axes) -> list[str]:
    return [text.get_text() for text in axes.texts]


def test_lines_at_both_counts_and_the_ceiling(make_standing):
    with drawing():
        axes = forest([make_standing(name) for name in ("nwot", "params", "macs")], ceiling=0.9).axes[0]
    upright = sorted(line.get_xdata()[0] for line in axes.lines if list(line.get_ydata()) == [0, 1])
    assert upright == [0.45, 0.5, 0.9]
    assert {"params", "macs", "ceiling"} <= set(words(axes))


def test_a_proxy_without_a_tau_keeps_its_line_and_gets_no_mark(make_standing):
    nothing = make_standing("zen", tau=None, tau_low=None, tau_high=None, beats_params=None)
    with drawing():
        axes, said = forest([make_standing("params"), nothing]).axes
    assert [label.get_text() for label in axes.get_yticklabels()] == ["params", "zen"]
    assert words(said).count("undefined") == 1
    assert [line for line in axes.lines if line.get_marker() == MARKS["separability"].shape] == []


def test_names_are_never_read_as_mathematics(make_standing):
    with drawing():
        figure = forest([make_standing(r"$\frac{$")])
        figure.draw_without_rendering()
    assert figure.axes[0].get_yticklabels()[0].get_text() == r"$\frac{$"
