from __future__ import annotations

import pandas as pd

from reports.sections.failures import failures, lost


def frame(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    names = ("arch", "proxy", "status", "reason")
    return pd.DataFrame([dict(zip(names, row, strict=True)) for row in rows]).assign(population="all", seed=0)


def test_equal_reasons_are_told_once_most_frequent_first():
    section = failures(
        frame(
            ("b", "grasp", "nonfinite", "gave nan"),
            ("c", "zen", "oom", "no memory"),
            ("a", "grasp", "nonfinite", "gave nan"),
        ),
        {"ok": 997, "nonfinite": 2, "oom": 1},
    )
    assert section.finding == ("3 rows of 1,000 (0.30%): 2 nonfinite and 1 oom. Most in grasp (2).")
    assert [(row["proxy"], row["rows"], row["first_arch"]) for row in section.tables[0].rows] == [
        ("grasp", 2, "a"),
        ("zen", 1, "c"),
    ]


def test_no_failure_is_a_finding_too():
    section = failures(None, {"ok": 1200})
    assert section.finding == "Nothing: all 1,200 rows hold a value."
    assert section.tables == ()


def test_counts_alone_are_told_where_the_rows_are_absent():
    assert failures(None, {"ok": 9, "timeout": 1}).finding == "1 row of 10 (10.00%): 1 timeout."


def test_other_owners_than_proxies_group_and_name_the_rows():
    rows = frame(("b", "x", "oom", "no memory"), ("a", "y", "oom", "no memory")).assign(method="lcmnas")
    section = failures(rows, {"ok": 2, "oom": 2}, ("method",))
    assert section.finding == "2 rows of 4 (50.00%): 2 oom. Most in lcmnas (2)."
    (table,) = section.tables
    assert [column.label for column in table.columns] == ["Method", "Status", "Reason", "Rows", "For example"]
    assert table.rows == (
        {"method": "lcmnas", "status": "oom", "reason": "no memory", "rows": 2, "first_arch": "a"},
    )


def test_where_only_failures_are_known_they_are_counted_alone():
    section = lost(frame(("b", "x", "oom", "no memory"), ("a", "x", "error", "no idea")), ("proxy",))
    assert section.finding == "1 error and 1 oom. Most in x (2)."
    assert lost(None, ("proxy",)).finding == "Nothing failed."
