"""Sitemap (sitemaps.org 0.9, with Google's `xhtml:link` for versions in other languages) and robots.txt (RFC 9309)."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from sitegen.plan.machines import RobotsView, SitemapIndexView, SitemapView
from sitegen.render.formats.xml import add, document

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


def sitemap(view: SitemapView) -> bytes:
    """Every version of a page has an entry, and each of them lists all, itself included. `lastmod` only where it is true."""
    root = Element("urlset", {"xmlns": _SITEMAP, "xmlns:xhtml": _XHTML})
    for entry in view.entries:
        url = add(root, "url")
        add(url, "loc", entry.url)
        if entry.modified:
            add(url, "lastmod", entry.modified.isoformat())
        for version in entry.alternates:
            add(url, "xhtml:link", rel="alternate", hreflang=version.hreflang, href=version.url)
    return document(root)


def index(view: SitemapIndexView) -> bytes:
    """The list of sitemaps."""
    root = Element("sitemapindex", {"xmlns": _SITEMAP})
    for address in view.urls:
        add(add(root, "sitemap"), "loc", address)
    return document(root)


def robots(view: RobotsView) -> bytes:
    """Everything may be read."""
    return f"User-agent: *\nDisallow:\n\nSitemap: {view.sitemap}\n".encode()
