import pytest

from lcmnas_core.metrics import MINIMUM_FOR_INTERVAL, kendall_tau
from lcmnas_core.table_building.ceiling import ceilings
from lcmnas_core.tables.trainings import Training


def training(place: int, seed: int, accuracy: float, live: bool = True) -> Training:
    return Training(
        arch=f"arch{place}",
        population="all",
        class_key=str(place),
        member_archs=(f"arch{place}",),
        live=live,
        seed=seed,
        epochs=1,
        params=1,
        macs=1,
        train_seconds=1.0,
        train_loss=(1.0,),
        validation_accuracy=(accuracy,),
        test_accuracy=accuracy,
    )


def test_the_ceiling_tells_agreement_and_spread_of_live_architectures_and_of_all():
    # Means 0, .01, ... .39, each training .002 off its mean, in turns of sign; one dead cell at 0.
    n = 40
    rows = [
        training(place, seed, 0.2 + 0.01 * place + (-1) ** (place + seed) * 0.002)
        for place in range(n)
        for seed in (0, 1)
    ] + [training(n, seed, 0.1, live=False) for seed in (0, 1)]
    live, everything = ceilings(rows, (0, 1))
    assert (live.cells, live.n, everything.cells, everything.n) == ("live", n, "all", n + 1)
    assert live.tau == everything.tau == 1.0
    # two values .002 either side of their mean, one degree of freedom
    assert live.deviation_between_seeds == pytest.approx(0.002 * 2**0.5)
    # variance of 0 .. n - 1, by n - 1 degrees of freedom: n (n + 1) / 12
    assert live.deviation_between_architectures == pytest.approx(0.01 * (n * (n + 1) / 12) ** 0.5)


def test_tau_is_between_the_seeds():
    first = [(7 * place) % 31 / 100 for place in range(31)]
    second = [(11 * place) % 31 / 100 for place in range(31)]
    rows = [training(place, 0, each) for place, each in enumerate(first)]
    rows += [training(place, 1, each) for place, each in enumerate(second)]
    assert ceilings(rows, (0, 1))[0].tau == pytest.approx(kendall_tau(first, second))


def test_reduced_trainings_are_no_part_of_it():
    rows = [training(place, seed, 0.01 * place) for place in range(30) for seed in (0, 1)]
    reduced = [each.model_copy(update={"recipe": "c1r0s0e1", "test_accuracy": 0.5}) for each in rows]
    assert ceilings([*rows, *reduced], (0, 1)) == ceilings(rows, (0, 1))
    assert ceilings(reduced, (0, 1)) == ()


def test_too_few_architectures_or_one_seed_have_none():
    rows = [training(place, seed, 0.5) for place in range(MINIMUM_FOR_INTERVAL - 1) for seed in (0, 1)]
    assert ceilings(rows, (0, 1)) == ()
    assert ceilings(rows, (0,)) == ()


def test_architectures_that_train_alike_are_drawn_together():
    rows = [training(place, seed, 0.2 + 0.01 * place) for place in range(40) for seed in (0, 1)]
    few = [each.model_copy(update={"class_key": str(int(each.class_key) // 2)}) for each in rows]
    apart, together = ceilings(rows, (0, 1))[0], ceilings(few, (0, 1))[0]
    assert (apart.low, apart.high) == (1.0, 1.0)
    # Twenty classes of two are too few for an interval.
    assert (together.tau, together.low, together.n) == (1.0, None, 40)
