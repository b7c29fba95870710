"""What a picture's file says of itself, held against what Pillow says of pictures that it wrote."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from sitegen.read.pictures import MOST_BYTES, PictureFile, look_into
from tests.pictures import png, png_of

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" %s/>'
TYPES = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")


def saved(form: str, size: tuple[int, int] = (30, 20), mode: str = "RGB", **options: Any) -> bytes:
    file = BytesIO()
    Image.new(mode, size, 77 if mode in ("L", "I;16") else None).save(file, form, **options)
    return file.getvalue()


def exif(orientation: int = 1, position: bool = False, endian: str = "<") -> Image.Exif:
    tags = Image.Exif()
    tags.endian = endian
    tags[0x0112] = orientation
    tags[0x010F] = "Kamera"
    if position:
        tags.get_ifd(0x8825).update({1: "S", 2: (1.0, 51.0, 0.0), 3: "E", 4: (109.0, 58.0, 0.0)})
    return tags


def moving(form: str) -> bytes:
    file = BytesIO()
    frames = [Image.new("RGB", (30, 20), colour) for colour in ("red", "blue", "green")]
    frames[0].save(file, form, save_all=True, append_images=frames[1:], duration=100)
    return file.getvalue()


@pytest.mark.parametrize("form", TYPES)
@pytest.mark.parametrize("size", [(1, 1), (30, 20), (700, 301)])
def test_type_and_size(form: str, size: tuple[int, int]) -> None:
    assert look_into(saved(form, size)) == PictureFile(form.lower(), *size)


@pytest.mark.parametrize(
    ("form", "mode", "options"),
    [
        ("JPEG", "L", {}),
        ("JPEG", "CMYK", {}),
        ("JPEG", "RGB", {"progressive": True}),
        ("PNG", "P", {}),
        ("PNG", "I;16", {}),
        ("PNG", "RGBA", {}),
        ("PNG", "1", {}),
        ("WEBP", "RGBA", {"lossless": True}),
        ("WEBP", "RGB", {"lossless": True}),
        ("WEBP", "RGBA", {}),
        ("AVIF", "RGBA", {}),
        ("GIF", "P", {}),
    ],
)
def test_every_way_of_storing_has_its_size(form: str, mode: str, options: dict[str, Any]) -> None:
    found = look_into(saved(form, (31, 17), mode, **options))
    assert (found.type, found.width, found.height, found.wrong) == (form.lower(), 31, 17, "")


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP", "AVIF"])
def test_what_moves_is_known(form: str) -> None:
    found = look_into(moving(form))
    assert (found.moving, found.width, found.height, found.wrong) == (True, 30, 20, "")
    assert not look_into(saved(form)).moving


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("endian", ["<", ">"])
def test_a_picture_has_the_size_that_it_is_shown_in(form: str, orientation: int, endian: str) -> None:
    found = look_into(saved(form, (30, 20), exif=exif(orientation, endian=endian)))
    assert (found.width, found.height) == ((20, 30) if orientation > 4 else (30, 20))
    assert found.orientation == (1 if form == "AVIF" else orientation)  # an AVIF says it otherwise
    assert not found.located


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("endian", ["<", ">"])
def test_a_position_is_known(form: str, endian: str) -> None:
    assert look_into(saved(form, exif=exif(position=True, endian=endian))).located


XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description exif:GPSLatitude="1,51S"/></x:xmpmeta>'


@pytest.mark.parametrize("form", ["JPEG", "WEBP", "AVIF"])
def test_a_position_in_xmp_is_known(form: str) -> None:
    assert look_into(saved(form, xmp=XMP)).located


@pytest.mark.parametrize("compressed", [True, False])
def test_a_position_in_the_texts_of_a_png_is_known(compressed: bool) -> None:
    info = PngImagePlugin.PngInfo()
    info.add_itxt("XML:com.adobe.xmp", XMP.decode(), zip=compressed)
    assert look_into(saved("PNG", pnginfo=info)).located
    info = PngImagePlugin.PngInfo()
    raw = b"Exif\0\0" + exif(position=True).tobytes().removeprefix(b"Exif\0\0")
    info.add_text("Raw profile type exif", f"\nexif\n {len(raw)}\n{raw.hex()}\n", zip=compressed)
    assert look_into(saved("PNG", pnginfo=info)).located


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        (b'width="30" height="20"', (30, 20)),
        (b'width="30.4px" height="20"', (30, 20)),
        (b'viewBox="0 0 300 200"', (300, 200)),
        (b'viewBox="-1,-1, 30.2 , 20"', (30, 20)),
        (b'width="100%" height="100%" viewBox="0 0 30 20"', (30, 20)),
        (b'width="30"', (0, 0)),
        (b"", (0, 0)),
    ],
)
def test_the_size_of_a_drawing(attributes: bytes, size: tuple[int, int]) -> None:
    assert look_into(SVG % attributes) == PictureFile("svg", *size)


@pytest.mark.parametrize(
    "data",
    [
        b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- a -->\n' + SVG % b'viewBox="0 0 3 2"',
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
        + SVG % b'viewBox="0 0 3 2"',
        b'<s:svg xmlns:s="http://www.w3.org/2000/svg" viewBox="0 0 3 2"/>',
    ],
)
def test_a_drawing_may_begin_in_several_ways(data: bytes) -> None:
    assert look_into(data) == PictureFile("svg", 3, 2)


def drawing(inside: str) -> bytes:
    space = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'<svg {space} width="3" height="2">{inside}</svg>'.encode()


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<g xmlns="" /><x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>',
        '<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>',
        '<g onload="alert(1)"/>',
        '<g ONCLICK="alert(1)"/>',
        '<a xlink:href="java\tscript:alert(1)"><text>a</text></a>',
        '<a href=" JavaScript:alert(1)"/>',
        '<a><animate attributeName="href" values="javascript:alert(1)"/></a>',
        "<foreignObject><p/></foreignObject>",
    ],
)
def test_a_drawing_that_runs_something_is_refused(inside: str) -> None:
    assert look_into(drawing(inside)).wrong == "script"


@pytest.mark.parametrize(
    "inside",
    [
        '<use href="#a"/>',
        '<a href="https://x.example/"/>',
        "<style>a{}</style>",
        '<image href="b.png"/>',
        "<title>on</title>",
    ],
)
def test_a_drawing_that_is_only_looked_at_is_taken(inside: str) -> None:
    assert look_into(drawing(inside)) == PictureFile("svg", 3, 2)


ENTITIES = "".join(f'<!ENTITY {new} "{f"&{old};" * 50}">' for old, new in zip("abcde", "bcdef", strict=True))
LAUGHS = (
    f'<!DOCTYPE svg [<!ENTITY a "{"ha" * 50}">{ENTITIES}]>'
    '<svg xmlns="http://www.w3.org/2000/svg"><title>&f;</title></svg>'
).encode()


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        (b"", "empty"),
        (b"\xff\xd8\xff", "broken"),
        (b"\x89PNG\r\n\x1a\n", "broken"),
        (b"GIF89a", "broken"),
        (b"RIFF\xff\xff\xff\0WEBP", "broken"),
        (b"\0\0\0\x14ftypavif\0\0\0\0avif", "broken"),
        (b"bukan gambar", "broken"),
        (b"\0" * 100, "broken"),
        (png(0, 5), "broken"),
        (b'<svg viewBox="0 0 3 2"/>', "broken"),
        (SVG.replace(b"/>", b">") % b"", "broken"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><title>&xxe;</title></svg>", "broken"),
        (LAUGHS, "broken"),
    ],
)
def test_what_no_browser_shows(data: bytes, wrong: str) -> None:
    assert look_into(data).wrong == wrong


@pytest.mark.parametrize(
    ("form", "name"), [("TIFF", "TIFF"), ("BMP", "BMP"), ("ICO", "ICO"), ("PDF", "PDF"), ("JPEG2000", "JPEG 2000")]
)
def test_a_type_that_browsers_do_not_show_is_named(form: str, name: str) -> None:
    assert look_into(saved(form)) == PictureFile(name, wrong="type")


def test_heic_is_named() -> None:
    assert look_into(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic") == PictureFile("HEIC", wrong="type")


def header_only(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return png_of((b"IHDR", header), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))


@pytest.mark.parametrize(
    ("width", "height", "wrong"),
    [(50_000, 1_000, ""), (1, 50_000_001, "pixels"), (50_000, 50_000, "pixels"), (2**31 - 1, 2**31 - 1, "pixels")],
)
def test_a_bomb_is_known_by_its_header(width: int, height: int, wrong: str) -> None:
    assert look_into(header_only(width, height)).wrong == wrong


@pytest.mark.parametrize("form", ["PNG", "GIF", "WEBP"])
def test_a_picture_that_was_cut_off_is_known_where_its_container_says_how_long_it_is(form: str) -> None:
    data = saved(form, (300, 200))
    assert look_into(data[: len(data) // 2]).wrong == "broken"


@given(
    st.sampled_from([saved(form, exif=exif(6, True)) if form != "GIF" else moving(form) for form in TYPES]), st.data()
)
def test_no_damage_is_more_than_a_broken_picture(data: bytes, how: st.DataObject) -> None:
    at = how.draw(st.integers(0, len(data) - 1))
    damaged = data[:at] + how.draw(st.binary(max_size=8)) + data[how.draw(st.integers(at, len(data))) :]
    found = look_into(damaged)
    assert found.wrong or found.type == "svg" or (found.width > 0 and found.height > 0)


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8" + b"\xff\xe1\0\x08Exif\0\0" * 200_000,
        b"\x89PNG\r\n\x1a\n" + (b"\0\0\0\0zTXt" + b"\0" * 4) * 200_000,
        b"GIF89a\1\0\1\0\0\0\0" + b"\x21\xfe\1a\0" * 400_000,
        b"RIFF\0\0\x20\0WEBP" + b"EXIF\0\0\0\0" * 260_000,
        b"\0\0\0\x10ftypavif\0\0\0\0\0\0\0\0" + b"II*\0" * 500_000,
    ],
    ids=["JPEG", "PNG", "GIF", "WebP", "AVIF"],
)
def test_many_small_parts_are_read_once(data: bytes) -> None:
    assert look_into(data).wrong == "broken"


def test_the_largest_file_is_larger_than_what_a_camera_writes() -> None:
    assert MOST_BYTES >= 40_000_000
