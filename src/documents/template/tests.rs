use super::*;
use crate::{documents::paper::Align, register::Lang};

fn facts() -> Facts {
    let mut facts = Facts::default();
    facts.say("one", Some("一".to_owned()));
    facts.say("none", None);
    facts.list("rows", &["a", "b"], [[Some("あ".to_owned()), None]]);
    facts.list(
        "steps",
        &["text", "done"],
        [[Some("解除".to_owned()), Some("R8.11.1".to_owned())], [None, None]],
    );
    facts.list("nothing", &["a", "b"], []);
    let number = |text: &str| Some(text.to_owned());
    facts.list(
        "course",
        &["label", "n"],
        [[number("10月"), number("3")], [number("11月"), None], [None, number("x")]],
    );
    facts
}

fn frame() -> Frame<'static> {
    Frame {
        office: "事業所",
        date: "2026-11-22".parse().unwrap(),
        head: None,
        policy: None,
        names: Naming::Masked,
    }
}

fn fill(parts: &str) -> Result<Paper, TemplateError> {
    let text = format!("title = \"題\"\nfile = \"題\"\nnames = \"masked\"\n{parts}");
    Template::parse(&text)?.fill(&[facts()], &frame())
}

#[test]
fn facts_come_to_their_places() {
    let paper = fill(
        "[[part]]\nheading = \"頭\"\nrows = [{ label = \"一\", fact = \"one\" }, { label = \"無\", fact = \"none\" }]\n\
         [[part]]\ntable = \"rows\"\ncolumns = [{ label = \"B\", fact = \"b\", width = 10 }, { label = \"A\", fact = \"a\", width = 0 }]\n\
         [[part]]\ntable = \"nothing\"\nempty = \"ありません。\"\ncolumns = [{ label = \"A\", fact = \"a\", width = 0 }]\n\
         [[part]]\nchecklist = \"steps\"\n\
         [[part]]\nwhen = \"none\"\nwords = \"出ない\"\n\
         [[part]]\nunless = \"nothing\"\nwords = \"出る\"\n",
    )
    .unwrap();
    let column = |label: &str, width| Column { label: label.to_owned(), width, align: Align::Left };
    assert_eq!(
        paper.parts,
        [
            Part::Heading("頭".into()),
            Part::Rows(vec![("一".into(), "一".into()), ("無".into(), UNRECORDED.into())]),
            Part::Table(Table {
                columns: vec![column("B", 10), column("A", 0)],
                rows: vec![vec![UNRECORDED.into(), "あ".into()]],
                roomy: false
            }),
            Part::Text("ありません。".into()),
            Part::Checks(vec![
                Check { done: true, text: "解除（R8.11.1 済）".into() },
                Check { done: false, text: UNRECORDED.into() }
            ]),
            Part::Text("出る".into()),
        ]
    );
}

#[test]
fn what_is_to_be_written_by_hand_is_an_empty_cell() {
    let paper = fill(
        "[[part]]\nrows = [{ label = \"一\", fact = \"one\", write = \"\" }, { label = \"無\", fact = \"none\", write = \"　　月　　日\", lines = 3 }, { label = \"署名\", write = \"\" }]\n\
         [[part]]\nchecklist = \"steps\"\ncolumns = [{ label = \"内容\", fact = \"text\", width = 0 }, { label = \"日\", fact = \"done\", width = 8, write = \"\" }]\n\
         [[part]]\nchecks = [\"鍵\"]\nblank_rows = 2\ncolumns = [{ label = \"内容\", fact = \"text\", width = 0 }, { label = \"誰\", width = 8, write = \"印\" }]\n",
    )
    .unwrap();
    let by_hand = |printed: &str, lines| Content::ByHand(ByHand { printed: printed.to_owned(), lines });
    let table = |part: &Part| match part {
        Part::Table(table) => table.rows.clone(),
        other => panic!("{other:?}"),
    };
    let rows = vec![
        ("一".into(), "一".into()),
        ("無".into(), by_hand("　　月　　日", 3)),
        ("署名".into(), by_hand("", 1)),
    ];
    assert_eq!(paper.parts[0], Part::Rows(rows));
    assert_eq!(
        table(&paper.parts[1]),
        [["■ 解除".into(), "R8.11.1".into()], [Content::from("□ 未確認"), by_hand("", 1)]]
    );
    let blank = [by_hand("", 1), by_hand("印", 1)];
    assert_eq!(table(&paper.parts[2]), [["□ 鍵".into(), by_hand("印", 1)], blank.clone(), blank]);
    let text = paper.plain_text();
    assert!(text.contains("無   : ＿＿月＿＿日\n"), "{text}");
    assert!(
        text.matches("＿＿＿＿＿＿＿＿＿＿＿＿\n").count() == 3,
        "two lines of three, and a signature: {text}"
    );
    let markdown = paper.markdown();
    assert!(
        markdown.contains("| 署名 | ＿＿＿＿＿＿＿＿ |") && markdown.contains("| □ 鍵 | 印 |"),
        "{markdown}"
    );
}

#[test]
fn lines_clauses_and_words_stand_as_the_form_says() {
    let paper = fill(
        "[[part]]\ntext = \"one\"\nalign = \"left\"\n[[part]]\nwords = \"記\"\nalign = \"center\"\n\
         [[part]]\nclauses = [\"甲は守る。\", \"乙も守る。\"]\nlarge = true\n\
         [[part]]\nrows = [{ label = \"目的\", words = \"療養\" }]\n[[part]]\nwords = \"以上\"\nalign = \"right\"\n",
    )
    .unwrap();
    let line = |text: &str, align| Part::Line(Line { text: text.to_owned(), align });
    let items = vec!["甲は守る。".to_owned(), "乙も守る。".to_owned()];
    assert_eq!(
        paper.parts,
        [
            line("一", Align::Left),
            line("記", Align::Center),
            Part::Clauses(Clauses { items, large: true }),
            Part::Rows(vec![("目的".into(), "療養".into())]),
            line("以上", Align::Right),
        ]
    );
    let text = paper.plain_text();
    assert!(text.contains(&format!("{}記\n", " ".repeat(39))), "{text}");
    assert!(text.contains("\n(1) 甲は守る。\n(2) 乙も守る。\n"), "{text}");
    assert!(text.contains(&format!("{}以上\n", " ".repeat(76))), "{text}");
    assert!(paper.markdown().contains("\n1. 甲は守る。\n2. 乙も守る。\n"), "{}", paper.markdown());
}

/// Each sheet is whole by itself: title, numbers of headings and of pages, notes.
#[test]
fn every_copy_and_everybody_has_a_sheet() {
    let form = "title = \"同意書\"\nfile = \"題\"\nnames = \"masked\"\ncopies = [\"甲\", \"乙\"]\nnotes = [\"注\"]\n\
        [[part]]\nheading = \"頭\"\ntext = \"one\"\n[[part]]\nannex = \"別紙\"\nwhen = \"none\"\nwords = \"x\"\n";
    let form = Template::parse(form).unwrap();
    let paper = form.fill(&[facts(), facts()], &frame()).unwrap();
    assert_eq!(paper.title, "同意書　甲");
    let begins: Vec<&NextSheet> = paper
        .parts
        .iter()
        .filter_map(|part| match part {
            Part::NextSheet(next) => Some(next),
            _ => None,
        })
        .collect();
    let titles: Vec<&str> = begins.iter().map(|next| next.title.as_str()).collect();
    assert_eq!(titles, ["同意書　乙", "同意書　甲", "同意書　乙"]);
    assert!(begins.iter().all(|next| next.notes == ["注"]));
    assert_eq!(paper.pdf().unwrap().pages, 4);
    for text in [paper.plain_text(), paper.markdown()] {
        assert_eq!((text.matches("1. 頭").count(), text.matches('注').count()), (4, 4), "{text}");
        assert_eq!(text.matches("令和8年11月22日").count(), 4, "each sheet says whose it is: {text}");
    }
}

#[test]
fn an_annex_in_which_nothing_stands_is_none() {
    let annex = |parts: &str| fill(&format!("[[part]]\nwords = \"文\"\n{parts}")).unwrap().parts;
    let empty = "[[part]]\nannex = \"別紙\"\n[[part]]\nwhen = \"none\"\nwords = \"出ない\"\n";
    assert_eq!(annex(empty).len(), 1);
    let there = annex("[[part]]\nannex = \"別紙1\"\n[[part]]\nannex = \"別紙2\"\nheading = \"頭\"\n");
    assert_eq!(there[1..], [Part::Annex("別紙2".into()), Part::Heading("頭".into())]);
}

#[test]
fn the_words_of_a_form_cite_the_policy() {
    let citing = |policy: &str| {
        let text = "title = \"{network}　一覧\"\nfile = \"題\"\nnames = \"masked\"\n\
            notes = [\"{policy}{filings}\", \"{投稿（disaster-posting）。}\"]\n\
            [[part]]\nheading = \"誓約書{（staff-pledge）}\"\nchecks = [\"{}、{1}\"]\n";
        let form = Template::parse(text).unwrap().citing(&Policy::parse(policy).unwrap());
        form.fill(&[facts()], &frame()).unwrap()
    };
    let paper = citing(Policy::minato_text());
    assert_eq!(paper.title, "港あんしんネット　一覧");
    assert_eq!(paper.notes, ["港あんしんネット運用ポリシー第4条・第15条・第17条", "投稿（第15条(3)）。"]);
    let check = Check { done: false, text: "{}、{1}".into() };
    assert_eq!(paper.parts, [Part::Heading("誓約書（第9条）".into()), Part::Checks(vec![check])]);
    let without = citing(&Policy::minato_text().replace("\"第15条(3)\"", "\"off\""));
    assert_eq!(without.notes.len(), 1);
}

#[test]
fn numbers_come_into_a_chart_and_what_is_none_is_not_known() {
    let part =
        "[[part]]\nchart = \"course\"\naxis = \"月末\"\nseries = [{ label = \"件数\", fact = \"n\" }]\n";
    let bar = |label: &str, values| Bar { label: label.to_owned(), values };
    let chart = Chart {
        axis: "月末".into(),
        series: vec!["件数".into()],
        bars: vec![bar("10月", Some(vec![3])), bar("11月", None), bar(UNRECORDED, None)],
    };
    assert_eq!(fill(part).unwrap().parts, [Part::Chart(chart)]);
}

#[test]
fn a_mistake_is_told_with_its_line_and_what_to_do() {
    let known = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let unknown =
        |name: &str, names: &[&str]| TemplateFault::Unknown { name: name.into(), known: known(names) };
    for (parts, line, fault) in [
        ("[[part]]\ntext = \"two\"", 5, unknown("two", &["none", "one"])),
        ("[[part]]\nwhen = \"two\"\nwords = \"x\"", 5, unknown("two", &["none", "one"])),
        (
            "[[part]]\ntable = \"row\"\ncolumns = [{ label = \"\", fact = \"a\", width = 0 }]",
            5,
            unknown("row", &["course", "nothing", "rows", "steps"]),
        ),
        (
            "[[part]]\ntable = \"rows\"\ncolumns = [\n{ label = \"\", fact = \"c\", width = 0 }]",
            7,
            unknown("c", &["a", "b"]),
        ),
        ("[[part]]\nrows = [{ label = \"x\" }]", 5, TemplateFault::RowShape),
        ("[[part]]\nrows = [{ each = \"rows\" }]", 5, unknown("label", &["a", "b"])),
        ("[[part]]\nwords = \"x\"\ntext = \"one\"", 4, TemplateFault::NotOneThing),
        ("[[part]]\n", 4, TemplateFault::NotOneThing),
        ("[[part]]\ntable = \"rows\"", 4, TemplateFault::TableAndColumns),
        (
            "[[part]]\ntable = \"rows\"\ncolumns = [{ label = \"\", width = 4 }]",
            6,
            TemplateFault::ColumnShape,
        ),
        (
            "[[part]]\nheading = \"x\"\nalign = \"left\"",
            4,
            TemplateFault::Alone { key: "align", beside: "text / words" },
        ),
        (
            "[[part]]\nwords = \"x\"\nlarge = true",
            4,
            TemplateFault::Alone { key: "large", beside: "clauses" },
        ),
        ("[[part]]\nrows = [{ label = \"x\", words = \"y\", write = \"\" }]", 5, TemplateFault::RowShape),
        ("[[part]]\nwords = \"x\"\nblank_rows = 3", 4, TemplateFault::TableAndColumns),
        ("[[part]]\nchart = \"course\"\naxis = \"月\"", 4, TemplateFault::ChartAndSeries),
        (
            "[[part]]\nchart = \"course\"\nseries = [{ label = \"x\", fact = \"n\" }]",
            4,
            TemplateFault::ChartAndSeries,
        ),
        (
            "[[part]]\nchart = \"rows\"\naxis = \"月\"\nseries = [{ label = \"x\", fact = \"a\" }]",
            5,
            unknown("label", &["a", "b"]),
        ),
        (
            "[[part]]\ntable = \"rows\"\ncolumns = [{ label = \"\", fact = \"a\", width = 3 }]",
            6,
            TemplateFault::Narrow { least: 4 },
        ),
        (
            "[[part]]\ntable = \"rows\"\ncolumns = [{ label = \"\", fact = \"a\", width = 70 }, { label = \"\", fact = \"b\", width = 10 }]",
            6,
            TemplateFault::TooWide { cells: 80, over: 5 },
        ),
    ] {
        assert_eq!(fill(parts).unwrap_err(), TemplateError { file: None, line, fault }, "{parts}");
    }
    let unread = fill("[[part]]\nwordz = \"x\"").unwrap_err();
    assert!(matches!(unread.fault, TemplateFault::Unreadable(_)), "{unread:?}");
    assert_eq!(unread.line, 5);
    for lang in [Lang::Ja, Lang::En] {
        assert!(unread.message(lang).contains("wordz"), "{}", unread.message(lang));
    }
}
