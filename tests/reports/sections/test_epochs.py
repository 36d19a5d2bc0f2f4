from __future__ import annotations

import pandas as pd

from reports.sections.ceiling import Ceiling
from reports.sections.cheap_settings import ENDS
from reports.sections.epochs import epochs_section
from tests.reports.test_cheap_setting import a_setting

LOSSES = [-0.15, -0.5, -0.6, -0.6]
ACCURACIES = [0.0, 0.1, 0.45, 0.5]


def curves(**taus: list[float]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "quantity": quantity,
            "higher_is_better": quantity != "loss_sum",
            **{"epoch": epoch, "schedule": len(values), "n": 50},
            **{"tau": tau, "low": tau - 0.1, "high": tau + 0.1, "truth": "long training"},
        }
        for quantity, values in taus.items()
        for epoch, tau in enumerate(values, start=1)
    )


def test_growth_and_losses_against_accuracies_are_told():
    section = epochs_section(curves(validation_accuracy=ACCURACIES, loss_sum=LOSSES), [], None)
    # .9 * .5 = .45, reached at 3; .9 * .6 = .54, reached at 3; a quarter of 4 epochs is the first:
    # .05 to .25 of the losses and -.1 to .1 of the accuracies overlap
    assert section.finding == (
        "By validation accuracy τ goes from 0.000 after epoch 1 of 4 to 0.500 after epoch 4; 90% of that is "
        "first reached at epoch 3. By summed training losses τ goes from 0.150 after epoch 1 of 4 to 0.600 "
        "after epoch 4; 90% of that is first reached at epoch 3. At epoch 1: summed losses 0.150 (0.050 to "
        "0.250), validation accuracy 0.000 (−0.100 to 0.100); undecided which is better (intervals "
        "overlap)."
    )
    assert "raw τ is negative" in section.caveat


def test_losses_whose_interval_lies_above_rank_better():
    rows = curves(validation_accuracy=[0.0, 0.1, 0.4, 0.5], loss_sum=[-0.5, -0.5, -0.6, -0.6])
    assert epochs_section(rows, [], None).finding.endswith("summed losses rank better (intervals apart).")


def test_a_curve_that_ends_without_agreement_reaches_no_share_of_it():
    section = epochs_section(curves(validation_accuracy=[0.2, -0.1]), [], None)
    assert (
        section.finding
        == "By validation accuracy τ goes from 0.200 after epoch 1 of 2 to −0.100 after epoch 2."
    )


def test_a_truth_that_is_the_last_epoch_is_said_to_be():
    assert "1 by construction" in epochs_section(curves(test_accuracy=[0.5, 1.0]), [], None).caveat


def test_the_same_training_at_its_end_is_set_beside_the_curve():
    whole = a_setting("c0r0s0e4", is_whole=True, cost_ratio=1.0, tau=0.7, low=None, high=None)
    caveat = epochs_section(curves(validation_accuracy=ACCURACIES), [whole], None).caveat
    assert f"{ENDS} c0r0s0e4, the same training at its end, ranks with 0.700." in caveat


def test_schedules_of_their_own_are_points_at_their_epochs():
    short = a_setting("c0r0s0e2", kind="short")
    section = epochs_section(
        curves(validation_accuracy=ACCURACIES), [short], Ceiling("two trainings agree no better", 0.9)
    )
    axes = section.pictures[0].draw().axes[0]
    assert [list(line.get_ydata()) for line in axes.lines if list(line.get_xdata()) == [2]] == [[0.5]]
    assert [line.get_ydata()[0] for line in axes.lines if list(line.get_xdata()) == [0, 1]] == [0.9]


def test_without_curves_a_short_schedule_is_all_there_is_to_tell():
    short = a_setting("c0r0s0e12", kind="short")
    section = epochs_section(None, [short], None)
    assert section.finding == (
        "This table has no curves over epochs. A schedule of 12 epochs ranks with τ = 0.500 (0.400 to 0.600)."
    )
    assert section.pictures == section.tables == ()
