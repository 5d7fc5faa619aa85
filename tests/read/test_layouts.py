from __future__ import annotations

import re
from pathlib import Path

import pytest

import pipeline
from pipeline.accounts import Accounts
from pipeline.errors import ConfigError, InputError
from pipeline.page import Page
from pipeline.read.factory import make_pages
from pipeline.read.hints import Hints
from pipeline.read.inputs import Input
from tests.layouts import ALTO_NS, PAGE_NS, alto, hocr, page_xml

HEAD = [("市长到会", (100.0, 20.0, 180.0, 40.0))]
LEFT = [("左一行", (10.0, 60.0, 110.0, 70.0)), ("左二行", (10.0, 74.0, 110.0, 84.0))]
RIGHT = [("右一行", (130.0, 60.0, 230.0, 70.0)), ("右二行", (130.0, 74.0, 230.0, 84.0))]
BLOCKS = [HEAD, LEFT, RIGHT]
TEXT = "市长到会\n左一行\n左二行\n右一行\n右二行"
STRING = '<String CONTENT="林远" HPOS="1" VPOS="2" WIDTH="20" HEIGHT="10"/>'


def read(text: str | bytes, name: str = "p.xml") -> list[Page | InputError]:
    data = text.encode() if isinstance(text, str) else text
    return list(make_pages()(Input(name, name), data, Hints()))


def page(text: str | bytes, name: str = "p.xml") -> Page:
    (found,) = read(text, name)
    assert isinstance(found, Page)
    return found


FILES = {
    **{f"alto {version}": alto(BLOCKS, version=version) for version in ALTO_NS},
    **{f"page {year}": page_xml(BLOCKS, [0, 1, 2], year) for year in PAGE_NS},
    "hocr": hocr(BLOCKS),
}


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
@pytest.mark.parametrize("name", ["p.xml", "p.hocr", "p.html", "p.txt", "stdin"])
def test_formats_are_told_by_their_content(text: str, name: str) -> None:
    found = page(text, name)
    assert found.text == TEXT
    assert (found.source.page, found.source.encoding, found.id) == (None, "utf-8", Input(name, name).id)
    edges = [(box.left, box.top, box.right, box.bottom) for box in found.boxes]
    assert edges == [line[1] for block in BLOCKS for line in block]
    assert [box.size for box in found.boxes] == [20, 10, 10, 10, 10]
    assert [box.block for box in found.boxes] == [1, 2, 2, 3, 3]


@pytest.mark.parametrize("text", [alto(BLOCKS, BLOCKS), hocr(BLOCKS, BLOCKS)], ids=["alto", "hocr"])
def test_several_pages(text: str) -> None:
    first, second = read(text)
    assert isinstance(first, Page)
    assert isinstance(second, Page)
    assert [(p.id, p.source.page, p.text) for p in (first, second)] == [("p/1", 1, TEXT), ("p/2", 2, TEXT)]


def test_a_page_without_text_is_told() -> None:
    first, second = read(alto(BLOCKS, []))
    assert isinstance(first, Page)
    assert str(second) == "p.xml: page 2 of 2: no line with text; recognise its text (OCR) first"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_xml_in_other_encodings(encoding: str) -> None:
    text = alto(BLOCKS).replace("UTF-8", encoding)
    assert page(text.encode(encoding)).text == TEXT


def test_page_regions_without_an_order_are_read_by_their_places() -> None:
    assert page(page_xml([RIGHT, LEFT, HEAD])).text == TEXT
    assert page(page_xml([RIGHT, LEFT, HEAD], [2, 0, 1])).text == "市长到会\n右一行\n右二行\n左一行\n左二行"


def test_upright_page_regions_are_read_from_right_to_left() -> None:
    regions = [[("左行字", (10.0, 0.0, 20.0, 90.0))], [("右行字", (40.0, 0.0, 50.0, 90.0))]]
    found = page(page_xml(regions))
    assert found.text == "右行字\n左行字"
    assert found.boxes[0].size == 10


def test_alto_blocks_in_a_given_order() -> None:
    order = '<ReadingOrder><OrderedGroup ID="g"><ElementRef ID="e1" REF="b1"/><ElementRef ID="e2" REF="b0"/></OrderedGroup></ReadingOrder>'
    assert page(alto([RIGHT, LEFT], before=order)).text == "左一行\n左二行\n右一行\n右二行"


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (f"{STRING}<SP/>{STRING}", "林远 林远"),
        (f'{STRING}<HYP CONTENT="-"/>', "林远-"),
        ('<String CONTENT="Ming" SUBS_TYPE="HypPart1" SUBS_CONTENT="Minghu" HPOS="1" VPOS="2" WIDTH="9" HEIGHT="9"/><HYP CONTENT="-"/>', "Ming-"),
        (f'{STRING}</TextLine><TextLine><String CONTENT=" "/></TextLine><TextLine>{STRING}', "林远\n林远"),
        (f"{STRING}</TextLine><TextLine/><TextLine>{STRING}", "林远\n林远"),
    ],
)  # fmt: skip
def test_strings_of_an_alto_line(line: str, text: str) -> None:
    found = page(f"<alto><Layout><Page><TextBlock><TextLine>{line}</TextLine></TextBlock></Page></Layout></alto>")
    assert found.text == text
    assert (found.boxes[0].left, found.boxes[0].top) == (1, 2)


def test_bold_in_alto() -> None:
    styles = '<Styles><TextStyle ID="s1" FONTSTYLE="bold"/></Styles>'
    text = alto(BLOCKS, before=styles).replace('<TextBlock ID="b0">', '<TextBlock ID="b0" STYLEREFS="s1">')
    assert [box.bold for box in page(text).boxes] == [True, False, False, False, False]


COORDS = '<Coords points="1,2 21,2 21,12 1,12"/>'


@pytest.mark.parametrize(
    "line",
    [
        f"{COORDS}<TextEquiv><Unicode>林远到会</Unicode></TextEquiv>",
        f'{COORDS}<TextEquiv index="1"><Unicode>林达</Unicode></TextEquiv><TextEquiv index="0"><Unicode>林远到会</Unicode></TextEquiv>',
        f"<Word>{COORDS}<TextEquiv><Unicode>林远</Unicode></TextEquiv></Word><Word>{COORDS}<TextEquiv><Unicode>到会</Unicode></TextEquiv></Word>",
        f"{COORDS}<Word>" + "".join(f"<Glyph><TextEquiv><Unicode>{c}</Unicode></TextEquiv></Glyph>" for c in "林远到会") + "</Word>",
    ],
)  # fmt: skip
def test_texts_of_a_page_line(line: str) -> None:
    found = page(f"<PcGts><Page><TextRegion><TextLine>{line}</TextLine></TextRegion></Page></PcGts>")
    assert found.text == "林远到会"
    assert (found.boxes[0].left, found.boxes[0].bottom) == (1, 12)


def test_hocr_as_loose_html() -> None:
    lines = "<span class=ocr_line title='bbox 1 2 30 12'>林 远<br>到 <b>Lin</b> Yuan &amp; 会</span><p>"
    found = page(f"<html><body><img src=x><div class=ocr_page>{lines}</div></body>", "p.html")
    assert found.text == "林远到Lin Yuan &会"


BOMB = '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]><alto>&lol2;</alto>'
EXTERNAL = '<?xml version="1.0"?><!DOCTYPE alto [<!ENTITY x SYSTEM "file:///etc/passwd">]><alto>&x;</alto>'
DTD = '<?xml version="1.0"?><!DOCTYPE alto SYSTEM "http://example.org/alto.dtd"><alto/>'
LINE = (
    "<alto><Layout><Page><TextBlock><TextLine {}><String CONTENT='林远'/></TextLine></TextBlock></Page></Layout></alto>"
)
REGION = "<PcGts><Page><TextRegion><TextLine id='l1'>{}<TextEquiv><Unicode>林远</Unicode></TextEquiv></TextLine></TextRegion></Page></PcGts>"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (BOMB, "XML with a DTD or entities, which are refused; remove the DOCTYPE"),
        (EXTERNAL, "XML with a DTD or entities"),
        (DTD, "XML with a DTD or entities"),
        ('<!DOCTYPE html [<!ENTITY a "b">]><html><div class="ocr_page"></div></html>', "HTML with entities of its own"),
        (alto(BLOCKS)[:-20], "malformed XML ("),
        ("市长", "malformed XML ("),
        ("<?xml version='1.0'?><mets/>", "XML with the root 'mets'; known formats: ALTO (root alto), PAGE XML"),
        ("<html><body><p>市长</p></body></html>", "HTML, but not hOCR (no ocr_page in it); known formats: ALTO"),
        ("<!DOCTYPE html>\n<!-- x --><html><p>市长", "HTML, but not hOCR"),
        (LINE.format(""), "ALTO line '林远' has no coordinates (HPOS, VPOS, WIDTH, HEIGHT); write it anew"),
        (LINE.format("HPOS='1' VPOS='x' WIDTH='1' HEIGHT='1'"), "ALTO line '林远': its coordinates '1 x 1 1' are no box"),
        (LINE.format("HPOS='1' VPOS='1' WIDTH='-5' HEIGHT='1'"), "are no box"),
        (REGION.format(""), "PAGE line l1 has no coordinates (Coords points); write it anew"),
        (REGION.format("<Coords points='1,2 nan,3'/>"), "are no box"),
        (REGION.format("<Coords points='1 2 3'/>"), "its coordinates '1 2 3' are no box"),
        (hocr(BLOCKS).replace("bbox", "box"), "hOCR line '市长到会' has no coordinates (bbox in its title)"),
        ("<alto/>", "no line with text; recognise its text (OCR) first"),
        (alto([]), "no line with text"),
        ("<PcGts/>", "no line with text"),
        ("", "an empty file"),
        (alto(BLOCKS).encode()[:-3] + b"\xff", "UTF-8 but for byte"),
    ],
)  # fmt: skip
def test_a_bad_layout_is_named_with_what_to_do(text: str | bytes, says: str) -> None:
    with pytest.raises(InputError) as error:
        read(text)
    assert str(error.value).startswith("p.xml: ")
    assert says in str(error.value)


def test_text_that_begins_with_an_angle_is_text() -> None:
    found = page("<明湖日报>市长林远到会。", "p.txt")
    assert found.text == "<明湖日报>市长林远到会。"
    assert found.boxes == ()


@pytest.mark.parametrize(
    ("text", "name", "says"),
    [
        ("市长到会", "p.txt", "p.txt: its format is 'text', and [read] formats has only alto; add it there"),
        (hocr(BLOCKS), "p.hocr", "its format is 'hocr'"),
        (page_xml(BLOCKS), "p.xml", "its format is 'page'"),
        (b"%PDF-1.7", "p.pdf", "its format is 'pdf'"),
    ],
)
def test_a_format_that_is_not_wanted_is_refused(text: str | bytes, name: str, says: str) -> None:
    only = make_pages(formats=["alto"])
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(InputError, match=re.escape(says)):
        list(only(Input(name, name), data, Hints()))
    assert [page.text for page in only(Input("p.xml", "p.xml"), alto(BLOCKS).encode(), Hints())] == [TEXT]


@pytest.mark.parametrize("formats", [["alto", "tiff"], []])
def test_formats_that_are_none(formats: list[str]) -> None:
    with pytest.raises(ConfigError, match=r"\[read\] formats.*: text, pdf, alto, page, hocr"):
        make_pages(formats=formats)


def test_the_config_for_layouts_takes_the_page_that_has_one(tmp_path: Path) -> None:
    (tmp_path / "p.txt").write_text("县长唐文静到会。", "utf-8")
    verse = [[("春雨落田间。\u3000\u3000新苗绿满川。", (10.0, 60.0, 170.0, 70.0))]]
    (tmp_path / "p.xml").write_text(alto(verse), "utf-8")
    for config, texts in (("default", ["县长唐文静到会。"]), ("layout", ["春雨落田间。新苗绿满川。"])):
        accounts = Accounts()
        found = list(pipeline.load(config).pages(tmp_path, accounts=accounts))
        assert [article.text for article in found] == texts
        assert len(accounts.quarantine) == (config == "default")  # the second file of one id
