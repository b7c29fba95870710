"""What may stand in the HTML of a body: elements, attributes and addresses, each by a list of what is allowed.

`clean` is the only gate between HTML that an author wrote and a page. `Addresses` decides every `href` and `src` of one body and
remembers those that it refused; it knows nothing of where they stand in the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape
from threading import local
from urllib.parse import unquote

import nh3
from msgspec import Struct

from sitegen.base.languages import right_tag
from sitegen.base.words import slug_of
from sitegen.plan.parts import Graphic


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


TAGS = _set(
    "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure"
    " h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small span strong sub summary sup"
    " table tbody td tfoot th thead time tr u ul var wbr"
)
"""Every element of a body. There is no `h1`: a page has its own."""

ATTRIBUTES = {
    "*": frozenset({"id", "class", "lang", "dir", "title"}),
    "a": frozenset({"href", "hreflang", "rel", "role", "aria-label"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "details": frozenset({"open"}),
    "div": frozenset({"role", "aria-label", "tabindex"}),
    "img": frozenset({"src", "alt", "width", "height", "loading"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"start", "reversed", "type"}),
    "section": frozenset({"role", "aria-label"}),
    "td": frozenset({"colspan", "rowspan", "headers"}),
    "th": frozenset({"colspan", "rowspan", "headers", "scope", "abbr"}),
    "time": frozenset({"datetime"}),
}
"""The attributes of each element; "*" stands for all elements. There is no `style`, no `on…`, no `name` and no `target`."""

CLASSES = frozenset(
    {"table", "footnotes", "footnote-ref", "footnote-backref", "align-left", "align-center", "align-right"}
)
"""The classes that our own Markdown produces; besides them only `language-…` of a code block."""

PAGE_IDS = _set(
    "main content top header footer nav menu navigation search language languages switcher title body page skip"
    " breadcrumb breadcrumbs toc related share contact site-menu site-nav site-header site-footer site-search"
)
"""Ids that a theme may use; in a body they are written with `ID_PREFIX` before them."""

ID_PREFIX = "s-"
"""What the ids that we make for headings begin with ("section"), so that they meet no id of the page."""

SCHEMES = frozenset({"http", "https", "mailto", "tel"})

REL_EXTERNAL = "noopener noreferrer"

_MOST_ROUNDS = 5
CODE_CLASS = re.compile(r"language-[\w#.+-]{1,40}")
_VALUES = {
    "dir": re.compile(r"ltr|rtl|auto"),
    "rel": re.compile(REL_EXTERNAL),
    "role": re.compile(r"region|doc-endnotes|doc-noteref|doc-backlink"),
    "tabindex": re.compile("0"),
    "loading": re.compile(r"lazy"),
    "scope": re.compile(r"col|row|colgroup|rowgroup"),
    "type": re.compile(r"[1aAiI]"),
    "width": re.compile(r"\d{1,5}"),
    "height": re.compile(r"\d{1,5}"),
    "colspan": re.compile(r"[1-9]\d{0,2}"),
    "rowspan": re.compile(r"[1-9]\d{0,2}"),
    "span": re.compile(r"[1-9]\d{0,2}"),
    "start": re.compile(r"-?\d{1,6}"),
    "value": re.compile(r"-?\d{1,6}"),
}
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[0-9a-z]+);", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)
# `//host` and `\\host`, which browsers read alike.
_OTHER_HOST = re.compile(r"[/\\]{2}|\\")
_WHOLE = re.compile(r"https?://[^\s/?#\\]|mailto:[^\s@]+@[^\s@]|tel:\+?[0-9(]", re.I)
# Hosts about which there is no doubt; the others are tried.
_READABLE = re.compile(
    r"mailto:|tel:|https?://(?:(?!xn--)[a-z0-9-]+\.)*(?!xn--)[a-z][a-z0-9-]*(?::\d{1,4})?(?:[/?#]|\Z)", re.I
)
# What browsers ignore inside or around an address: controls, spaces, and the invisible characters of Unicode.
_IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]+")


class Addresses(Struct):
    """The addresses of one body: which are put on the page as what, and which were refused."""

    links: dict[str, str]
    """Targets as written → `href`."""
    pictures: dict[str, str] = {}
    """Targets as written → `src`, of pictures of the site."""
    refused: dict[str, str] = {}
    """Targets that were taken out → the id of the finding."""
    fragments: dict[str, str] = {}
    """Fragments that the body's links name, as on the page → as written with `#`; they are known to exist only at its end."""
    given: set[str] = set()
    """What has been put on the page. Such a value comes by a second time when the HTML is cleaned."""

    @classmethod
    def of(cls, links: Iterable[tuple[str, str]], pictures: Iterable[tuple[str, Graphic]] = ()) -> Addresses:
        """The addresses of a body with these links and pictures."""
        known, shown = dict(links), {target: graphic.src for target, graphic in pictures}
        return cls(
            {decoded(target): href for target, href in known.items()} | known,
            {decoded(target): src for target, src in shown.items()} | shown,
        )

    def resolve_picture(self, target: str) -> str | None:
        """What stands on the page as the `src` of a picture; None if it must not stand there at all."""
        src = self.pictures.get(target)
        if src is None:
            return self.resolve(target)
        self.given.add(src)
        return src

    def resolve(self, target: str, headings: frozenset[str] = frozenset()) -> str | None:
        """What stands on the page for a target, decoded from entities; None if it must not stand there at all.

        `headings` are the ids of the body's headings, so that `#latar-belakang` finds the heading's id with its prefix.
        """
        href = self.links.get(target) or self._whole(target, headings)
        if href is not None:
            self.given.add(href)
        return href

    def _whole(self, target: str, headings: frozenset[str]) -> str | None:
        bare = _IGNORED.sub("", target)
        if bare.startswith("#"):
            return self._fragment(target.strip(), headings)
        scheme = _SCHEME.match(bare)
        if not scheme:
            self.refused[target] = "address.link-scheme" if _OTHER_HOST.match(bare) else "broken-link"
        elif scheme[1].lower() not in SCHEMES:
            self.refused[target] = "address.link-scheme"
        else:
            href = target.strip().replace(" ", "%20")
            if _WHOLE.match(href) and target.isprintable() and _is_readable(href):
                return href
            self.refused[target] = "address.link-form"
        return None

    def _fragment(self, target: str, headings: frozenset[str]) -> str:
        name = page_id(unquote(target[1:]))
        meant = (name, ID_PREFIX + name, ID_PREFIX + slug_of(name))
        name = next((candidate for candidate in meant if candidate in headings), name)
        if name not in {"", "top"}:
            self.fragments.setdefault(name, target)
        return "#" + name


class Judge(Struct):
    """Decides on each attribute of one body while it is cleaned, and remembers what the author must hear."""

    addresses: Addresses
    headings: frozenset[str] = frozenset()
    """The ids of the body's headings."""
    ids: set[str] = set()
    """The ids that stand in the cleaned HTML; each of them once."""
    unknown_languages: set[str] = set()

    def __call__(self, tag: str, name: str, value: str) -> str | None:
        """The value to keep, or None to take the attribute out. Called only for what `ATTRIBUTES` allows."""
        if name in {"href", "src"}:
            if value in self.addresses.given:
                return value
            addresses = self.addresses
            return addresses.resolve_picture(value) if name == "src" else addresses.resolve(value, self.headings)
        if name == "id":
            return self._id(value)
        if name == "class":
            return " ".join(c for c in value.split() if c in CLASSES or CODE_CLASS.fullmatch(c)) or None
        if name in {"lang", "hreflang"}:
            return self._language(value)
        if rule := _VALUES.get(name):
            return value if rule.fullmatch(value) else None
        return value

    def wrong(self) -> dict[str, str]:
        """Targets as written that lead nowhere → the id of the finding."""
        fragments = self.addresses.fragments.items()
        return self.addresses.refused | {to: "broken-link.fragment" for name, to in fragments if name not in self.ids}

    def _id(self, value: str) -> str | None:
        name = page_id(value)
        if not name or name in self.ids:
            return None
        self.ids.add(name)
        return name

    def _language(self, value: str) -> str | None:
        tag = right_tag(value)
        # "inggris" means English, but it is no tag: the author should know what stands in the page.
        if tag is None or len(re.split("[-_]", value)[0]) > 3:
            self.unknown_languages.add(value)
            return None
        return tag


def _is_readable(address: str) -> bool:
    """Whether browsers find a host in it; `http://a:b/` has none. The cleaner would take it out without a word."""
    return bool(_READABLE.match(address)) or "href" in nh3.clean(f'<a href="{escape(address)}"></a>')


class _Gate(local):
    """Who judges attributes in this thread: to make a cleaner takes as long as to clean a body, so one serves all of them."""

    judge: Judge

    def __call__(self, tag: str, name: str, value: str) -> str | None:
        return self.judge(tag, name, value)


_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
"""Controls and noncharacters, which HTML forbids (13.1.4): only a reference such as `&#x1;` can bring one here."""

_GATE = _Gate()
_CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    attribute_filter=_GATE,
    link_rel=None,  # our own links carry it where they lead out
    url_schemes=SCHEMES,
)


def clean(html: str, judge: Judge) -> str:
    """The HTML with what is not allowed taken out; the text of elements that are taken out stays.

    Cleaning twice is cleaning once: what browsers read in the result is what stands there. Raises ValueError for HTML, nested
    against all rules, for which that cannot be reached.
    """
    _GATE.judge = judge
    for _ in range(_MOST_ROUNDS):
        judge.ids.clear()
        before, html = html, _NOT_TEXT.sub("", _CLEANER.clean(html))
        if html == before:
            return html
    raise ValueError("HTML that means something else each time it is read")


def decoded(text: str) -> str:
    """Text with its entities read. One without its semicolon is none, as Markdown has it: `?a=1&copy=2` is an address."""
    return _ENTITY.sub(lambda match: unescape(match[0]), text) if "&" in text else text


def page_id(name: str) -> str:
    """An id as it stands on the page: without white space, which HTML forbids, and never one of `PAGE_IDS`."""
    name = re.sub(r"\s+", "-", name.strip())
    return ID_PREFIX + name if name in PAGE_IDS else name
