"""The ids of a page and what refers to them."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser


class Ids(HTMLParser):
    """Every id of a page, every reference to one, and the names of all attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.references: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.attributes.update(name for name, _ in attributes)
        for name, value in attributes:
            if name == "id" and value:
                self.ids[value] += 1
            self.references.update(re.findall(r"url\(#(.+?)\)", value or ""))
            if name in ("href", "xlink:href") and (value or "").startswith("#"):
                self.references.add((value or "")[1:])
