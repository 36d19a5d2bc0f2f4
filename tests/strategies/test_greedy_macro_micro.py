"""The walk of Global NAS over accuracies made by hand, and over its own space's parameters."""

import pytest

from lcmnas_core.architectures.macro_chain import FULL, SEPARABLE, MacroChain
from lcmnas_core.errors import UsageError
from lcmnas_core.fidelity import Answer
from lcmnas_core.spaces.macro_micro import MACRO_MICRO
from lcmnas_core.strategies.greedy_macro_micro import GreedyMacroMicro, StopRules


class Counting:
    """Tells the arguments in the epochs: deepest in millions, depth in thousands; 7 in micro search."""

    def epochs(self, depth, narrowings=0, *, deepest=0, micro=False):
        return 7 if micro else 1_000_000 * deepest + 1_000 * depth + narrowings


def params(chain):
    """1,000 for each layer and channel, twice for a full or a large one."""
    return sum(1_000 * chain.width * (1 + (op == FULL)) * (1 + (kernel == 5)) for op, kernel in chain.layers)


def walked(value_of, rules=None, counted=params):
    """Everything asked, by phase, and the strategy; `value_of` gives values, an accuracy, or None."""
    search = GreedyMacroMicro(rules or StopRules(narrowest=60), Counting(), counted)
    asked = {"depth": [], "width": [], "operations": [], "kernels": []}
    while questions := search.ask():
        (question,) = questions
        asked[search.phase].append(question)
        told = value_of(search.phase, question.architecture)
        values = told if isinstance(told, dict) else {} if told is None else {"validation_accuracy": told}
        search.tell([Answer(question, values)])
    return asked, search


def depths(accuracies, rules=None):
    """What the depth search tries, told the accuracies of depth 10, 11, ...; later ones are all 0."""

    def value_of(phase, chain):
        places = dict(enumerate(accuracies, start=10))
        return places.get(chain.depth, 0.0) if phase == "depth" else None

    asked, search = walked(value_of, rules)
    return [each.architecture.depth for each in asked["depth"]], search.found.depth


def test_depth_goes_on_until_the_third_failure():
    # 11 gains, 12 and 13 fail, 14 gains and wipes them out; then three failures.
    assert depths([0.50, 0.51, 0.40, 0.40, 0.60]) == ([10, 11, 12, 13, 14, 15, 16, 17], 14)


def test_a_small_gain_or_loss_is_neither():
    # 11 gains 0.0009 and 12 loses 0.0004: the network to beat stays that of depth 10, by 0.001 at least.
    tried, found = depths([0.5, 0.5009, 0.4996, 0.5011])
    assert found == 13
    assert tried == list(range(10, 17))
    # 0.0006 less is a failure, and so are the two that follow.
    assert depths([0.5, 0.4994]) == ([10, 11, 12, 13], 10)


def test_depth_ends_at_the_deepest_and_near_the_target():
    assert depths([0.5 + 0.01 * n for n in range(30)], StopRules(deepest=13, narrowest=64))[0] == [
        10,
        11,
        12,
        13,
    ]
    assert depths([0.5, 0.9991]) == ([10, 11], 11)
    assert depths([0.5, 0.6], StopRules(target=0.6005, narrowest=64)) == ([10, 11], 11)


def test_depth_ends_where_the_training_images_are_memorised():
    def value_of(phase, chain):
        return {"validation_accuracy": 0.01 * chain.depth, "train_accuracy": 0.6 + 0.035 * (chain.depth - 10)}

    # 0.985 at depth 21, 1.02 at 22.
    assert walked(value_of)[1].found.depth == 22


def test_failed_evaluations_count_as_failures():
    assert depths([None, None, None]) == ([10, 11, 12], 10)
    assert depths([None, 0.5, None, None, None]) == ([10, 11, 12, 13, 14], 11)


def widths(accuracies, rules):
    def value_of(phase, chain):
        if phase == "depth":
            return 0.5 if chain.depth == 10 else 0.0
        return accuracies.get(chain.width, 0.0) if phase == "width" else None

    asked, search = walked(value_of, rules)
    return [each.architecture.width for each in asked["width"]], search.found.width


def test_width_falls_as_long_as_nothing_is_lost():
    # 62 is as good and taken; 60 and 58 fail, 56 is better: taken; then three failures.
    found = widths({62: 0.5, 60: 0.4, 58: 0.4, 56: 0.6, 54: 0.55}, StopRules())
    assert found == ([62, 60, 58, 56, 54, 52, 50], 56)


def test_width_ends_at_the_narrowest():
    assert widths(dict.fromkeys(range(65), 0.5), StopRules(narrowest=58)) == ([62, 60, 58], 58)


@pytest.mark.parametrize("right", [40, 6_997, 7_000, 7_984])
def test_margins_are_met_exactly_however_accuracies_are_rounded(right):
    # Of 8,000 answers 8 more are a gain of exactly 0.1 points, 4 fewer a loss of exactly 0.05.
    told = [right, right - 4, right - 4, right - 4, right + 8]
    assert depths([each / 8_000 for each in told])[1] == 14


def test_epochs_are_asked_of_the_policy():
    def value_of(phase, chain):
        return 0.5 if (phase, chain.depth) != ("depth", 11) else 0.4

    # Depth 11 fails, 12 to 14 are as good as 10: 10 is taken, but 14 was tried last.
    asked, _ = walked(value_of, StopRules(deepest=14, narrowest=60))
    assert [each.schedule for each in asked["depth"]] == [10_000, 11_000, 12_000, 13_000, 14_000]
    assert [each.schedule for each in asked["width"]] == [14_010_001, 14_010_002]
    assert {each.schedule for each in (*asked["operations"], *asked["kernels"])} == {7}


def micro(better, spare=10_000):
    """The micro searches of a 10 x 64 chain, where the chains for which `better` holds beat the bar."""
    bar = [0.1]

    def value_of(phase, chain):
        if phase in ("depth", "width"):
            return 0.5 if (chain.depth, chain.width) == (10, 64) else 0.0
        if better(phase, chain):
            bar[0] += 0.01
        return bar[0]

    return walked(value_of, StopRules(narrowest=62, spare_params=spare))


def test_micro_search_asks_the_bar_and_every_layer_twice():
    asked, search = micro(lambda phase, chain: False)
    assert [len(asked["operations"]), len(asked["kernels"])] == [11, 10]
    assert asked["operations"][0].architecture == search.found == MacroChain.separable(10, 64)
    assert search.phase == "over"
    assert [each.number for part in asked.values() for each in part] == list(
        range(sum(map(len, asked.values())))
    )


def test_a_layer_is_paid_for_with_width_and_undone_unless_it_is_better():
    asked, search = micro(lambda phase, chain: phase == "operations" and chain.ops[2] == FULL)
    tried = [each.architecture for each in asked["operations"]]
    # 10 layers of 64 channels have 640,000 parameters. With one full layer 11 w <= 650 gives w = 59.
    assert tried[1] == MacroChain(59, (FULL,) + (SEPARABLE,) * 9, (3,) * 10)
    assert tried[2].ops == (SEPARABLE, FULL) + (SEPARABLE,) * 8
    # Layer 2 is kept. A second full layer is measured by the same 650,000: 12 w <= 650 gives 54; and since
    # every later one holds layer 2, it beats the bar once more and is kept as well.
    assert tried[3].width == 59
    assert (tried[4].width, tried[4].ops[2:4]) == (54, (FULL, FULL))
    assert search.found.ops == (SEPARABLE, SEPARABLE) + (FULL,) * 8


def test_the_kernels_begin_with_the_budget_of_what_the_operations_found():
    asked, search = micro(lambda phase, chain: phase == "kernels" and chain.kernels[:2] == (3, 5), spare=0)
    tried = [each.architecture for each in asked["kernels"]]
    # Nothing was taken, so 640,000 again, now without a surplus: 11 w <= 640 gives 58, 12 w gives 53.
    assert [each.width for each in tried[:3]] == [58, 58, 53]
    assert search.found.kernels == (3,) + (5,) * 9


def test_equal_to_the_bar_is_undone():
    _, search = micro(lambda phase, chain: False)
    assert set(search.found.ops) == {SEPARABLE}
    assert set(search.found.kernels) == {3}


def test_a_layer_that_no_width_pays_for_is_not_asked():
    def dear(chain):
        return 10**9 if chain.ops[0] == FULL else params(chain)

    asked, _ = walked(lambda phase, chain: 0.0, counted=dear)
    assert not any(each.architecture.ops[0] == FULL for each in asked["operations"])


def test_a_whole_search_within_its_space():
    def value_of(phase, chain):
        return 0.9 - 0.001 * abs(chain.depth - 14) - 0.0001 * abs(chain.width - 58)

    def counted(chain):
        return MACRO_MICRO.counts(chain, MACRO_MICRO.settings).params

    asked, search = walked(value_of, StopRules(), counted)
    everything = [each.architecture for part in asked.values() for each in part]
    assert all(chain in MACRO_MICRO for chain in everything)
    assert search.found.depth == 14
    macro = counted(MacroChain.separable(14, 58))
    assert all(counted(each.architecture) <= macro + 10_000 for each in asked["operations"])


@pytest.mark.parametrize("wrong", [{"deepest": 9}, {"narrowest": 65}, {"failures": 0}, {"loss": -0.1}])
def test_rules_that_stop_nowhere_are_refused(wrong):
    with pytest.raises(UsageError, match="got"):
        StopRules(**wrong)
