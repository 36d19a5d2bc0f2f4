from __future__ import annotations

import pandas as pd

from reports.sections.anchors import COLUMNS, anchors


def released(*rows: dict[str, object]) -> pd.DataFrame:
    usual = dict.fromkeys(COLUMNS) | {
        "comparison": "live cells",
        "anchor_column": "released",
        "target": "test",
        "n": 1000,
        "tau_ours": 0.5,
        "tau_released": 0.52,
        "difference": -0.02,
        "low": -0.05,
        "high": 0.01,
        "spearman": 0.99,
    }
    return pd.DataFrame([usual | row for row in rows])


def test_agreement_is_counted_and_the_rest_is_named(make_standing):
    frame = released(
        {"proxy": "params", "verdict": "agrees", "required": 0.99},
        {"proxy": "zen", "verdict": "unexplained"},
        {"proxy": "snip", "verdict": "below", "required": 0.9},
        {"proxy": "grasp", "verdict": "explained"},
    )
    assert anchors(frame, None, [make_standing("params")]).finding == (
        "1 of 2 demands on agreement with released scores are met. Of 4 comparisons of τ, 1 differ with an "
        "explanation, 1 without. Differences without an explanation: zen. Below its demand: snip."
    )


def test_verdicts_say_in_words_what_they_colour():
    frame = released({"proxy": "zen", "verdict": "unexplained"}, {"proxy": "snip", "verdict": "agrees"})
    table = anchors(frame, None, []).tables[0]
    verdict = next(column for column in table.columns if column.key == "verdict")
    assert [verdict.show(row).text for row in table.rows] == ["✕ unexplained", "✓ agrees"]


def test_every_comparison_has_a_table_of_its_own():
    agrees = {"proxy": "a", "verdict": "agrees"}
    section = anchors(released(agrees, agrees | {"comparison": "all cells"}, agrees), None, [])
    assert [(table.name, len(table.rows)) for table in section.tables] == [
        ("anchors-live-cells", 2),
        ("anchors-all-cells", 1),
    ]


def test_papers_alone_are_not_called_a_comparison(make_standing):
    published = pd.DataFrame(
        [
            {
                "proxy": proxy,
                "dataset": "cifar10",
                "metric": metric,
                "value": 0.5,
                "n_archs": "1000",
                "protocol": "",
                "source": "a paper",
            }
            for proxy, metric in (
                ("params", "kendall_tau"),
                ("params", "spearman"),
                ("unknown", "kendall_tau"),
            )
        ]
    )
    section = anchors(None, published, [make_standing("params")])
    assert section.finding == "3 taus from papers beside ours, none from the same architectures."
    assert [table.name for table in section.tables] == ["published"]
    assert len(section.pictures) == 1
