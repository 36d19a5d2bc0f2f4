"""`lcmnas merge`: the shards of a run, or records that were exported, in one folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from lcmnas_core.cli.options import AsJson
from lcmnas_core.cli.printing import show_json, show_line

if TYPE_CHECKING:
    from lcmnas_core.records.store import Store


def merge(
    sources: Annotated[
        list[Path],
        typer.Argument(metavar="DIR...", help="Folders of the shards; files of `export --format parquet`."),
    ],
    out: Annotated[Path, typer.Option("--out", help="Folder that receives their rows; made if absent.")],
    as_json: AsJson = False,
) -> None:
    """Merge stores and exports of stores; the order does not matter, and merging twice changes nothing.

    JSON: `path`, `rows` (in the merged store), `changed` (new or replaced by this call).
    """
    from lcmnas_core.cli.run_folder import refuse_other_runs
    from lcmnas_core.records.merge import merge as merge_stores
    from lcmnas_core.records.store import Store

    with ExitStack() as opened:
        shards = [opened.enter_context(_opened(source)) for source in sources]
        refuse_other_runs(shards)
        target = opened.enter_context(Store.create_or_open(out))
        refuse_other_runs([target, *shards])
        changed = merge_stores(target, shards)
        rows = len(target)
    if as_json:
        show_json({"path": str(out), "rows": rows, "changed": changed})
    else:
        show_line(f"{out} holds {rows} measurements, {changed} of them new or replaced")


@contextmanager
def _opened(source: Path) -> Iterator[Store]:
    """The store of a folder, or one made for the moment of an export."""
    from lcmnas_core.records.exported import SUFFIX, restore
    from lcmnas_core.records.store import Store

    if source.suffix != SUFFIX:
        with Store.open(source) as store:
            yield store
        return
    with TemporaryDirectory() as folder, Store.create_or_open(Path(folder)) as store:
        restore(source, store)
        yield store
