from __future__ import annotations

from collections.abc import Iterator

import pytest

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.decoding.unbuildable import Reason
from lcmnas_core.architectures.layer_chain import LayerChain, parse_chain
from lcmnas_core.errors import UsageError
from lcmnas_core.spaces.wdg_macro.acceptance import Acceptance, Limits
from lcmnas_core.spaces.wdg_macro.accepted import Judgement, accepted, judged, sample_accepted
from lcmnas_core.spaces.wdg_macro.draw import draw
from lcmnas_core.spaces.wdg_macro.pool import Pool
from lcmnas_core.spaces.wdg_macro.roulette import Parent
from lcmnas_core.spaces.wdg_macro.rules import Rules
from lcmnas_core.spaces.wdg_macro.survey import survey
from tests.spaces.wdg_macro.graphs import PLAIN, SHORT, rng

SETTINGS = BuildSettings(input_shape=(3, 16, 16), classes=5)
POOL = Pool([Parent(PLAIN, 1.0), Parent(SHORT, 1.0)])
GOOD = parse_chain("ReLU|Classifier")
STRANGE = parse_chain("Bottleneck|Classifier")
LONG = parse_chain("|".join(["ReLU"] * 500) + "|Classifier")


def one_after_the_other(*chains: LayerChain) -> Iterator[LayerChain]:
    yield from chains


def test_the_first_good_draw_is_taken_and_the_others_are_counted() -> None:
    draws = one_after_the_other(LONG, STRANGE, LONG, GOOD, GOOD)
    found = accepted(lambda: next(draws), SETTINGS)
    assert found.chain == GOOD
    assert found.rejected == {Reason.LENGTH: 2, Reason.SQUEEZED_IMAGES: 1}
    # The classifier is the one layer with weights of both; what squeezes the image cannot be built.
    assert found.depths == {1: 3}
    assert judged(GOOD, SETTINGS) == Judgement(found.plan, None)
    assert next(draws) == GOOD


def test_impossible_demands_end_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lcmnas_core.spaces.wdg_macro.accepted.MOST_DRAWS", 7)
    draws = one_after_the_other(*[LONG] * 4, *[STRANGE] * 3)
    with pytest.raises(UsageError, match="none of 7 drawn networks was accepted, 4 for length"):
        accepted(lambda: next(draws), SETTINGS)


def test_samples_keep_the_limits() -> None:
    limits = Limits(params=3_000, macs=200_000, depth=6)
    rules, random = Rules(acceptance=Acceptance(limits)), rng()
    for _ in range(20):
        counts = sample_accepted(POOL, SETTINGS, random, rules).plan.counts
        assert (counts.params <= 3_000, counts.macs <= 200_000, counts.layers <= 6) == (True, True, True)


def test_a_survey_counts_every_draw() -> None:
    limits = Rules(acceptance=Acceptance(Limits(params=3_000)))
    found = survey(POOL, SETTINGS, rng(), 200, limits)
    random = rng()
    chains = [draw(POOL, SETTINGS.input_shape, random) for _ in range(200)]
    judgements = [judged(chain, SETTINGS, limits) for chain in chains]
    assert list(found.accepted) == [each.plan.counts.layers for each in judgements if each.reason is None]
    assert list(found.built) == [each.plan.counts.layers for each in judgements if each.plan]
    assert len(found.accepted) + sum(found.rejected.values()) == 200
    assert found.rejection_rate == sum(found.rejected.values()) / 200
    refused = [each for each in judgements if each.reason == Reason.PARAMS]
    assert found.rejected[Reason.PARAMS] == len(refused) > 0
    assert all(each.plan for each in refused)
