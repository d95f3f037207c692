from __future__ import annotations

from django.urls import path

from council.documents.views import batches, files, letterhead, papers

app_name = "documents"

urlpatterns = [
    # /c/<slug>/papers/
    path("papers/<int:pk>/<str:file_format>/", files.paper_file, name="file"),
    # /c/<slug>/office/papers/
    path("office/papers/", papers.paper_list, name="papers"),
    path("office/papers/<int:pk>/", papers.paper, name="paper"),
    path("office/papers/<int:pk>/reissue/", papers.reissue, name="reissue"),
    path("office/papers/preview/<str:code>/<int:target>/<str:file_format>/", files.preview, name="preview"),
    path("office/papers/issue/<str:code>/<int:target>/", papers.issue, name="issue"),
    # /c/<slug>/office/papers/batches/
    path("office/papers/batches/", batches.batch_list, name="batches"),
    path("office/papers/batches/<int:pk>/", batches.batch, name="batch"),
    path("office/papers/batches/<int:pk>/zip/", batches.batch_zip, name="batch_zip"),
    # /c/<slug>/office/papers/letterhead/
    path("office/papers/letterhead/", letterhead.letterhead, name="letterhead"),
    path("office/papers/letterhead/sample/", letterhead.sample, name="letterhead_sample"),
    path("office/papers/letterhead/seal/", letterhead.seal, name="seal"),
]
