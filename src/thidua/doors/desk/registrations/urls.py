"""Addresses of registrations."""

from django.urls import path

from thidua.doors.desk.registrations import views

urlpatterns = [
    path("dang-ky/", views.listing, name="registrations"),
    path("dang-ky/mo/", views.start, name="registration-start"),
    path("dang-ky/duyet/", views.preview, name="registration-preview"),
    path("dang-ky/duyet/thuc-hien/", views.approve_all, name="registration-approve-all"),
    path("dang-ky/<int:id>/", views.page, name="registration"),
    path("dang-ky/<int:id>/luu/", views.save, name="registration-save"),
    path("dang-ky/<int:id>/rut-lai/", views.take_back, name="registration-take-back"),
    path("dang-ky/<int:id>/phe-duyet/", views.approve, name="registration-approve"),
    path("dang-ky/<int:id>/tu-choi/", views.refuse, name="registration-refuse"),
]
