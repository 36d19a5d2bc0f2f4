import math
from pathlib import Path

import numpy as np
import pytest

from lcmnas_core.errors import Unsupported, Untraceable
from lcmnas_core.records.measurement import Cost
from lcmnas_core.records.outcomes import LONGEST_MESSAGE, exception_outcome, reported_outcome, value_outcome


@pytest.mark.parametrize("value", [0, -1.5, True, 1e308, np.float32(0.5), np.int64(3), np.array(2.0)])
def test_finite_numbers_are_ok(value):
    outcome = value_outcome(value, Cost(cpu_s=1.0))
    assert (outcome.status, outcome.value, outcome.cost.cpu_s) == ("ok", float(value), 1.0)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, np.float32("inf"), 10**400])
def test_non_finite_numbers_have_a_status_and_no_value(value):
    outcome = value_outcome(value)
    assert (outcome.status, outcome.value) == ("nonfinite", None)


@pytest.mark.parametrize("value", ["1.5", b"1", 1 + 0j, np.complex64(1), None, [1.0], np.array([1.0, 2.0])])
def test_what_is_no_real_number_is_an_error(value):
    outcome = value_outcome(value)
    assert (outcome.status, outcome.value, outcome.error.type) == ("error", None, "TypeError")


class OutOfMemoryError(RuntimeError):
    """Named as torch names it when a graphics card has no memory left."""


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Unsupported("no ReLU"), "unsupported"),
        (Untraceable("a branch on data"), "untraceable"),
        (MemoryError(), "oom"),
        (OutOfMemoryError("CUDA out of memory"), "oom"),
        (RuntimeError("DefaultCPUAllocator: can't allocate memory"), "oom"),
        (RuntimeError("shapes do not match"), "error"),
        (ValueError("out of memory"), "error"),
    ],
)
def test_status_of_an_exception(error, status):
    assert exception_outcome(error).status == status


def test_torch_allocator_failure_is_recognised():
    torch = pytest.importorskip("torch")
    with pytest.raises(RuntimeError) as caught:
        torch.empty(1 << 60, dtype=torch.uint8)
    assert exception_outcome(caught.value).status == "oom"


def raised(message):
    try:
        raise ValueError(message)
    except ValueError as error:
        return exception_outcome(error).error


def test_message_is_one_short_line_without_addresses_or_home():
    failure = raised(f"bad <Net at 0x7f12ab>\nin {Path.home()}/nets.py " + "x" * 1000 + "\ud800")
    assert "\n" not in failure.message and "7f12ab" not in failure.message
    assert str(Path.home()) not in failure.message and "~/nets.py" in failure.message
    assert len(failure.message) == LONGEST_MESSAGE


def test_message_can_always_be_stored_as_utf8():
    assert raised("lone \ud800").message.encode()


def test_digest_tells_failures_apart_and_equal_ones_together():
    assert raised("a <0x1>").digest == raised("a <0x2>").digest != raised("b").digest
    assert len(raised("a").digest) == 12


@pytest.mark.parametrize(
    ("status", "reason", "stored"),
    [
        ("error", "IndexError: no way: through", ("error", "IndexError", "no way: through")),
        ("error", "nothing is known", ("error", "Error", "nothing is known")),
        ("oom", "out of memory", ("oom", "OutOfMemory", "out of memory")),
        ("unsupported", "it needs: images", ("unsupported", "Unsupported", "it needs: images")),
        ("nonfinite", "snip gave nan", ("nonfinite", "NonFinite", "snip gave nan")),
    ],
)
def test_a_reported_failure_keeps_its_kind_and_what_it_cost(status, reason, stored):
    found = reported_outcome(status, None, reason, Cost(cpu_s=0.5))
    assert (found.status, found.error.type, found.error.message) == stored
    assert (found.value, found.cost.cpu_s) == (None, 0.5)


def test_a_reported_value_is_stored_as_it_is():
    found = reported_outcome("ok", -2.5, "", Cost(macs=7))
    assert (found.status, found.value, found.cost.macs) == ("ok", -2.5, 7)
