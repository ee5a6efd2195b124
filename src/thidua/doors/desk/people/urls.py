"""Addresses of people and of the files of persons and collectives."""

from django.urls import path

from thidua.doors.desk.people import acts, collective, listing, person

urlpatterns = [
    path("nhan-su/", listing.page, name="people"),
    path("nhan-su/them/", acts.enter, name="person-enter"),
    path("nhan-su/tra-so/", listing.look_up, name="person-look-up"),
    path("nhan-su/trung/", listing.doubles, name="people-doubles"),
    path("nhan-su/<int:id>/", person.page, name="person"),
    path("nhan-su/<int:id>/sua/", acts.edit, name="person-edit"),
    path("nhan-su/<int:id>/so-dinh-danh/", acts.reveal, name="person-reveal"),
    path("nhan-su/<int:id>/vi-tri/", acts.take_post, name="post-take"),
    path("nhan-su/vi-tri/<int:id>/ket-thuc/", acts.end_post, name="post-end"),
    path("nhan-su/vi-tri/<int:id>/chuyen/", acts.transfer, name="post-transfer"),
    path("nhan-su/<int:id>/vang/", acts.go_away, name="absence-begin"),
    path("nhan-su/vang/<int:id>/tro-lai/", acts.come_back, name="absence-end"),
    path("nhan-su/<int:id>/nghi-huu/", acts.retire, name="person-retire"),
    path("nhan-su/<int:id>/tu-tran/", acts.die, name="person-die"),
    path("nhan-su/y-kien/<int:id>/", acts.answer, name="data-word"),
    path("tap-the/<int:id>/", collective.page, name="collective"),
]
