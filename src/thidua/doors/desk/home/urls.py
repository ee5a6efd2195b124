"""Addresses of the home page."""

from django.urls import path

from thidua.doors.desk.home import views

urlpatterns = [path("", views.home, name="home")]
