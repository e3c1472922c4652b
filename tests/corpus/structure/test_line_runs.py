from corpus.structure.line_runs import name_lines
from corpus.structure.lines import lines_of

PROSE = "为进一步规范全县招商引资工作，成立由下列单位组成的领导小组。"


def test_names_of_a_list_but_the_first_are_found_in_each_run_of_three_or_more() -> None:
    lines = lines_of(
        f"县财政局\n县教育局\n{PROSE}\n县民政局\n县司法局\n县水利局\n县商务局\n{PROSE}"
    )

    # Two lines above the prose are no list; of the four below it the first may end a sentence.
    assert name_lines(lines) == {4, 5, 6}
