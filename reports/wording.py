"""Numbers and lists as a reader sees them; `templates/table.js` writes scores by the same rules."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .frame import Cell

NOTHING = "–"
MINUS = "−"
PREFIXES = ("", "k", "M", "G", "T", "P", "E")


def number(value: Cell) -> float | None:
    """The cell as a number, or None where it holds none."""
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def fixed(value: Cell, digits: int = 3, *, signed: bool = False) -> str:
    """`0.619`, `−0.220`; with `signed` also `+0.012`; a dash for nothing."""
    amount = number(value)
    if amount is None:
        return NOTHING
    text = f"{amount:+.{digits}f}" if signed else f"{amount:.{digits}f}"
    return text.replace("-", MINUS)


def interval(low: Cell, high: Cell, *, signed: bool = False) -> str:
    """`0.591 to 0.646`, or a dash where either end is missing."""
    if number(low) is None or number(high) is None:
        return NOTHING
    return f"{fixed(low, signed=signed)} to {fixed(high, signed=signed)}"


def percent(value: Cell, digits: int = 0) -> str:
    """A fraction as `42%`."""
    amount = number(value)
    return NOTHING if amount is None else fixed(100 * amount, digits) + "%"


def share(value: Cell, digits: int = 0) -> str:
    """A fraction in percent, where only all and nothing are `100%` and `0%`: `94%`, `<1%`, `>99%`."""
    fraction, least = number(value), 10.0**-digits
    if fraction is None or fraction in (0, 1):
        return percent(fraction)
    if 100 * fraction < least:
        return f"<{percent(least / 100, digits)}"
    if 100 * fraction > 100 - least:
        return f">{percent(1 - least / 100, digits)}"
    return percent(fraction, digits)


def count(value: Cell) -> str:
    """`15,625`."""
    amount = number(value)
    return NOTHING if amount is None else f"{amount:,.0f}"


def seconds(value: Cell) -> str:
    """Two significant digits or so, with the unit: `4.0 ms`, `0.22 s`, `12 s`."""
    amount = number(value)
    if amount is None:
        return NOTHING
    if amount < 0.1:
        milliseconds = 1000 * amount
        return f"{milliseconds:.1f} ms" if milliseconds < 10 else f"{milliseconds:.0f} ms"
    return f"{amount:.2f} s" if amount < 10 else f"{amount:,.0f} s"


def cost(value: Cell, unit: str) -> str:
    """In seconds or in whole trainings: `2,500 s`, `50 evaluations`; a dash for nothing."""
    if unit != "seconds":
        return NOTHING if number(value) is None else several(round(number(value) or 0), "evaluation")
    return "0 s" if value == 0 else seconds(value)


def points(fraction: Cell, *, signed: bool = False) -> str:
    """A difference of accuracies in points: `0.65`."""
    known = number(fraction)
    return fixed(None if known is None else 100 * known, 2, signed=signed)


def amount(value: Cell) -> str:
    """Three significant digits and a decimal prefix: `4.72 M`, `1.23 T`, `512`."""
    found = number(value)
    if found is None:
        return NOTHING
    power = next(
        (power for power in range(len(PREFIXES)) if abs(found) < 999.5 * 1000**power), len(PREFIXES) - 1
    )
    short = found / 1000**power
    digits = 0 if power == 0 or abs(short) >= 99.95 else 1 if abs(short) >= 9.995 else 2
    return f"{short:,.{digits}f} {PREFIXES[power]}".strip().replace("-", MINUS)


def mebibytes(value: Cell) -> str:
    """Bytes as `412 MiB`."""
    held = number(value)
    return NOTHING if held is None else f"{held / 2**20:,.0f} MiB"


def joules(value: Cell) -> str:
    """Energy as `1.2 kJ`."""
    spent = number(value)
    return NOTHING if spent is None else f"{spent / 1000:,.1f} kJ"


def score(value: Cell) -> str:
    """Any magnitude in few characters: `1073466`, `0.6187`, `754.74`, `1.234e+30`."""
    amount = number(value)
    if amount is None:
        return NOTHING if value is None else str(value)
    if amount.is_integer() and abs(amount) < 1e9:
        return fixed(amount, 0)
    if 1e-3 <= abs(amount) < 1e5:
        return fixed(amount, next(4 - power for power in range(5) if abs(amount) < 10 ** (power + 1)))
    mantissa, exponent = f"{amount:.3e}".split("e")
    return f"{mantissa}e{int(exponent):+d}".replace("-", MINUS)


def listing(items: Sequence[str], most: int = 6) -> str:
    """`a`, `a and b`, `a, b and c`; beyond `most` items: `a, b and 5 more`."""
    if len(items) > most:
        items = [*items[: most - 1], f"{len(items) - most + 1} more"]
    return " and ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


def several(amount: int, singular: str, plural: str = "") -> str:
    """`1 proxy`, `3 proxies`, `no proxies`."""
    noun = singular if amount == 1 else plural or singular + "s"
    return f"{amount:,} {noun}" if amount else f"no {noun}"


def sentence(text: str) -> str:
    """The text with its first letter raised."""
    return text[:1].upper() + text[1:]


def slug(text: str) -> str:
    """Lower-case letters, digits and single hyphens: safe as a file name and an element id."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "unnamed"


def slugs(names: Sequence[str]) -> dict[str, str]:
    """A slug for each name, numbered by place where several names would share one."""
    found = [slug(name) for name in names]
    return {
        name: key if found.count(key) == 1 else f"{key}-{place}"
        for place, (name, key) in enumerate(zip(names, found, strict=True), start=1)
    }
