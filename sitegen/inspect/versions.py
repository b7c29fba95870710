"""Versions of a page in other languages: hreflang, as search engines ask for it (reciprocal, complete, whole addresses)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sitegen.inspect.document import Document
from sitegen.inspect.head import TAG
from sitegen.inspect.output import Finding

DEFAULT = "x-default"


def versions(page: Document) -> Iterator[Finding]:
    """What is wrong with the versions that one page names. Whether they name it in turn is known when all pages were read."""
    named = named_versions(page)
    if not named:
        return
    counts = Counter(lang for lang, _ in named)
    for lang, count in counts.items():
        if count > 1:
            yield page.finding("page-versions.twice", lang=lang)
        if lang != DEFAULT and not TAG.fullmatch(lang):
            yield page.finding("page-versions.tag", found=lang)
    if DEFAULT not in counts and page.output.default in counts:
        yield page.finding("page-versions.default")
    own = page.output.url(page.file)
    if own not in (href for _, href in named):
        yield page.finding("page-versions.self")
    linked = {page.output.follow(link.get("href"), page.file).file for link in page.of("a")}
    for lang, href in named:
        target = page.output.follow(href, page.file)
        if "//" not in href:
            yield page.finding("page-versions.relative", lang=lang, target=href)
        elif target.file is None:
            yield page.finding("page-versions.elsewhere", lang=lang, target=href)
        elif target.file not in page.output.files:
            yield page.finding("page-versions", href, lang=lang, target=href)
        elif target.file != page.file and lang != DEFAULT and target.file not in linked:
            yield page.finding("page-versions.switch", lang=lang, target=href)


def named_versions(page: Document) -> list[tuple[str, str]]:
    """Language and address of each version that the head names."""
    return [
        (link.get("hreflang"), link.get("href")) for link in page.links("alternate") if "hreflang" in link.attributes
    ]
