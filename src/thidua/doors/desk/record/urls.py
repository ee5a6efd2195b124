"""Addresses of the book of honours."""

from django.urls import path

from thidua.doors.desk.record import views

urlpatterns = [
    path("so-vang/", views.summary, name="summary"),
    path("so-vang/so-lieu/", views.statements, name="summary-statements"),
    path("so-vang/xac-nhan-du/", views.completeness, name="completeness"),
]
