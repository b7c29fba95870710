"""JSON-LD: what a page says to search engines in the words of schema.org."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from sitegen.inspect.document import Document
from sitegen.inspect.output import Finding

_DATES = {"datePublished", "dateModified", "startDate", "endDate", "dateCreated", "validFrom", "previousStartDate"}
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?")
_REQUIRED = {
    "NewsArticle": ("headline", "datePublished"),
    "Article": ("headline",),
    "Event": ("name", "startDate"),
    "EducationEvent": ("name", "startDate"),
    "BreadcrumbList": ("itemListElement",),
}
"""Type → what search engines ask of it."""
_ADDRESSES = {"@id", "url", "item", "image", "contentUrl", "logo"}


def json_ld(page: Document) -> Iterator[Finding]:
    """What is wrong with the JSON-LD of a page."""
    for script in page.of("script"):
        if script.get("type").lower() != "application/ld+json":
            continue
        try:
            value = json.loads(script.node.text())
        except (ValueError, RecursionError) as error:
            yield page.finding("json-ld", cause=str(error))
            continue
        whole = value if isinstance(value, list) else [value]
        if not all(isinstance(each, dict) and "schema.org" in str(each.get("@context")) for each in whole):
            yield page.finding("json-ld.context")
            continue
        for each in whole:
            roots = each.get("@graph", each)
            for root in roots if isinstance(roots, list) else [roots]:
                if isinstance(root, dict) and "@type" not in root:
                    yield page.finding("json-ld.type")
        yield from _inside(page, value)


def _inside(page: Document, value: Any) -> Iterator[Finding]:
    """Of all things in it, however deep."""
    if isinstance(value, list):
        for each in value:
            yield from _inside(page, each)
    elif isinstance(value, dict):
        kind = value.get("@type")
        # What another page is about is only named here.
        if kind == "BreadcrumbList" or value.get("url") == page.output.url(page.file):
            for name in _REQUIRED.get(str(kind), ()):
                if not value.get(name):
                    yield page.finding("json-ld.required", kind=str(kind), name=name)
        for name, each in value.items():
            if name in _DATES and not (isinstance(each, str) and _DATE.fullmatch(each)):
                yield page.finding("json-ld.date", str(each), name=name, found=str(each))
            elif name in _ADDRESSES and isinstance(each, str):
                target = page.output.follow(each, page.file)
                if target.file and target.file not in page.output.files:
                    yield page.finding("json-ld.address", each, name=name, target=each)
            yield from _inside(page, each)
