"""Addresses of summary reports."""

from django.urls import path

from thidua.doors.desk.reports import views

urlpatterns = [
    path("bao-cao/", views.listing, name="reports"),
    path("bao-cao/soan/", views.new, name="report-new"),
    path("bao-cao/<int:id>/", views.page, name="report"),
    path("bao-cao/<int:id>/luu/", views.save, name="report-save"),
    path("bao-cao/<int:id>/lam/", views.act, name="report-act"),
    path("bao-cao/<int:id>/tep/<str:kind>/", views.file, name="report-file"),
]
