from __future__ import annotations

import pytest

from lcmnas_core.cli.printing import show_json, show_table, written


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (1288218.0, "1288218"),
        (2.5e49, "2.5e+49"),
        (0.123456789, "0.123457"),
        (["images", "labels"], "images labels"),
        ("[red]x[/red]", "[red]x[/red]"),
    ],
)
def test_a_cell_as_people_read_it(value, text):
    assert written(value) == text


def test_a_table_wraps_no_line_reads_no_markup_and_leaves_empty_columns_out(capsys):
    arch = "|op~0|" * 60
    show_table(arch, [{"a": "[bold]x", "b": 1, "c": None}, {"a": arch, "b": 22, "c": ""}], ("a", "b", "c"))
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == arch
    assert lines[2].split() == ["a", "b"]
    assert lines[4].split() == ["[bold]x", "1"]
    assert lines[5].split() == [arch, "22"]
    assert lines[4].index("1") == lines[5].index("22") + 1  # numbers stand right-aligned


def test_json_never_holds_what_is_no_number():
    with pytest.raises(ValueError, match="not JSON compliant"):
        show_json({"tau": float("nan")})
