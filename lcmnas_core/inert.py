"""What a built network leaves out, so that counts of the written architecture stay exact."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Inert:
    """Parts of an architecture that cannot reach the output and are therefore not built.

    A network built with only live edges carries this record as the plain attribute `inert`; a network
    without the attribute leaves nothing out.

    Attributes:
        params: trainable scalars of the parts left out.
        macs: multiply-adds of the parts left out, one image at the build resolution.
        layers: convolutions and linear layers left out.
        parameter_tensors: named parameter tensors left out (batch-norm affine included).
        weight_norms: Euclidean norm of the weight of each convolution left out, drawn by the network's rule.
        relu_multiplicity: for each ReLU module of the network (by name), how many ReLUs of the written
            architecture read the same tensor; 1 where a name is missing.
    """

    params: int = 0
    macs: int = 0
    layers: int = 0
    parameter_tensors: int = 0
    weight_norms: tuple[float, ...] = ()
    relu_multiplicity: dict[str, int] = field(default_factory=dict)


NOTHING_INERT = Inert()


def inert_of(network: object) -> Inert:
    """The `inert` record of `network`, or the empty one."""
    found = getattr(network, "inert", NOTHING_INERT)
    return found if isinstance(found, Inert) else NOTHING_INERT
