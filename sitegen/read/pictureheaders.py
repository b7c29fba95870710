"""The headers of pictures, type by type: size, orientation, movement, position. Each function reads one type from its bytes.

Each raises `BrokenError`, `struct.error` or `IndexError` for bytes that do not hold together; what it reads is bounded by their length.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from msgspec import Struct

XMP_POSITION = b"GPSLatitude"
"""In XMP a position is written in these letters, whatever the syntax (XMP specification 2, Exif schema)."""

_MOST_TEXT = 1 << 20
"""Bytes of a compressed text that is looked into."""
_MOST_PLACES = 100
"""Texts, or beginnings of Exif, that are looked into. No camera writes more than a few: where there are more, one counts as a position."""
_MOST_EXIF = 1 << 16


class BrokenError(Exception):
    """The bytes are not what their beginning says."""


class Header(Struct, frozen=True):
    """What a header says."""

    width: int
    """As stored, before it is turned."""
    height: int
    orientation: int = 1
    moving: bool = False
    located: bool = False


def jpeg(data: bytes) -> Header:
    """ITU T.81, annex B; Exif and XMP stand in APP1."""
    orientation, located, at = 1, False, 2
    while True:
        while data[at] == 0xFF and data[at + 1] == 0xFF:  # fill bytes
            at += 1
        mark, code = data[at], data[at + 1]
        (length,) = struct.unpack_from(">H", data, at + 2)
        if mark != 0xFF or code == 0xDA or length < 2:  # the picture itself begins, and nothing told its size
            raise BrokenError
        if 0xC0 <= code <= 0xCF and code not in (0xC4, 0xC8, 0xCC):
            if code > 0xC2 or data[at + 4] != 8:  # what no browser decodes: lossless, arithmetic, 12 bits
                raise BrokenError
            height, width = struct.unpack_from(">HH", data, at + 5)
            return Header(width, height, orientation, located=located)
        if code == 0xE1 and data.startswith(b"Exif\0\0", at + 4):
            orientation, has_position = exif(data[at + 10 : at + 2 + length])
            located = located or has_position
        at += 2 + length


def png(data: bytes) -> Header:
    """PNG third edition, 5 and 11. It is read to its end, so that one that was cut off is known."""
    width, height = struct.unpack_from(">II", data, 16)
    orientation, moving, located, ended, texts = 1, False, False, False, 0
    for kind, chunk in _chunks(data, 8, ">", name_first=False, after=4):
        if kind == b"acTL":
            moving = True
        elif kind == b"eXIf":
            orientation, has_position = exif(chunk)
            located = located or has_position
        elif kind in (b"iTXt", b"zTXt", b"tEXt"):
            texts += 1
            located = located or texts > _MOST_PLACES or _text_tells_position(chunk)
        ended = ended or kind == b"IEND"
    if data[12:16] != b"IHDR" or not ended:
        raise BrokenError
    return Header(width, height, orientation, moving, located)


def _text_tells_position(chunk: bytes) -> bool:
    """XMP may be compressed, and ImageMagick writes Exif as a text of hexadecimal digits."""
    key, _, text = chunk.partition(b"\0")
    start = text.find(b"x")  # how every stream of zlib begins
    if start >= 0:
        with suppress(zlib.error):
            text += zlib.decompressobj().decompress(text[start:], _MOST_TEXT)
    if key.startswith(b"Raw profile type"):
        digits = text.rpartition(b"45786966")[2] if b"45786966" in text else b""  # "Exif"
        try:
            return exif(bytes.fromhex(digits.decode("ascii"))[2:])[1]
        except ValueError:
            return bool(digits)
    return XMP_POSITION in text


def gif(data: bytes) -> Header:
    """GIF89a, 17 to 26: blocks up to the trailer, of which more than one may be a frame."""
    width, height = struct.unpack_from("<HH", data, 6)
    at = 13 + _colours(data[10])
    frames = 0
    while data[at] != 0x3B:
        if data[at] == 0x21:
            at += 2
        elif data[at] == 0x2C:
            frames += 1
            at += 11 + _colours(data[at + 9])
        else:
            raise BrokenError
        while data[at]:  # blocks of up to 255 bytes
            at += 1 + data[at]
        at += 1
    if not frames:
        raise BrokenError
    return Header(width, height, moving=frames > 1)


def _colours(flags: int) -> int:
    """Bytes of the table of colours that these flags announce."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def webp(data: bytes) -> Header:
    """The WebP container (RFC 9649, 2)."""
    size: tuple[int, int] | None = None
    orientation, moving, located = 1, False, False
    if 8 + int.from_bytes(data[4:8], "little") > len(data):
        raise BrokenError
    for kind, chunk in _chunks(data, 12, "<", name_first=True, even=True):
        if kind == b"VP8X":
            size = int.from_bytes(chunk[4:7], "little") + 1, int.from_bytes(chunk[7:10], "little") + 1
            moving = bool(chunk[0] & 2)
        elif kind == b"EXIF":
            orientation, located = exif(chunk.removeprefix(b"Exif\0\0"))
        elif kind == b"VP8 ":
            width, height = struct.unpack_from("<HH", chunk, 6)
            size = size or (width & 0x3FFF, height & 0x3FFF)
        elif kind == b"VP8L":
            (bits,) = struct.unpack_from("<I", chunk, 1)
            size = size or ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if size is None:
        raise BrokenError
    return Header(*size, orientation, moving, located)


def avif(data: bytes) -> Header:
    """The size of the primary item (ISO/IEC 23008-12), turned as its own property says: of its Exif only the position counts (MIAF 7.3.7)."""
    boxes = dict(_boxes(data))
    meta = dict(_boxes(boxes[b"meta"][4:])) if b"meta" in boxes else {}
    if not {b"pitm", b"iprp"} <= meta.keys():
        raise BrokenError
    primary = int.from_bytes(meta[b"pitm"][4:], "big")
    properties = dict(_boxes(meta[b"iprp"]))
    known = list(_boxes(properties.get(b"ipco", b"")))
    own = [known[index - 1] for index in _associated(properties.get(b"ipma", b""), primary) if 0 < index <= len(known)]
    width, height, turns = 0, 0, 0
    for kind, box in own:
        if kind == b"ispe":
            width, height = struct.unpack_from(">II", box, 4)
        elif kind == b"irot":
            turns = box[0] & 3
    if turns % 2:
        width, height = height, width
    moving = b"avis" in boxes[b"ftyp"][:4]
    places = list(islice(_tiffs(data), _MOST_PLACES + 1))
    located = len(places) > _MOST_PLACES or any(exif(data[at : at + _MOST_EXIF])[1] for at in places)
    return Header(width, height, moving=moving, located=located)


def _associated(box: bytes, item: int) -> Iterator[int]:
    """The numbers, from 1, of the properties of an item."""
    version, wide = box[0], box[3] & 1
    (count,) = struct.unpack_from(">I", box, 4)
    at = 8
    for _ in range(count):
        length = 2 if version < 1 else 4
        this = int.from_bytes(box[at : at + length], "big")
        number = box[at + length]
        at += length + 1
        for _ in range(number):
            if this == item:
                yield (int.from_bytes(box[at : at + 2], "big") & 0x7FFF) if wide else box[at] & 0x7F
            at += 2 if wide else 1


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The boxes of an ISO base media file (ISO/IEC 14496-12, 4.2) in some bytes: type and content."""
    at = 0
    while at + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        head = 8
        if length == 1:
            (length,) = struct.unpack_from(">Q", data, at + 8)
            head = 16
        end = at + length if length else len(data)
        if end < at + head or end > len(data):
            raise BrokenError
        yield kind, data[at + head : end]
        at = end


def _tiffs(data: bytes) -> Iterator[int]:
    """Where Exif may begin."""
    for mark in (b"II*\0", b"MM\0*"):
        at = data.find(mark)
        while at >= 0:
            yield at
            at = data.find(mark, at + 1)


def _chunks(
    data: bytes, at: int, order: str, *, name_first: bool, after: int = 0, even: bool = False
) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG or RIFF file: name and content."""
    while at + 8 <= len(data):
        if name_first:
            kind, length = struct.unpack_from(f"{order}4sI", data, at)
        else:
            length, kind = struct.unpack_from(f"{order}I4s", data, at)
        end = at + 8 + length
        if end + after > len(data):
            raise BrokenError
        yield kind, data[at + 8 : end]
        at = end + after + (length % 2 if even else 0)
        if kind == b"IEND":
            return


_ORIENTATION, _GPS = 0x0112, 0x8825
_PLACES = {2, 4, 20, 22}
"""Latitude and longitude: of where it was taken, and of what it shows (Exif 2.3, 4.6.6)."""


def exif(tiff: bytes) -> tuple[int, bool]:
    """The orientation, and whether there is a position. What cannot be read has no orientation, for browsers neither; where it has an
    address for a position, that counts."""
    orientation, gps = 1, False
    try:
        order = {b"II": "<", b"MM": ">"}[tiff[:2]]
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        for tag, value in _entries(tiff, first, order):
            if tag == _ORIENTATION:
                (orientation,) = struct.unpack_from(f"{order}H", value)
            elif tag == _GPS:
                gps = True
                (at,) = struct.unpack_from(f"{order}I", value)
                gps = any(tag in _PLACES for tag, _ in _entries(tiff, at, order))
    except (KeyError, struct.error):
        pass
    return orientation if 1 <= orientation <= 8 else 1, gps


def _entries(tiff: bytes, at: int, order: str) -> Iterator[tuple[int, bytes]]:
    """The fields of a directory: tag, and the four bytes of its value or of where that is."""
    (count,) = struct.unpack_from(f"{order}H", tiff, at)
    for number in range(count):
        tag, value = struct.unpack_from(f"{order}H6x4s", tiff, at + 2 + 12 * number)
        yield tag, value
