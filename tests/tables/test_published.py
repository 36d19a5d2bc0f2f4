from __future__ import annotations

import pytest

from lcmnas_core.tables.published import published, published_figures


def test_every_figure_is_read() -> None:
    figures = published_figures()
    assert len(figures) == 1_617
    assert all(each.source and each.protocol for each in figures)


def test_a_figure_known_from_its_paper() -> None:
    # Re-derived from FreeREA's released scores on all 15,625 cells: synflow 0.571 on CIFAR-10.
    frame = published("nasbench201", "cifar10", "kendall_tau")
    ours = frame[(frame["proxy"] == "synflow") & frame["source"].str.contains("FreeREA")]
    assert ours["value"].round(3).tolist() == [0.571]
    assert ours["evidence"].tolist() == ["re-derived"]


def test_names_are_ours_and_the_printed_ones_are_kept() -> None:
    frame = published("nasbench201")
    assert set(frame.loc[frame["printed_proxy"] == "naswot", "proxy"]) == {"nwot"}
    assert set(frame.loc[frame["printed_proxy"] == "flops", "proxy"]) == {"macs"}
    assert not {"naswot", "flops", "jacob_cov"} & set(frame["proxy"])


def test_figures_marked_as_no_anchor_are_left_out() -> None:
    unusable = [each for each in published_figures() if not each.is_anchor]
    assert unusable
    assert all("anchor" in each.protocol or "not a measurement" in each.protocol for each in unusable)
    frame = published("nasbench201")
    assert not frame["protocol"].str.contains("do not use as anchor").any()


@pytest.mark.parametrize("evidence", ["printed", "re-derived", "secondary"])
def test_evidence_follows_the_words_of_the_protocol(evidence: str) -> None:
    found = [each for each in published_figures() if each.evidence == evidence]
    assert found
    assert all(("RE-DERIVED" in each.protocol) == (evidence == "re-derived") for each in found)


def test_n_is_a_number_or_a_note() -> None:
    for each in published_figures():
        assert each.n_archs is None or (each.n_archs > 0 and not each.n_note)


def test_an_unknown_space_has_no_figures() -> None:
    frame = published("no_such_space")
    assert frame.empty
    assert "value" in frame
