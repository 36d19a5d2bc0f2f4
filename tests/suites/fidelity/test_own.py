import math

import numpy as np
import pytest

from lcmnas_core.errors import StoreError, UsageError
from lcmnas_core.spaces import SPACES
from suites.fidelity import SUITE
from suites.fidelity.agreement import settings
from suites.fidelity.own import members, readings, table_of
from suites.fidelity.readings import LOSS_SUM, VALIDATION
from tests.suites.fidelity.invented import CELLS, training


def read(limit=None):
    own = SUITE.request(None, {"table": "tiny", "proxies": ""}).tables[0]
    return list(readings(own, table_of(own), limit))


def values(one, setting):
    found = next(each for each in one.signals if each.setting == setting)
    return dict(zip(one.archs, found.values.tolist(), strict=True))


def test_signals_are_the_first_seeds_and_truth_the_others(own_table):
    own_table()
    (one,) = read()
    assert len(one.archs) == 40
    for place, arch in enumerate(CELLS):
        first, second = training(arch, place, 0), training(arch, place, 1)
        at = one.archs.index(arch)
        assert one.truth[at] == second.test_accuracy
        assert values(one, "c0r0s0e8")[arch] == first.checkpoint_accuracy[-1]
        assert one.curves[VALIDATION][:, at].tolist() == list(first.validation_accuracy)
        assert one.curves[LOSS_SUM][2, at] == pytest.approx(sum(first.train_loss[:3]))
        assert (one.repeats.one[at], one.repeats.other[at]) == (first.test_accuracy, second.test_accuracy)


def test_a_single_seed_is_held_to_itself_and_says_so(own_table):
    own_table([training(arch, place, 0) for place, arch in enumerate(CELLS)])
    (one,) = read()
    assert one.repeats is None
    assert "same trainings" in one.truth_is


def test_the_price_is_that_of_the_training_steps(own_table):
    own_table()
    (one,) = read()
    prices = {each.setting: each.price for each in one.signals}
    # digits: 1,197 training images are 11 batches of 100; 8 epochs, 3 passes, 4,000 multiply-adds.
    assert prices["c0r0s0e8"].macs == 3 * 8 * 11 * 100 * 4_000
    # Half the images of each class: 5 batches; the reduced networks have a quarter of the multiply-adds.
    assert prices["c0r0s1e8"].macs == 3 * 8 * 5 * 100 * 1_000
    assert prices["c2r2s0e8"].share == pytest.approx(1 / 4)
    assert prices["c0r0s0e4"].share == pytest.approx(1 / 8)
    # Seconds are 10 and the place, from 0 to 39.
    assert prices["c0r0s0e8"].seconds == pytest.approx(29.5)
    assert one.at_epoch(VALIDATION, 2).price.seconds == pytest.approx(29.5 / 4)
    assert one.at_epoch(VALIDATION, 2).price.share == pytest.approx(1 / 4)


def test_kinds_tell_a_short_schedule_from_a_look_at_a_longer_one(own_table):
    own_table()
    (one,) = read()
    kinds = {each.setting: each.kind for each in one.settings()}
    assert kinds["c0r0s0e8"] == kinds["c2r2s0e8"] == kinds["c0r0s1e8"] == "reduction"
    assert kinds["c0r0s0e4"] == "short"
    assert kinds["after epoch 4 of 8"] == "epoch"
    assert kinds["losses up to epoch 1 of 8"] == "loss_sum"


def test_what_a_reduction_comes_to_is_said(own_table):
    own_table()
    (one,) = read()
    notes = {each.setting: each.note for each in one.signals}
    assert notes["c0r0s0e8"] == ""
    # The whole: 4 channels, 8x8 pixels, 1,197 images.
    assert notes["c2r2s0e8"] == "2 channels, 4x4 pixels, 1,197 images, 8 epochs"
    assert notes["c0r0s1e8"] == "4 channels, 8x8 pixels, 596 images, 8 epochs"
    assert notes["c0r0s0e4"] == "4 channels, 8x8 pixels, 1,197 images, 4 epochs"


def test_what_failed_is_a_gap_and_dead_cells_are_left_out(own_table):
    rows = [training(arch, place, seed) for place, arch in enumerate(CELLS[:12]) for seed in (0, 1)]
    rows += [training(arch, place, 0, "c2r2s0e8") for place, arch in enumerate(CELLS[:5])]
    lost = [(place, CELLS[place]) for place in range(5, 12)]
    rows += [training(arch, place, 0, "c2r2s0e8", status="diverged") for place, arch in lost]
    rows += [training(CELLS[20], 0, seed, live=False) for seed in (0, 1)]
    own_table(rows)
    (one,) = read()
    assert set(one.archs) == set(CELLS[:12])
    reduced = values(one, "c2r2s0e8")
    assert {arch for arch, value in reduced.items() if not math.isnan(value)} == set(CELLS[:5])
    # The whole training is priced on all twelve, the share of the reduced on the five that have both.
    price = next(each.price for each in one.signals if each.setting == "c2r2s0e8")
    assert (price.share, price.seconds) == (pytest.approx(1 / 4), 12.0)
    assert one.whole.seconds == 15.5
    assert one.begun == 12
    failed = {(each.setting, each.arch, each.status, each.reason) for each in one.failures}
    assert failed == {("c2r2s0e8", arch, "diverged", "made to fail") for _, arch in lost}


def test_where_a_part_was_reduced_it_is_compared_by_itself(own_table):
    rows = [training(arch, place, seed) for place, arch in enumerate(CELLS[:12]) for seed in (0, 1)]
    rows[5] = training(CELLS[2], 2, 1, status="diverged")
    rows += [training(arch, place, 0, "c2r2s0e8") for place, arch in enumerate(CELLS[:5])]
    own_table(rows)
    everything, part = read()
    assert (everything.population, part.population) == ("cells", "cells, also reduced")
    assert set(everything.archs) == set(CELLS[:12]) - {CELLS[2]}
    assert set(part.archs) == set(CELLS[:5]) - {CELLS[2]}
    assert (everything.begun, part.begun) == (12, 5)
    assert [each.setting for each in everything.signals] == ["c0r0s0e8"]
    assert [each.setting for each in part.signals] == ["c0r0s0e8", "c2r2s0e8"]
    assert not any(math.isnan(value) for value in values(part, "c2r2s0e8").values())
    for one in (everything, part):
        assert [(each.setting, each.arch) for each in one.failures] == [("truth, seed 1", CELLS[2])]


def test_a_network_whose_signal_failed_has_its_size_nevertheless(own_table):
    rows = [training(arch, place, seed) for place, arch in enumerate(CELLS[:12]) for seed in (0, 1)]
    rows[0] = training(CELLS[0], 0, 0, status="diverged")
    own_table(rows)
    (one,) = read()
    assert CELLS[0] in one.archs
    assert one.macs.tolist() == [4_000] * 12


def test_who_failed_altogether_is_still_of_the_population(own_table):
    rows = [training(arch, place, seed) for place, arch in enumerate(CELLS[:12]) for seed in (0, 1)]
    own_table([*rows, *(training(CELLS[12], 12, seed, status="oom") for seed in (0, 1))])
    (one,) = read()
    assert (len(one.archs), one.begun) == (12, 13)
    assert [each.setting for each in one.failures] == ["c0r0s0e8", "truth, seed 1"]
    # A limit draws from all that were begun, so that it hides no failure.
    parts = [read(limit=limit)[0] for limit in range(1, 14)]
    assert [part.begun for part in parts] == list(range(1, 14))
    assert [len(part.archs) + bool(part.failures) for part in parts] == list(range(1, 14))


def test_a_part_of_which_nothing_ended_is_all_failures(own_table):
    rows = [training(arch, place, seed) for place, arch in enumerate(CELLS[:12]) for seed in (0, 1)]
    rows += [training(CELLS[12], 12, seed, status="diverged") for seed in (0, 1)]
    own_table([*rows, training(CELLS[12], 12, 0, "c2r2s0e8")])
    _, part = read()
    assert (part.archs, part.begun) == ((), 1)
    assert [each.setting for each in part.failures] == ["c0r0s0e8", "truth, seed 1"]
    assert list(settings(part)) == []


def test_with_three_seeds_two_single_trainings_are_repeats_and_two_are_averaged(own_table):
    own_table([training(arch, place, seed) for place, arch in enumerate(CELLS) for seed in (0, 1, 2)])
    (one,) = read()
    at = one.archs.index(CELLS[3])
    first, second, third = (training(CELLS[3], 3, seed).test_accuracy for seed in (0, 1, 2))
    assert one.truth[at] == pytest.approx((second + third) / 2)
    assert (one.repeats.one[at], one.repeats.other[at], one.repeats.averaged) == (first, second, 2)


def test_cells_that_train_alike_are_one_class(own_table):
    rows = [training(arch, place, seed) for place, arch in enumerate(CELLS) for seed in (0, 1)]
    own_table([each.model_copy(update={"class_key": each.arch[:40]}) for each in rows])
    (one,) = read()
    assert one.classes.tolist() == [arch[:40] for arch in one.archs]


def test_a_smaller_limit_is_a_prefix(own_table):
    own_table()
    table = table_of(SUITE.request(None, {"table": "tiny", "proxies": ""}).tables[0])
    assert members(table, "cells", 7) == members(table, "cells", None)[:7]
    assert set(read(limit=7)[0].archs) == set(members(table, "cells", 7))


def test_before_the_second_seed_is_whole_only_what_has_both_counts(own_table):
    rows = [training(arch, place, 0) for place, arch in enumerate(CELLS)]
    own_table([*rows, training(CELLS[0], 0, 1)])
    assert read()[0].archs == (CELLS[0],)
    # None of those asked for: no rows, and no failure either.
    one = read(limit=1)[0]
    assert one.curves[VALIDATION].shape == (8, len(one.archs))


def test_another_table_is_refused(own_table):
    folder = own_table()
    own = SUITE.request(None, {"table": "tiny", "proxies": ""}).tables[0]
    own_table([training(arch, place, 0) for place, arch in enumerate(CELLS)])
    with pytest.raises(StoreError, match="the run was made with"):
        table_of(own)
    assert (folder / "tables" / "tiny.json").is_file()


def test_a_table_without_trainings_is_refused():
    with pytest.raises(UsageError, match="no single trainings"):
        SUITE.request(None, {"table": "synthetic", "proxies": ""})


def test_cells_are_real():
    assert len({SPACES["nasbench201"].parse(each) for each in CELLS}) == 40
    assert np.unique(CELLS).size == 40
