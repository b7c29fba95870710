"""Sitemap (sitemaps.org 0.9, with Google's `xhtml:link` for versions in other languages) and robots.txt (RFC 9309)."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.plan.machines import RobotsView, SitemapEntry, SitemapIndexView, SitemapView
from sitegen.render.formats.xml import document, quoted, text

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


def sitemap(view: SitemapView) -> bytes:
    """Every version of a page has an entry, and each of them lists all, itself included. `lastmod` only where it is true."""
    lines = [line for entry in view.entries for line in _entry(entry)]
    return document([f'<urlset xmlns="{_SITEMAP}" xmlns:xhtml="{_XHTML}">', *lines, "</urlset>"])


def _entry(entry: SitemapEntry) -> Iterator[str]:
    yield "  <url>"
    yield f"    <loc>{text(entry.url)}</loc>"
    if entry.modified:
        yield f"    <lastmod>{entry.modified.isoformat()}</lastmod>"
    for version in entry.alternates:
        yield f'    <xhtml:link rel="alternate" hreflang="{version.hreflang}" href="{quoted(version.url)}" />'
    yield "  </url>"


def index(view: SitemapIndexView) -> bytes:
    """The list of sitemaps."""
    lines = (f"  <sitemap>\n    <loc>{text(address)}</loc>\n  </sitemap>" for address in view.urls)
    return document([f'<sitemapindex xmlns="{_SITEMAP}">', *lines, "</sitemapindex>"])


def robots(view: RobotsView) -> bytes:
    """Everything may be read."""
    return f"User-agent: *\nDisallow:\n\nSitemap: {view.sitemap}\n".encode()
