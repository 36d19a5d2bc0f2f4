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
    from lcmnas_core.cli.carrying_out import Manner, carry_out, leave_if_too_many, lost_share
    from lcmnas_core.cli.run_folder import stored_runs
    from lcmnas_core.engines.options import EngineOptions, usable_cores
    from lcmnas_core.records.store import Store

    options = EngineOptions(workers=workers or usable_cores(), timeout_s=timeout)
    with Store.open(folder) as reader:
        runs = stored_runs(reader)
    with Store.create_or_open(folder) as store:
        tallies = [carry_out(store, run, Manner(engine, options, retry=True)) for run in runs]
        counts = store.counts()
    share = lost_share(counts)
    jobs = sum(tally.jobs for tally in tallies)
    tried = {
        name: sum(tally.statuses[name] for tally in tallies) for tally in tallies for name in tally.statuses
    }
    if as_json:
        show_json({"jobs_done": jobs, "tried": tried, "statuses": counts, "lost_share": share})
    else:
        became = ", ".join(f"{n} {name}" for name, n in sorted(tried.items())) or "nothing had failed"
        show_line(f"{jobs} jobs tried again: {became}")
    leave_if_too_many(share, allow_failures)
