"""Failures as clients see them: the contract's error object, one table from exception to object.

Exceptions of this package say what the client must do; those of the packages below are translated
by `FAILURES`, and a test holds that every one of them has its row.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import (
    AnswerUnknown,
    BotError,
    FeedbackNotKept,
    ModelRefused,
    ModelUnavailable,
    QuestionRejected,
    SettingsInvalid,
)
from corpus.errors import (
    CatalogInvalid,
    CorpusError,
    DocumentUnreadable,
    PictureBusy,
    StoreUnavailable,
)
from retrieval.errors import (
    EmbeddingUnavailable,
    IndexBusy,
    IndexStale,
    IndexUnavailable,
    RerankUnavailable,
    RetrievalError,
)

RETRY_AFTER_S = 3


@dataclass(frozen=True, slots=True)
class Failure:
    """What a client is told: HTTP status, code in snake_case, Chinese sentence, when to retry."""

    status: int
    code: str
    message: str
    retry_after_s: int | None = None


class ApiError(Exception):
    """Base of the failures that the HTTP layer itself finds."""

    failure: Failure

    def __init__(self) -> None:
        super().__init__(self.failure.code)


class DocumentUnknown(ApiError):
    """The client must act: no document has this id."""

    failure = Failure(404, "document_not_found", "没有这份文件，请从文件列表或检索结果中打开。")


class OriginalNotKept(ApiError):
    """The client must act: the document is known, but the file it came in is not here."""

    failure = Failure(404, "original_not_kept", "这份文件没有保留原始文件，请查看原文页。")


class NoPagePicture(ApiError):
    """The client must act: the document has no such page, or its file cannot be shown as one."""

    failure = Failure(404, "page_picture_not_found", "这份文件没有这一页的图像，请查看文字。")


class AdminNotConfigured(ApiError):
    """The operator must act: no token was set, so nobody may administer over HTTP."""

    failure = Failure(
        503,
        "admin_not_configured",
        "本服务没有设置管理口令，管理接口未开放；请设置 ZHENGCE_ADMIN_TOKEN 后重启服务。",
    )


class AdminUnauthorized(ApiError):
    """The client must act: the administrator's token is missing or wrong."""

    failure = Failure(
        401, "unauthorized", "管理口令缺失或不对，请以 Authorization: Bearer 口令 的形式发送。"
    )


class UploadNotAForm(ApiError):
    """The client must act: files come as a form."""

    failure = Failure(
        415,
        "unsupported_media_type",
        "请以 Content-Type: multipart/form-data 上传文件，字段名为 files。",
    )


class UploadMalformed(ApiError):
    """The client must act: the form broke off or cannot be read."""

    failure = Failure(400, "bad_request", "上传的表单不完整或格式有误，请重新上传。")


class UploadEmpty(ApiError):
    """The client must act: there was no file in the form."""

    failure = Failure(422, "no_files", "没有收到文件，请在表单的 files 字段里放入要上传的文件。")


class UploadTooLarge(ApiError):
    """The client must act: more than one upload may hold."""

    failure = Failure(
        413, "upload_too_large", "一次最多上传 100 个文件、合计 1024 MB，请分几次上传。"
    )


class UploadRefused(ApiError):
    """The client must act: no file of the upload could be taken; the reasons name each."""

    def __init__(self, status: int, code: str, reasons: Sequence[str]) -> None:
        self.failure = Failure(status, code, f"{'；'.join(reasons)}。")
        super().__init__()


class ModelNotConfigured(ApiError):
    """The client must act: `mode: model` where no endpoint is configured."""

    failure = Failure(
        409,
        "model_not_configured",
        "本服务没有配置大模型，请把 mode 改为 auto 或 extractive 再问。",
    )


class NotReady(ApiError):
    """Nobody must act yet: the documents are still being read."""

    failure = Failure(
        503, "starting", "资料正在入库，请几秒钟后再试。", retry_after_s=RETRY_AFTER_S
    )


class PreparationFailed(ApiError):
    """The operator must act: the documents could not be read or indexed at the start."""

    failure = Failure(503, "not_available", "资料没有准备好，请联系管理员查看服务日志。")


class TooManyRatings(ApiError):
    """The client must act: wait, as the number of ratings in a minute is limited."""

    def __init__(self, retry_after_s: int) -> None:
        message = "评价太频繁，请稍后再试。"
        self.failure = Failure(429, "too_many_requests", message, retry_after_s)
        super().__init__()


INTERNAL = Failure(
    503, "internal_error", "服务出了意外，请稍后再试；仍不行请把请求编号告诉管理员。"
)

FAILURES: tuple[tuple[type[Exception], Failure], ...] = (
    (ModelRefused, Failure(503, "model_refused", "大模型接口拒绝了请求，请联系管理员。")),
    (ModelUnavailable, Failure(503, "model_unavailable", "大模型暂时连不上，请稍后再试。", 10)),
    (SettingsInvalid, Failure(503, "settings_invalid", "服务的设置有误，请联系管理员。")),
    (AnswerUnknown, Failure(404, "answer_not_found", "没有这个回答，请评价本服务给出的回答。")),
    (FeedbackNotKept, Failure(503, "feedback_not_kept", "评价没有存下，请稍后再试。", 10)),
    (BotError, INTERNAL),
    (IndexStale, Failure(503, "index_stale", "索引与设置不符，请联系管理员重建索引。")),
    (IndexBusy, Failure(503, "index_busy", "索引正在更新，请稍后再试。", 10)),
    (IndexUnavailable, Failure(503, "index_unavailable", "索引暂时不可用，请稍后再试。", 10)),
    (EmbeddingUnavailable, Failure(503, "embedding_unavailable", "语义检索暂时不可用。", 10)),
    (RerankUnavailable, Failure(503, "rerank_unavailable", "重排服务暂时不可用。", 10)),
    (RetrievalError, INTERNAL),
    (StoreUnavailable, Failure(503, "store_unavailable", "资料库暂时打不开，请联系管理员。")),
    (CatalogInvalid, Failure(503, "catalog_invalid", "文件目录有误，请联系管理员。")),
    (DocumentUnreadable, Failure(422, "document_unreadable", "这份文件读不出来，请换一份。")),
    (PictureBusy, Failure(503, "picture_busy", "正在读入其他文件，请稍后再看页面图像。", 10)),
    (CorpusError, INTERNAL),
)

# What Starlette and FastAPI raise by themselves, by status.
HTTP_FAILURES: dict[int, Failure] = {
    400: Failure(400, "bad_request", "请求体读不出来，请以 UTF-8 编码的 JSON 发送。"),
    404: Failure(404, "not_found", "没有这个地址，请检查网址。"),
    405: Failure(405, "method_not_allowed", "这个地址不支持这种请求方法，请对照接口说明。"),
    413: Failure(413, "body_too_large", "请求太大，请缩短问题或减少历史对话后再试。"),
    415: Failure(415, "unsupported_media_type", "请以 Content-Type: application/json 发送。"),
}


def failure_of(error: Exception) -> Failure:
    """Return what a client is told of an exception; the unforeseen becomes `internal_error`."""
    if isinstance(error, ApiError):
        return error.failure
    if isinstance(error, QuestionRejected):
        return Failure(422, "question_rejected", str(error))
    for kind, failure in FAILURES:
        if isinstance(error, kind):
            return failure
    return INTERNAL
