"""The beginning of a run: a name of its own, and the environment that its rows refer to."""

from __future__ import annotations

import uuid
from typing import Any

from lcmnas_core.engines.loop import Execution
from lcmnas_core.engines.threads import one_thread
from lcmnas_core.records.environment import capture_environment, torch_facts
from lcmnas_core.records.store import Store


def begun(store: Store, **how: Any) -> Execution:
    """A new run of `store`, carried out as the fields `how` of `Execution` say; `store` learns where.

    Raises:
        StoreError: it cannot be written.
    """
    with one_thread():
        environment = capture_environment(torch_facts())
    store.add_environment(environment)
    return Execution(run_id=uuid.uuid4().hex[:12], env_id=environment.env_id, **how)
