"""The passes over a network, and what each yields; every pass runs at most once per network and batch."""

from lcmnas_core.data.batch import Batch
from lcmnas_core.observations.curvature import Curvature
from lcmnas_core.observations.forward import Forward
from lcmnas_core.observations.given import Images, InputShape, Labels, Seed
from lcmnas_core.observations.input_jacobian import InputCorrelation, InputJacobian, in_parts
from lcmnas_core.observations.loss_gradients import ChannelSaliencies, LossGradients, Targets
from lcmnas_core.observations.network import Network, observed, seed_everything, undisturbed
from lcmnas_core.observations.noise_response import NoiseResponse, NoiseResponses, PaperNoiseResponses
from lcmnas_core.observations.observer import (
    PASSES,
    Observer,
    closure,
    image_passes,
    signature_types,
    yields,
)
from lcmnas_core.observations.relu_agreement import ReluAgreement
from lcmnas_core.observations.second_order import inner
from lcmnas_core.observations.synaptic_flow import SynapticFlow
from lcmnas_core.observations.written import Size, WeightNorms, Work

__all__ = [
    "PASSES",
    "Batch",
    "ChannelSaliencies",
    "Curvature",
    "Forward",
    "Images",
    "InputCorrelation",
    "InputJacobian",
    "InputShape",
    "Labels",
    "LossGradients",
    "Network",
    "NoiseResponse",
    "NoiseResponses",
    "Observer",
    "PaperNoiseResponses",
    "ReluAgreement",
    "Seed",
    "Size",
    "SynapticFlow",
    "Targets",
    "WeightNorms",
    "Work",
    "closure",
    "image_passes",
    "in_parts",
    "inner",
    "observed",
    "seed_everything",
    "signature_types",
    "undisturbed",
    "yields",
]
