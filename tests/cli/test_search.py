"""`lcmnas search`, `train` and `export` on small real images, from the first draw to a file for others."""

import json
from pathlib import Path

import pytest
import torch

from lcmnas_core import pipeline
from lcmnas_core.cli.search import search as verb
from lcmnas_core.data.catalogue import image_set

SMOKE = ("search", "--preset", "smoke", "--engine", "inline")


@pytest.fixture(scope="module")
def searched(tmp_path_factory):
    """A folder with a finished smoke search."""
    from lcmnas_core.cli.main import main

    folder = tmp_path_factory.mktemp("searched")
    assert main([*SMOKE, "--out", str(folder)]) == 0
    return folder


def test_a_search_ends_with_an_architecture_and_says_what_to_do_next(lcmnas, searched):
    said = lcmnas(*SMOKE, "--out", searched, "--json")
    assert said.code == 0
    found = said.json
    assert found["arch"].endswith("Classifier")
    assert found["macs"] <= 200_000
    assert found["evaluations"] == 6  # one elite of four, two generations
    assert 0 < found["validation_accuracy"] <= 1
    assert 0 < found["test_accuracy"] <= 1
    assert found["next"] == f"lcmnas train {searched}"
    assert set(found) <= {name.strip("`,:;. ") for name in str(verb.__doc__).split()}


def test_in_a_fresh_folder_the_same_is_found_and_another_under_another_seed(lcmnas, searched, tmp_path):
    first = lcmnas(*SMOKE, "--out", searched, "--json").json
    again = lcmnas(*SMOKE, "--out", tmp_path / "again", "--json").json
    other = lcmnas(*SMOKE, "--seed", "1", "--out", tmp_path / "other", "--json").json
    assert {**first, "out": "", "next": ""} == {**again, "out": "", "next": ""}
    assert other["arch"] != first["arch"]


def test_the_rows_hold_what_every_evaluation_cost(lcmnas, searched):
    path = searched / "rows.json"
    lcmnas("export", searched, "--out", path)
    rows = json.loads(path.read_text())["measurements"]
    trained = [row for row in rows if row["quantity"] == "checkpoint_accuracy"]
    assert trained
    for row in trained:
        assert row["cost"]["images"] > 0
        assert row["cost"]["macs"] > 0
        assert row["cost"]["peak_bytes"] > 0
        assert row["cost"]["shared_cpu_s"] > 0
    assert all(row["cost"]["images"] == 0 for row in rows if row["quantity"] == "score")
    assert sum(row["quantity"] == "test_accuracy" for row in rows) == 1


def test_status_and_report_know_a_search(lcmnas, searched):
    (run,) = lcmnas("status", searched, "--json").json["runs"]
    assert (run["suite"], run["missing"], run["jobs"]) == ("macro-search", 0, 0)
    assert lcmnas("report", searched).code == 0
    page = (searched / "index.html").read_text()
    assert "LCMNAS" in page
    assert "digits" in page


def test_a_suite_takes_any_of_its_options(lcmnas, tmp_path):
    words = ("run", "macro-search", "--preset", "smoke", "--set", "population=3", "--set", "generations=1")
    (run,) = lcmnas(*words, "--dry-run", "--json", "--out", tmp_path).json["runs"]
    # Two newcomers (one elite of three), two finalists, the winner.
    assert (run["suite"], run["jobs"]) == ("macro-search", 5)
    assert "NAME=VALUE" in lcmnas(*words, "--set", "weight", "--out", tmp_path).error
    assert "weigth" in lcmnas(*words, "--set", "weigth=1", "--out", tmp_path).error


def test_another_search_needs_another_folder(lcmnas, searched):
    said = lcmnas(*SMOKE, "--population", "5", "--out", searched)
    assert said.code == 2
    assert "holds another run of macro-search" in said.error


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["--space", "nasbench201"], "lcmnas writes networks from graphs"),
        (["--space", "nasbench"], "did you mean 'nasbench201'"),
        (["--space", "nasbench201", "--compat", "original"], "a way to read wdg_macro"),
        (["--weight", "1.5"], "weight is 1.5"),
        (["--method", "magic"], "no method named 'magic'"),
        (["--dataset", "nowhere"], "named 'nowhere'"),
        (["--subset", "100"], "leave --subset out"),
        (["--device", "cuda:99"], "device 'cuda:99' is not at hand"),
        (["--dataset", "mnist5k", "--reference-fitness", "score"], "no scores of the reference networks"),
    ],
)
def test_a_wrong_wish_is_told_in_one_line(lcmnas, tmp_path, words, part):
    said = lcmnas(*SMOKE, *words, "--out", tmp_path)
    assert said.code in (2, 3)
    assert part in said.error


def test_an_estimate_comes_before_anything_is_run(lcmnas, tmp_path):
    said = lcmnas(*SMOKE, "--dry-run", "--json", "--out", tmp_path / "none")
    assert said.json["evaluations"] == 6
    assert said.json["expected_macs"] > 0
    assert said.json["expected_s"] > 0
    assert not (tmp_path / "none").exists()


def test_the_published_size_is_estimated_when_nothing_smaller_was_asked_for(lcmnas, tmp_path, monkeypatch):
    import lcmnas_core.cli.search as verb

    monkeypatch.setattr(verb, "_perform", lambda *_: None)
    published = ("--dataset", "digits", "--out", tmp_path)
    assert "multiply-adds: " in lcmnas("search", *published, "--reference-fitness", "uniform").err
    run = ("run", "macro-search", "--preset", "full", "--set", "dataset=digits")
    said = lcmnas(*run, "--set", "reference_fitness=uniform", "--dry-run", "--json", "--out", tmp_path)
    assert said.json["runs"][0]["expected_s"] > 3600


@pytest.fixture(scope="module")
def trained(searched):
    """The folder after a short final training."""
    from lcmnas_core.cli.main import main

    assert main(["train", str(searched), "--epochs", "2"]) == 0
    return searched


def test_training_what_was_found_is_repeatable(lcmnas, trained):
    first = lcmnas("train", trained, "--epochs", "2", "--json").json
    elsewhere = lcmnas("train", trained, "--epochs", "2", "--out", trained / "again", "--json").json
    assert first["test_accuracy"] == elsewhere["test_accuracy"] > 0.1
    assert (first["epochs"], first["epoch"], first["dataset"]) == (2, 2, "digits")


def test_another_training_needs_another_folder(lcmnas, trained):
    said = lcmnas("train", trained, "--epochs", "3")
    assert said.code == 2
    assert "holds another training" in said.error


def test_a_training_that_diverged_at_once_makes_way_for_another(lcmnas, trained):
    words = ("train", trained, "--epochs", "1", "--out", trained / "steep")
    diverged = lcmnas(*words, "--rate", "1e30")
    assert diverged.code != 0
    assert "the training loss of epoch 1 of 1 was" in diverged.error
    assert lcmnas(*words, "--json").json["test_accuracy"] > 0


@pytest.mark.parametrize("wrong", [{"dataset": 5}, {"options": {"every": "often"}}])
def test_a_plan_that_was_tampered_with_is_told_in_one_line(lcmnas, trained, wrong):
    plan = trained / "training" / "plan.json"
    sound = plan.read_text()
    plan.write_text(json.dumps({**json.loads(sound), **wrong}))
    said = lcmnas("export", trained, "--format", "safetensors")
    plan.write_text(sound)
    assert said.code == 4
    assert "plan.json is damaged" in said.error
    assert len(said.error.splitlines()) == 1


def test_transfer_to_other_images_by_one_option(lcmnas, trained):
    words = (
        "train",
        trained,
        "--epochs",
        "1",
        "--dataset",
        "mnist5k",
        "--out",
        trained / "transfer",
        "--json",
    )
    said = lcmnas(*words).json
    assert said["dataset"] == "mnist5k"
    assert said["test_accuracy"] > 0.1


def test_safetensors_hold_the_network_and_the_card_what_it_is(lcmnas, trained, digits):
    said = lcmnas("export", trained, "--format", "safetensors", "--json").json
    network = pipeline.load(said["path"])
    card = json.loads(Path(said["card"]).read_text())
    images, labels = digits
    right = (network(images).argmax(1) == labels).float().mean()
    assert float(right) == pytest.approx(card["training"]["test_accuracy"], abs=1e-6)
    assert card["arch"].endswith("Classifier")
    assert card["params"] == sum(each.numel() for each in network.parameters())
    assert card["search"]["evaluations"] == 6
    assert card["search"]["command"].startswith("lcmnas run macro-search --preset smoke ")
    assert card["training"]["command"] == "lcmnas train DIR --epochs 2 --rate 0.025 --seed 0"
    sizes = image_set("digits").sizes
    assert card["training"]["images_trained"] == 2 * sizes.train // 96 * 96
    for part in (card["search"], card["training"]):
        assert part["macs_spent"] > 0 and part["cpu_s"] > 0
    assert card["wall_s_per_image"] > 0


def test_what_an_exported_network_is_shown_is_normalised_as_the_card_says(lcmnas, trained, digits):
    said = lcmnas("export", trained, "--format", "safetensors", "--json").json
    about = json.loads(json.loads(Path(said["card"]).read_text())["pixels"])
    images, _ = digits
    stored = image_set("digits").scale.stored(images).float()
    assert stored.max() == about["white"] == 16  # pixels of these images are whole numbers up to that
    mean, deviation = (torch.tensor(about[name])[:, None, None] for name in ("mean", "deviation"))
    assert torch.allclose((stored / about["white"] - mean) / deviation, images, atol=1e-6)


def test_an_exported_program_answers_as_the_network(lcmnas, trained, digits):
    path = lcmnas("export", trained, "--format", "pt2", "--json").json["path"]
    weights = lcmnas("export", trained, "--format", "safetensors", "--json").json["path"]
    images, _ = digits
    exported = torch.export.load(path)
    (shown,), _ = exported.example_inputs
    # Of all validation images only the two that it was traced with are in the file.
    assert shown.untyped_storage().nbytes() == 4 * shown.numel()
    program = exported.module()
    with torch.no_grad():
        assert torch.allclose(program(images), pipeline.load(weights)(images), atol=1e-6)


def test_an_onnx_file_answers_as_the_network(lcmnas, trained, digits):
    runtime = pytest.importorskip("onnxruntime", reason="the extra onnx is not installed")
    path = lcmnas("export", trained, "--format", "onnx", "--json").json["path"]
    weights = lcmnas("export", trained, "--format", "safetensors", "--json").json["path"]
    images, _ = digits
    session = runtime.InferenceSession(path)
    (answer,) = session.run(None, {session.get_inputs()[0].name: images.numpy()})
    with torch.no_grad():
        assert torch.allclose(torch.from_numpy(answer), pipeline.load(weights)(images), atol=1e-5)


def test_a_format_whose_extra_is_absent_is_told_in_one_line(lcmnas, trained, monkeypatch):
    monkeypatch.setattr("lcmnas_core.pipeline.network_files.find_spec", lambda name: None)
    said = lcmnas("export", trained, "--format", "onnx")
    assert said.code == 3
    assert "lcmnas[onnx]" in said.error


def test_nothing_to_train_or_export_is_told_in_one_line(lcmnas, tmp_path, searched):
    assert lcmnas("train", tmp_path).code == 3
    assert "no training" in lcmnas("export", searched, "--format", "pt2", "--training", tmp_path).error


@pytest.fixture
def digits():
    """Test images and labels."""
    split = image_set("digits").test
    return split.images, split.labels


def test_cells_are_searched_trained_and_exported_too(lcmnas, tmp_path):
    asked = ["--space", "nasbench201", "--channels", "4", "--cells", "1", "--max-params", "30000"]
    out = tmp_path / "cells"
    wide = ["--max-macs", "5000000"]
    found = lcmnas(*SMOKE, *asked, *wide, "--method", "regularized_evolution", "--out", out, "--json").json
    assert found["arch"].startswith("|")
    assert found["params"] <= 30_000
    trained = lcmnas("train", out, "--epochs", "1", "--json").json
    assert (trained["arch"], trained["params"]) == (found["arch"], found["params"])
    assert lcmnas("export", out, "--format", "safetensors").code == 0
    assert pipeline.load(next(out.glob("**/*.safetensors")))(torch.zeros(1, 1, 8, 8)).shape == (1, 10)
    assert lcmnas("report", out).code == 0
