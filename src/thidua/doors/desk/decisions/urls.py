"""Addresses of decisions."""

from django.urls import path

from thidua.doors.desk.decisions import views

urlpatterns = [
    path("quyet-dinh/", views.listing, name="decisions"),
    path("quyet-dinh/du-thao/", views.draft, name="decision-draft"),
    path("quyet-dinh/<int:id>/", views.page, name="decision"),
    path("quyet-dinh/<int:id>/sua/", views.edit, name="decision-edit"),
    path("quyet-dinh/<int:id>/bo/", views.drop, name="decision-drop"),
    path("quyet-dinh/<int:id>/ky/", views.sign, name="decision-sign"),
    path("quyet-dinh/<int:id>/ban-hanh/", views.issue, name="decision-issue"),
    path("quyet-dinh/<int:id>/ban-in/", views.paper, name="decision-paper"),
]
