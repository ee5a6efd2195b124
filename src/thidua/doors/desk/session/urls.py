"""Addresses of the session."""

from django.urls import path

from thidua.doors.desk.session import views

urlpatterns = [
    path("phien/don-vi/", views.act_for, name="act-for"),
    path("phien/giu/", views.stay, name="stay"),
]
