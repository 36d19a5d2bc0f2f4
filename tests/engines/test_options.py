import pytest

from lcmnas_core.engines.options import EngineOptions, usable_cores
from lcmnas_core.errors import UsageError


def test_workers_are_the_usable_cores_by_default():
    assert EngineOptions().workers == usable_cores() >= 1


@pytest.mark.parametrize("wrong", [{"workers": 0}, {"timeout_s": -1.0}, {"memory_bytes": 0}])
def test_a_limit_that_is_not_positive_is_named(wrong):
    (name,) = wrong
    with pytest.raises(UsageError, match=f"{name} must be positive, got"):
        EngineOptions(**wrong)
