"""Everything that decides a run of this suite, fully resolved."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.records.measurement import Frozen, Setting

from ..proxy_facts import ProxyFacts
from ..suite_request import SuiteRequest

NAME = "proxy-ranking"
VERSION = 1
"""History: 1 first released suite."""

SYNTHETIC = "synthetic"
"""The space whose scores are planted: no networks, no images."""

IMAGES_PER_PASS = 96
"""`lcmnas` on more images than the batch takes them in parts of this many, as its authors do."""


class Networks(Frozen):
    """How networks are built, and what they are shown."""

    images: str
    data_sha256: str
    batch: int
    batch_sha256: tuple[str, ...] = Field(description="of the images and labels shown, one for each seed")
    lcmnas_images: int = Field(description="images of the proxy `lcmnas`; the batch unless asked for")
    channels: int
    cells: int
    input_shape: tuple[int, int, int]
    classes: int
    init: str
    width_factor: float = Field(default=1.0, description="of spaces that name their widths")

    def settings(self, proxy: str) -> dict[str, Setting]:
        """What an identity says of the network and the images of one proxy."""
        build = BuildSettings(
            self.channels, self.cells, self.input_shape, self.classes, self.init, self.width_factor
        )
        settings: dict[str, Setting] = {**build.names(), "batch": self.batch}
        if proxy == "lcmnas":
            settings["images"] = self.lcmnas_images
            if self.lcmnas_images > self.batch:
                settings["images_per_pass"] = IMAGES_PER_PASS
        return settings


class Request(SuiteRequest):
    """One resolved run: equal requests plan equal jobs. Stored with the run; restored from its JSON."""

    suite: Literal["proxy-ranking"] = "proxy-ranking"
    suite_version: int = VERSION
    space: str
    table: str
    table_sha256: str
    table_is_ours: bool
    dataset: str
    target: str = Field(description="column of the table that counts as truth")
    populations: tuple[str, ...] = Field(description="ranked apart, never pooled")
    limit: int | None = Field(description="architectures of each population; null for all")
    sample_seed: int
    seeds: int
    proxies: tuple[ProxyFacts, ...]
    networks: Networks | None = Field(description="null for planted scores")

    @property
    def images(self) -> str:
        """Name of the image set, or `none`."""
        return self.networks.images if self.networks else "none"

    @property
    def data_sha256(self) -> str:
        """Hash of the image set; empty without one."""
        return self.networks.data_sha256 if self.networks else ""

    @property
    def names(self) -> tuple[str, ...]:
        """The proxies, in order."""
        return tuple(each.name for each in self.proxies)

    def settings(self, proxy: str) -> dict[str, Setting]:
        """The settings in the identity of one proxy's scores."""
        return self.networks.settings(proxy) if self.networks else {}

    def directions(self) -> dict[str, bool]:
        """Whether higher is better, by proxy."""
        return {each.name: each.higher_is_better for each in self.proxies}
