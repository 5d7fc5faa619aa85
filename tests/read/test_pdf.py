from __future__ import annotations

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.errors import InputError
from pipeline.page import Page
from pipeline.read.factory import make_pages
from pipeline.read.hints import Hints
from pipeline.read.inputs import Input
from tests.stories import TEN
from tests.typeset import FONT, HEIGHT, WIDTH, Story, pdf

SHORT = [Story(["市长到会"], ["昨天，明湖市市长周明到会讲话。"])]


def read(data: bytes) -> list[Page | InputError]:
    return list(make_pages()(Input("p.pdf", "p.pdf"), data, Hints()))


def pages(data: bytes) -> list[Page]:
    return [page for page in read(data) if isinstance(page, Page)]


def drawn(*lines: tuple[str, float, float, float], turned: int = 0, font: str = FONT) -> bytes:
    """A PDF of lines: text, left, top of the type, its height; ``turned`` as scanners do it, level when it is shown."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT))  # as it is shown
    canvas.setPageRotation(turned)
    canvas.translate(*{0: (0, 0), 90: (HEIGHT, 0), 180: (WIDTH, HEIGHT), 270: (0, WIDTH)}[turned])
    canvas.rotate(turned)
    for text, x, y, size in lines:
        canvas.setFont(font, size)
        canvas.drawString(x, HEIGHT - y - 0.88 * size, text)
    canvas.save()
    return file.getvalue()


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_columns_are_read_one_after_the_other(columns: int) -> None:
    (page,) = pages(pdf([TEN], columns))
    whole = page.text.replace("\n", "").replace("　", "")
    at = 0
    for story in TEN:
        for text in [*story.heads, *story.paragraphs]:
            assert whole.find(text.replace("　", ""), at) >= at
            at = whole.find(text.replace("　", ""), at)


@pytest.mark.parametrize("shift", [0, 3, 7, 12])
@pytest.mark.parametrize("gutter", [8, 12, 30])
def test_columns_need_not_stand_level(shift: float, gutter: float) -> None:
    left = [("左栏一二三四五六", 20.0, 50.0 + 14 * n, 10.0) for n in range(6)]
    right = [("右栏一二三四五六", 100.0 + gutter, 50.0 + shift + 14 * n, 10.0) for n in range(6)]
    rows = [row for pair in zip(left, right, strict=True) for row in pair]
    (page,) = pages(drawn(*rows))
    assert page.text == "\n".join(row[0] for row in left + right)


def test_type_printed_twice_is_read_once() -> None:
    (page,) = pages(drawn(("市长林远到会", 100, 50, 20), ("市长林远到会", 100.4, 50, 20)))
    assert page.text == "市长林远到会"


def test_a_box_for_each_line() -> None:
    (page,) = pages(drawn(("林　远", 100, 50, 20), ("到会。", 30, 90, 10)))
    assert page.text == "林　远\n到会。"
    first, second = page.boxes
    assert [page.text[box.start : box.end] for box in page.boxes] == page.text.split("\n")
    assert (first.left, first.top, first.right, first.bottom) == pytest.approx((100, 50, 160, 70), abs=0.1)
    assert (second.left, second.top, second.right, second.bottom) == pytest.approx((30, 90, 60, 100), abs=0.1)
    assert (first.size, second.size) == pytest.approx((20, 10))


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_page_that_is_turned_is_seen_as_it_is_shown(turned: int) -> None:
    (page,) = pages(drawn(("ABCDEFGHIJ", 100, 50, 20), turned=turned, font="Courier"))
    box = page.boxes[0]
    assert (box.left, box.top, box.right, box.bottom) == pytest.approx((100, 50, 220, 70), abs=0.1)


def test_upright_lines_go_from_right_to_left() -> None:
    lines = [(c, x, 40 + 12 * n, 12) for x, text in ((200, "ABCDEF"), (180, "XY")) for n, c in enumerate(text)]
    (page,) = pages(drawn(*lines, font="Courier"))
    assert page.text == "ABCDEF\nXY"
    assert (page.boxes[0].left, page.boxes[0].top) == pytest.approx((200, 40), abs=0.1)


def test_letters_set_wide_are_one_line() -> None:
    (page,) = pages(drawn(("A", 100, 50, 20), ("B", 136, 50, 20), ("ABCDEFGHIJKLMNOP", 100, 90, 10), font="Courier"))
    assert page.text == "A B\nABCDEFGHIJKLMNOP"


def test_text_that_is_lost_with_its_font_is_told() -> None:
    found = read(drawn(("市长林远到会", 30, 50, 10), ("好", 30, 64, 10)))
    if [page.text for page in found if isinstance(page, Page)] == ["市长林远到会\n好"]:
        pytest.skip("a font of this machine has the characters")
    problem, page = found
    assert str(problem).startswith("p.pdf: page 1 of 1: 1 pieces of its text are lost, for their font is neither in")
    assert isinstance(page, Page)
    assert page.text == "市长林远到会"


def test_pages_are_numbered() -> None:
    (one,) = pages(pdf([SHORT]))
    assert (one.id, one.source.page, one.source.encoding) == ("p", 1, "pdf")
    first, second = pages(pdf([SHORT, SHORT]))
    assert [(page.id, page.source.page) for page in (first, second)] == [("p/1", 1), ("p/2", 2)]
    assert first.source.sha256 == second.source.sha256


def test_a_page_without_text_is_told_and_the_others_are_read() -> None:
    first, second, third = read(pdf([SHORT, [], SHORT]))
    assert isinstance(first, Page)
    assert str(second).startswith("p.pdf: page 2 of 3: no text layer")
    assert "OCR" in str(second)
    assert isinstance(third, Page)
    assert third.id == "p/3"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (pdf([[], []]), "a PDF without a text layer (pages: 2, pictures at most); recognise the text (OCR)"),
        (pdf([SHORT], encrypt="secret"), "an encrypted PDF that needs a password; save a copy without one"),
        (pdf([SHORT])[:500], "a broken PDF; fetch it again"),
        (b"%PDF-1.7\nnothing", "a broken PDF"),
        (drawn(("\ue000\ue001\ue002\ue003", 50, 50, 10)), "page 1 of 1: its fonts do not say which characters"),
    ],
)
def test_a_bad_pdf_is_named_with_what_to_do(data: bytes, says: str) -> None:
    with pytest.raises(InputError) as error:
        read(data)
    assert str(error.value).startswith("p.pdf: ")
    assert says in str(error.value)
