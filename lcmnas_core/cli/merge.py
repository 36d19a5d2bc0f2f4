"""`lcmnas merge`: the shards of a run in one folder."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from lcmnas_core.cli.options import AsJson
from lcmnas_core.cli.printing import show_json, show_line


def merge(
    sources: Annotated[list[Path], typer.Argument(metavar="DIR...", help="Folders of the shards.")],
    out: Annotated[Path, typer.Option("--out", help="Folder that receives their rows; made if absent.")],
    as_json: AsJson = False,
) -> None:
    """Merge stores; the order does not matter, and merging twice changes nothing.

    JSON: `path`, `rows` (in the merged store), `changed` (new or replaced by this call).
    """
    from lcmnas_core.cli.run_folder import refuse_other_runs
    from lcmnas_core.records.merge import merge as merge_stores
    from lcmnas_core.records.store import Store

    with ExitStack() as opened:
        shards = [opened.enter_context(Store.open(source)) for source in sources]
        target = opened.enter_context(Store.create_or_open(out))
        refuse_other_runs([target, *shards])
        changed = merge_stores(target, shards)
        rows = len(target)
    if as_json:
        show_json({"path": str(out), "rows": rows, "changed": changed})
    else:
        show_line(f"{out} holds {rows} measurements, {changed} of them new or replaced")
