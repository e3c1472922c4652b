"""Which departments a question names."""

from bot.understanding.departments import departments_in, mentions_department

ISSUERS = (
    "河南省人民政府",
    "河南省工业和信息化厅",
    "河南省地方金融监管局",
    "河南省财政厅",
    "河北省财政厅",
    "许昌市发展和改革委员会",
)


def test_short_name_finds_the_full_one() -> None:
    assert departments_in("工信厅有什么措施？", ISSUERS) == ("河南省工业和信息化厅",)


def test_full_name_finds_itself() -> None:
    assert departments_in("河南省财政厅出了多少钱？", ISSUERS) == ("河南省财政厅",)


def test_short_name_that_fits_two_departments_names_none() -> None:
    assert departments_in("财政厅出了多少钱？", ISSUERS) == ()


def test_several_departments_stand_in_the_order_of_naming() -> None:
    found = departments_in("金融局跟工信厅的数为什么不同？", ISSUERS)
    assert found == ("河南省地方金融监管局", "河南省工业和信息化厅")


def test_department_named_twice_is_one() -> None:
    assert departments_in("工信厅说的，工信厅做到了吗？", ISSUERS) == ("河南省工业和信息化厅",)


def test_department_that_issued_nothing_is_not_found() -> None:
    assert departments_in("教育厅有什么措施？", ISSUERS) == ()
    assert mentions_department("教育厅有什么措施？")


def test_characters_out_of_order_are_another_name() -> None:
    assert departments_in("信工厅有什么措施？", ISSUERS) == ()


def test_bare_word_for_a_department_names_none() -> None:
    assert departments_in("局里怎么说？", ISSUERS) == ()
    assert not mentions_department("科技贷累计放款多少？")
