from __future__ import annotations

from reports.sections.networks import networks


def test_a_figure_for_each_method_ablations_as_files_only(make_outcomes):
    section = networks(make_outcomes({"lcmnas": [0.9, 0.8], "random_layer": [0.7]}))
    assert [(picture.name, picture.on_page) for picture in section.pictures] == [
        ("networks-lcmnas", True),
        ("networks-random-layer", False),
    ]


def test_the_finding_counts_blocks_and_joins_and_spans_depths(make_outcomes):
    plain = "Conv2d(out_channels=8,kernel_size=3)|Classifier"
    found = make_outcomes({"lcmnas": [0.9]}) + make_outcomes({"random_search": [0.9]}, arch=plain, depth=2)
    found += make_outcomes({"lcmnas": [0.9]}, depth=9)
    assert networks(found).finding == (
        "LCMNAS: 2 of 2 with bottlenecks or joins, 6 to 9 layers deep; random search: 0 of 1 with "
        "bottlenecks or joins, 2 layers deep."
    )


def test_every_search_is_in_the_table_found_or_not(make_outcomes):
    found = make_outcomes({"lcmnas": [0.9]}) + make_outcomes(
        {"random_search": [None]}, arch=None, params=None
    )
    section = networks(found)
    assert [row["search"] for row in section.tables[0].rows] == ["lcmnas/0", "random_search/0"]
    assert [picture.name for picture in section.pictures] == ["networks-lcmnas"]


def test_without_any_network_that_is_said(make_outcomes):
    assert (
        networks(make_outcomes({"lcmnas": [None]}, arch=None)).finding == "No search has found a network yet."
    )


def test_accuracy_and_counts_stand_over_each_network(make_outcomes):
    (picture,) = networks(make_outcomes({"lcmnas": [0.9, 0.8]})).pictures
    titles = [axes.get_title(loc="left") for axes in picture.draw().axes]
    assert titles == [
        "LCMNAS, seed 0\n90.00% test, 100 k params, 1.00 M MACs",
        "LCMNAS, seed 1\n80.00% test, 100 k params, 1.00 M MACs",
    ]


def test_networks_of_another_space_are_listed_not_drawn(make_outcomes):
    cell = "|nor_conv_3x3~0|+|none~0|none~1|+|none~0|none~1|none~2|"
    section = networks(make_outcomes({"random_search": [0.9]}, arch=cell, depth=4, space="nasbench201"))
    assert (section.pictures, len(section.tables[0].rows)) == ((), 1)
    assert section.finding == "Random search: 4 layers deep."


def test_where_spaces_meet_each_is_shown_as_it_can_be_and_variants_are_drawn_too(make_outcomes):
    found = make_outcomes({"lcmnas": [0.9], "lcmnas@branched": [0.9]})
    found += make_outcomes({"econas@nasbench201": [0.8]}, arch="|none~0|", depth=4, space="nasbench201")
    section = networks(found)
    assert [picture.name for picture in section.pictures] == ["networks-lcmnas", "networks-lcmnas-branched"]
    assert section.finding == (
        "LCMNAS: 1 of 1 with bottlenecks or joins, 6 layers deep; LCMNAS@branched: 1 of 1 with bottlenecks "
        "or joins, 6 layers deep; EcoNAS@nasbench201: 4 layers deep."
    )
