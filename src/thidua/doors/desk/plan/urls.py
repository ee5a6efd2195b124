"""Addresses of the road ahead. One's own stands below one's file, those of others below the dossiers."""

from django.urls import path

from thidua.doors.desk.plan import views

urlpatterns = [
    path("ho-so-cua-toi/con-duong/", views.mine, name="plan-mine"),
    path("ho-so/con-duong/ca-nhan/<int:id>/", views.person, name="plan-person"),
    path("ho-so/con-duong/tap-the/<int:id>/", views.collective, name="plan-collective"),
]
