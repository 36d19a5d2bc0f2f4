"""Which chains are worth a network: checks on shapes alone, before anything is built (section 5)."""

from __future__ import annotations

from dataclasses import dataclass

from lcmnas_core.architectures.counts import Counts
from lcmnas_core.architectures.decoding.operations import Dense, Norm
from lcmnas_core.architectures.decoding.plan import Plan
from lcmnas_core.architectures.decoding.unbuildable import Reason
from lcmnas_core.spaces.wdg_macro.draw import LONGEST

MOST_DENSE_INPUTS = 6_000


@dataclass(frozen=True)
class Limits:
    """Upper limits on the built network; None leaves one out.

    The early-exit population initialisation of EEEA-Net (Termritthikun et al., arXiv:2108.06156) is this
    filter: draws over the limit are dropped before anything is built or trained.

    Attributes:
        params: trainable scalars.
        macs: multiply-adds of one image.
        depth: convolutions and linear layers.
    """

    params: int | None = None
    macs: int | None = None
    depth: int | None = None

    def broken_by(self, counts: Counts) -> Reason | None:
        """The first limit that a network of these `counts` is over."""
        limits = (
            (self.params, counts.params, Reason.PARAMS),
            (self.macs, counts.macs, Reason.MACS),
            (self.depth, counts.layers, Reason.DEPTH),
        )
        return next((why for most, found, why in limits if most is not None and found > most), None)


@dataclass(frozen=True)
class Acceptance:
    """Checks besides those of decoding.

    Attributes:
        limits: on the built network.
        mixing_too: the limit of 6,000 inputs holds for every linear layer; otherwise, as published, for the
            dense head only, and a full mixing of a large map runs out of memory when it is built.
    """

    limits: Limits = Limits()
    mixing_too: bool = True

    def refuses(self, plan: Plan) -> Reason | None:
        """Why `plan` is not accepted; None if it is.

        Length at most 500; at most 6,000 inputs of a linear layer; no batch norm that would see one value
        per channel when a single image is shown in train mode; the limits.
        """
        if plan.length > LONGEST:
            return Reason.LENGTH
        for operation in plan.operations:
            if isinstance(operation, Dense) and self._is_too_wide(operation):
                return Reason.DENSE_INPUTS
            if isinstance(operation, Norm) and operation.size == (1, 1):
                return Reason.ONE_VALUE_PER_CHANNEL
        return self.limits.broken_by(plan.counts)

    def _is_too_wide(self, dense: Dense) -> bool:
        return dense.inputs > MOST_DENSE_INPUTS and (self.mixing_too or not dense.mixes)


USUAL_ACCEPTANCE = Acceptance()
