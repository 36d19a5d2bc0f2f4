"""What holds for the page of one suite holds for the others and for that of graphs."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

import pandas as pd
import pytest

from lcmnas_core.graphs.weighted_graph import WeightedGraph
from reports import render, render_graphs
from tests.reports.example_costs import COSTS_RUN, cost_frames
from tests.reports.example_fidelity import FIDELITY_RUN, fidelity_frames
from tests.reports.example_search import SEARCH_RUN, search_frames
from tests.reports.page_ids import Ids

EVIL = "</script><script>window.pwned=1</script>{{ 7*7 }}\"' onload=x $x^2$"


def hostile_search() -> str:
    frames = search_frames(4, ("lcmnas", "random_search"), seeds=2)
    frames["searches"]["search"] = frames["searches"]["search"].replace("lcmnas/0", EVIL)
    frames["evaluations"]["search"] = frames["evaluations"]["search"].replace("lcmnas/0", EVIL)
    for name, column in (("phases", "phase"), ("rejections", "reason"), ("failures", "reason")):
        frames[name].loc[0 if name != "failures" else frames[name].index[0], column] = EVIL
    frames["mixture"].loc[:1, ["population", "mixing"]] = EVIL
    frames = {name: _renamed(frame) for name, frame in frames.items()}
    return render(replace(SEARCH_RUN, title=EVIL, command=EVIL, settings={EVIL: EVIL}), frames)


def _renamed(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.replace({"method": {"random_search": EVIL}}) if "method" in frame else frame


def hostile_graphs() -> str:
    events = [(EVIL, ()), ("Conv2d", ((EVIL, 3), ("kernel_size", (1, 7)))), (EVIL, ())]
    graph = WeightedGraph.of(events)
    return render_graphs({EVIL: graph, "b": WeightedGraph.of([("ReLU", ())])}, title=EVIL, facts={EVIL: EVIL})


def hostile_costs() -> str:
    frames = cost_frames()
    for name, frame in frames.items():
        frame = frame.replace({"strategy": {"lissnas": EVIL}}) if "strategy" in frame else frame
        frame = frame.replace({"landscape": {"words": EVIL}}) if "landscape" in frame else frame
        frames[name] = frame.replace({"name": {"words": EVIL}}) if "name" in frame else frame
    for name, column in (("published", "conflict"), ("costs", "method"), ("literature", "source")):
        frames[name].loc[0, column] = EVIL
    return render(replace(COSTS_RUN, title=EVIL, command=EVIL, settings={EVIL: EVIL}), frames)


def hostile_fidelity() -> str:
    frames = fidelity_frames(20)
    for name, column in (("settings", "setting"), ("observations", "claim"), ("ceiling", "note")):
        frames[name].loc[0, column] = EVIL
    frames = {name: frame.replace({"table": {"chains": EVIL}}) for name, frame in frames.items()}
    frames["budget_epochs"].loc[:, "arch"] = EVIL
    return render(replace(FIDELITY_RUN, title=EVIL, command=EVIL, table=EVIL, settings={EVIL: EVIL}), frames)


PAGES = {
    "search": hostile_search,
    "fidelity": hostile_fidelity,
    "costs": hostile_costs,
    "graphs": hostile_graphs,
}


@pytest.fixture(scope="module", params=PAGES)
def name(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def page(name) -> str:
    return PAGES[name]()


def test_hostile_text_stays_text(page):
    assert "<script>window" not in page
    assert page.count("</script>") == 2
    assert "{{ 7*7 }}" in re.findall(r"<title>(.*?)</title>", page)[0]
    found = Ids()
    found.feed(page)
    assert {name for name in found.attributes if name.startswith("on")} == set()


def test_ids_are_unique_and_references_lead_somewhere(page):
    found = Ids()
    found.feed(page)
    assert [name for name, times in found.ids.items() if times > 1] == []
    assert found.references
    assert found.references - set(found.ids) == set()


def test_the_policy_allows_exactly_the_script_of_the_page(page):
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in page.replace("&#39;", "'")


def test_the_page_names_nothing_outside_itself(page):
    addresses = set(re.findall(r"""(?:src|href|action)=["']([^"'#]+)""", page))
    assert {address for address in addresses if not address.startswith("data:image/png;base64,")} == set()
    assert set(re.findall(r"https?://[^\s\"'<>]+", page)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }


def test_equal_input_gives_equal_bytes(name, page):
    assert PAGES[name]() == page
