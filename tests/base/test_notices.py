"""The outbox, the letters, the inbox."""

import datetime as dt
import smtplib

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import transaction

from tests.cast import AT
from thidua.base.accounts.models import User
from thidua.base.notices import operations, queries
from thidua.base.notices.models import Notice

LATER = AT + queries.PATIENCE


@pytest.fixture
def user(db):
    return User.objects.create_user("an", "an@mau.invalid", "x")


def queued(user, **more):
    (notice,) = operations.queue(at=AT, to=[user], subject="Hồ sơ được gửi", body="Xin mời xem.", **more)
    return notice


class TestQueue:
    def test_not_to_the_one_who_acts(self, user):
        other = User.objects.create_user("binh", "", "x")
        notices = operations.queue(at=AT, to=[user, other], subject="x", but=user.pk)
        assert [notice.to for notice in notices] == [other]

    def test_a_long_subject_is_cut(self, user):
        (notice,) = operations.queue(at=AT, to=[user], subject="Đề nghị " * 50)
        notice.refresh_from_db()
        assert len(notice.subject) == 200

    def test_tells_the_door_that_something_waits(self, user):
        operations.QUEUED.set(0)
        queued(user)
        assert operations.QUEUED.get() == 1

    def test_an_act_that_fails_takes_its_messages_back(self, user):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            queued(user)
            raise ZeroDivisionError
        assert not Notice.objects.exists()


class TestSend:
    def test_once(self, user):
        notice = queued(user, url="/ban-lam-viec/ho-so/1/")
        assert operations.send(at=AT, notice_id=notice.pk, address="https://thidua.example")
        assert not operations.send(at=LATER, notice_id=notice.pk)
        (letter,) = mail.outbox
        assert letter.to == ["an@mau.invalid"]
        assert letter.subject == "Hồ sơ được gửi"
        assert letter.body == "Xin mời xem.\n\nhttps://thidua.example/ban-lam-viec/ho-so/1/"
        assert letter.extra_headers["Message-ID"] == f"<notice-{notice.pk}@thidua>"

    def test_two_workers_do_not_send_the_same(self, user):
        notice = queued(user)
        seen_by_both = queries.due(AT).get()
        assert operations.claim(at=AT, notice=seen_by_both)
        assert not operations.claim(at=AT, notice=seen_by_both)
        assert not operations.send(at=AT, notice_id=notice.pk)
        assert mail.outbox == []

    def test_the_claim_of_a_killed_worker_runs_out(self, user):
        notice = queued(user)
        operations.claim(at=AT, notice=notice)
        assert not queries.due(LATER - dt.timedelta(seconds=1)).exists()
        assert operations.send(at=LATER, notice_id=notice.pk)

    @pytest.mark.parametrize("fault", [ConnectionRefusedError("đóng"), smtplib.SMTPDataError(451, b"later")])
    def test_a_failure_is_kept_and_tried_again_five_times(self, user, monkeypatch, fault):
        notice = queued(user)

        def fail(self):
            raise fault

        monkeypatch.setattr(EmailMessage, "send", fail)
        at = AT
        for tries in range(1, queries.MOST_TRIES + 1):
            assert not operations.send(at=at, notice_id=notice.pk)
            notice.refresh_from_db()
            assert (notice.tries, notice.sent_at) == (tries, None)
            at += queries.PATIENCE
        assert notice.last_error == str(fault)[:200]
        assert not queries.due(at).exists()

    def test_nobody_writes_to_accounts_without_address_or_closed(self, user):
        queued(User.objects.create_user("khong-thu", "", "x"))
        queued(User.objects.create_user("da-khoa", "k@mau.invalid", "x", is_active=False))
        assert list(queries.due(AT)) == []

    def test_a_subject_that_would_add_a_header_is_refused_not_fatal(self, user):
        (notice,) = operations.queue(at=AT, to=[user], subject="x\nBcc: ke@xau.example")
        assert not operations.send(at=AT, notice_id=notice.pk)
        assert mail.outbox == []


def test_mark_read_touches_only_ones_own(user):
    other = User.objects.create_user("binh", "", "x")
    mine, hers = queued(user), queued(other)
    assert operations.mark_read(at=AT, user_id=user.pk, notice_id=hers.pk) == 0
    assert operations.mark_read(at=AT, user_id=user.pk) == 1
    assert queries.unread_count(user.pk) == 0
    assert queries.unread_count(other.pk) == 1
    mine.refresh_from_db()
    assert mine.read_at == AT
