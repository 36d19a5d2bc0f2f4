import subprocess
import sys

import pytest

from lcmnas_core.errors import UnknownName
from suites import SUITES
from suites.preset import read_preset
from suites.proxy_ranking.options import read_options


def test_listing_suites_loads_nothing_heavy():
    code = (
        "import sys; from suites import SUITES; SUITES['proxy-ranking'].presets; "
        "print([m for m in ('torch', 'pandas', 'scipy', 'matplotlib') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_suite_has_the_reserved_presets_and_a_question():
    for name, suite in SUITES.items():
        assert suite.name == name
        assert {"smoke", "quick", "full"} <= set(suite.presets)
        assert suite.question.endswith("?")


@pytest.mark.parametrize("preset", SUITES["proxy-ranking"].presets)
def test_every_preset_has_valid_options(preset):
    assert read_options(preset, {}).table == read_preset("suites.proxy_ranking", preset)["table"]


def test_unknown_suite_and_preset_propose_the_nearest():
    with pytest.raises(UnknownName, match="did you mean 'proxy-ranking'"):
        SUITES["proxy_ranking"]
    with pytest.raises(UnknownName, match="did you mean 'quick'"):
        SUITES["proxy-ranking"].request("quik", {})
