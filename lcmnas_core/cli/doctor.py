"""`lcmnas doctor`: whether this installation, its data and a run folder are sound."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from lcmnas_core.cli.options import AsJson
from lcmnas_core.cli.printing import show_json, show_line, show_table
from lcmnas_core.errors import LcmnasError


def doctor(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="A run folder to look into as well.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Look at the environment, the data at hand, plug-ins and, where one is given, a run folder.

    Exit 4 when the folder's store is damaged; nothing in it is changed.

    JSON: `version`, `environment`, `data_folder`, `tables`, `datasets`, `plugins` (as `lcmnas list`),
    `store` (null, or `path`, `ok`, `detail`, `rows`, `statuses`).
    """
    from lcmnas_core import __version__
    from lcmnas_core.cli.listing import KINDS
    from lcmnas_core.folders import data_folder
    from lcmnas_core.records.environment import capture_environment, torch_facts

    found: dict[str, Any] = {
        "version": __version__,
        "environment": capture_environment(torch_facts()).model_dump(mode="json"),
        "data_folder": str(data_folder()),
        **{kind: KINDS[kind]() for kind in ("tables", "datasets", "plugins")},
        "store": None,
    }
    damage: LcmnasError | None = None
    if folder is not None:
        found["store"], damage = _store(folder)
    if as_json:
        show_json(found)
    else:
        _show(found)
    if damage is not None:
        raise damage


def _store(folder: Path) -> tuple[dict[str, Any], LcmnasError | None]:
    """What is to say about the store of `folder`, every row of it read and checked."""
    from lcmnas_core.records.store import Store

    try:
        with Store.open(folder) as store:
            rows = sum(1 for _ in store)
            counts = store.counts()
            store.meta()
            store.environments()
    except LcmnasError as error:
        return {"path": str(folder), "ok": False, "detail": str(error), "rows": None, "statuses": None}, error
    detail = "every row was read and fits its key"
    return {"path": str(folder), "ok": True, "detail": detail, "rows": rows, "statuses": counts}, None


def _show(found: dict[str, Any]) -> None:
    show_table(f"lcmnas {found['version']}", list(_facts(found)), ("what", "is"))
    for kind in ("tables", "datasets"):
        show_table(f"{kind} in {found['data_folder']}", found[kind], ("name", "at_hand", "place"))
    if found["plugins"]:
        show_table("plugins", found["plugins"], ("name", "status", "origin", "target", "summary"))
    if found["store"] is not None:
        store = found["store"]
        show_line(f"store of {store['path']}: {store['detail']}")


def _facts(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    environment = found["environment"]
    for name in ("os", "cpu", "cores", "python"):
        yield {"what": name, "is": environment[name]}
    yield {"what": "packages", "is": ", ".join(f"{k} {v}" for k, v in environment["packages"].items())}
    yield {"what": "variables", "is": ", ".join(f"{k}={v}" for k, v in environment["variables"].items())}
