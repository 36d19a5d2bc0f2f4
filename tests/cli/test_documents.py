"""The documents name what there is, and nothing else."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import lcmnas_core
from lcmnas_core.cli.main import INTERRUPTED, app
from lcmnas_core.errors import LcmnasError, MissingError, StoreError
from lcmnas_core.proxies import PROXIES

CHECKOUT = Path(__file__).resolve().parents[2]
README = (CHECKOUT / "README.md").read_text()


def rows(heading):
    """The cells of the table below a heading."""
    part = README.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line.strip("|").split("|") for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line] for line in lines if not line[0].startswith("---")]


def test_every_proxy_is_in_the_catalogue_with_its_needs():
    listed = {}
    for name, needs, *_ in rows("The proxies")[1:]:
        listed[name.split("`")[1]] = tuple(filter(None, needs.split(", ")))
    own = {name: found.needs for name, found in PROXIES.items() if PROXIES.origin(name) == "lcmnas"}
    assert listed == own


@pytest.mark.parametrize("row", rows("The proxies")[1:], ids=lambda row: row[0])
def test_the_catalogue_names_the_paper(row):
    assert row[3] in PROXIES[row[0].split("`")[1]].paper


def test_every_verb_is_explained():
    verbs = {each.name for each in app.registered_commands} | {each.name for each in app.registered_groups}
    named = {row[0].strip("`") for row in rows("The verbs") if row[0].startswith("`")}
    assert named == verbs


def test_every_exit_code_is_explained():
    codes = {int(row[0]) for row in rows("The verbs") if row[0].isdigit()}
    errors = {kind.exit_code for kind in (LcmnasError, MissingError, StoreError)}
    assert codes == {0, 1, 5} | errors | {INTERRUPTED}


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_every_file_named_is_there(name):
    text = (CHECKOUT / name).read_text()
    named = re.findall(r"`((?:lcmnas_core|suites|reports|tests|bench)/[\w./]*)`", text)
    named += re.findall(r"\]\((\w+\.\w+)\)", text)
    assert named
    assert [each for each in named if not (CHECKOUT / each).exists()] == []


def test_one_version_everywhere():
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]
    assert project["version"] == lcmnas_core.__version__
    assert f"version: {lcmnas_core.__version__}\n" in (CHECKOUT / "CITATION.cff").read_text()
    assert f"## {lcmnas_core.__version__} " in (CHECKOUT / "CHANGELOG.md").read_text()


@pytest.mark.parametrize("verb", [each for each in app.registered_commands if each.name != "schema"])
def test_every_verb_documents_its_json(verb):
    assert "JSON: " in (verb.callback.__doc__ or "")
