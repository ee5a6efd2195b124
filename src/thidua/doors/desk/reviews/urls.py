"""Addresses of reviews."""

from django.urls import path

from thidua.doors.desk.reviews import listing, one, views

urlpatterns = [
    path("ra-soat/", views.page, name="reviews"),
    path("ra-soat/<int:id>/", views.review, name="review"),
    path("ra-soat/<int:id>/tien-do/", views.progress, name="review-progress"),
    path("ra-soat/<int:id>/chi-tieu/", views.quotas, name="review-quotas"),
    path("ra-soat/<int:id>/danh-sach/", listing.page, name="review-list"),
    path("ra-soat/<int:id>/tai-ve/", listing.export, name="review-export"),
    path("ra-soat/<int:id>/ca-nhan/<int:person>/", one.person, name="review-person"),
    path("ra-soat/<int:id>/tap-the/<int:unit>/", one.collective, name="review-unit"),
]
