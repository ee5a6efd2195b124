"""Addresses of the book of honours."""

from django.urls import path

from thidua.doors.desk.record import book, views, writing

urlpatterns = [
    path("so-vang/", book.listing, name="record"),
    path("so-vang/ghi/", writing.add, name="record-add"),
    path("so-vang/<int:id>/", book.page, name="record-entry"),
    path("so-vang/<int:id>/dinh-chinh/", writing.correct, name="record-correct"),
    path("so-vang/<int:id>/thu-hoi/", writing.revoke, name="record-revoke"),
    path("so-vang/tong-ket/", views.summary, name="summary"),
    path("so-vang/so-lieu/", views.statements, name="summary-statements"),
    path("so-vang/xac-nhan-du/", views.completeness, name="completeness"),
]
