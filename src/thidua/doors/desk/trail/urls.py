"""Addresses of the trail."""

from django.urls import path

from thidua.doors.desk.trail import views

urlpatterns = [path("nhat-ky/", views.listing, name="trail")]
