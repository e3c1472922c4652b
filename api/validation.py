"""What pydantic found wrong with a request, as one Chinese sentence that says what to do."""

from collections.abc import Mapping, Sequence

LABELS = {
    "question": "问题",
    "session_id": "会话编号",
    "history": "历史对话",
    "role": "角色",
    "content": "历史对话的内容",
    "region": "地区",
    "mode": "回答方式",
    "stream": "流式开关",
    "q": "检索词",
    "issuer": "发文单位",
    "kind": "文件种类",
    "from": "起始日期",
    "to": "截止日期",
    "validity": "有效性",
    "limit": "条数",
    "offset": "起点",
    "start": "起点",
    "end": "终点",
    "explain": "说明开关",
    "answer_id": "回答编号",
    "rating": "评价",
    "comment": "补充说明",
}

# By pydantic's error type; {label} names the field, the rest is filled from the error's context.
SENTENCES = {
    "missing": "缺少{label}（{field}），请补上。",
    "blank": "{label}是空的，请写下您想知道的内容。",
    "string_too_short": "{label}是空的，请写下您想知道的内容。",
    "string_too_long": "{label}最多 {max_length} 个字，请缩短后再试。",
    "string_type": "{label}要写成文字（字符串）。",
    "string_unicode": "{label}里有无法识别的字符，请改正后再试。",
    "too_long": "{label}最多 {max_length} 条，请只保留最近的。",
    "list_type": "{label}要写成列表。",
    "literal_error": "{label}只能是 {expected}。",
    "enum": "{label}只能是 {expected}。",
    "bool_type": "{label}只能是 true 或 false。",
    "bool_parsing": "{label}只能是 true 或 false。",
    "int_type": "{label}要写成整数。",
    "int_parsing": "{label}要写成整数。",
    "int_from_float": "{label}要写成整数。",
    "greater_than_equal": "{label}不能小于 {ge}。",
    "less_than_equal": "{label}不能大于 {le}。",
    "json_invalid": "请求体不是有效的 JSON，请检查后再发。",
    "model_attributes_type": "{label}要写成 JSON 对象。",
    "model_type": "{label}要写成 JSON 对象。",
    "dict_type": "{label}要写成 JSON 对象。",
}
DATE_SENTENCE = "{label}要写成 2022-09-19 这样的日期。"
OTHERWISE = "{label}的写法不对，请对照接口说明检查。"


def explain(errors: Sequence[Mapping[str, object]]) -> str:
    """Return a sentence about the first error, without any of the text that was sent."""
    if not errors:
        return OTHERWISE.format(label="请求")
    kind = str(errors[0].get("type"))
    return _sentence(kind).format(**_words(errors[0]))


def _sentence(kind: str) -> str:
    if kind.startswith("date_"):
        return DATE_SENTENCE
    return SENTENCES.get(kind, OTHERWISE)


def _words(error: Mapping[str, object]) -> dict[str, str]:
    location = error.get("loc")
    steps = location if isinstance(location, tuple) else ()
    names = [step for step in steps if isinstance(step, str)]
    field = names[-1] if len(names) > 1 else "body"
    label = LABELS.get(field, field) if field != "body" else "请求体"
    words = {"label": label, "field": field}
    words |= dict.fromkeys(("max_length", "expected", "ge", "le"), "")
    context = error.get("ctx")
    if isinstance(context, Mapping):
        words |= {str(name): str(value).replace(" or ", " 或 ") for name, value in context.items()}
    return words
