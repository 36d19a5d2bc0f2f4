from __future__ import annotations

import sys
from importlib.metadata import EntryPoint

import pytest

from lcmnas_core.errors import UnknownName, UsageError
from lcmnas_core.proxies import PROXIES, brought, find, score
from lcmnas_core.proxies.proxy import PROXIES as REGISTERED
from lcmnas_core.registry import NameClash, Registry
from tests.proxies.networks import Chain

SOURCE = '''
from lcmnas_core.observations import LossGradients
from lcmnas_core.proxies import proxy

def mean_image(network, batch):
    """Mean of the images."""
    assert batch.labels is None
    return batch.images.mean()

@proxy("largest_gradient", paper="none", higher_is_better=False, version=7)
def largest_gradient(loss: LossGradients) -> float:
    """Largest entry of any gradient."""
    return max(float(g.abs().max()) for g in loss.gradients)

@proxy("snip", paper="none")
def another_snip(loss: LossGradients) -> float:
    return 0.0

def three(a, b, c):
    return 0.0

not_a_function = 3
'''


@pytest.fixture
def module(tmp_path, monkeypatch):
    name = f"brought_{tmp_path.name.replace('-', '_')}"
    (tmp_path / f"{name}.py").write_text(SOURCE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    yield name
    sys.modules.pop(name, None)


@pytest.fixture
def registry(monkeypatch):
    """A registry of its own, so that nothing brought here outlives a test."""
    fresh: Registry = Registry("proxy")
    for name in REGISTERED:
        fresh.register(name, REGISTERED[name])
    monkeypatch.setattr("lcmnas_core.proxies.plugin.PROXIES", fresh)
    brought.cache_clear()
    yield fresh
    brought.cache_clear()


def installed(monkeypatch, *points: tuple[str, str]) -> None:
    entries = [EntryPoint(name, target, "lcmnas.proxies") for name, target in points]
    monkeypatch.setattr("lcmnas_core.plugins.entry_points", lambda group: entries)


def test_a_plain_function_by_target(module, batch_of):
    found = find(f"{module}:mean_image")
    assert (found.name, found.takes, found.needs) == (f"{module}:mean_image", None, ("images",))
    assert found.higher_is_better
    batch = batch_of()
    one = score(Chain(), batch, [found])[found.name]
    assert one.value == pytest.approx(float(batch.images.mean()))


def test_a_declared_proxy_by_target(module, batch_of):
    found = find(f"{module}:largest_gradient")
    assert (found.name, found.needs, found.higher_is_better) == (
        "largest_gradient",
        ("images", "labels"),
        False,
    )
    assert found.summary == "Largest entry of any gradient."
    assert score(Chain(), batch_of(), [found])["largest_gradient"].status == "ok"
    assert "largest_gradient" not in PROXIES


def test_an_edit_makes_another_version(module, tmp_path):
    first = find(f"{module}:largest_gradient").version
    sys.modules.pop(module)
    (tmp_path / f"{module}.py").write_text(SOURCE + "\n# edited\n")
    second = find(f"{module}:largest_gradient").version
    assert first.startswith("7+")
    assert second.startswith("7+")
    assert first != second


def test_what_cannot_be_a_proxy_says_why(module):
    for target, why in {
        f"{module}:three": "takes \\(a, b, c\\)",
        f"{module}:not_a_function": "is a int; expected a function",
        f"{module}:absent": "cannot load .*absent",
        "no_such_module_at_all:f": "ModuleNotFoundError",
        ":f": "expected module:attribute",
    }.items():
        with pytest.raises(UsageError, match=why):
            find(target)


def test_a_target_may_not_take_a_built_in_name(module):
    with pytest.raises(NameClash, match=f"'snip' is both in lcmnas and in {module}:another_snip"):
        find(f"{module}:another_snip")


def test_entry_points_are_registered_and_broken_ones_listed(module, registry, monkeypatch):
    installed(monkeypatch, ("mean_image", f"{module}:mean_image"), ("gone", f"{module}:gone"))
    assert find("mean_image").version.startswith("1+")
    good, broken = sorted(brought(), key=lambda plugin: plugin.reason or "")
    assert (good.name, broken.name) == ("mean_image", "gone")
    assert str(broken.reason).startswith("AttributeError")
    with pytest.raises(UnknownName):
        find("gone")


def test_a_clash_of_entry_points_names_both(module, registry, monkeypatch):
    installed(monkeypatch, ("anything", f"{module}:another_snip"))
    with pytest.raises(
        NameClash, match="'snip' is registered twice: by lcmnas and by an unknown distribution"
    ):
        find("params")
