import pytest

from lcmnas_core.architectures.build_settings import BuildSettings


@pytest.mark.parametrize(
    "settings",
    [
        BuildSettings(),
        BuildSettings(8, 1, (1, 16, 16), 120, "kaiming_normal_fan_in"),
        BuildSettings(channels=0, cells=0, width_factor=0.25),
    ],
)
def test_names_give_the_settings_back(settings):
    assert BuildSettings.from_names({**settings.names(), "batch": 64}) == settings


def test_what_means_nothing_to_a_space_is_not_named():
    assert BuildSettings().names() == {
        "channels": 16,
        "cells": 5,
        "input": "3x32x32",
        "classes": 10,
        "init": "default",
    }
    own_widths = BuildSettings(channels=0, cells=0, width_factor=0.5).names()
    assert own_widths == {"input": "3x32x32", "classes": 10, "init": "default", "width_factor": 0.5}
