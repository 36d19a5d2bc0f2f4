from __future__ import annotations

import pytest

from lcmnas_core.errors import (
    LcmnasError,
    MissingError,
    StoreError,
    UnknownName,
    Unsupported,
    Untraceable,
    UsageError,
)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (LcmnasError, 2),
        (UsageError, 2),
        (MissingError, 3),
        (StoreError, 4),
        (Unsupported, 2),
        (Untraceable, 2),
    ],
)
def test_exit_codes(kind: type[LcmnasError], code: int) -> None:
    assert kind.exit_code == code
    assert issubclass(kind, LcmnasError)


def test_an_unknown_name_is_a_wrong_request() -> None:
    error = UnknownName("proxy", "synflo", ["snip", "synflow", "logsynflow"])
    assert isinstance(error, UsageError)
    assert str(error) == "no proxy named 'synflo'; did you mean 'synflow' or 'logsynflow'?"


def test_a_name_like_no_other_gets_the_whole_list() -> None:
    assert str(UnknownName("space", "xyz", ["b", "a"])) == "no space named 'xyz'; known: a, b"
