"""Addresses of dossiers."""

from django.urls import path

from thidua.doors.desk.dossiers import candidates, nominations, views

urlpatterns = [
    path("ho-so/", views.listing, name="dossiers"),
    path("ho-so/lap/", views.start, name="dossier-open"),
    path("ho-so/<int:id>/", views.page, name="dossier"),
    path("ho-so/<int:id>/sua/", views.edit, name="dossier-edit"),
    path("ho-so/<int:id>/gui/", views.send, name="dossier-send"),
    path("ho-so/<int:id>/rut-lai/", views.take_back, name="dossier-take-back"),
    path("ho-so/<int:id>/tra-lai/", views.give_back, name="dossier-return"),
    path("ho-so/<int:id>/hoan-thanh/", views.finish, name="dossier-pass"),
    path("ho-so/<int:id>/trinh-cap-tren/", views.forward, name="dossier-forward"),
    path("ho-so/<int:id>/giay-to/", views.attach, name="dossier-attach"),
    path("ho-so/<int:id>/tham-dinh/", nominations.appraise, name="dossier-appraise"),
    path("ho-so/<int:id>/de-nghi/", candidates.listing, name="dossier-candidates"),
    path("ho-so/<int:id>/de-nghi/ca-nhan/<int:person>/", candidates.person, name="dossier-person"),
    path("ho-so/<int:id>/de-nghi/tap-the/<int:unit>/", candidates.collective, name="dossier-collective"),
    path("ho-so/de-nghi/<int:id>/", nominations.page, name="nomination"),
    path("ho-so/de-nghi/<int:id>/ly-do/", nominations.explain, name="nomination-explain"),
    path("ho-so/de-nghi/<int:id>/bo/", nominations.withdraw, name="nomination-withdraw"),
]
