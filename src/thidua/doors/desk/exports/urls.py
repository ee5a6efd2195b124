"""Addresses of exports."""

from django.urls import path

from thidua.doors.desk.exports import views

urlpatterns = [
    path("xuat/", views.ask, name="export-ask"),
    path("xuat/<int:id>/", views.page, name="export"),
    path("xuat/<int:id>/tien-do/", views.progress, name="export-progress"),
    path("xuat/<int:id>/tai-ve/", views.take, name="export-take"),
    path("xuat/<int:id>/huy/", views.cancel, name="export-cancel"),
]
