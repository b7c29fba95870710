"""What the name of a file below `content/` says: which part of which item it is, or that it is no part of one.

Looks at names only, never at a disk.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import NamedTuple

from sitegen.base.languages import right_tag
from sitegen.base.problems import Fact
from sitegen.base.words import SLUG_BYTES, is_slug, slug_of


class Part(NamedTuple):
    """A file of an item by its name: `KEY.yaml` or `KEY.LANG.md`."""

    key: str
    """As written: `key_mistake` tells whether it may be one. `index` where the folder's name is meant."""
    lang: str | None
    """None for the facts."""


class Mistake(NamedTuple):
    """What is wrong with a name: the id of a problem and its facts."""

    id: str
    facts: dict[str, Fact]


_TEXT = {"md", "markdown", "mkd", "txt", "text"}
_WORD = {"docx", "doc", "odt", "rtf", "pages"}
_PICTURE = {"jpg", "jpeg", "jpe", "png", "webp", "avif", "gif", "svg", "heic", "bmp", "tif", "tiff", "ico"}
_DOCUMENT = {"pdf", "docx", "doc", "odt", "rtf", "pptx", "ppt", "odp", "xlsx", "xls", "ods", "csv", "ics", "zip"}
_RECORDING = {"mp3", "m4a", "ogg", "oga", "opus", "wav", "mp4", "m4v", "webm", "ogv", "vtt", "srt"}
_PUBLISHED = _PICTURE | _DOCUMENT | _RECORDING  # which pictures can be shown is decided where they are opened
_LONGEST_NAME = 200
"""Bytes: what every file system takes, with room for the temporary names beside a file."""


def part(name: str, languages: Collection[str]) -> Part | Mistake | None:
    """What a file's name says; None for a picture or document that lies beside the items.

    `name` is printable and in NFC; `languages` are the site's.
    """
    stem, dot, extension = name.rpartition(".")
    if extension == "md":
        key, _, lang = stem.rpartition(".")
        if key and lang in languages:
            return Part(key, lang)
    elif extension == "yaml" and dot and "." not in stem:
        return Part(stem, None)
    return _mistake(stem, extension, languages) if dot else Mistake("file-name.foreign", {})


def _mistake(stem: str, extension: str, languages: Collection[str]) -> Mistake | None:
    """What is wrong with `stem.extension`, which is no name of an item's file; None where nothing is."""
    kind = extension.lower()
    if kind == "txt" and stem.lower().endswith((".md", ".yaml", ".yml")):  # Notepad adds ".txt"
        return Mistake("file-name.extension", {"found": ".txt", "write": stem})
    key, dot, tail = stem.rpartition(".")
    lang = right_tag(tail) if dot else None
    if kind in {"yaml", "yml"}:
        found = f".{tail}.{extension}" if lang else f".{extension}"
        return Mistake("file-name.facts", {"found": found, "write": f"{key if lang else stem.replace('.', '-')}.yaml"})
    endings = tuple(f".{each}.md" for each in languages)
    if kind in _TEXT | _WORD and lang in languages:
        variant = "word" if kind in _WORD else "text"
        found, write = f".{tail}.{extension}", f"{key}.{lang}.md"
        return Mistake(f"file-name.{variant}", {"endings": endings, "found": found, "write": write})
    if kind in _TEXT - {"txt", "text"}:
        # Three letters are more often a word ("old", "new") than a language.
        if lang and len(lang.partition("-")[0]) == 2:
            return Mistake("language.file", {"lang": lang, "languages": tuple(languages)})
        plain = stem.replace(".", "-")
        return Mistake("file-name.no-language", {"write": tuple(plain + ending for ending in endings)})
    if kind not in _PUBLISHED:
        return Mistake("file-name.foreign", {})
    return name_mistake(f"{stem}.{extension}")


_KEY = re.compile(r"[a-z0-9-]+")


def key_mistake(key: str) -> Mistake | None:
    """What is wrong with a key: it becomes a part of addresses and file names on every system."""
    if is_slug(key):
        return None
    if not _KEY.fullmatch(key):
        write = slug_of(key)
        return (
            Mistake("key.letters", {"found": key, "write": write})
            if write
            else Mistake("key.no-letters", {"found": key})
        )
    if len(key) > SLUG_BYTES:
        write = key[:60].rpartition("-")[0] or key[:60]
        return Mistake("key.long", {"length": len(key), "most": SLUG_BYTES, "write": write})
    return Mistake("key.device", {"found": key})


_PLAIN = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._ -]*(?<![. ])")
_UNSAFE = re.compile(r'[<>:"/\\|?*]|[. ]\Z')


def shown(name: str) -> str:
    """A name from the disk as this program writes it everywhere: in NFC, with U+FFFD for what cannot be shown."""
    if _PLAIN.fullmatch(name):
        return name
    return "".join(c if c.isprintable() else "\ufffd" for c in unicodedata.normalize("NFC", name))


def name_mistake(name: str) -> Mistake | None:
    """What is wrong with a name for any file or folder: another system could not store it, or nobody could see it rightly."""
    if _PLAIN.fullmatch(name) is None and ("\ufffd" in name or _UNSAFE.search(name)):
        return Mistake("file-name.letters", {"found": name})
    if _is_device(name.partition(".")[0].lower()):
        return Mistake("file-name.device", {"found": name})
    if len(name.encode()) > _LONGEST_NAME:
        return Mistake("file-name.long", {"length": len(name.encode()), "most": _LONGEST_NAME})
    return None


def _is_device(stem: str) -> bool:
    """Whether Windows keeps a name for a device: those are the short names that could be slugs and are not."""
    return len(stem) <= 4 and _KEY.fullmatch(stem) is not None and not is_slug(stem)


def collision_key(name: str) -> str:
    """Equal for two names that some file system takes for one: they differ in case or in how letters are composed."""
    return name.lower() if name.isascii() else unicodedata.normalize("NFKC", name).casefold()
