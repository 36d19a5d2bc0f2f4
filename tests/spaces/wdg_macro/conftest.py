from __future__ import annotations

from tests.torch_fixtures import one_thread

__all__ = ["one_thread"]
