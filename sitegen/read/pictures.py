"""What a picture's file says of itself: its true type, its size as it is shown, whether it moves, whether it tells where it was taken.

Nothing is decoded here: that needs the extra `images`, and time. What the headers say is enough to know which files will be published.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from xml.parsers import expat

from msgspec import Struct

from sitegen.read import pictureheaders as headers

EXTENSIONS = {
    "jpg": "jpeg",
    "jpeg": "jpeg",
    "jpe": "jpeg",
    "png": "png",
    "webp": "webp",
    "avif": "avif",
    "gif": "gif",
    "svg": "svg",
    **dict.fromkeys(("heic", "bmp", "tif", "tiff", "ico"), ""),
}
"""The endings of the names of pictures → the type that they promise; empty for a type that browsers do not show."""

TYPES = {"jpeg": "jpg", "png": "png", "webp": "webp", "avif": "avif", "gif": "gif", "svg": "svg"}
"""The types that are published → the ending that they are published under."""

MOST_PIXELS = 50_000_000
"""Of a picture: what a decoder needs 200 MB for."""
MOST_BYTES = 50_000_000

_FOREIGN = (
    ("HEIC", re.compile(rb"....ftyp(?:hei[cxms]|hev[cmsx]|mif1|msf1)", re.DOTALL)),
    ("TIFF", re.compile(rb"II\*\0|MM\0\*")),
    ("BMP", re.compile(rb"BM.{4}\0\0\0\0", re.DOTALL)),
    ("ICO", re.compile(rb"\0\0[\1\2]\0")),
    ("JPEG XL", re.compile(rb"\xff\x0a|\0\0\0\x0cJXL ")),
    ("JPEG 2000", re.compile(rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51")),
    ("PSD", re.compile(rb"8BPS")),
    ("PDF", re.compile(rb"%PDF")),
)
"""Types that are no pictures for browsers, by how their files begin."""


class PictureFile(Struct, frozen=True, array_like=True, gc=False):
    """A file of `content/` whose name is that of a picture."""

    type: str
    """One of `TYPES`; of a file that cannot be shown the name of its type, or empty."""
    width: int = 0
    """In pixels, as it is shown: turned as the camera was held. 0 where an SVG does not say."""
    height: int = 0
    orientation: int = 1
    """How it must be turned to be shown (Exif 2.3, tag 274): 1 is upright."""
    moving: bool = False
    located: bool = False
    """Whether it tells where it was taken: a position in Exif or XMP."""
    wrong: str = ""
    """Why it cannot be shown: `broken`, `empty`, `type`, `pixels`, `heavy` or `script`; empty where it can."""


def ending_of(path: str) -> str:
    """The ending of a file's name, in small letters."""
    return path.rpartition(".")[2].lower()


def look_into(data: bytes) -> PictureFile:
    """What these bytes are as a picture, whatever their name says."""
    if not data:
        return PictureFile("", wrong="empty")
    for kind, begins, read in _READERS:
        if begins.match(data):
            return _picture(kind, data, read)
    if _MARKUP.match(data):
        return _svg(data)
    foreign = next((name for name, begins in _FOREIGN if begins.match(data)), "")
    return PictureFile(foreign, wrong="type" if foreign else "broken")


_READERS: tuple[tuple[str, re.Pattern[bytes], Callable[[bytes], headers.Header]], ...] = (
    ("jpeg", re.compile(rb"\xff\xd8\xff"), headers.jpeg),
    ("png", re.compile(rb"\x89PNG\r\n\x1a\n"), headers.png),
    ("gif", re.compile(rb"GIF8[79]a"), headers.gif),
    ("webp", re.compile(rb"RIFF....WEBP", re.DOTALL), headers.webp),
    ("avif", re.compile(rb"....ftyp(?:avi[fs]|(?:mif1|msf1)(?:.{4})+?avi[fs])", re.DOTALL), headers.avif),
)


def _picture(kind: str, data: bytes, read: Callable[[bytes], headers.Header]) -> PictureFile:
    try:
        header = read(data)
    except (headers.BrokenError, struct.error, IndexError):
        return PictureFile(kind, wrong="broken")
    width, height = header.width, header.height
    if width < 1 or height < 1:
        return PictureFile(kind, wrong="broken")
    if header.orientation > 4:  # lying on a side
        width, height = height, width
    return PictureFile(
        type=kind,
        width=width,
        height=height,
        orientation=header.orientation,
        moving=header.moving,
        located=header.located or headers.XMP_POSITION in data,
        wrong="pixels" if width * height > MOST_PIXELS else "",
    )


# --- SVG -----------------------------------------------------------------------------------------------------------------------

_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!--|!DOCTYPE\s+svg|(?:\w+:)?svg[\s>])")
_SVG = "http://www.w3.org/2000/svg"
_LENGTH = re.compile(r"\s*\+?(\d{1,6}(?:\.\d*)?|\.\d+)(?:px)?\s*")
_ACTIVE = {"script", "foreignobject", "iframe", "embed", "object", "handler", "listener"}


class _ActiveError(Exception):
    """The drawing can do more than be looked at."""


def _svg(data: bytes) -> PictureFile:
    """A drawing is read to its end: a browser shows none that is not well-formed, and one with a script could run it in the site's name
    when somebody opens its file. Entities are read as far as expat lets them grow; none from another file is."""
    sizes: list[tuple[int, int]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        if not sizes:
            if (space, tag) != (_SVG, "svg"):  # without its namespace it is no drawing for a browser
                raise headers.BrokenError
            sizes.append(_size(attributes))
        if tag.lower() in _ACTIVE or any(_is_active(*attribute) for attribute in attributes.items()):
            raise _ActiveError

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    try:
        parser.Parse(data, True)
    except _ActiveError:
        return PictureFile("svg", wrong="script")
    except (expat.ExpatError, headers.BrokenError):
        return PictureFile("svg", wrong="broken")
    width, height = sizes[0]
    return PictureFile("svg", width, height)


def _is_active(name: str, value: str) -> bool:
    plain = name.rpartition(" ")[2].lower()
    if plain == "href" or plain in ("to", "from", "values"):  # an animation can set an address, too
        return "javascript:" in re.sub(r"[\x00-\x20]", "", value).lower()
    return plain.startswith("on")


def _size(attributes: dict[str, str]) -> tuple[int, int]:
    """Width and height in pixels, else the sides of the view box (SVG 2, 8.2); zeros where neither is there."""
    sides = [_LENGTH.fullmatch(attributes.get(name, "")) for name in ("width", "height")]
    if sides[0] and sides[1]:
        return round(float(sides[0][1])), round(float(sides[1][1]))
    box = [_LENGTH.fullmatch(each) for each in re.split(r"[\s,]+", attributes.get("viewBox", "").strip())]
    if len(box) == 4 and box[2] and box[3]:
        return round(float(box[2][1])), round(float(box[3][1]))
    return 0, 0
