"""A run in a process of its own, to be killed: prints the keys of every commit once it is durable."""

import argparse
import resource
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "engines")]

from conftest import build_job  # noqa: E402

from lcmnas_core.engines.loop import Execution, execute  # noqa: E402
from lcmnas_core.engines.options import EngineOptions  # noqa: E402
from lcmnas_core.errors import LcmnasError  # noqa: E402
from lcmnas_core.records.store import Store  # noqa: E402


def acknowledge(tally, finished):
    print(*(ask.identity.key for ask in finished.job.asks), flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engine", default="inline")
    parser.add_argument("--jobs", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=0.005)
    parser.add_argument("--file-size-limit", type=int)
    parser.add_argument("--hang", help="first of all a job that writes its worker's number here and hangs")
    chosen = parser.parse_args()
    if chosen.file_size_limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (chosen.file_size_limit, resource.RLIM_INFINITY))
    jobs = [build_job("seeds", arch, values=3, seconds=chosen.seconds) for arch in range(chosen.jobs)]
    if chosen.hang:
        jobs.insert(0, build_job("notes_pid_and_hangs", "hang", note=chosen.hang))
    try:
        with Store.create_or_open(chosen.folder) as store:
            options = EngineOptions(workers=2)
            execute(store, jobs, Execution("run", "e" * 16, chosen.engine, options), acknowledge)
    except LcmnasError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
