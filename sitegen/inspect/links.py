"""The addresses on a page: what it leads to, and what it loads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from sitegen.inspect.document import Document
from sitegen.inspect.output import Finding, Output, Target, finding

_HARMLESS = {"http", "https", "mailto", "tel", "sms", "webcal", "geo"}
_LOCAL = re.compile(r"localhost(:|$)|127\.|0\.0\.0\.0|\[::1\]|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.")
_MAIL = re.compile(r"[^@\s,]+@[^@\s.,]+(\.[^@\s.,]+)+(,[^@\s,]+@[^@\s.,]+(\.[^@\s.,]+)+)*")
_PHONE = re.compile(r"\+?[\d().\- ]{3,}(;.*)?")
_INSIDE_OF_CSS = re.compile(r"""@import\s+["']([^"']+)|url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"'\s]*))\s*\)""")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)

_LOADED = {
    "img": ("src", "picture"),
    "image": ("href", "picture"),
    "use": ("href", "picture"),
    "input": ("src", "picture"),
    "script": ("src", "script"),
    "source": ("src", "media"),
    "video": ("src", "media"),
    "audio": ("src", "media"),
    "track": ("src", "media"),
    "iframe": ("src", "frame"),
    "frame": ("src", "frame"),
    "embed": ("src", "frame"),
    "object": ("data", "frame"),
}
"""Element → the attribute that names what it loads, and what that is."""

_RELATIONS = {
    "stylesheet": "style",
    "icon": "icon",
    "apple-touch-icon": "icon",
    "manifest": "file",
    "preload": "file",
    "modulepreload": "script",
    "prefetch": "file",
    "preconnect": "hint",
    "dns-prefetch": "hint",
}
"""Relation of a `<link>` → what it loads."""


def is_local(url: str) -> bool:
    """Whether an address leads to the computer or the network of whoever follows it."""
    return _LOCAL.match(urlsplit(url).netloc) is not None


def links(page: Document) -> Iterator[Finding]:
    """What is wrong with the links that a reader can follow."""
    for link in page.of("a", "area"):
        if "href" not in link.attributes:
            continue
        if not link.get("href").strip():
            yield page.finding("empty-link.target", link.words, words=link.name)
        else:
            yield from _link(page, link.get("href"))
        if not link.name and not link.get("alt"):
            yield page.finding("empty-link", link.get("href"), target=link.get("href"))
    for button in page.of("button"):
        if not button.name:
            yield page.finding("empty-link.button")
    for form in page.of("form"):
        target = page.output.follow(form.get("action"), page.file)
        if form.get("action") and not target.own:
            yield page.finding("other-host.form", form.get("action"), target=form.get("action"))
    if page.refresh is not None:
        yield from _link(page, page.refresh)


def _link(page: Document, href: str) -> Iterator[Finding]:
    output = page.output
    target = output.follow(href, page.file)
    if not target.scheme:
        yield page.finding("page-link.form", href, target=href)
    elif target.scheme == "mailto":
        if not _MAIL.fullmatch(target.url.partition(":")[2].partition("?")[0].replace("%40", "@")):
            yield page.finding("contact-address.mail", href, target=href)
    elif target.scheme == "tel":
        if not _PHONE.fullmatch(target.url.partition(":")[2]):
            yield page.finding("contact-address.phone", href, target=href)
    elif target.scheme not in _HARMLESS:
        yield page.finding("unsafe-address", href, target=href, scheme=target.scheme)
    elif target.own:
        if target.scheme != output.scheme:
            yield page.finding("detour.insecure", href, target=href)
        yield from _inside(page, href, target)
    elif is_local(target.url):
        yield page.finding("unsafe-address.local", href, target=href)


def _inside(page: Document, href: str, target: Target) -> Iterator[Finding]:
    output, file = page.output, target.file
    if file is None:
        if "//" not in href:
            yield page.finding("page-link.prefix", href, target=href, prefix=output.prefix)
    elif file not in output.files:
        if f"{file}/index.html" in output.files:
            yield page.finding("detour", href, target=href, meant=f"{href.partition('#')[0]}/")
        elif same := output.in_other_letters(file) or output.in_other_letters(f"{file}/index.html"):
            yield page.finding("page-link.case", href, target=href, meant=output.path(same))
        else:
            yield page.finding("page-link", href, target=href)
    elif _is_relative(page, href):
        yield page.finding("not-found.relative", href, target=href)


def _is_relative(page: Document, href: str) -> bool:
    """Whether an address leads elsewhere from elsewhere. A server sends 404.html for what is not there, under whatever address."""
    return page.file == "404.html" and not href.startswith(("/", "#")) and "//" not in href


def loaded(page: Document) -> Iterator[Finding]:
    """What is wrong with what a browser loads for the page."""
    for what, address in loads(page):
        target = page.output.follow(address, page.file)
        if target.scheme in ("data", "blob"):
            continue
        yield from _elsewhere(page.output, page.file, what, address, target)
        if target.file and target.file not in page.output.files and what != "hint":
            yield page.finding(f"page-asset.{what}", address, target=address)
        elif target.file and _is_relative(page, address):
            yield page.finding("not-found.relative", address, target=address)
    for script in page.of("script"):
        if "src" not in script.attributes and script.get("type").lower() in ("", "module", "text/javascript"):
            yield page.finding("inline-script")
    for element in page.marked:
        for name in element.attributes:
            if name.startswith("on"):
                yield page.finding("inline-script.handler", name, attribute=name)


def loads(page: Document) -> Iterator[tuple[str, str]]:
    """What it is, and its address."""
    for tag, (attribute, what) in _LOADED.items():
        for element in page.of(tag):
            address = element.get(attribute) or (element.get("xlink:href") if attribute == "href" else "")
            if address:
                yield what, address
    for element in page.of("img", "source"):
        for candidate in filter(None, map(str.split, element.get("srcset").split(","))):
            yield "source", candidate[0]
    for element in page.of("video"):
        if element.get("poster"):
            yield "picture", element.get("poster")
    for element in page.of("link"):
        relations = element.get("rel").lower().split()
        if "alternate" in relations and element.get("type") and element.get("href"):
            yield "feed", element.get("href")
        for relation in relations:
            if relation in _RELATIONS and element.get("href"):
                yield _RELATIONS[relation], element.get("href")


def _elsewhere(output: Output, file: str, what: str, address: str, target: Target) -> Iterator[Finding]:
    """What another host would see of our readers, and what others could read or change on the way."""
    if not target.scheme:
        yield finding(file, "page-link.form", address, target=address)
    elif not target.own:
        other = {"source": "picture", "icon": "picture"}.get(what, what)
        yield finding(file, f"other-host.{other}", address, target=address)
        if target.scheme == "http" and output.scheme == "https":
            yield finding(file, "mixed-content", address, target=address)
    elif target.scheme == "http" and output.scheme == "https":
        yield finding(file, "mixed-content", address, target=address)


def style_sheet(output: Output, file: str) -> Iterator[Finding]:
    """What is wrong with what a style sheet loads."""
    text = _COMMENT.sub("", output.read(file).decode("utf-8", "replace"))
    for match in _INSIDE_OF_CSS.finditer(text):
        address = next(filter(None, match.groups()), "")
        target = output.follow(address, file)
        if not address or target.scheme == "data" or address.startswith("#"):
            continue
        yield from _elsewhere(output, file, "file", address, target)
        if target.file and target.file not in output.files:
            yield finding(file, "page-asset.css", address, target=address)
