"""The page of a hostile run in headless Chromium, offline."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from reports import render
from tests.e2e.page import hostile_run

CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture(scope="session")
def frames() -> dict[str, pd.DataFrame]:
    return hostile_run.frames()


@pytest.fixture(scope="session")
def address(frames: dict[str, pd.DataFrame], tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "index.html"
    path.write_text(render(hostile_run.RUN, frames), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"no browser at {CHROMIUM}")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


class Tab:
    """A page in a context of its own, with everything it asked for or complained about."""

    def __init__(self, browser: Any, address: str, **options: Any) -> None:
        self.context = browser.new_context(
            offline=True, **{"viewport": {"width": 1280, "height": 900}} | options
        )
        self.page = self.context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(address)

    def names(self, table: str) -> list[str]:
        """The first cell of every row that is drawn."""
        rows = self.page.locator(f'[data-table="{table}"] tbody th')
        return [text.strip() for text in rows.all_text_contents()]

    def sort(self, table: str, key: str) -> None:
        self.page.locator(f'.table[data-table="{table}"] th[data-key="{key}"] button').evaluate(
            "b => b.click()"
        )

    def filter(self, table: str, text: str) -> str:
        """Type a filter and read the live count."""
        self.page.locator(f'.table[data-table="{table}"] input[type=search]').fill(text)
        return str(self.page.locator(f'.table[data-table="{table}"] .count').text_content())


@pytest.fixture
def open_tab(browser: Any, address: str) -> Iterator[Any]:
    tabs: list[Tab] = []

    def open_one(fragment: str = "", **options: Any) -> Tab:
        tabs.append(Tab(browser, address + fragment, **options))
        return tabs[-1]

    yield open_one
    for tab in tabs:
        tab.context.close()


@pytest.fixture
def wide(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """The architectures of the first population as the page should hold them: by name, a column per proxy."""
    live = frames["scores"][frames["scores"]["population"] == "live"]
    table = live.pivot(index="arch", columns="proxy", values="score").sort_index().reset_index()
    return table.merge(live[["arch", "truth"]].drop_duplicates(), on="arch").rename(
        columns={"truth": "accuracy"}
    )
