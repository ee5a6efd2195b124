"""Addresses of papers."""

from django.urls import path

from thidua.doors.desk.papers import views

urlpatterns = [
    path("giay-to/<int:id>/", views.read, name="paper"),
    path("giay-to/<int:id>/bo/", views.detach, name="paper-detach"),
]
