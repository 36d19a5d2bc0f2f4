"""The trace of a network computed from its plan, without building it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.decoding.decode import decode
from lcmnas_core.architectures.decoding.operations import Operation
from lcmnas_core.architectures.decoding.plan import IMAGES, Plan, Step
from lcmnas_core.architectures.decoding.rules import CORRECTED_DECODING, DecodingRules
from lcmnas_core.architectures.layer_chain import Layer, LayerChain


def flattened(plan: Plan) -> tuple[Layer, ...]:
    """The events of one train-mode pass: blocks as their inner layers, joins with their distances."""
    events: list[Layer] = []
    ends = {IMAGES: IMAGES}
    for place, step in enumerate(plan.steps):
        events += _layers(step.operations)
        if step.join is not None:
            events += _joined(step, len(events), ends)
        ends[place] = len(events) - 1
    return tuple(events)


def nominal_events(
    chain: LayerChain, settings: BuildSettings, rules: DecodingRules = CORRECTED_DECODING
) -> tuple[Layer, ...]:
    """The events that join a population as the graph of `chain`: widths as written, whatever is built.

    Raises:
        Unbuildable: there is no such network.
    """
    return flattened(decode(chain, replace(settings, width_factor=1.0), rules))


def _joined(step: Step, start: int, ends: dict[int, int]) -> list[Layer]:
    join = step.join
    assert join is not None
    other = _layers(join.operations)
    read = start - 1 if other else ends[join.source]
    distance = start + len(other) - 1 - read
    return [*other, Layer(join.kind, (("distance", distance),)), *_layers(join.after)]


def _layers(operations: Sequence[Operation]) -> list[Layer]:
    return [operation.layer for operation in operations]
