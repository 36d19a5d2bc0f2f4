"""Draws from weighted directed graphs: from a pool of parents, or by an edit of one that exists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.counts import Counts
from lcmnas_core.architectures.decoding.flattening import nominal_events
from lcmnas_core.architectures.decoding.plan import Plan
from lcmnas_core.architectures.layer_chain import LayerChain
from lcmnas_core.graphs.weighted_graph import WeightedGraph
from lcmnas_core.search.request import Search
from lcmnas_core.spaces.wdg_macro import mutation
from lcmnas_core.spaces.wdg_macro.accepted import Drawn, sample_accepted
from lcmnas_core.spaces.wdg_macro.pool import Pool
from lcmnas_core.spaces.wdg_macro.references import reference_pool
from lcmnas_core.spaces.wdg_macro.roulette import Parent
from lcmnas_core.spaces.wdg_macro.rules import CORRECTED_RULES, ORIGINAL_RULES, Rules
from lcmnas_core.tracing.variants import graph_of

RULES = {"corrected": CORRECTED_RULES, "original": ORIGINAL_RULES}
RANDOM_LAYER = ("random_layer", "random_both")
WITHOUT_FITNESS = ("random_model", "random_both")


def rules_of(search: Search) -> Rules:
    """How the architectures of `search` are written, read and accepted."""
    rules = RULES[search.compat].for_variant(search.variant)
    sampling = replace(
        rules.sampling,
        random_layer=search.method in RANDOM_LAYER,
        shares_ties=search.compat == "corrected" or search.method not in WITHOUT_FITNESS,
    )
    return replace(rules, sampling=sampling, acceptance=replace(rules.acceptance, limits=search.limits))


@dataclass
class GraphDrawing:
    """Draws for one search, with a count of what was rejected on the way.

    Attributes:
        plans: what is built from every architecture drawn.
        accepted: draws that were accepted; the same architecture may be drawn twice.
        rejected: draws that were not accepted, by reason.
        depths: how many of all draws could be built with which depth.
    """

    search: Search
    plans: dict[LayerChain, Plan] = field(default_factory=dict)
    accepted: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    depths: Counter[int] = field(default_factory=Counter)

    def from_pool(self, parents: Sequence[Parent]) -> Callable[[np.random.Generator], LayerChain]:
        """What writes architectures from the graphs of `parents`."""
        pool = Pool(parents, self.rules.sampling)
        return lambda rng: self._written(pool, rng)

    def draw(self, rng: np.random.Generator) -> LayerChain:
        """A chain from all reference networks, none fitter than another."""
        return self._written(reference_pool(self.search.variant, self.rules.sampling), rng)

    def mutated(self, chain: LayerChain, rng: np.random.Generator) -> LayerChain:
        """`chain` after one edit, drawn from the union of the reference networks."""
        return self._kept(mutation.mutated(chain, self.search.variant, self.settings, rng, self.rules))

    def graph_of(self, chain: LayerChain) -> WeightedGraph:
        """The graph that `chain` adds to the pool, at its written widths."""
        events = nominal_events(chain, self.settings, self.rules.decoding)
        return graph_of(events, self.search.variant)

    def counts(self, chain: LayerChain) -> Counts:
        """What the network of an architecture drawn before costs."""
        return self.plans[chain].counts

    @staticmethod
    def format(chain: LayerChain) -> str:
        """The architecture as it is written."""
        return str(chain)

    @cached_property
    def rules(self) -> Rules:
        """How architectures are written, read and accepted."""
        return rules_of(self.search)

    @cached_property
    def settings(self) -> BuildSettings:
        """The size at which architectures are checked."""
        return self.search.build_settings

    @property
    def rejections(self) -> Mapping[str, int]:
        """Rejected draws by reason, most frequent first."""
        return dict(self.rejected.most_common())

    def _written(self, pool: Pool, rng: np.random.Generator) -> LayerChain:
        return self._kept(sample_accepted(pool, self.settings, rng, self.rules))

    def _kept(self, drawn: Drawn) -> LayerChain:
        self.plans[drawn.chain] = drawn.plan
        self.accepted += 1
        self.rejected.update({str(reason): count for reason, count in drawn.rejected.items()})
        self.depths.update(drawn.depths)
        return drawn.chain
