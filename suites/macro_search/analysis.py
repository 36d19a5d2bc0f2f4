"""From stored rows to the frames of the page: every search is gone through again on its stored answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from lcmnas_core.architectures.counts import Counts
from lcmnas_core.errors import MissingError, StoreError
from lcmnas_core.search.cost import total
from lcmnas_core.search.course import Course, ending_spent

from ..suite import Frames
from . import mixture
from .answers import known_from
from .plan import followed
from .request import Request

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]


def analyse(
    request: Request, measurements: pd.DataFrame, aggregates: Mapping[str, Any] | None = None
) -> Frames:
    """Frames `searches`, `evaluations`, `phases`, `rejections`, `depths` and `failures`.

    A search that has not ended is in them as far as it got. With a table of networks also `mixture`; of the
    aggregates of an earlier analysis only that one is read back, where the table is no longer at hand.
    """
    import pandas as pd

    known = known_from(measurements)
    courses = followed(request, known)
    rows = {
        "searches": [_search(each) for each in courses],
        "evaluations": [row for each in courses for row in _evaluations(each)],
        "phases": [row for each in courses for row in _phases(each)],
        "rejections": [
            {"search": each.search.name, "reason": reason, "count": count}
            for each in courses
            for reason, count in each.drawing.rejections.items()
        ],
        "depths": [
            {"search": each.search.name, "depth": depth, "count": count}
            for each in courses
            for depth, count in sorted(each.drawing.depths.items())
        ],
        "failures": [row for each in courses for row in _failures(each)],
    }
    omitted = [f"{each.search.name} has not ended" for each in courses if not each.is_over]
    if request.mixture_table is not None:
        try:
            rows["mixture"] = mixture.rows(request, known)
        except (MissingError, StoreError) as error:
            omitted.append(f"what the mixture is worth: {error}")
            rows |= _earlier(request, aggregates or {})
    kept: Row = {name: rows[name] for name in ("searches", "mixture") if name in rows}
    return Frames(
        frames={name: pd.DataFrame(each) for name, each in rows.items()},
        aggregates={"request_sha256": request.sha256, **kept},
        omitted=omitted,
    )


def _earlier(request: Request, aggregates: Mapping[str, Any]) -> dict[str, list[Row]]:
    """The mixture as it was found when its table was at hand."""
    if aggregates.get("request_sha256") != request.sha256 or "mixture" not in aggregates:
        return {}
    return {"mixture": aggregates["mixture"]}


def _search(course: Course) -> Row:
    search, winner, spent = course.search, course.winner, course.spent + ending_spent(course)
    told = [part for parts in course.by_phase().values() for part in parts]
    rejected = sum(course.drawing.rejections.values())
    return {
        "search": search.name,
        "method": search.entrant,
        "space": search.space,
        "seed": search.seed,
        "dataset": search.images.dataset,
        "evaluations": len(course.evaluations),
        "cut_in": course.cut_in,
        "failed": sum(each.told.status != "ok" for each in course.evaluations),
        "macs": spent.macs,
        "images": spent.images,
        "cpu_s": course.cpu_s,
        "device_s": total(each.device_s for each in told),
        "wall_s": total(each.wall_s for each in told),
        "peak_bytes": max((each.peak_bytes for each in told if each.peak_bytes is not None), default=None),
        "energy_j": total(each.energy_j for each in told),
        "rejected": rejected,
        "drawn": rejected + course.drawing.accepted,
        "test_accuracy": course.test_accuracy,
        "validation_accuracy": winner.told.values["validation_accuracy"] if winner else None,
        **_network(winner.counts if winner else None),
        "arch": winner.arch if winner else None,
    }


def _evaluations(course: Course) -> Iterator[Row]:
    search = course.search
    cpu_s: float | None = 0.0
    device_s: float | None = 0.0
    fitness = search.estimation.mixture.fitness([each.told.usable for each in course.evaluations])
    for each, value in zip(course.evaluations, fitness, strict=True):
        if not each.is_repeat:
            cpu_s, device_s = total((cpu_s, each.told.cpu_s)), total((device_s, each.told.device_s))
        yield {
            "search": search.name,
            "method": search.entrant,
            "seed": search.seed,
            "number": each.number,
            "generation": each.round_,
            "arch": each.arch,
            "status": each.told.status,
            "score": each.told.values.get("score"),
            "validation_accuracy": each.told.values.get("validation_accuracy"),
            "fitness": value,
            **_network(each.counts),
            "macs": each.macs,
            "images": each.images,
            "cpu_s": cpu_s,
            "device_s": device_s,
        }


def _network(counts: Counts | None) -> Row:
    if counts is None:
        return dict.fromkeys(("params", "net_macs", "depth"))
    return {"params": counts.params, "net_macs": counts.macs, "depth": counts.layers}


def _phases(course: Course) -> Iterator[Row]:
    for phase, told in course.by_phase().items():
        yield {"search": course.search.name, "phase": phase, "cpu_s": total(each.cpu_s for each in told)}


def _failures(course: Course) -> Iterator[Row]:
    """Candidates, finalists and last trainings without a value."""
    told = [(each.arch, each.told) for each in course.evaluations]
    told += [(each.arch, each.told) for each in course.finalists]
    if course.winner is not None:
        told += [(course.winner.arch, each) for each in course.final]
    for arch, each in told:
        if each.status != "ok":
            yield {
                "search": course.search.name,
                "method": course.search.entrant,
                "arch": arch,
                "status": each.status,
                "reason": each.reason,
            }
