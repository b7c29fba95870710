"""Sitemap (sitemaps.org 0.9, with Google's `xhtml:link` for versions in other languages) and robots.txt (RFC 9309)."""

from __future__ import annotations

from sitegen.plan.machines import RobotsView, SitemapEntry, SitemapIndexView, SitemapView
from sitegen.render.formats.xml import document, quoted, text

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


def sitemap(view: SitemapView) -> bytes:
    """Every version of a page has an entry, and each of them lists all, itself included. `lastmod` only where it is true."""
    return document([f'<urlset xmlns="{_SITEMAP}" xmlns:xhtml="{_XHTML}">', *map(_entry, view.entries), "</urlset>"])


def _entry(entry: SitemapEntry) -> str:
    """The lines of an entry as one text: a file may have 50,000 of them."""
    lines = ["  <url>", f"    <loc>{text(entry.url)}</loc>"]
    if entry.modified:
        lines.append(f"    <lastmod>{entry.modified.isoformat()}</lastmod>")
    lines += [
        f'    <xhtml:link rel="alternate" hreflang="{version.hreflang}" href="{quoted(version.url)}" />'
        for version in entry.alternates
    ]
    return "\n".join([*lines, "  </url>"])


def index(view: SitemapIndexView) -> bytes:
    """The list of sitemaps."""
    lines = (f"  <sitemap>\n    <loc>{text(address)}</loc>\n  </sitemap>" for address in view.urls)
    return document([f'<sitemapindex xmlns="{_SITEMAP}">', *lines, "</sitemapindex>"])


def robots(view: RobotsView) -> bytes:
    """Everything may be read."""
    return f"User-agent: *\nDisallow:\n\nSitemap: {view.sitemap}\n".encode()
