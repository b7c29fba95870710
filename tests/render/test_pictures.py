"""Pictures made with Pillow: upright, in the colours of the web, without anything that the file tells besides."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageCms, ImageOps

from sitegen.plan.media import WIDTHS, Variant
from sitegen.read.pictures import look_into
from sitegen.render.pictures import UnreadableError, make

RED, GREEN, BLUE, WHITE = (200, 30, 30), (30, 160, 30), (30, 30, 200), (250, 250, 250)


def corners(size: tuple[int, int] = (64, 32), mode: str = "RGB") -> Image.Image:
    """A picture with another colour in each quarter."""
    image = Image.new("RGB", (2, 2))
    image.putdata([RED, GREEN, BLUE, WHITE])
    return image.resize(size, Image.Resampling.NEAREST).convert(mode)


def saved(image: Image.Image, form: str, **options: Any) -> bytes:
    file = BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def made(data: bytes, *variants: Variant) -> list[bytes]:
    return make(data, look_into(data), variants)


def whole(data: bytes, kind: str) -> Image.Image:
    """A picture made in its full size."""
    found = look_into(data)
    return Image.open(BytesIO(made(data, Variant("a", kind, found.width, found.height))[0]))


def quarters(image: Image.Image) -> list[tuple[int, ...]]:
    """The colour in the middle of each quarter."""
    image = image.convert("RGB")
    width, height = image.size
    return [image.getpixel((width * x // 4, height * y // 4)) for y in (1, 3) for x in (1, 3)]  # type: ignore[misc]


def alike(one: Image.Image, other: Image.Image, most: int = 24) -> bool:
    pairs = zip(quarters(one), quarters(other), strict=True)
    return one.size == other.size and all(abs(a - b) <= most for x, y in pairs for a, b in zip(x, y, strict=True))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_turned_as_the_camera_was_held(form: str, orientation: int) -> None:
    tags = Image.Exif()
    tags[0x0112] = orientation
    data = saved(corners(), form, exif=tags)
    upright = ImageOps.exif_transpose(Image.open(BytesIO(data)))
    for kind in ("jpeg", "png", "webp", "avif"):
        assert alike(whole(data, kind), upright)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "avif"])
def test_what_is_made_tells_nothing_but_the_picture(form: str, kind: str) -> None:
    tags = Image.Exif()
    tags[0x010F] = "RAHASIA"
    tags.get_ifd(0x8825).update({1: "S", 2: (1.0, 51.0, 0.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    more = {"PNG": {}, "JPEG": {"comment": b"RAHASIA", "xmp": b"RAHASIA"}}.get(form, {"xmp": b"RAHASIA"})
    data = saved(corners(), form, exif=tags, icc_profile=profile, **more)
    assert b"RAHASIA" in data
    found = look_into(data)
    [file] = made(data, Variant("a", kind, found.width, found.height))
    image = Image.open(BytesIO(file))
    image.load()
    assert not {"exif", "xmp", "icc_profile", "comment"} & image.info.keys()
    assert not image.getexif()
    assert b"RAHASIA" not in file


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "YCbCr"])
@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "avif"])
def test_every_way_of_storing_colours_is_shown_rightly(mode: str, kind: str) -> None:
    grey = corners().convert("L")
    if mode == "I;16":
        image = Image.frombytes(mode, grey.size, bytes(half for value in grey.tobytes() for half in (value, value)))
    else:
        image = corners().quantize(8) if mode == "P" else corners(mode=mode)
    form = {"CMYK": "JPEG", "YCbCr": "JPEG"}.get(mode, "PNG")
    assert alike(whole(saved(image, form), kind), grey if mode == "I;16" else image.convert("RGB"))


def test_transparency_stays_where_the_type_has_it() -> None:
    image = Image.new("RGBA", (40, 40), (200, 30, 30, 0))
    data = saved(image, "PNG")
    for kind in ("png", "webp", "avif"):
        assert whole(data, kind).convert("RGBA").getpixel((5, 5))[3] == 0  # type: ignore[index]
    assert whole(data, "jpeg").getpixel((5, 5)) == (255, 255, 255)


def test_a_drawing_in_few_colours_keeps_its_palette() -> None:
    image = corners((400, 200)).quantize(8)
    data = saved(image, "PNG", transparency=0)
    found = whole(data, "png")
    assert found.mode == "P"
    assert found.convert("RGBA").tobytes() == Image.open(BytesIO(data)).convert("RGBA").tobytes()


def test_colours_of_another_profile_are_converted_and_a_broken_one_is_not_believed() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()  # no profile for RGB
    for profile in (b"bukan profil", lab):
        assert alike(whole(saved(corners(), "JPEG", icc_profile=profile, quality=95), "png"), corners())


@pytest.mark.parametrize(("width", "height"), [(2000, 1000), (1000, 2000), (500, 300)])
def test_a_variant_does_not_depend_on_which_others_are_made(width: int, height: int) -> None:
    data = saved(corners((width, height)), "JPEG")
    sizes = [each for each in (*WIDTHS, width) if each <= width]
    variants = [Variant("a", kind, each, round(height * each / width)) for each in sizes for kind in ("avif", "jpeg")]
    variants.append(Variant("a", "jpeg", 400, 210, cropped=True))
    together = made(data, *variants)
    assert together == [made(data, each)[0] for each in variants]
    for variant, file in zip(variants, together, strict=True):
        assert Image.open(BytesIO(file)).size == (variant.width, variant.height)


def test_what_is_cut_loses_more_below_than_above() -> None:
    image = Image.new("RGB", (100, 100), "white")
    image.paste("red", (0, 0, 100, 25))
    image.paste("blue", (0, 75, 100, 100))
    data = saved(image, "PNG")
    [file] = made(data, Variant("a", "png", 100, 50, cropped=True))
    cut = Image.open(BytesIO(file))
    assert cut.getpixel((50, 1)) == (255, 0, 0)
    assert cut.getpixel((50, 48)) == (255, 255, 255)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_file_that_was_cut_off_is_unreadable(form: str) -> None:
    data = saved(Image.effect_noise((300, 200), 60).convert("RGB"), form)
    found = look_into(data)
    with pytest.raises(UnreadableError):
        make(data[: len(data) * 2 // 3], found, [Variant("a", "webp", 300, 200)])


def test_a_file_whose_inside_has_another_size_than_its_header_is_unreadable() -> None:
    data = saved(corners((60, 40)), "PNG")
    with pytest.raises(UnreadableError):
        make(data, look_into(saved(corners((61, 40)), "PNG")), [Variant("a", "webp", 60, 40)])


def test_only_the_decoder_of_its_type_is_tried() -> None:
    data = saved(corners(), "PNG")
    with pytest.raises(UnreadableError):
        make(data, look_into(saved(corners(), "JPEG")), [Variant("a", "webp", 64, 32)])
