"""A plain convolutional network as MetaQNN writes it: layers by letter, one after the other."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PlainLayer:
    """A written layer with weights or a pool.

    `C(n,f,s)` is a convolution with n filters of f x f and stride s, `P(k,s)` a pool of k x k and stride s,
    `FC(n)` a fully connected layer, `GAP(k)` a 1x1 convolution to the classes with a global average.
    """

    letter: str
    numbers: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.letter}({','.join(map(str, self.numbers))})"


@dataclass(frozen=True)
class PlainChain:
    """The layers before the classifier. Dropouts are not among them: where they stand follows from these."""

    layers: tuple[PlainLayer, ...]
