"""Write the same keys as every other process that runs this, one commit each."""

import sys
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from conftest import build_job

from lcmnas_core.records.measurement import Measurement, Outcome
from lcmnas_core.records.store import Store

folder, count = Path(sys.argv[1]), int(sys.argv[2])
moment = datetime(2026, 1, 1, tzinfo=UTC)
with Store.create_or_open(folder) as store:
    added = 0
    for ask in build_job("seeds", values=count).asks:
        outcome = Outcome(status="ok", value=float(ask.identity.seed))
        added += store.add(
            [
                Measurement(
                    identity=ask.identity,
                    outcome=outcome,
                    estimator_dist=ask.dist,
                    run_id="r",
                    env_id="e",
                    started_at=moment,
                    finished_at=moment,
                )
            ]
        )
print(added)
