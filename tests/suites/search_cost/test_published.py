"""The printed costs as a file of the project."""

import re
from collections import defaultdict

from suites.search_cost.costs import costs, literature
from suites.search_cost.published import published_costs

FACTS = published_costs()


def test_every_row_says_how_well_it_is_known():
    assert len(FACTS) == 195
    assert {each.verified for each in FACTS} == {"primary", "secondary", "derived", "unverified"}
    assert all(each.source for each in FACTS)
    assert all(each.source == "no source at hand" for each in FACTS if each.verified == "unverified")


def test_empty_cells_are_null():
    econas = next(each for each in FACTS if each.method == "EcoNAS" and each.verified == "primary")
    assert econas.gpu_days == 8 and econas.top1_error is None and econas.params_m is None


def test_seconds_of_a_table_are_gpu_days():
    drawn = next(each for each in FACTS if each.method == "RS" and each.dataset == "CIFAR-10")
    assert drawn.landscape == "nb201_cifar10"
    assert round(drawn.gpu_days * 86_400) == 12_000
    assert drawn.top1_error == 6.3


def test_where_two_sources_disagree_the_row_says_so():
    groups = defaultdict(list)
    for each in FACTS:
        method = re.sub(r" \+ cutout| \((3-run|released).*\)", "", each.method)
        groups[method, each.dataset, each.landscape].append(each)
    disagreeing = [
        group
        for group in groups.values()
        if len({each.source for each in group}) > 1
        and any(
            len({getattr(each, name) for each in group} - {None}) > 1 for name in ("top1_error", "gpu_days")
        )
    ]
    assert len(disagreeing) >= 6
    for group in disagreeing:
        assert all(each.conflict for each in group), group[0].method


FINAL = {
    "landscape": "nb201_cifar10",
    "strategy": "random_search",
    "accuracy": 0.94,
    "accuracy_low": 0.93,
    "accuracy_high": 0.95,
    "simulated_gpu_days": 0.1375,
    "simulated_cost": 11_880.0,
    "n": 100,
}


def test_costs_are_in_three_columns_that_never_mix():
    rows = list(costs([FINAL], {"nb201_cifar10": "cifar10"}))
    kinds = [
        {name for name in ("measured", "simulated", "published") if row[f"gpu_days_{name}"] is not None}
        for row in rows
    ]
    assert kinds[0] == {"simulated"}
    assert all(kind <= {"published"} for kind in kinds[1:])
    assert rows[0]["error"] == 1 - 0.94
    assert len(rows) - 1 == sum(each.top1_error is not None for each in FACTS)


def test_literature_stands_beside_what_was_replayed():
    (row,) = literature([FINAL, {**FINAL, "strategy": "lissnas"}, {**FINAL, "landscape": "nb201_cifar100"}])
    assert row["printed_method"] == "RS" and row["printed_seconds"] == 12_000
    assert abs(row["printed_accuracy"] - 0.937) < 1e-12 and abs(row["difference"] - 0.003) < 1e-12
    assert row["verified"] == "secondary"
