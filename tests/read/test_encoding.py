from __future__ import annotations

import os

import pytest

from pipeline.errors import InputError
from pipeline.read.encoding import decode

TEXT = "本报讯（记者李青）3月5日，明湖市委书记林远主持会议。\r\n副市长周明参加。\n"
TRADITIONAL = "本報訊，明湖市長林遠今天表示，颱風外圍環流影響國內各地，請民眾注意安全，並為未來做準備。"


@pytest.mark.parametrize("text", [TEXT, TRADITIONAL, "市", "林远，1", "plain English, 12%\n", "，。！", "😀😀"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_text_and_encoding_are_found(text: str, encoding: str) -> None:
    found = "utf-8" if text.isascii() and encoding == "gb18030" else encoding
    assert decode(text.encode(encoding), "a.txt") == (text, found)


@pytest.mark.parametrize("text", [TEXT, TRADITIONAL, "市长林远", "plain English\n"])
@pytest.mark.parametrize(("order", "mark"), [("le", b"\xff\xfe"), ("be", b"\xfe\xff")])
def test_utf16_with_and_without_mark(text: str, order: str, mark: bytes) -> None:
    data = text.encode(f"utf-16-{order}")
    assert decode(mark + data, "a.txt") == (text, f"utf-16-{order}")
    assert decode(data, "a.txt") == (text, f"utf-16-{order}")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "an empty file"),
        (b" \r\n\t", "only white space"),
        ("\u3000\n".encode(), "only white space"),
        (b"\0" * 64, "binary data"),
        (bytes(range(256)) * 4, "binary data"),
        (b"%PDF-1.7\n\xe2\xe3", "a PDF"),
        (b"PK\x03\x04\x14", "office document"),
        (TEXT.encode()[:-5], "UTF-8 but for byte"),
        (TEXT.encode() + b"\xff", "UTF-8 but for byte"),
        (b"\xef\xbb\xbf" + TEXT.encode("gb18030"), "begins as utf-8-sig"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le") + b"x", "begins as utf-16-le"),
        (TRADITIONAL.encode("big5"), "it may be big5"),
        ("これは日本語の文章です。市長が会議に出席しました。".encode("shift_jis") * 4, "unknown encoding"),
        ("시장님이 회의에 참석했습니다".encode("cp949") * 4, "unknown encoding"),
        ("café à Paris, déjà vu".encode("latin-1"), "unknown encoding"),
    ],
)
def test_what_is_no_text_is_refused_by_name(data: bytes, says: str) -> None:
    with pytest.raises(InputError, match=rf"^a\.txt: .*{says}.*; \w+"):
        decode(data, "a.txt")


def test_noise_is_never_text() -> None:
    for size in (100, 1000, 10_000):
        with pytest.raises(InputError):
            decode(os.urandom(size) + b"\0\1\2\3\xff", "a.txt")


def test_stray_controls_are_tolerated() -> None:
    text = TEXT * 5 + "\x0c\x01"
    assert decode(text.encode(), "a.txt") == (text, "utf-8")
