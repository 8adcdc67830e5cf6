from django.urls import path

from kapea.registers.hotline.views import addresses, complaints, contacts, duty, taking

app_name = "hotline"
urlpatterns = [
    path("", contacts.queue, name="queue"),
    path("callers/", contacts.callers, name="callers"),
    path("take/", taking.take, name="take"),
    path("paper/", taking.paper, name="paper"),
    path("paper/form/", taking.paper_form, name="paper_form"),
    path("addresses/", addresses.address_list, name="addresses"),
    path("addresses/hand-over/", addresses.hand_over, name="address_hand_over"),
    path("addresses/files/<str:file_code>/", addresses.file_page, name="address_file"),
    path("addresses/files/<str:file_code>/download/", addresses.download, name="address_download"),
    path("addresses/<str:code>/", addresses.address, name="address"),
    path("addresses/<str:code>/answer/", addresses.answer, name="address_answer"),
    path("complaints/", complaints.complaint_list, name="complaints"),
    path("complaints/take/", complaints.take, name="complaint_take"),
    path("complaints/<str:code>/", complaints.complaint, name="complaint"),
    path("complaints/<str:code>/begin/", complaints.begin, name="complaint_begin"),
    path("complaints/<str:code>/message/", complaints.message, name="complaint_message"),
    path("complaints/<str:code>/pass-on/", complaints.pass_on, name="complaint_pass_on"),
    path("complaints/<str:code>/close/", complaints.close, name="complaint_close"),
    path("duty/", duty.roster, name="roster"),
    path("duty/<int:number>/remove/", duty.shift_remove, name="shift_remove"),
    path("missed/", duty.missed, name="missed"),
    path("missed/<str:missed_code>/settle/", duty.missed_settle, name="missed_settle"),
    path("numbers/", duty.numbers, name="numbers"),
    path("<str:code>/", contacts.contact, name="contact"),
    path("<str:code>/claim/", contacts.claim, name="claim"),
    path("<str:code>/triage/", contacts.triage, name="triage"),
    path("<str:code>/child/", contacts.child, name="child"),
    path("<str:code>/hand-over/", contacts.hand_over, name="hand_over"),
    path("<str:code>/message/", contacts.message, name="message"),
    path("<str:code>/receipt/", contacts.receipt, name="receipt"),
    path("<str:code>/close/", contacts.close, name="close"),
]
