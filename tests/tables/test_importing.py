from __future__ import annotations

import io
import itertools
import json
import pickle
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lcmnas_core.errors import LcmnasError, MissingError, StoreError, UnknownName, UsageError
from lcmnas_core.tables.catalogue import load
from lcmnas_core.tables.importing import import_table
from lcmnas_core.tables.suite_zero import cell_string

CANARY = "canary"


class Payload:
    """A pickle that writes a file when it is loaded."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __reduce__(self) -> tuple[object, ...]:
        return (Path.write_text, (self.folder / CANARY, "ran"))


def suite_zero_entry(accuracy: float, **scores: float) -> dict[str, object]:
    named = {name: {"score": score, "time": 0.1} for name, score in scores.items()}
    return {"id": 3, "val_accuracy": accuracy, **named}


@pytest.fixture
def suite_zero(tmp_path: Path) -> Path:
    path = tmp_path / "zc_nasbench201.json"
    content = {
        "cifar10": {
            "(4, 0, 3, 1, 4, 3)": suite_zero_entry(91.5, snip=2.0, nwot=7.0),
            "(0, 0, 0, 0, 0, 0)": suite_zero_entry(70.0, snip=float("nan"), nwot=float("-inf")),
        },
        "ImageNet16-120": {"(4, 0, 3, 1, 4, 3)": suite_zero_entry(40.0, flops=17.5)},
    }
    path.write_text(json.dumps(content))
    return path


def test_operation_numbers_by_hand() -> None:
    # Edges in their order 1-2, 1-3, 1-4, 2-3, 2-4, 3-4 carry pool, skip, 1x1, none, pool, 1x1;
    # the official string lists the edges by where they end.
    assert cell_string("(4, 0, 3, 1, 4, 3)") == (
        "|avg_pool_3x3~0|+|skip_connect~0|none~1|+|nor_conv_1x1~0|avg_pool_3x3~1|nor_conv_1x1~2|"
    )


def test_operation_numbers_cover_the_space_once(real_data: Path) -> None:
    cells = {cell_string(str(each)) for each in itertools.product(range(5), repeat=6)}
    assert cells == set(load("nasbench201").frame.index)


@given(st.text("()[], 012345", max_size=80))
def test_other_keys_are_refused_in_one_line(key: str) -> None:
    try:
        assert cell_string(key).count("~") == 6
    except UsageError as error:
        assert "\n" not in str(error)


def test_suite_zero_json_becomes_a_table(own_data: Path, suite_zero: Path) -> None:
    name, path = import_table("nasbench201", suite_zero)
    assert (name, path) == ("nasbench201_suite_zero", own_data / "tables" / "nasbench201_suite_zero.parquet")
    table = load(name)
    pooled = cell_string("(4, 0, 3, 1, 4, 3)")
    assert table.truth("cifar10")[pooled] == pytest.approx(0.915)
    assert table.truth("imagenet16_120").dropna().to_dict() == {pooled: pytest.approx(0.40)}
    assert table.quantity("snip_score", "cifar10")[pooled] == 2.0
    # NaN and infinities of the source are absent values, and flops is called macs here.
    assert table.quantity("nwot_score", "cifar10").isna().sum() == 1
    assert table.quantity("macs_score", "imagenet16_120")[pooled] == 17.5


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[1]", "neither JSON"),
        ("{", "not readable JSON"),
        ('{"mars": {}}', "data sets"),
        ('{"cifar10": []}', "no architectures"),
        ('{"cifar10": {"(1, 2)": {"val_accuracy": 1}}}', "six numbers"),
        ('{"cifar10": {"(0, 0, 0, 0, 0, 0)": {}}}', "val_accuracy"),
        ('{"cifar10": {"(0, 0, 0, 0, 0, 0)": {"val_accuracy": 1e9}}}', "0 to 100"),
        ('{"cifar10": {"(0, 0, 0, 0, 0, 0)": {"val_accuracy": 1' + "0" * 400 + "}}}", "0 to 100"),
        ('{"cifar10": {"(0, 0, 0, 0, 0, 0)": {"val_accuracy": "91"}}}', "0 to 100"),
        ('{"a":' * 200_000, "not readable JSON"),
    ],
)
def test_other_json_is_refused_in_one_line(own_data: Path, content: str, said: str) -> None:
    path = own_data / "x.json"
    path.write_text(content)
    with pytest.raises(UsageError, match=said) as caught:
        import_table("nasbench201", path)
    assert "\n" not in str(caught.value)
    assert not (own_data / "tables").exists()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.binary(max_size=200))
def test_any_bytes_are_taken_or_refused(own_data: Path, data: bytes) -> None:
    path = own_data / "bytes.json"
    path.write_bytes(data)
    with pytest.raises(LcmnasError) as caught:
        import_table("nasbench201", path)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("suffix", [".pkl", ".pickle", ".p", ".pth", ".pt", ".pd", ".PKL"])
def test_pickles_are_refused_by_name(own_data: Path, suffix: str) -> None:
    path = own_data / f"table{suffix}"
    path.write_bytes(b"{}")
    with pytest.raises(UsageError, match="never opened"):
        import_table("nasbench201", path)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_renamed_pickles_are_refused_by_content(own_data: Path, protocol: int) -> None:
    path = own_data / "table.json"
    path.write_bytes(pickle.dumps(Payload(own_data), protocol))
    with pytest.raises(UsageError):
        import_table("nasbench201", path)
    assert not (own_data / CANARY).exists()


def test_archives_are_refused(own_data: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("data.pkl", pickle.dumps(Payload(own_data)))
    path = own_data / "table.parquet"
    path.write_bytes(buffer.getvalue())
    with pytest.raises(UsageError, match="zip archive"):
        import_table("nasbench201", path)
    assert not (own_data / CANARY).exists()


def test_the_parquet_is_copied_whole(own_data: Path, real_parquet: Path) -> None:
    name, path = import_table("nasbench201", real_parquet)
    assert path == own_data / "nas" / "nb201.parquet"
    assert path.read_bytes() == real_parquet.read_bytes()
    assert load(name).truth("cifar10").max() == pytest.approx(0.943733, abs=1e-6)
    assert import_table("nasbench201", path) == (name, path)


def test_half_a_parquet_is_refused(own_data: Path, real_parquet: Path) -> None:
    path = own_data / "half.parquet"
    path.write_bytes(real_parquet.read_bytes()[:100_000])
    with pytest.raises(StoreError):
        import_table("nasbench201", path)
    assert not (own_data / "nas").exists()


def test_a_data_folder_that_cannot_be_written(own_data: Path, suite_zero: Path) -> None:
    (own_data / "tables").write_text("a file where the folder should be")
    with pytest.raises(UsageError, match="set LCMNAS_DATA to a folder of yours"):
        import_table("nasbench201", suite_zero)


def test_what_is_not_there_or_has_no_importer(own_data: Path) -> None:
    with pytest.raises(MissingError, match=r"nowhere\.json"):
        import_table("nasbench201", own_data / "nowhere.json")
    with pytest.raises(UnknownName, match="importer"):
        import_table("nasbench101", own_data)
