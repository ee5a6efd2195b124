"""Addresses of movements."""

from django.urls import path

from thidua.doors.desk.movements import views

urlpatterns = [
    path("phong-trao/", views.listing, name="movements"),
    path("phong-trao/soan/", views.draft, name="movement-draft"),
    path("phong-trao/<int:id>/", views.page, name="movement"),
    path("phong-trao/<int:id>/sua/", views.edit, name="movement-edit"),
    path("phong-trao/<int:id>/phat-dong/", views.launch, name="movement-launch"),
    path("phong-trao/<int:id>/tong-ket/", views.close, name="movement-close"),
]
