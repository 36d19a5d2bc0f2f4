"""Pytest plug-in of `lcmnas`: the ranking gate as a fixture.

Every pytest run in an environment that has this package loads it, so it imports nothing else of it.
"""

from __future__ import annotations

from collections.abc import Callable
from os import PathLike

import pytest

Gate = Callable[..., None]


@pytest.fixture
def lcmnas_gate() -> Gate:
    """Fail the test when a proxy of a run ranks worse than in a baseline.

    The fixture is a function of the run's folder and the baseline's file::

        def test_my_proxy_still_ranks(lcmnas_gate):
            lcmnas_gate("runs/mine", "baselines/mine.json")

    With `allow_incomparable=True` it passes where nothing can be compared.

    Raises:
        LcmnasError: run, table or baseline cannot be had or read.
    """

    def gate(
        folder: str | PathLike[str], baseline: str | PathLike[str], *, allow_incomparable: bool = False
    ) -> None:
        from pathlib import Path

        from lcmnas_core.cli.gating import judged

        found = judged(Path(folder), Path(baseline), allow_incomparable=allow_incomparable)
        if not found.passes:
            lines = [f"gate failed: {found.summary}", *found.complaints, *found.notes]
            pytest.fail("\n".join(lines), pytrace=False)

    return gate
