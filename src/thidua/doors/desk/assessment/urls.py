"""Addresses of the year's assessment."""

from django.urls import path

from thidua.doors.desk.assessment import views

urlpatterns = [
    path("danh-gia/", views.page, name="assessment"),
    path("danh-gia/mo/", views.open_sheet, name="assessment-open"),
    path("danh-gia/<int:id>/luu/", views.save, name="assessment-save"),
    path("danh-gia/<int:id>/chot/", views.close, name="assessment-close"),
    path("danh-gia/<int:id>/mo-lai/", views.reopen, name="assessment-reopen"),
    path("danh-gia/<int:id>/sang-kien/", views.recognise, name="initiative-add"),
    path("danh-gia/sang-kien/<int:id>/go/", views.remove_initiative, name="initiative-remove"),
]
