"""Addresses of the inbox."""

from django.urls import path

from thidua.doors.desk.inbox import views

urlpatterns = [
    path("hop-thu/", views.listing, name="inbox"),
    path("hop-thu/da-doc/", views.read_all, name="inbox-read-all"),
    path("hop-thu/<int:id>/", views.read, name="notice"),
]
