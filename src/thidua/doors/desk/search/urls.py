"""Addresses of the search."""

from django.urls import path

from thidua.doors.desk.search import views

urlpatterns = [
    path("tim/", views.search, name="search"),
    path("tim/nhanh/", views.palette, name="palette"),
]
