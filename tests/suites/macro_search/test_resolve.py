"""From options to searches: what follows from what."""

import pytest

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.errors import MissingError, UnknownName, UsageError
from lcmnas_core.spaces import SPACES
from suites import SUITES
from suites.macro_search.options import read_options
from suites.macro_search.resolve import _usual_part

SUITE = SUITES["macro-search"]


def search_of(preset, **options):
    return SUITE.request(preset, options).searches[0]


@pytest.mark.parametrize("preset", ["smoke", "quick", "mnist5k-rot"])
def test_the_original_brings_its_faults_whatever_a_preset_says(preset):
    usual, original = search_of(preset), search_of(preset, compat="original", mixture_table="")
    assert (usual.estimation.weight, usual.estimation.mixing) == (0.25, "rank")
    assert (original.estimation.weight, original.estimation.mixing) == (0.75, "raw")
    assert original.space == "wdg_macro_original"
    assert original.reference_fitness == "uniform"
    for recipe in (original.estimation.training, original.ending.pick):
        assert not recipe.shuffle
        assert recipe.schedule == "constant" and "cutout_16" in recipe.augmentation
    # How much is computed stays the preset's.
    assert original.population == usual.population
    assert original.estimation.training.epochs == usual.estimation.training.epochs


def test_what_is_asked_for_stands_over_the_original_too():
    original = search_of("quick", compat="original", weight=0.5, recipe="one_cycle")
    assert (original.estimation.weight, original.estimation.mixing) == (0.5, "raw")
    assert not original.estimation.training.shuffle


@pytest.mark.parametrize(("dataset", "augmentation"), [("mnist5k_rot", ""), ("digits", "crop+flip+cutout")])
def test_images_that_draw_their_own_perturbations_are_not_augmented_once_more(dataset, augmentation):
    search = search_of(None, dataset=dataset)
    assert search.estimation.training.augmentation == search.ending.pick.augmentation == augmentation


def test_networks_of_each_space_are_trained_at_the_rate_that_suits_them():
    three = "lcmnas, regularized_evolution@nasbench201, greedy_macro_micro@macro_micro"
    found = SUITE.request("macro-or-cell", {"methods": three, "seeds": 1}).searches
    shared = {each.estimation.training.as_settings()["batch_size"] for each in found}
    assert shared == {32}
    rates = [(each.estimation.training.peak_rate, each.ending.training.peak_rate) for each in found]
    assert rates == [(0.01, 0.01), (0.05, 0.05), (0.02, 0.02)]


@pytest.mark.parametrize(
    ("preset", "shape"), [("macro-or-cell", (1, 16, 16)), ("macro-or-cell-cifar10", (3, 32, 32))]
)
def test_the_largest_cell_of_macro_or_cell_just_fits_the_limit_of_all(preset, shape):
    options = read_options(preset, {})
    cells = SPACES["nasbench201"]
    largest = cells.parse(
        "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|"
    )
    macs = cells.counts(largest, BuildSettings(options.channels, options.cells, shape, 10)).macs
    assert 0.95 * options.max_macs < macs <= options.max_macs


@pytest.mark.parametrize(
    ("method", "weight"), [("lcmnas", 0.25), ("regularized_evolution", 0.25), ("econas", 0)]
)
def test_where_accuracy_alone_decides_as_published_nothing_is_scored(method, weight):
    assert search_of("smoke", methods=method, epochs=3).estimation.weight == weight


def test_variants_meet_in_one_run_under_names_of_their_own():
    plain, branched = SUITE.request("smoke", {"methods": "lcmnas, lcmnas@branched"}).searches
    assert (plain.name, branched.name) == ("lcmnas/0", "lcmnas@branched/0")
    assert (plain.variant, branched.variant) == ("paper", "branched")
    assert branched.model_copy(update={"variant": "paper"}) == plain
    with pytest.raises(UnknownName, match="brached"):
        SUITE.request("smoke", {"methods": "lcmnas@brached"})


def test_the_space_of_the_original_is_searched_as_such():
    with pytest.raises(UsageError, match="give --compat original"):
        search_of("smoke", space="wdg_macro_original")
    assert search_of("smoke", space="wdg_macro_original", compat="original").compat == "original"


def test_where_no_scores_ship_reference_networks_are_alike():
    elsewhere = {"dataset": "mnist5k", "mixture_table": ""}
    assert search_of("mnist5k-rot").reference_fitness == "score"
    assert search_of("mnist5k-rot", **elsewhere).reference_fitness == "uniform"
    with pytest.raises(MissingError, match="no scores of the reference networks for mnist5k/64"):
        search_of("mnist5k-rot", **elsewhere, reference_fitness="score")


@pytest.mark.parametrize(
    ("name", "images"), [("cifar10", 4_000), ("cifar100", 4_000), ("tinyimagenet16_120", 3_840)]
)
def test_a_part_is_as_large_as_published_or_as_its_classes_allow(name, images):
    assert _usual_part(name) == images


@pytest.mark.parametrize(("width_factor", "narrowing", "spare"), [(1.0, 2, 10_000), (0.25, 8, 625)])
def test_a_walk_keeps_its_proportions_whatever_is_built_of_a_width(width_factor, narrowing, spare):
    options = {"methods": "greedy_macro_micro@macro_micro", "width_factor": width_factor, "weight": 0.0}
    (search,) = SUITE.request("smoke", options).searches
    assert (search.walk.rules.narrowing, search.walk.rules.spare_params) == (narrowing, spare)


@pytest.mark.parametrize("name", ["channels", "cells"])
def test_a_size_that_no_space_of_the_run_has_is_refused(name):
    with pytest.raises(UsageError, match=f"no number of {name}.*leave --{name} out"):
        search_of("smoke", **{name: 8})
    cells = {"methods": "lcmnas, regularized_evolution@nasbench201", name: 8}
    assert [getattr(each, name) for each in SUITE.request("smoke", cells).searches] == [0, 8]


def test_a_data_set_that_is_misspelt_is_looked_for_among_all():
    with pytest.raises(UnknownName, match="no image set named 'mnist5k_ro'; did you mean 'mnist5k_rot'"):
        search_of("smoke", dataset="mnist5k_ro")
