from __future__ import annotations

import pytest

from lcmnas_core.data.catalogue import image_set
from lcmnas_core.data.npz import FILES, ImageFile
from lcmnas_core.errors import MissingError


def test_a_name_is_loaded_once_and_looked_for_afresh_in_another_folder(
    stored: ImageFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FILES, "mnist", stored)
    assert image_set("mnist") is image_set("mnist")
    monkeypatch.setenv("LCMNAS_DATA", str(stored.path.parent / "elsewhere"))
    with pytest.raises(MissingError, match=r"elsewhere.*stripes\.npz"):
        image_set("mnist")
