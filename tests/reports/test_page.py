from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from itertools import product

import numpy as np
import pandas as pd
import pytest

from reports import FrameError, render
from reports.contents import contents
from reports.payload import payload
from tests.reports.page_ids import Ids


@pytest.fixture(scope="module")
def two_populations(make_run, make_frames):
    names = ("live", "dead")
    return make_run(populations=names), make_frames(populations=names, archs=230, proxies=("params", "nwot"))


@pytest.fixture(scope="module")
def page(two_populations) -> str:
    return render(*two_populations)


def columns_of(run, frames, table: str) -> dict[str, list]:
    """What the page's data holds of one table, as packed."""
    tables = [each for section in contents(run, frames) for each in section.tables]
    return dict(json.loads(payload(tables, "run"))[table]["columns"])


def test_equal_input_gives_equal_bytes(page, two_populations):
    assert render(*two_populations) == page


def test_ids_are_unique_and_references_lead_somewhere(page):
    found = Ids()
    found.feed(page)
    assert [name for name, times in found.ids.items() if times > 1] == []
    assert found.references
    assert found.references - set(found.ids) == set()


def test_the_policy_allows_exactly_the_script_of_the_page(page):
    policy = re.search(r'http-equiv="Content-Security-Policy" content="(.*?)"', page)[1].replace("&#39;", "'")
    script = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert len(script) == 1
    digest = b64encode(sha256(script[0].encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")


def test_the_page_names_nothing_outside_itself(page):
    addresses = set(re.findall(r"""(?:src|href|action)=["']([^"'#]+)""", page))
    assert {address for address in addresses if not address.startswith("data:image/png;base64,")} == set()
    assert set(re.findall(r"https?://[^\s\"'<>]+", page)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }


def test_the_first_200_rows_are_markup_and_the_rest_is_data(page):
    section = re.search(r'<section id="architectures-live".*?</section>', page, re.DOTALL)[0]
    assert section.count("<tr data-row=") == 200
    assert "Rows 1 to 200 of 230" in section
    data = json.loads(re.search(r'id="data">(.*?)</script>', page, re.DOTALL)[1])
    assert len(dict(data["architectures-live"]["columns"])["params"]) == 230


def test_a_page_without_figures_stays_under_60_kilobytes(make_run, make_frames):
    page = render(make_run(), make_frames(archs=3, proxies=("params", "nwot")))
    assert len(re.sub(r"<svg role=.*?</svg>", "", page, flags=re.DOTALL).encode()) < 60_000


@pytest.mark.parametrize(
    ("archs", "budget"), [(1000, 200_000), pytest.param(15_625, 2_000_000, marks=pytest.mark.slow)]
)
def test_fifteen_scores_of_many_architectures_stay_small(make_run, make_frames, archs, budget):
    rng = np.random.default_rng(0)
    frames = make_frames(archs=archs, proxies=tuple(f"proxy_{rank}" for rank in range(15)))
    operations = ["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"]
    whole = np.array(list(product(operations, repeat=6)))
    drawn = whole[rng.permutation(len(whole))[:archs]]
    cells = ["|{}~0|+|{}~0|{}~1|+|{}~0|{}~1|{}~2|".format(*cell) for cell in drawn]
    scores = frames["scores"].drop(columns="truth")
    scores["arch"] = scores["arch"].map(dict(zip(scores["arch"].unique(), cells, strict=True)))
    # Four counts of few values, eleven scores of many.
    counts = scores["proxy"].isin([f"proxy_{rank}" for rank in range(4)])
    scores["score"] = rng.lognormal(0, 3, len(scores))
    scores.loc[counts, "score"] = 1_000_000.0 + 1234 * rng.integers(0, 200, counts.sum())
    columns = columns_of(make_run(), frames | {"scores": scores}, "architectures")
    assert len(columns["proxy_9"]) == archs
    assert len(json.dumps(columns, separators=(",", ":")).encode()) < budget


def test_nobody_elses_accuracy_is_on_the_page(make_run, make_frames):
    frames = make_frames(archs=60, proxies=("params", "nwot"))
    swapped = frames["scores"].copy()
    place = swapped["arch"].str[-4:-1].astype(int)
    # Two in the middle exchange accuracies: aggregates and axes stay, only who has which changes.
    swapped.loc[place == 20, "truth"] = 0.9 + 0.0013571 * 21
    swapped.loc[place == 21, "truth"] = 0.9 + 0.0013571 * 20
    pages = [
        re.sub(r"<image [^>]*>", "", render(make_run(table_is_ours=False), {**frames, "scores": scores}))
        for scores in (frames["scores"], swapped)
    ]
    assert pages[0] == pages[1]
    assert not frames["scores"].equals(swapped)


def test_our_own_accuracies_travel_with_the_page(make_run, make_frames):
    frames = make_frames(archs=5)
    # by name the second is |conv~0|+|skip~003|, place 3: .9 + 3 * .0013571, six digits
    assert columns_of(make_run(), frames, "architectures")["accuracy"][1] == 0.904071
    assert "accuracy" not in columns_of(make_run(table_is_ours=False), frames, "architectures")


def test_every_number_of_the_leaderboard_can_be_downloaded(make_run, make_frames):
    frames = make_frames(archs=5)
    found = pd.DataFrame(columns_of(make_run(), frames, "leaderboard"))
    expected = frames["leaderboard"].sort_values("tau", ascending=False).drop(columns="population")
    pd.testing.assert_frame_equal(found, expected[found.columns].reset_index(drop=True), check_dtype=False)
    assert set(found.columns) == set(expected.columns)


def test_hostile_text_stays_text(make_run, make_frames):
    evil = "</script><script>window.pwned=1</script>{{ 7*7 }}\"' onload=x $x^2$"
    frames = make_frames(archs=5, proxies=("params", evil))
    frames["scores"].loc[frames["scores"]["arch"] == "|conv~1|+|skip~001|", "arch"] = evil
    page = render(make_run(title=evil, command=evil, environments=[{evil: evil}]), frames)
    assert "<script>window" not in page
    assert page.count("</script>") == 2
    assert "{{ 7*7 }}" in re.findall(r"<title>(.*?)</title>", page)[0]


def test_what_is_wrong_with_a_frame_is_one_line(make_run, make_frames):
    frames = make_frames()
    frames["leaderboard"] = frames["leaderboard"].drop(columns=["regret"])
    with pytest.raises(FrameError, match=r"^frame 'leaderboard' lacks regret; present: [^\n]*$"):
        render(make_run(), frames)
