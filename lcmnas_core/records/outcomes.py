"""From a raw value or an exception to an `Outcome`: the one place where a status is decided."""

from __future__ import annotations

import hashlib
import math
import re
import traceback
from numbers import Complex, Real
from pathlib import Path
from typing import SupportsFloat

from lcmnas_core.errors import Unsupported, Untraceable, ran_out_of_memory
from lcmnas_core.records.measurement import Cost, Failure, Outcome, Status

LONGEST_MESSAGE = 300

_KINDS = {"nonfinite": "NonFinite", "unsupported": "Unsupported", "oom": "OutOfMemory"}

_ADDRESS = re.compile(r"0x[0-9a-fA-F]+")


def value_outcome(value: object, cost: Cost | None = None) -> Outcome:
    """The outcome of a computation that ended with `value`.

    A finite real number is `ok`; NaN, infinity and numbers beyond double precision are `nonfinite`;
    anything that is no real number (a string, a complex number, None) is an `error`.
    """
    cost = cost or Cost()
    try:
        number = _real(value)
    except OverflowError:
        return failure_outcome("nonfinite", "NonFinite", "got a number beyond double precision", cost)
    except TypeError as error:
        return failure_outcome("error", "TypeError", str(error), cost)
    if not math.isfinite(number):
        return failure_outcome("nonfinite", "NonFinite", f"got {number}", cost)
    return Outcome(status="ok", value=number, cost=cost)


def reported_outcome(status: Status, value: object, reason: str, cost: Cost | None = None) -> Outcome:
    """The outcome of a computation that caught its own errors and says what became of it.

    An `error` names its kind in `reason`: `ValueError: no such axis`.
    """
    if status == "ok":
        return value_outcome(value, cost)
    kind, colon, message = reason.partition(": ")
    if status == "error" and colon:
        return failure_outcome("error", kind, message, cost)
    return failure_outcome(status, _KINDS.get(status, "Error"), reason, cost)


def exception_outcome(error: BaseException, cost: Cost | None = None) -> Outcome:
    """The outcome of a computation that raised `error`."""
    frames = [f"{Path(f.filename).name}:{f.name}" for f in traceback.extract_tb(error.__traceback__)[-3:]]
    return failure_outcome(status_of(error), type(error).__name__, str(error), cost, tuple(frames))


def status_of(error: BaseException) -> Status:
    """The status that `error` stands for."""
    if isinstance(error, Unsupported):
        return "unsupported"
    if isinstance(error, Untraceable):
        return "untraceable"
    return "oom" if ran_out_of_memory(error) else "error"


def failure_outcome(
    status: Status, kind: str, message: str, cost: Cost | None = None, frames: tuple[str, ...] = ()
) -> Outcome:
    """A failed outcome; the message becomes one line without addresses or the home folder."""
    line = _one_line(message)
    digest = hashlib.sha256("\n".join((kind, line, *frames)).encode()).hexdigest()[:12]
    return Outcome(status=status, cost=cost or Cost(), error=Failure(type=kind, message=line, digest=digest))


def _real(value: object) -> float:
    if isinstance(value, str | bytes) or (isinstance(value, Complex) and not isinstance(value, Real)):
        raise TypeError(f"expected a real number, got {type(value).__name__} {value!r}")
    if not isinstance(value, SupportsFloat):
        raise TypeError(f"expected a real number, got {type(value).__name__}")
    return float(value)


def _one_line(message: str) -> str:
    line = " ".join(_ADDRESS.sub("0x", message.replace(str(Path.home()), "~")).split())
    # A lone surrogate cannot be stored as UTF-8.
    line = line.encode(errors="replace").decode()
    return line if len(line) <= LONGEST_MESSAGE else line[: LONGEST_MESSAGE - 1] + "…"
