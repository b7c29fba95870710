"""Pictures and documents of `content/`: where each is published, and as which files a picture is shown.

A photo is published in several widths and types, of which a browser takes the one that fits. Which these are follows from what the file
says of itself (`read/pictures.py`), so every address is known before any of them is made (`publish/pictures.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

import msgspec
from msgspec import Struct

from sitegen.base.extras import picture_types
from sitegen.base.memory import digest
from sitegen.base.problems import Fact, Place, Problem, problem
from sitegen.base.words import slug_of
from sitegen.plan.addresses import Base
from sitegen.plan.parts import Graphic, Said, Shared
from sitegen.read.content import Content
from sitegen.read.kinds.events import Event
from sitegen.read.kinds.news import Article
from sitegen.read.pictures import EXTENSIONS, MOST_BYTES, MOST_PIXELS, TYPES, PictureFile, ending_of
from sitegen.read.record import Record
from sitegen.relate.site import Site

RECIPE = 1
"""Of how pictures are made, in their addresses: browsers keep them for ever, so another recipe has another number."""

WIDTHS = (480, 960, 1600)
"""Pixels: a telephone, a column of text on a fine screen, the widest picture of a page."""
_NEAR = 0.8
"""A width that is nearer than this to the widest one is not worth a file."""
_BEST = ("avif", "webp")
"""What browsers prefer, best first."""
SHARED = (1200, 630)
"""Pixels: the shape in which messages show the picture of a page (https://developers.facebook.com/docs/sharing/webmasters/images/)."""
_LEAST_SHARED = 600
"""Pixels in width: what is smaller is shown as a small square beside the text."""

_PHOTOS = ("jpeg", "png", "webp", "avif")
_LONGEST_SIDE = 16_383
"""Pixels that WebP can have (RFC 9649, 2.1)."""


class Variant(Struct, frozen=True):
    """A picture that is made of a file: upright, without what the file tells besides."""

    file: str
    """Relative to the site's folder."""
    type: str
    width: int
    height: int
    cropped: bool = False
    """Whether it is cut to this size, and not only made smaller."""


class Poster(Struct, frozen=True):
    """A picture that is drawn of some words."""

    title: str
    day: str
    """Empty where none is known."""
    campus: str
    ground: str
    words: str
    gold: str
    """Colours: of the ground, of title and campus, of the day and an edge."""

    @property
    def path(self) -> str:
        """Where it is published: by what it says."""
        return f"/media/poster.{digest(msgspec.json.encode((self, RECIPE)))[:12]}.png"


class Use(NamedTuple):
    """A file that is needed, and where the author says so."""

    file: str
    place: Place
    linked: bool = False
    shown: bool = False
    shared: bool = False
    """Whether it stands for its page in messages."""


class Published(Struct, frozen=True, kw_only=True):
    """What is published of `content/` besides its texts, by path in the output folder."""

    copies: Mapping[str, str]
    """→ the file that is copied there."""
    variants: Mapping[str, Variant | Poster]
    """→ what is made there."""
    places: Mapping[str, tuple[Place, ...]]
    """File → where it is used."""

    @property
    def sources(self) -> Mapping[str, str]:
        """Path in the output folder → the file that lies there, or that the picture there is made of."""
        made = {path: each.file for path, each in self.variants.items() if isinstance(each, Variant)}
        return {**self.copies, **made}

    def undecodable(self, file: str) -> Iterator[Problem]:
        """What its authors are told of a picture that cannot be decoded."""
        return (problem(place, "picture.broken", found=file.rpartition("/")[2]) for place in self.places[file])


class Media:
    """How the files of a site are published."""

    def __init__(self, content: Content, base: Base):
        self._content = content
        self._base = base
        self._graphics: dict[str, Graphic | None] = {}

    @cached_property
    def _types(self) -> tuple[str, ...]:
        """The types that can be made. Asked only where there is a photo."""
        return picture_types()

    def href(self, file: str) -> str:
        """What a page writes to lead to a file. Of a picture it is the whole one, but for the place where it was taken."""
        return self._base.href(self._whole(file)[0])

    def graphic(self, file: str) -> Graphic | None:
        """A file as a page shows it; None if it cannot be shown."""
        if file not in self._graphics:
            self._graphics[file] = self._graphic(file)
        return self._graphics[file]

    def shared(self, file: str, alt: Said) -> Shared | None:
        """A photo as messages show it: cut to their shape, in a type that all of them take. None for one that is too small, or that
        cannot be cut."""
        cut = self._cut(file)
        return Shared(self._base.href(cut[0]), cut[1].width, cut[1].height, alt) if cut else None

    def _cut(self, file: str) -> tuple[str, Variant] | None:
        picture = self._content.pictures.get(file)
        if picture is None or picture.wrong or not self._can_make(picture):
            return None
        width = min(SHARED[0], picture.width, picture.height * SHARED[0] // SHARED[1])
        if width < _LEAST_SHARED or "jpeg" not in self._types:
            return None
        variant = Variant(file, "jpeg", width, round(width * SHARED[1] / SHARED[0]), cropped=True)
        return self._path(file, f"-share-{width}.jpg", RECIPE), variant

    def published(self, uses: Iterable[Use]) -> Published:
        """What must be published for these uses."""
        copies: dict[str, str] = {}
        variants: dict[str, Variant] = {}
        places: dict[str, list[Place]] = {}
        for use in sorted(uses):
            places.setdefault(use.file, []).append(use.place)
            shown = self._variants(use.file) if use.shown else {}
            variants |= {path: variant for of_type in shown.values() for path, variant in of_type}
            variants |= filter(None, [self._cut(use.file)] if use.shared else [])
            if use.linked or not shown:
                path, whole = self._whole(use.file)
                if whole:
                    variants[path] = whole
                else:
                    copies[path] = use.file
        return Published(
            copies={path.removeprefix("/"): copies[path] for path in sorted(copies)},
            variants={path.removeprefix("/"): variants[path] for path in sorted(variants)},
            places={file: tuple(found) for file, found in places.items()},
        )

    def mistakes(self, use: Use) -> Iterator[Problem]:
        """What is wrong with a picture, for its author; nothing with a document that is linked."""
        name = use.file.rpartition("/")[2]
        picture = self._content.pictures.get(use.file)
        if picture is None:
            if use.shown and not use.linked:
                yield problem(use.place, "picture.type", found=name, type=ending_of(name).upper())
        elif picture.wrong:
            yield problem(use.place, f"picture.{picture.wrong}", found=name, **_facts(picture))
        else:
            if picture.located and not self._can_make(picture):
                yield problem(use.place, "picture.position" if self._types else "picture.position-plain", found=name)
            if EXTENSIONS[ending_of(name)] != picture.type:
                write = f"{name.rpartition('.')[0]}.{TYPES[picture.type]}"
                yield problem(use.place, "picture-extension", found=name, type=picture.type.upper(), write=write)

    def notes(self, uses: Iterable[Use]) -> Iterator[Problem]:
        """One note where photos would be smaller with the extra `images`."""
        if any(use.shown and self._is_photo(use.file) for use in uses) and not self._types:
            yield problem(Place("site.yaml"), "picture-plain")

    def _is_photo(self, file: str) -> bool:
        picture = self._content.pictures.get(file)
        return picture is not None and not picture.wrong and not picture.moving and picture.type in _PHOTOS

    def _can_make(self, picture: PictureFile) -> bool:
        """Whether other files can be made of it. What moves, and drawings, stay as they are; so does what is as long as a ribbon."""
        long = picture.height * min(picture.width, WIDTHS[-1]) > _LONGEST_SIDE * picture.width
        return picture.type in _PHOTOS and not picture.moving and not long and picture.type in self._types

    def _graphic(self, file: str) -> Graphic | None:
        picture = self._content.pictures.get(file)
        if picture is None or picture.wrong:
            return None
        made = self._variants(file)
        if not made:
            return Graphic(self.href(file), picture.width, picture.height)
        *better, last = made.items()
        path, whole = last[1][-1]
        return Graphic(
            src=self._base.href(path),
            width=whole.width,
            height=whole.height,
            sources=tuple((f"image/{kind}", self._srcset(of_type)) for kind, of_type in better),
        )

    def _srcset(self, of_type: list[tuple[str, Variant]]) -> str:
        """Addresses with widths (HTML 4.8.4.2.1); a single one needs none."""
        if len(of_type) == 1:
            return self._base.href(of_type[0][0])
        return ", ".join(f"{self._base.href(path)} {variant.width}w" for path, variant in of_type)

    def _variants(self, file: str) -> dict[str, list[tuple[str, Variant]]]:
        """Type → the files of this type, narrow to wide; the types best first, at last the one that every browser shows, in the greatest
        width alone: browsers that need it are rare. Empty for a picture that is published as it is."""
        picture = self._content.pictures.get(file)
        if picture is None or picture.wrong or not self._can_make(picture):
            return {}
        greatest = min(picture.width, WIDTHS[-1])
        widths = [width for width in WIDTHS if width <= _NEAR * greatest] + [greatest]
        kinds = [kind for kind in _BEST if kind in self._types]
        if picture.type not in kinds:
            kinds.append(picture.type)
        return {
            kind: [
                self._variant(file, picture, kind, width) for width in (widths[-1:] if kind == kinds[-1] else widths)
            ]
            for kind in kinds
        }

    def _variant(self, file: str, picture: PictureFile, kind: str, width: int) -> tuple[str, Variant]:
        height = max(1, round(picture.height * width / picture.width))
        return self._path(file, f"-{width}.{TYPES[kind]}", RECIPE), Variant(file, kind, width, height)

    def _whole(self, file: str) -> tuple[str, Variant | None]:
        """The path of a file in its full size, and what is made there if it is no copy."""
        picture = self._content.pictures.get(file)
        if picture is None or picture.wrong:
            return self._path(file, f".{ending_of(file)}"), None
        ending = f".{TYPES[picture.type]}"
        if picture.located and self._can_make(picture):
            return self._path(file, ending, RECIPE), Variant(file, picture.type, picture.width, picture.height)
        return self._path(file, ending), None

    def _path(self, file: str, ending: str, recipe: int | None = None) -> str:
        """By its name and the digest of its bytes, so that browsers may keep it for ever."""
        stem = slug_of(file.rpartition("/")[2].rpartition(".")[0]) or "file"
        name = self._content.files.get(file, "missing")
        if recipe is not None:
            name = digest(f"{name} {recipe}".encode())
        return f"/media/{stem}.{name[:8]}{ending}"


def _facts(picture: PictureFile) -> dict[str, Fact]:
    """What is told of a picture that cannot be shown, besides its name."""
    if picture.wrong == "pixels":
        return {"width": picture.width, "height": picture.height, "most": MOST_PIXELS // 1_000_000}
    if picture.wrong == "heavy":
        return {"most": MOST_BYTES // 1_000_000}
    return {"type": picture.type} if picture.wrong == "type" else {}


def named(site: Site) -> Iterator[Use]:
    """The files that fields name."""
    if site.config.home.logo:
        yield Use(site.config.home.logo, Place("site.yaml"), shown=True)
    for records in site.content.records.values():
        for record in records.values():
            yield from _of(record)


def _of(record: Record) -> Iterator[Use]:
    for field in ("image", "logo"):
        picture = getattr(record, field, None)
        if picture:
            yield Use(picture.src, record.place(field), shown=True, shared=isinstance(record, (Article, Event)))
    document = getattr(record, "document", None)
    if document and "://" not in document:
        yield Use(document, record.place("document"), linked=True)
