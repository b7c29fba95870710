"""Making pictures with Pillow (extra `images`): from the bytes of a file to the files that are published of it.

A function of its arguments: the same bytes from every process. What is made is upright, in the colours of the web (sRGB), and tells
nothing but the picture: no place, no camera, no preview of what was cut away.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageOps

from sitegen.plan.media import WIDTHS, Variant
from sitegen.read.pictures import PictureFile

_FORMATS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "avif": "AVIF"}
"""Type → the decoder of Pillow; no other is tried."""

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""Orientation (Exif 2.3, tag 274) → how to turn."""

_WHOLE_QUALITY = 92
"""Of a picture to be downloaded: nobody sees a difference."""
_ABOVE_CENTRE = (0.5, 0.4)
"""What stays of a picture that is cut: people stand above the middle."""


class UnreadableError(Exception):
    """The bytes cannot be decoded as what their header says."""


def make(data: bytes, picture: PictureFile, variants: Sequence[Variant]) -> list[bytes]:
    """The bytes of each variant of a picture; they do not depend on which others are made. Raises `UnreadableError` for a file that no
    browser could show either."""
    try:
        bases = {width: _Base(data, picture, width) for width in {_base_width(picture, each) for each in variants}}
    except MemoryError:
        raise
    except Exception as error:  # whatever a decoder of Pillow raises for broken bytes
        raise UnreadableError from error
    return [_saved(bases[_base_width(picture, each)].fitted(each), each, picture) for each in variants]


def _base_width(picture: PictureFile, variant: Variant) -> int:
    """How wide the picture is that a variant is made of: all but one in full size are made of the same."""
    return picture.width if variant.width > WIDTHS[-1] else min(picture.width, WIDTHS[-1])


class _Base:
    """A picture, decoded and upright, in some width."""

    def __init__(self, data: bytes, picture: PictureFile, width: int):
        self._stored = stored = Image.open(BytesIO(data), formats=[_FORMATS[picture.type]])
        # Pillow does not turn what an AVIF turns by itself, and says so as Exif.
        orientation = stored.getexif().get(0x0112, 1) if picture.type == "avif" else picture.orientation
        if (stored.size[::-1] if orientation > 4 else stored.size) != (picture.width, picture.height):
            raise UnreadableError
        if picture.type == "jpeg":  # decoded in an eighth of the size, say, in a fraction of the time
            stored.draft(None, (-(-stored.width * width // picture.width), -(-stored.height * width // picture.width)))
        stored.load()
        self._turn = _TURNS.get(orientation)
        image = _in_full_colours(stored)
        if self._turn is not None:
            image = image.transpose(self._turn)
        size = (width, max(1, round(picture.height * width / picture.width)))
        if image.size != size:
            image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
        self._image = _in_srgb(image, stored.info.get("icc_profile"))

    def fitted(self, variant: Variant) -> Image.Image:
        """It in the size of a variant. Of a drawing that needs no change the palette stays: its file is much smaller so."""
        size = (variant.width, variant.height)
        if variant.cropped:
            return ImageOps.fit(self._image, size, Image.Resampling.LANCZOS, centering=_ABOVE_CENTRE)
        if variant.type == "png" and self._stored.mode == "P" and self._stored.size == size and self._turn is None:
            return self._stored
        return self._image if self._image.size == size else self._image.resize(size, Image.Resampling.LANCZOS)


def _in_full_colours(image: Image.Image) -> Image.Image:
    """Without a palette, with eight bits a channel."""
    if image.mode.startswith("I"):  # 16 bits of grey, which `convert` would cut off at 255
        return image.convert("I").point(lambda value: value / 257).convert("L")
    if "transparency" in image.info or image.mode in ("PA", "La", "RGBa"):
        return image.convert("RGBA")
    if image.mode in ("L", "LA", "RGB", "RGBA", "CMYK"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _in_srgb(image: Image.Image, icc: bytes | None) -> Image.Image:
    """In the colours that browsers take a picture without a profile for. A profile that cannot be read is not believed."""
    converted: Image.Image | None = None
    if icc and image.mode in ("RGB", "RGBA", "CMYK"):
        mode = "RGB" if image.mode == "CMYK" else image.mode
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            profile = ImageCms.ImageCmsProfile(BytesIO(icc))
            converted = ImageCms.profileToProfile(image, profile, ImageCms.createProfile("sRGB"), outputMode=mode)
    return converted or (image.convert("RGB") if image.mode == "CMYK" else image)


def _saved(image: Image.Image, variant: Variant, picture: PictureFile) -> bytes:
    image = image.copy()  # what it tells besides is taken from it
    image.info = {name: value for name, value in image.info.items() if name == "transparency"}
    options: dict[str, Any]
    if variant.type == "avif":
        # Drawings and texts lose more by sparing colours than photos do. One thread: the others render.
        options = {
            "quality": 60,
            "speed": 8,
            "max_threads": 1,
            "subsampling": "4:4:4" if picture.type == "png" else "4:2:0",
        }
    elif variant.type == "webp":
        options = {"quality": 80, "method": 4}
    elif variant.type == "jpeg":
        if image.mode not in ("L", "RGB"):
            image = _on_white(image)
        whole = (variant.width, variant.height) == (picture.width, picture.height)
        options = {"quality": _WHOLE_QUALITY if whole else 82, "progressive": True, "optimize": True}
    else:
        options = {"optimize": image.mode == "P"}
    if variant.type in ("avif", "webp") and image.mode not in ("RGB", "RGBA"):
        image = image.convert("RGBA" if image.mode == "LA" else "RGB")
    file = BytesIO()
    image.save(file, _FORMATS[variant.type], **options)
    return file.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    """Without transparency, which a JPEG cannot have."""
    image = image.convert("RGBA")
    ground = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(ground, image).convert("RGB")
