"""The second wall: an upload handler that takes no file."""

from django.core.files.uploadhandler import FileUploadHandler


class NoFileHandler(FileUploadHandler):
    """Takes no file: a second wall behind RefuseFiles."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        return None

    def file_complete(self, file_size: int) -> None:
        return None
