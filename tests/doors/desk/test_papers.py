"""Papers: who gets them, how they are given out, and what happens to a bad one."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.cast import AT, CAST
from thidua.base.files.queries import path_of
from thidua.domain.dossiers import operations
from thidua.domain.dossiers.models import Dossier, Paper

PDF = b"%PDF-1.7\n<script>alert(1)</script>\n"


@pytest.fixture
def dossier(world, tmp_path, settings) -> Dossier:
    settings.FILES_ROOT = tmp_path / "files"
    return operations.open(
        actor=world.actor("clerk"),
        at=AT,
        unit_id=world.units["unit"].pk,
        superior_id=world.units["department"].pk,
        year=2025,
        title="Hồ sơ năm 2025",
    )


@pytest.fixture
def paper(world, dossier) -> Paper:
    upload = SimpleUploadedFile("Tờ trình “số 1”.pdf", PDF)
    return operations.attach(actor=world.actor("clerk"), at=AT, dossier_id=dossier.pk, title="Tờ trình", upload=upload)


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def hand_in(client, dossier, name, content, **more):
    form = {"title": "Báo cáo", "file": SimpleUploadedFile(name, content), "version": dossier.version, **more}
    return client.post(reverse("desk:dossier-attach", args=[dossier.pk]), form)


@pytest.mark.parametrize("who", CAST)
def test_only_who_sees_the_dossier_gets_the_paper(world, as_, paper, who):
    response = as_(who).get(reverse("desk:paper", args=[paper.pk]))
    expected = 200 if who in {"clerk", "department_clerk", "signer", "auditor"} else 302 if who == "citizen" else 404
    assert response.status_code == expected
    if expected == 200:
        assert b"".join(response.streaming_content) == PDF


def test_it_is_given_out_as_an_attachment_that_can_run_nothing(world, as_, paper):
    response = as_("clerk").get(reverse("desk:paper", args=[paper.pk]))
    response.close()
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Length"] == str(len(PDF))
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["Cache-Control"] == "no-store"
    told = response.headers["Content-Disposition"]
    assert told.startswith("attachment; filename=\"to trinh _so 1_.pdf\"; filename*=UTF-8''T%E1%BB%9D%20tr%C3%ACnh")


def test_a_paper_that_is_not_there(world, as_, paper):
    client = as_("clerk")
    assert client.get(reverse("desk:paper", args=[999])).status_code == 404
    path_of(paper.file.sha256).unlink()
    page = client.get(reverse("desk:paper", args=[paper.pk]))
    assert page.status_code == 404 and "bản sao lưu" in text(page)


def test_a_paper_is_attached_once_and_taken_out(world, as_, dossier):
    client = as_("clerk")
    assert hand_in(client, dossier, "báo cáo.pdf", PDF, once="a1").status_code == 302
    assert hand_in(client, dossier, "báo cáo.pdf", PDF, once="a1").status_code == 302
    paper = Paper.objects.get()
    assert "báo cáo.pdf" in text(client.get(reverse("desk:dossier", args=[dossier.pk])))
    url = reverse("desk:paper-detach", args=[paper.pk])
    assert client.get(url).status_code == 405
    assert client.post(url, {"version": 0}).status_code == 302 and Paper.objects.exists()
    dossier.refresh_from_db()
    assert client.post(url, {"version": dossier.version}).status_code == 302
    assert not Paper.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.exe", b"MZ", "Chỉ nhận tệp PDF"),
        ("a.pdf", b"", "Tệp rỗng"),
        ("a.png", b"<svg onload=alert(1)>", "không phải là PNG"),
        ("a.docx", b"PK\x03\x04rest", "không phải là DOCX"),
    ],
)
def test_a_bad_file_is_refused_with_words(world, as_, dossier, name, content, words):
    page = hand_in(as_("clerk"), dossier, name, content)
    assert page.status_code == 422 and words in text(page) and "Báo cáo" in text(page)
    assert not Paper.objects.exists()


def test_no_file_and_a_stale_form(world, as_, dossier):
    client, url = as_("clerk"), reverse("desk:dossier-attach", args=[dossier.pk])
    assert client.post(url, {"title": "Báo cáo", "version": dossier.version}).status_code == 422
    operations.edit(actor=world.actor("clerk"), at=AT, dossier_id=dossier.pk, title="Tên mới")
    page = hand_in(client, dossier, "báo cáo.pdf", PDF)
    assert page.status_code == 409 and "vừa được người khác thay đổi" in text(page)
    assert not Paper.objects.exists()
