"""Small networks whose traces can be written by hand."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class Shared(nn.Module):
    """One ReLU module that runs twice, one ReLU function, and layers that never run."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = nn.Conv2d(3, 4, 3), nn.Conv2d(4, 4, 3)
        self.relu, self.unused = nn.ReLU(), nn.Linear(7, 7)

    def forward(self, images: Tensor) -> Tensor:
        return F.relu(self.second(self.relu(self.relu(self.first(images)))))


class Residual(nn.Module):
    """conv a (place 0), then conv b (1), relu (2), conv c (3), + a, then conv d."""

    def __init__(self) -> None:
        super().__init__()
        self.a, self.b, self.c, self.d = (nn.Conv2d(w, 4, 3, padding=1) for w in (3, 4, 4, 4))
        self.relu = nn.ReLU()

    def forward(self, images: Tensor) -> Tensor:
        stem = self.a(images)
        running = self.c(self.relu(self.b(stem)))
        running += stem
        return self.d(running)


class OntoImage(nn.Module):
    """conv a (0), conv b (1), then + the image."""

    def __init__(self) -> None:
        super().__init__()
        self.a, self.b = nn.Conv2d(3, 3, 3, padding=1), nn.Conv2d(3, 3, 3, padding=1)

    def forward(self, images: Tensor) -> Tensor:
        return self.b(self.a(images)) + images


class Dense(nn.Module):
    """stem; two dense layers (conv, sigmoid), each fed all maps so far; a last conv fed all three."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3, 2, 1)
        self.layers = nn.ModuleList(nn.Conv2d(2 * count, 2, 3, padding=1) for count in (1, 2))
        self.act, self.last = nn.Sigmoid(), nn.Conv2d(6, 5, 1)

    def forward(self, images: Tensor) -> Tensor:
        maps = [self.stem(images)]
        for layer in self.layers:
            maps.append(self.act(layer(torch.cat(maps, 1))))
        return self.last(torch.cat(maps, dim=1))


class Inception(nn.Module):
    """Three branches of the image: conv a (0), relu (1) | conv b (2) | pool (3), conv c (4); then conv d."""

    def __init__(self) -> None:
        super().__init__()
        self.a, self.b, self.c = nn.Conv2d(3, 2, 1), nn.Conv2d(3, 4, 1), nn.Conv2d(3, 6, 1)
        self.relu, self.pool, self.d = nn.ReLU(), nn.MaxPool2d(3, 1, 1), nn.Conv2d(12, 1, 1)

    def forward(self, images: Tensor) -> Tensor:
        branches = [self.relu(self.a(images)), self.b(images), self.c(self.pool(images))]
        return self.d(torch.concat(branches, dim=-3))


class Gated(nn.Module):
    """A squeeze-and-excitation gate: a product of two outputs."""

    def __init__(self) -> None:
        super().__init__()
        self.a, self.pool, self.gate = nn.Conv2d(3, 4, 1), nn.AdaptiveAvgPool2d(1), nn.Sigmoid()

    def forward(self, images: Tensor) -> Tensor:
        running = self.a(images)
        return running * self.gate(self.pool(running))


class Shuffled(nn.Module):
    """A shuffle unit: one half of the channels passes by, the other runs; sizes are read from the map."""

    def __init__(self) -> None:
        super().__init__()
        self.a, self.b, self.c = nn.Conv2d(3, 4, 1), nn.Conv2d(2, 2, 1), nn.Conv2d(4, 4, 1)

    def forward(self, images: Tensor) -> Tensor:
        still, moving = self.a(images).chunk(2, dim=1)
        joined = torch.cat((still, self.b(moving)), 1)
        N, C, H, W = joined.size()
        return self.c(joined.view(N, 2, C // 2, H, W).transpose(1, 2).reshape(N, C, H, W))


class Branching(nn.Module):
    """Looks at a value before it decides which layer runs."""

    def __init__(self) -> None:
        super().__init__()
        self.a = nn.Conv2d(3, 4, 1)

    def forward(self, images: Tensor) -> Tensor:
        return self.a(images) if images.sum() > 0 else images


class Counting(nn.Module):
    """Control flow that torch.fx cannot follow, though it depends on the shape alone."""

    def __init__(self) -> None:
        super().__init__()
        self.a = nn.Conv2d(3, 3, 1)

    def forward(self, images: Tensor) -> Tensor:
        for _ in range(images.shape[1]):
            images = self.a(images)
        return images


class Late(nn.Module):
    """Adds two outputs, neither of them that of the layer before the addition."""

    def __init__(self) -> None:
        super().__init__()
        self.a, self.b, self.c = (nn.Conv2d(3, 3, 1) for _ in range(3))

    def forward(self, images: Tensor) -> tuple[Tensor, Tensor]:
        one, two = self.a(images), self.b(images)
        return self.c(images), one + two
