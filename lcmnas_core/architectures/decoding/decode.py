"""One walk along a chain of layers that finds what each becomes, at which shape and cost."""

from __future__ import annotations

from collections.abc import Sequence

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.decoding.plan import Plan
from lcmnas_core.architectures.decoding.reading import Reading
from lcmnas_core.architectures.decoding.rules import CORRECTED_DECODING, DecodingRules
from lcmnas_core.architectures.decoding.sizes import reckoned_after
from lcmnas_core.architectures.decoding.state import State
from lcmnas_core.architectures.decoding.steps import Ahead, step
from lcmnas_core.architectures.decoding.unbuildable import Reason, Unbuildable
from lcmnas_core.architectures.gene_faults import gene_fault
from lcmnas_core.architectures.layer_chain import ACTIVATIONS, Layer, LayerChain

DENSE = frozenset(("Linear", "Classifier"))
ELEMENTWISE = ACTIVATIONS | {"Dropout"}


def decode(chain: LayerChain, settings: BuildSettings, rules: DecodingRules = CORRECTED_DECODING) -> Plan:
    """What is built from `chain` at `settings` (input shape, classes, width factor).

    Raises:
        Unbuildable: nothing can be; its `reason` says why. Under `CORRECTED_DECODING` that does not depend
            on the settings.
    """
    layers = chain.layers
    _check_written(layers)
    state = State(settings.input_shape, [], settings.input_shape[1:])
    reading = Reading(rules, settings)
    for layer, ahead in zip(layers, _ahead(layers), strict=True):
        found = step(layer, state, reading, ahead)
        state.steps.append(found)
        state.stem = state.stem and layer.kind not in ("Conv2d", "Bottleneck")
        if len(found.outputs) == 3:
            truth = found.outputs[1:]
            state.reckoned = truth if rules.tracks_sizes else reckoned_after(layer, state.reckoned)
    return Plan(settings.input_shape, tuple(state.steps))


def _check_written(layers: Sequence[Layer]) -> None:
    for place, layer in enumerate(layers):
        fault = gene_fault(layer)
        if fault:
            raise Unbuildable(Reason.MALFORMED_LAYER, f"layer {place}: {fault}")
    ends = [place for place, layer in enumerate(layers) if layer.kind == "Classifier"]
    if ends != [len(layers) - 1]:
        raise Unbuildable(
            Reason.NO_CLASSIFIER, f"a chain ends in its only Classifier; found at {ends} of {len(layers)}"
        )


def _ahead(layers: Sequence[Layer]) -> list[Ahead]:
    found, head, spatial = [], True, False
    for layer in reversed(layers):
        found.append(Ahead(head, spatial))
        if layer.kind in DENSE:
            spatial = False
        elif layer.kind not in ELEMENTWISE:
            head, spatial = False, True
    return found[::-1]
