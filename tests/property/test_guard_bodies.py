"""No image enters in any dress, and no honest report is turned away."""

import base64
import json
from io import BytesIO
from urllib.parse import quote, urlencode

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.test import RequestFactory
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kapea.guard.bodies import RefuseFiles
from kapea.guard.bodies.signatures import carries_file, is_file

FORM = "application/x-www-form-urlencoded"
PASSED = "passed"
HEADS = {
    "jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01",
    "png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "gif": b"GIF89a\x01\x00\x01\x00\x80",
    "webp": b"RIFF\x24\x10\x00\x00WEBPVP8 ",
    "heic": b"\x00\x00\x00\x18ftypheic\x00\x00",
    "mp4": b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00",
    "avi": b"RIFF\xff\x01\x00\x00AVI LIST",
    "mkv": b"\x1aE\xdf\xa3\x93B\x82\x88",
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3",
    "zip": b"PK\x03\x04\x14\x00\x00\x00\x08\x00",
    "tiff": b"II*\x00\x08\x00\x00\x00",
    "gzip": b"\x1f\x8b\x08\x00\x00\x00\x00\x00",
}
files = st.builds(
    lambda head, rest: head + rest + bytes(range(256)),
    st.sampled_from(sorted(HEADS.values())),
    st.binary(min_size=40, max_size=400),
)
words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200)
declared = st.sampled_from(
    [
        FORM,
        "application/json",
        "image/jpeg",
        "image/png",
        "video/mp4",
        "application/octet-stream",
        "multipart/form-data; boundary=x",
        "text/plain",
        "",
        "APPLICATION/JSON; charset=utf-16",
        "application/x-www-form-urlencoded, image/jpeg",
    ]
)


def sent(body: bytes, content_type: str = FORM, *, method: str = "POST", **headers: str) -> HttpResponse:
    """The answer of the wall; PASSED when it lets the body through whole."""
    seen = {}

    def view(request: WSGIRequest) -> HttpResponse:
        seen["body"] = request.body
        return HttpResponse(PASSED)

    request = RequestFactory().generic(method, "/report/", body, content_type, **headers)
    answer = RefuseFiles(view)(request)
    if answer.content == PASSED.encode():
        assert seen["body"] == body
    return answer


def is_refused(answer: HttpResponse) -> bool:
    return answer.status_code in (413, 415)


@settings(max_examples=600, deadline=None)
@given(files, declared, st.sampled_from(["POST", "PUT", "PATCH", "DELETE", "GET"]))
def test_a_file_as_the_body_is_refused_whatever_it_is_called(body, content_type, method):
    assert sent(body, content_type, method=method).status_code == 415


def multipart(body: bytes, name: str, kind: str) -> bytes:
    return (
        b'--x\r\nContent-Disposition: form-data; name="photo"; filename="'
        + name.encode()
        + b'"\r\nContent-Type: '
        + kind.encode()
        + b"\r\n\r\n"
        + body
        + b"\r\n--x--\r\n"
    )


@settings(max_examples=400, deadline=None)
@given(
    files, st.sampled_from(["a.jpg", "a.jpg.txt", "a", "ក.png"]), st.sampled_from(["image/png", "text/plain"])
)
def test_a_file_in_a_form_with_parts_is_refused(body, name, kind):
    assert sent(multipart(body, name, kind), "multipart/form-data; boundary=x").status_code == 415
    assert is_refused(sent(multipart(body, name, kind), FORM))


def dressed(body: bytes, dress: str) -> str:
    """The file as text, in one of the ways people write bytes as text."""
    plain = base64.b64encode(body).decode()
    return {
        "base64": plain,
        "url-safe base64": base64.urlsafe_b64encode(body).decode(),
        "lines": "\r\n".join(plain[i : i + 76] for i in range(0, len(plain), 76)),
        "spaced": " ".join(plain),
        "zero-width": "\u200b".join(plain[i : i + 3] for i in range(0, len(plain), 3)),
        "hexadecimal": body.hex(),
        "HEX": body.hex().upper(),
        "address": f"data:image/jpeg;base64,{plain}",
        "bare address": f"data:;base64,{plain}",
        "Address": f"DATA:Image/JPEG;charset=x;BASE64,{plain}",
        "cut address": f"da\u200bta:image/png;base64,{plain}",
        "percent address": "data:image/svg+xml," + quote(body),
    }[dress]


DRESSES = [
    "base64", "url-safe base64", "lines", "spaced", "zero-width", "hexadecimal", "HEX",
    "address", "bare address", "Address", "cut address", "percent address",
]  # fmt: skip


@settings(max_examples=1200, deadline=None)
@given(files, st.sampled_from(DRESSES), words)
def test_a_file_written_as_text_in_a_form_field_is_refused(body, dress, before):
    text = dressed(body, dress)
    assert sent(urlencode({"what": f"{before}\n{text}", "where": "Phnom Penh"}).encode()).status_code == 415


@settings(max_examples=600, deadline=None)
@given(files, st.sampled_from(DRESSES), st.booleans(), st.integers(0, 60))
def test_a_file_written_as_text_in_json_is_refused_however_deep(body, dress, as_name, depth):
    text = dressed(body, dress)
    content: object = {text: 1} if as_name else {"what": text}
    for _ in range(depth):
        content = [content]
    for escaped in (json.dumps(content), json.dumps(content, ensure_ascii=False)):
        assert sent(escaped.encode(), "application/json").status_code == 415


def test_json_with_escaped_letters_hides_nothing():
    body = b'{"what": "\\u0064\\u0061ta:image\\/png;base64,iVBORw0KGgo="}'
    assert sent(body, "application/json").status_code == 415


@settings(max_examples=500, deadline=None)
@given(files)
def test_percent_written_bytes_are_refused(body):
    assert sent(b"what=" + "".join(f"%{byte:02X}" for byte in body).encode()).status_code == 415


@settings(max_examples=700, deadline=None)
@given(st.dictionaries(words, words, max_size=6))
@example({"what": "I saw data: three girls, 15 and 16; on image/facebook"})
@example({"url": "https://example.org/" + "a1/-_" * 400 + "?v=" + "Zm9v" * 200})
@example({"url": "data is at http://xn--e1afmkfd.example/9j/4AAQ"})
@example({"what": "ក្មេងស្រី\u200bម្នាក់ អាយុ ១៤ ឆ្នាំ\nនៅផ្ទះសំណាក់\tជិតផ្សារ"})
@example({"code": "4821 0097 3316 2058"})
@example({"password": "GIF me a break 89a"})
@example(
    {
        "credential": json.dumps(
            {"id": base64.urlsafe_b64encode(bytes(range(200))).decode(), "type": "public-key"}
        )
    }
)
def test_an_honest_report_passes_whole(fields):
    if any(carries_file(text) for pair in fields.items() for text in pair):
        return
    assert sent(urlencode(fields).encode()).content == PASSED.encode()
    assert sent(json.dumps(fields).encode(), "application/json").content == PASSED.encode()


@settings(max_examples=500, deadline=None)
@given(words)
def test_hardly_any_words_look_like_a_file(text):
    assert not carries_file(text) or is_file(text.lstrip().encode()[:64])


@pytest.mark.parametrize(
    "headers", [{"HTTP_TRANSFER_ENCODING": "chunked"}, {"HTTP_CONTENT_ENCODING": "gzip"}]
)
def test_a_body_in_pieces_or_packed_is_refused(headers):
    assert sent(b"what=x", **headers).status_code == 415


def test_a_nonsense_length_is_refused():
    request = RequestFactory().generic("POST", "/", b"what=x", FORM)
    for length in ("-1", "six", "²"):
        request.META["CONTENT_LENGTH"] = length
        assert RefuseFiles(lambda _: HttpResponse(PASSED))(request).status_code == 415


def test_a_body_larger_than_any_form_is_refused_unread():
    request = RequestFactory().generic("POST", "/", b"a=" + b"x" * 300_000, FORM)
    unread = request.environ["wsgi.input"]
    assert RefuseFiles(lambda _: HttpResponse(PASSED))(request).status_code == 413
    assert isinstance(unread, BytesIO) or unread.read(1)


def test_a_page_without_a_body_passes():
    assert sent(b"", "", method="GET").content == PASSED.encode()
    assert sent(b"", "", method="POST").content == PASSED.encode()


@pytest.mark.parametrize("kind", sorted(HEADS))
def test_each_kind_of_file_is_known_by_its_first_bytes(kind):
    assert is_file(HEADS[kind])


@pytest.mark.parametrize(
    ("language", "said"), [("en", "We never receive pictures"), ("km", '<html lang="km"')]
)
def test_the_refusal_is_told_in_the_readers_language(language, said, db):
    answer = sent(HEADS["jpeg"], "image/jpeg", HTTP_COOKIE=f"kapea_language={language}")
    assert said in answer.content.decode()


def test_a_program_is_told_in_json(db):
    answer = sent(HEADS["jpeg"], "image/jpeg", HTTP_ACCEPT="application/json")
    assert json.loads(answer.content) == {"error": "guard.no_files"}
