from __future__ import annotations

from reports.sections.cost import cost


def test_the_front_is_told_from_cheap_to_dear(make_standing):
    lines = [make_standing(name) for name in ("nwot", "params", "macs", "plain")]
    # nwot is strongest, params cheapest; macs is dearer and weaker than params, plain than everything
    assert cost(lines).finding == (
        "params (4.0 ms, τ 0.500) and nwot (0.20 s, τ 0.700) are the front: nothing cheaper ranks better. "
        "The dearest, plain, takes 0.30 s an architecture."
    )


def test_what_cannot_be_drawn_is_named(make_standing):
    section = cost([make_standing("params"), make_standing("nwot", tau=None), make_standing("plain")])
    assert section.caveat == "Not drawn, as τ or cost is missing: nwot."


def test_without_any_cost_there_is_no_figure(make_standing):
    section = cost([make_standing("params", standalone_cpu_s=None)])
    assert section.pictures == ()
    assert section.finding == "No proxy has both a τ and a measured cost."
