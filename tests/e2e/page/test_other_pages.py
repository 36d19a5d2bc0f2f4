"""The pages of searches and of graphs in the browser: as inert and as narrow as that of proxies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.e2e.page.conftest import Tab
from tests.reports.test_other_pages import EVIL, PAGES


@pytest.fixture(scope="module", params=PAGES)
def other_address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("other") / f"{request.param}.html"
    path.write_text(PAGES[request.param](), encoding="utf-8")
    return path.as_uri()


def test_it_asks_for_nothing_runs_nothing_and_fits_a_phone(browser: Any, other_address: str) -> None:
    tab = Tab(browser, other_address, viewport={"width": 390, "height": 800})
    tab.page.wait_for_timeout(100)
    assert tab.requests == [other_address]
    assert tab.complaints == []
    assert tab.page.evaluate("window.pwned") is None
    assert tab.page.locator("h1").text_content() == EVIL
    assert tab.page.evaluate("document.documentElement.scrollWidth") == 390
    tab.page.locator("#theme").click()
    assert tab.page.evaluate("document.documentElement.dataset.theme") == "dark"
    tab.context.close()
