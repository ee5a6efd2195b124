"""Addresses of units and clusters."""

from django.urls import path

from thidua.doors.desk.units import acts, clusters, views

urlpatterns = [
    path("don-vi/", views.listing, name="units"),
    path("don-vi/<int:id>/", views.page, name="unit"),
    path("don-vi/<int:id>/lap-don-vi/", acts.found, name="unit-found"),
    path("don-vi/<int:id>/doi-ten/", acts.rename, name="unit-rename"),
    path("don-vi/<int:id>/sua/", acts.edit, name="unit-edit"),
    path("don-vi/<int:id>/sap-nhap/", acts.merge, name="unit-merge"),
    path("don-vi/<int:id>/chia-tach/", acts.split, name="unit-split"),
    path("don-vi/<int:id>/chuyen/", acts.move, name="unit-move"),
    path("don-vi/<int:id>/ket-thuc/", acts.end, name="unit-end"),
    path("don-vi/<int:id>/huy-sap-xep/", acts.annul, name="unit-annul"),
    path("cum-khoi/", clusters.listing, name="clusters"),
    path("cum-khoi/lap/", clusters.form, name="cluster-form"),
    path("cum-khoi/<int:id>/", clusters.page, name="cluster"),
    path("cum-khoi/<int:id>/them/", clusters.join, name="cluster-join"),
    path("cum-khoi/<int:id>/roi/", clusters.leave, name="cluster-leave"),
    path("cum-khoi/<int:id>/truong-pho/", clusters.lead, name="cluster-lead"),
]
