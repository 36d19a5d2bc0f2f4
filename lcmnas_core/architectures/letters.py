"""Words over a small alphabet: architectures of the synthetic space, which stand for no network."""

from __future__ import annotations

LETTERS = "0123"
LENGTH = 5
