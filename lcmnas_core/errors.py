"""Errors a user may meet: one line each, and the exit code of `lcmnas` they lead to."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import ClassVar

LONGEST_REASON = 160


class LcmnasError(Exception):
    """Root of every error this package raises on purpose."""

    exit_code: ClassVar[int] = 2


class UsageError(LcmnasError):
    """The request itself is wrong: a malformed name, value or option (exit 2)."""


class UnknownName(UsageError):
    """A name that no registry entry carries; proposes the nearest known ones."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        names = sorted(known)
        near = get_close_matches(name, names, n=3, cutoff=0.5)
        hint = f"did you mean {' or '.join(map(repr, near))}?" if near else f"known: {', '.join(names)}"
        super().__init__(f"no {kind} named {name!r}; {hint}")


class MissingError(LcmnasError):
    """Something to be installed or fetched first is not there: an extra, a table, images (exit 3)."""

    exit_code = 3


class StoreError(LcmnasError):
    """A store, table or cache is damaged or was written by an incompatible version (exit 4)."""

    exit_code = 4


class Unsupported(LcmnasError):
    """A value that this network or request cannot have; becomes the status `unsupported`."""


class Untraceable(LcmnasError):
    """A network whose graph cannot be captured; becomes the status `untraceable`."""


# An allocator that gives up raises a plain RuntimeError in torch on the CPU; only its wording tells.
_ALLOCATOR_WORDS = ("can't allocate memory", "not enough memory", "out of memory", "std::bad_alloc")


def ran_out_of_memory(error: BaseException) -> bool:
    """Whether `error` says that there was not enough memory, of the machine or of a device."""
    if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryError":
        return True
    return isinstance(error, RuntimeError) and any(words in str(error) for words in _ALLOCATOR_WORDS)


def one_line(error: BaseException) -> str:
    """What `error` says, on one line that is not long."""
    return " ".join(str(error).split())[:LONGEST_REASON]
