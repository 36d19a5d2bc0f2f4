"""`lcmnas retry`: try again what failed, as a further attempt."""

from __future__ import annotations

from lcmnas_core.cli.options import (
    ALLOWED_FAILURES,
    ENGINE,
    TIMEOUT_SECONDS,
    AllowFailures,
    AsJson,
    EngineName,
    RunFolder,
    Timeout,
    Workers,
)
from lcmnas_core.cli.printing import show_json, show_line


def retry(
    folder: RunFolder,
    engine: EngineName = ENGINE,
    workers: Workers = None,
    timeout: Timeout = TIMEOUT_SECONDS,
    allow_failures: AllowFailures = ALLOWED_FAILURES,
    as_json: AsJson = False,
) -> None:
    """Measure again every row whose latest attempt failed; earlier attempts are kept.

    JSON: `jobs_done`, `tried` (rows tried, by what became of them), `statuses`, `lost_share`.
    """
    from collections import Counter
    from dataclasses import replace

    from lcmnas_core.cli.carrying_out import leave_if_too_many, lost_share, manner_of, perform
    from lcmnas_core.cli.run_folder import stored_runs
    from lcmnas_core.records.store import Store

    with Store.open(folder) as reader:
        runs = stored_runs(reader)
    performed = perform(runs, folder, replace(manner_of(engine, workers, timeout), retry=True))
    share = lost_share(performed.counts)
    jobs = sum(tally.jobs for tally in performed.tallies.values())
    tried = sum((tally.statuses for tally in performed.tallies.values()), Counter[str]())
    if as_json:
        ended = {"jobs_done": jobs, "tried": tried, "statuses": performed.counts, "lost_share": share}
        show_json(ended)
    else:
        became = ", ".join(f"{n} {name}" for name, n in sorted(tried.items())) or "nothing had failed"
        show_line(f"{jobs} jobs tried again: {became}")
    leave_if_too_many(share, allow_failures)
