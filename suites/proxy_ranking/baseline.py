"""A run to be held to: its scores by architecture, and all that must be equal for a comparison."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from lcmnas_core.errors import StoreError
from lcmnas_core.metrics import MINIMUM_FOR_GATE

from .gate import ProxyVerdict, verdicts
from .measured import Floats, Scored, members, rows_of, scored
from .populations import table_of
from .request import Request

if TYPE_CHECKING:
    import pandas as pd

FORMAT = 1
"""History: 1 first released format."""

COMMON_SHARE = 0.95
"""Least share of a baseline's architectures that the run must have measured too."""


@dataclass(frozen=True)
class GateResult:
    """What a comparison with a baseline says.

    Attributes:
        verdicts: one for each population, proxy and seed that could be compared.
        incomparable: fields that differ and forbid a comparison, with both values.
        notes: what differs and does not matter: another machine, another version of torch.
    """

    verdicts: list[ProxyVerdict] = field(default_factory=list)
    incomparable: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def worse(self) -> list[ProxyVerdict]:
        """The verdicts that turn a gate red."""
        return [each for each in self.verdicts if each.verdict == "worse"]

    def passes(self, *, allow_incomparable: bool = False) -> bool:
        """Nothing is worse, and nothing incomparable unless that is allowed."""
        return not self.worse and (allow_incomparable or not self.incomparable)


def make_baseline(
    request: Request, measurements: pd.DataFrame, environment: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The baseline that a run amounts to, as JSON; holds no truth.

    Args:
        request: what was run.
        measurements: its latest rows.
        environment: where; kept for information.

    Raises:
        UsageError: nothing is measured yet.
        MissingError, StoreError: the table is not at hand or is another one.
    """
    return {
        "format": FORMAT,
        **protocol(request),
        "proxies": {each.name: each.version for each in request.proxies},
        "populations": {
            one.population: {
                "archs": list(one.archs),
                "scores": {name: _json(values) for name, values in one.values.items()},
            }
            for one in _populations(request, measurements)
        },
        "environment": dict(environment or {}),
    }


def compare_with_baseline(
    request: Request,
    measurements: pd.DataFrame,
    baseline: Mapping[str, Any],
    environment: Mapping[str, Any] | None = None,
) -> GateResult:
    """Compare a run with a baseline, proxy by proxy, on the architectures they share.

    Args:
        request: what was run.
        measurements: its latest rows.
        baseline: from `make_baseline`.
        environment: of the run, to name what differs.

    Raises:
        StoreError: the baseline is of an unknown format.
        UsageError: nothing is measured yet.
        MissingError: the table is not at hand.
    """
    if baseline.get("format") != FORMAT:
        raise StoreError(
            f"this baseline has format {baseline.get('format')!r}; expected {FORMAT}: write it anew"
        )
    result = GateResult(
        incomparable=_differing(protocol(request), baseline),
        notes=_environment_notes(baseline.get("environment", {}), environment or {}),
    )
    if result.incomparable:
        return result
    versions = {each.name: each.version for each in request.proxies}
    result.incomparable.extend(_differing_versions(versions, baseline["proxies"]))
    names = [name for name, version in baseline["proxies"].items() if versions.get(name) == version]
    runs = {one.population: one for one in _populations(request, measurements)}
    for population, stored in baseline["populations"].items():
        _compare_population(result, request, names, runs.get(population), (population, stored))
    if not result.verdicts and not result.incomparable:
        result.incomparable.append(f"architectures: no proxy has the {MINIMUM_FOR_GATE} that a verdict needs")
    return result


def _compare_population(
    result: GateResult,
    request: Request,
    names: list[str],
    run: Scored | None,
    kept: tuple[str, Mapping[str, Any]],
) -> None:
    population, stored = kept
    place = {arch: index for index, arch in enumerate(run.archs)} if run else {}
    common = [(old, place[arch]) for old, arch in enumerate(stored["archs"]) if arch in place]
    if len(common) < COMMON_SHARE * len(stored["archs"]):
        result.incomparable.append(
            f"architectures of {population}: {len(common)} in the run, {len(stored['archs'])} in the baseline"
        )
    elif run is not None:
        before, now = (list(places) for places in zip(*common, strict=True))
        old = {name: _floats(stored["scores"][name])[:, before] for name in names}
        new = {name: run.values[name][:, now] for name in names}
        classes = None if run.classes is None else run.classes[now]
        found, notes = verdicts(population, (old, new), run.truth[now], classes, request.directions())
        result.verdicts.extend(found)
        result.notes.extend(notes)


def _populations(request: Request, measurements: pd.DataFrame) -> list[Scored]:
    table, rows = table_of(request), rows_of(request, measurements)
    return [
        scored(request, table, rows[rows["arch"].isin(archs)], population, archs)
        for population, archs in members(request, table, rows).items()
    ]


def protocol(request: Request) -> dict[str, Any]:
    """What must be equal, by name: everything but sample, proxies and presets."""
    # What came later than the first baselines stands in one only where it is not at its default.
    networks = request.networks.model_dump(mode="json", exclude_defaults=True) if request.networks else {}
    fields = ("suite", "suite_version", "space", "table", "table_sha256", "dataset", "target", "seeds")
    return {name: getattr(request, name) for name in fields} | networks


def _differing(run: Mapping[str, Any], baseline: Mapping[str, Any]) -> list[str]:
    return [
        f"{name}: {_short(baseline.get(name))} in the baseline, {_short(value)} in the run"
        for name, value in run.items()
        if baseline.get(name) != value
    ]


def _differing_versions(run: Mapping[str, str], baseline: Mapping[str, str]) -> list[str]:
    return [
        f"version of {name}: {version} in the baseline, {run.get(name, 'not measured')} in the run"
        for name, version in baseline.items()
        if run.get(name) != version
    ]


def _environment_notes(baseline: Mapping[str, Any], run: Mapping[str, Any]) -> list[str]:
    first, second = _flat(baseline), _flat(run)
    return [
        f"{name}: {first[name]} in the baseline, {second[name]} in the run"
        for name in sorted(first.keys() & second.keys())
        if first[name] != second[name]
    ]


def _flat(nested: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in nested.items():
        found |= _flat(value, f"{prefix}{name}.") if isinstance(value, Mapping) else {prefix + name: value}
    return found


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:37] + "..."


def _json(values: Floats) -> list[list[float | None]]:
    return [[None if np.isnan(one) else float(one) for one in row] for row in values]


def _floats(rows: list[list[float | None]]) -> Floats:
    return np.array([[np.nan if one is None else one for one in row] for row in rows], dtype=np.float64)
