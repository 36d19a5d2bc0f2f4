import json

import pytest

from lcmnas_core.errors import MissingError, UnknownName, UsageError
from suites import SUITES

SUITE = SUITES["proxy-ranking"]


def test_planted_request_is_whole_and_survives_json(smoke):
    request = smoke()
    assert request.names == ("params", "planted_10", "planted_30", "planted_50", "planted_70")
    assert (request.target, request.images, request.data_sha256) == ("test_accuracy", "none", "")
    restored = SUITE.restore(json.loads(json.dumps(request.model_dump(mode="json"))))
    assert restored == request
    assert restored.sha256 == request.sha256


def test_the_hash_tells_requests_apart(smoke):
    assert len({smoke(**each).sha256 for each in ({}, {"limit": 3}, {"seeds": 1}, {"sample_seed": 1})}) == 4


def test_networks_are_built_as_the_table_trained_them_and_shown_its_images(trained_table):
    trained_table()
    networks = SUITE.request(None, {"table": "tiny", "seeds": 2}).networks
    assert (networks.images, networks.input_shape, networks.classes) == ("digits", (1, 8, 8), 10)
    assert (networks.channels, networks.cells, networks.init) == (4, 1, "default")
    assert len(set(networks.batch_sha256)) == 2
    assert networks.lcmnas_images == networks.batch == 64


def test_networks_are_as_wide_as_the_table_trained_them(trained_table):
    trained_table(width_factor=0.25)
    networks = SUITE.request(None, {"table": "tiny", "seeds": 1}).networks
    assert networks.settings("nwot")["width_factor"] == 0.25
    trained_table()
    assert "width_factor" not in SUITE.request(None, {"table": "tiny", "seeds": 1}).networks.settings("nwot")


def test_all_are_the_proxies_of_this_package_but_the_costly_one(trained_table):
    trained_table()
    names = SUITE.request(None, {"table": "tiny"}).names
    assert {"params", "macs", "synflow", "jacov", "lcmnas", "zen"} <= set(names)
    assert "zen_paper" not in names
    more = SUITE.request(None, {"table": "tiny", "proxies": "flops,all,zen_paper"}).names
    assert more[0] == "macs"
    assert set(more) == {*names, "zen_paper"}
    assert len(more) == len(set(more))


@pytest.mark.parametrize(
    ("overrides", "error", "message"),
    [
        ({"table": "tinny"}, UnknownName, "did you mean 'tiny'"),
        ({"table": "tiny", "proxies": "jacof"}, UnknownName, "did you mean 'jacov'"),
        ({"table": "tiny", "images": "digit"}, UnknownName, "did you mean 'digits'"),
        ({"table": "tiny", "init": "kaiming"}, UnknownName, "kaiming_normal"),
        ({"table": "tiny", "population": "three"}, UnknownName, "population of table tiny"),
        ({"table": "tiny", "dataset": "cifar10"}, UsageError, "no accuracy for dataset 'cifar10'"),
        ({"table": "tiny", "space": "darts"}, UsageError, "of space 'nasbench201', not 'darts'"),
        ({"table": "tiny", "batch": 100_000}, UsageError, "batch size 100000"),
        ({"table": "tiny", "images": "fashion_mnist"}, MissingError, "fashion_mnist"),
        ({"table": "synthetic", "proxies": "jacov"}, UsageError, "has no proxy 'jacov'"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_runs(trained_table, overrides, error, message):
    trained_table()
    with pytest.raises(error, match=message) as caught:
        SUITE.request(None, overrides)
    assert "\n" not in str(caught.value)
