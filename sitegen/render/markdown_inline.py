"""What stands inside the texts of a simple body, as HTML: links, pictures, emphasis, code and phrases of another language.

Each character that could be a mark must belong to one of the forms below, else the text is not simple. The forms are so narrow that
Python-Markdown, which looks for one kind of form after the other in the whole text, finds the same ones: what one of them holds is
simple by itself, so that no mark in it could open or close a form outside.
"""

from __future__ import annotations

import re
from html import escape
from html.entities import html5

from sitegen.render.sanitize import REL_EXTERNAL, Judge


class NotSimple(Exception):  # noqa: N818 — no error: the body is left to Python-Markdown
    """The text may be more than is known here."""


_NOT_IN_TARGET = r"""\n()<>"'`\\\[\]{};"""


def _target(name: str) -> str:
    """A target without marks, with a title or none. Spaces may stand in it."""
    target = rf"[^\s{_NOT_IN_TARGET}](?:[^{_NOT_IN_TARGET}]*[^\s{_NOT_IN_TARGET}])?"
    return rf"""\((?P<{name}>{target})(?:[ ]"(?P<{name}_title>[^&{_NOT_IN_TARGET}]+)")?\)"""


_PICTURE = r"!(?P<picture>\[(?P<alt>[^\n\[\]<>\"&`\\{}]*)\]" + _target("src") + ")"
PICTURE = re.compile(_PICTURE)

# Each form begins with a plain character, which lets `re` skip to the next of them fast, and then has a group that tells which it is. An
# alternative without a group is a mark that belongs to no form.
_FORM = re.compile(
    rf"{_PICTURE}|!\["
    rf"|\[(?P<link>(?P<words>[^\[\]<]+)\]{_target('href')})"
    r"|\[(?P<phrase>(?P<foreign>[^\[\]<]+)\]\{lang=(?P<lang>[a-zA-Z-]+)\})"
    r"|\[(?P<bracket>(?=[^\[\]<\\^][^\[\]<\\]*\](?![(\[{:])))|\["
    r"|\*(?P<stars>(?P<more_stars>\*{0,2})(?P<starred>[^\s*](?:[^*]*[^\s*])?)(?P=more_stars)\*(?!\*))|\*"
    r"|_(?P<bars>(?<!\w_)(?P<more_bars>_{0,2})(?P<barred>[^\s_](?:[^_]*[^\s_])?)(?P=more_bars)_(?!\w))"
    r"|_(?P<in_word>(?<=[^\W_]_)_*(?=[^\W_]))|_"
    r"|`(?P<code>(?P<verbatim>[^\n`<&]+)`(?!`))|`"
    r"|<(?P<address>(?P<whole>https?://[a-zA-Z0-9./:?=#%~+,@_-]+)>)"
    r"|<(?P<mail>(?P<box>[a-zA-Z0-9.+_-]+@[a-zA-Z0-9.-]+)>)"
    r"|<(?P<less>(?=[ 0-9]))|<"
    r"|>(?P<more>)"
    r"|&(?P<entity>[a-zA-Z][a-zA-Z0-9]*;)|&(?P<ampersand>)"
    r"|\\(?P<escaped>[*_{}\[\]()>#+.!-])|\\|\{"
)
_EMPHASIS = ("<em>", "</em>"), ("<strong>", "</strong>"), ("<strong><em>", "</em></strong>")
_TEXTS = {"less": "&lt;", "more": "&gt;", "ampersand": "&amp;", "bracket": "["}
_BREAK_AND_SPACE = re.compile(r"  \n\s")
_ODD_IN_ADDRESS = re.compile(r'[<>"\s]')


class Inline:
    """The forms in the texts of one body, whose addresses and languages this judge decides on."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self.pictures_without_alt: set[str] = set()
        """Their targets as written."""

    def html(self, text: str) -> str:
        """The text as HTML."""
        html = _FORM.sub(self._form, text) if _has_marks(text) else text
        if "\n" in html and "  \n" in html:
            if _BREAK_AND_SPACE.search(html):
                raise NotSimple
            html = html.replace("  \n", "<br>\n")
        return html

    def figure(self, found: re.Match[str]) -> str:
        """What a match of `PICTURE` shows where it stands alone: its title is its caption."""
        caption = _title(found["src_title"])
        below = f"<figcaption>{caption}</figcaption>" if caption else ""
        return f"<figure>{self._picture(found)}{below}</figure>"

    def _form(self, found: re.Match[str]) -> str:
        kind = found.lastgroup
        if kind == "stars" or kind == "bars":
            words, more = ("starred", "more_stars") if kind == "stars" else ("barred", "more_bars")
            before, after = _EMPHASIS[len(found[more])]
            return before + self.html(found[words]) + after
        if kind == "link":
            return self._link(self.html(found["words"]), found["href"], _title(found["href_title"]))
        if kind in _TEXTS:
            return _TEXTS[kind]
        if kind == "code":
            return f"<code>{_not_blank(found['verbatim']).replace('>', '&gt;')}</code>"
        if kind == "phrase":
            lang = self._judge("span", "lang", found["lang"])
            return f"<span{_attribute('lang', lang)}>{self.html(found['foreign'])}</span>"
        if kind == "picture":
            return self._picture(found, _title(found["src_title"]))
        if kind == "address":
            return self._link(found["whole"], found["whole"])
        if kind == "mail":
            return self._link(found["box"], f"mailto:{found['box']}")
        if kind == "in_word":
            return found[0]
        if kind == "escaped":
            return escape(found["escaped"])
        if kind == "entity":
            return _character(found["entity"])
        raise NotSimple

    def _link(self, html: str, target: str, title: str | None = None) -> str:
        href = self._href(target)
        rel = REL_EXTERNAL if href and href.startswith(("http:", "https:")) else None
        return f"<a{_attribute('href', href)}{_attribute('rel', rel)}{_attribute('title', title)}>{html}</a>"

    def _picture(self, found: re.Match[str], title: str | None = None) -> str:
        if not found["alt"].strip():
            self.pictures_without_alt.add(found["src"])
        src = _plain(self._judge.addresses.resolve_picture(found["src"]))
        return f'<img alt="{found["alt"]}" loading="lazy"{_attribute("src", src)}{_attribute("title", title)}>'

    def _href(self, target: str) -> str | None:
        return _plain(self._judge.addresses.resolve(target, self._judge.headings))


def _has_marks(text: str) -> bool:
    """Whether a form may begin in the text: to ask for each mark is a fifth of what the expression takes for a paragraph without any."""
    if "*" in text or "[" in text or "_" in text or "`" in text or "&" in text:
        return True
    return "<" in text or ">" in text or "!" in text or "\\" in text or "{" in text


def _plain(address: str | None) -> str | None:
    """An address as the value of an attribute."""
    if address and (_ODD_IN_ADDRESS.search(address) or not address.isprintable()):
        raise NotSimple
    return address and address.replace("&", "&amp;")


def _attribute(name: str, value: str | None) -> str:
    return "" if value is None else f' {name}="{value}"'


def _character(entity: str) -> str:
    character = html5.get(entity, "")
    if not (character.strip() and character.isprintable()) and entity != "nbsp;":
        raise NotSimple
    return escape(character, quote=False)


def _title(title: str | None) -> str | None:
    if title is not None and not title.isprintable():
        raise NotSimple
    return title and _not_blank(title)


def _not_blank(text: str) -> str:
    if not (text := text.strip()):
        raise NotSimple
    return text
