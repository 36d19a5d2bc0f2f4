"""The rules and the size under which a chain is decoded."""

from __future__ import annotations

from dataclasses import dataclass

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.decoding.rules import DecodingRules
from lcmnas_core.architectures.decoding.sizes import count
from lcmnas_core.architectures.layer_chain import Value


@dataclass(frozen=True)
class Reading:
    """Rules and settings, and what they make of single words."""

    rules: DecodingRules
    settings: BuildSettings

    def kind(self, written: str) -> str:
        """The kind of layer that is built where `written` stands."""
        return dict(self.rules.replaced).get(written, written)

    def width(self, written: Value | None) -> int:
        """The written width at the settings' width factor: max(1, round(w f))."""
        return max(1, round(count(written) * self.settings.width_factor))
