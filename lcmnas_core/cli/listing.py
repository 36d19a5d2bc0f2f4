"""`lcmnas list`: everything that can be named on the command line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import typer

from lcmnas_core.cli.options import AsJson
from lcmnas_core.cli.printing import show_json, show_table
from lcmnas_core.errors import UnknownName

Rows = list[dict[str, Any]]


def list_names(
    kind: Annotated[
        str | None,
        typer.Argument(help="A kind, such as proxies, methods or plugins; all without it."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List what can be named: proxies, spaces, tables, datasets, suites, methods, strategies and more.

    Methods search with real training (`lcmnas search`), strategies are replayed on landscapes made of tables
    (`lcmnas run search-cost`), policies say how many epochs a walk trains a candidate.

    JSON: an object of lists by kind. Each entry has `name` and `summary`; proxies also `version`, `needs`,
    `higher_is_better`, `paper`, `formula`, `origin`; spaces `architectures` (null where there is no end of
    them); tables `at_hand`, `ours`, `place`; datasets `classes`, `shape`, `at_hand`, `can_be_fetched`,
    `place`, `licence`; suites `version`, `presets`; strategies `paper`,
    `tuned_on`; landscapes `table`; plugins `group`, `target`, `origin`, `status` (`ok` or
    `broken`).
    """
    if kind is not None and kind not in KINDS:
        raise UnknownName("kind of thing to list", kind, KINDS)
    found = {name: rows() for name, rows in KINDS.items() if kind in (None, name)}
    if as_json:
        show_json(found)
        return
    for name, entries in found.items():
        show_table(name, entries, COLUMNS[name])


def _proxies() -> Rows:
    from lcmnas_core.proxies import PROXIES, brought

    brought()
    return [
        {
            "name": name,
            "summary": found.summary,
            "version": found.version,
            "needs": list(found.needs),
            "higher_is_better": found.higher_is_better,
            "paper": found.paper,
            "formula": found.formula,
            "origin": PROXIES.origin(name),
        }
        for name, found in PROXIES.items()
    ]


def _spaces() -> Rows:
    from lcmnas_core.spaces import SPACES, FiniteSpace

    return [
        {
            "name": name,
            "summary": _first_line(found),
            "architectures": len(found) if isinstance(found, FiniteSpace) else None,
        }
        for name, found in SPACES.items()
    ]


def _tables() -> Rows:
    from lcmnas_core.tables import sources

    return [
        {
            "name": each.name,
            "summary": each.title,
            "at_hand": each.is_at_hand,
            "ours": each.ours,
            "place": None if (path := each.path()) is None else str(path),
        }
        for each in sources()
    ]


def _datasets() -> Rows:
    from lcmnas_core.data.sources import image_sources

    return [
        {
            "name": each.name,
            "summary": f"{each.classes} classes, {'x'.join(map(str, each.shape))}",
            "classes": each.classes,
            "shape": list(each.shape),
            "at_hand": each.is_at_hand,
            "can_be_fetched": each.can_be_fetched,
            "place": each.place,
            "licence": each.licence,
        }
        for each in image_sources()
    ]


def _suites() -> Rows:
    from lcmnas_core.rooms import room

    return [
        {
            "name": name,
            "summary": suite.question,
            "version": suite.version,
            "presets": list(suite.presets),
        }
        for name, suite in room("suites").SUITES.items()
    ]


def _methods() -> Rows:
    from lcmnas_core.search.methods import METHODS

    return [{"name": name, "summary": method.summary} for name, method in METHODS.items()]


def _strategies() -> Rows:
    from lcmnas_core.rooms import room

    return [
        {
            "name": name,
            "summary": _first_line(found),
            "paper": found.paper,
            "tuned_on": list(found.tuned_on),
        }
        for name, found in room("suites.search_cost.entrants").ENTRANTS.items()
    ]


def _landscapes() -> Rows:
    from lcmnas_core.rooms import room

    return [
        {"name": name, "summary": f"architectures of {site.family}", "table": site.table}
        for name, site in room("suites.search_cost.landscapes").LANDSCAPES.items()
    ]


def _policies() -> Rows:
    from lcmnas_core.training.epoch_policies import EPOCH_POLICIES

    return [{"name": name, "summary": _first_line(policy)} for name, policy in EPOCH_POLICIES.items()]


def _plugins() -> Rows:
    from lcmnas_core.proxies import GROUP, brought

    return [
        {
            "name": each.name,
            "summary": each.reason or "",
            "group": GROUP,
            "target": each.target,
            "origin": each.distribution,
            "status": "broken" if each.reason else "ok",
        }
        for each in brought()
    ]


def _first_line(thing: object) -> str:
    return (thing.__doc__ or "").partition("\n")[0]


KINDS: dict[str, Callable[[], Rows]] = {
    "proxies": _proxies,
    "spaces": _spaces,
    "tables": _tables,
    "datasets": _datasets,
    "suites": _suites,
    "methods": _methods,
    "strategies": _strategies,
    "landscapes": _landscapes,
    "policies": _policies,
    "plugins": _plugins,
}

COLUMNS = {
    "proxies": ("name", "version", "needs", "summary", "paper", "origin"),
    "spaces": ("name", "architectures", "summary"),
    "tables": ("name", "at_hand", "ours", "summary"),
    "datasets": ("name", "at_hand", "can_be_fetched", "summary", "place"),
    "suites": ("name", "version", "presets", "summary"),
    "methods": ("name", "summary"),
    "strategies": ("name", "summary", "paper", "tuned_on"),
    "landscapes": ("name", "table", "summary"),
    "policies": ("name", "summary"),
    "plugins": ("name", "status", "origin", "target", "summary"),
}
